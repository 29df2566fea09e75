/** Which migrations an operation runs, takes as run or leaves: by what ran before, and by who installs. Pure. */
import { installError } from './messages';
import type { SqlFile } from './migrations';
import type { InstallNote } from './notes';
import type { Prepared } from './prepare';

/** Migrations that ran in a schema, by their version. */
export type Applied = readonly { version: string; checksum: string }[];

export interface Pending {
  run: SqlFile[];
  /** To be taken as run, those that are other files by now included. */
  record: SqlFile[];
  notes: InstallNote[];
}

/** @throws KernelError `migration_changed` where a file that ran is another one by now, unless an author is at work */
function ofRelease({ migrations }: Prepared, applied: Applied): Pending {
  const run = migrations.filter(({ version, checksum, path }) => {
    const ran = applied.find((one) => one.version === version);
    if (ran && ran.checksum !== checksum) throw installError('migration_changed', { file: path });
    return !ran;
  });
  return { run, record: [], notes: [] };
}

/** An author's edits are installed at every pause: a migration that is being typed must not run before it is whole. */
function ofDevelopment({ migrations, request: { migrate }, unread }: Prepared, applied: Applied, isNew: boolean): Pending {
  const ranAs = ({ version }: SqlFile) => applied.find((one) => one.version === version)?.checksum;
  const fresh = migrations.filter((file) => ranAs(file) === undefined);
  const changed = migrations.filter((file) => ![undefined, file.checksum].includes(ranAs(file)));
  const notesOf = (code: InstallNote['code'], files: readonly SqlFile[]) => files.map(({ path }): InstallNote => ({ code, table: path }));
  const failed = unread
    ? [{ code: 'migration_failed' as const, table: unread.path, refusal: { code: unread.code, details: unread.details } }]
    : [];
  if (migrate === 'record') return { run: [], record: [...fresh, ...changed], notes: failed };
  const runs = migrate === 'run' || (isNew && migrate !== 'hold');
  return {
    run: runs ? fresh : [],
    record: [],
    notes: [...notesOf('migration_changed', changed), ...(runs ? [] : notesOf('migration_waiting', fresh)), ...failed],
  };
}

/** What a way back takes back is what ran in this very schema. */
const ofRollback = ({ migrations }: Prepared, applied: Applied): Pending => ({
  run: migrations.filter(({ version }) => applied.some((one) => one.version === version)),
  record: [],
  notes: [],
});

/**
 * @param isNew whether the schema is made by this very operation
 * @throws KernelError `migration_changed`
 */
export const pendingOf = (prepared: Prepared, applied: Applied, isNew: boolean): Pending => {
  if (prepared.operation === 'rollback') return ofRollback(prepared, applied);
  return prepared.operation === 'install' && prepared.request.development === true
    ? ofDevelopment(prepared, applied, isNew)
    : ofRelease(prepared, applied);
};
