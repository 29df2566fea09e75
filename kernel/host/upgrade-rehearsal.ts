/**
 * An upgrade rehearsed on rows that look real, in a database of its own: the version that is out there is installed and filled, and the
 * edited one is applied to it behind a transaction that is taken back. Nothing of the project is touched.
 */
import { valid } from 'semver';
import { ORGANIZATIONS } from '../database/core-rows';
import { KernelError, messageOf } from '../errors';
import type { ChangedTable } from '../journal/changed';
import type { Kernel } from '../kernel';
import { type Consent, consentOf } from '../lifecycle/consent';
import { requestFromBundle } from '../lifecycle/from-bundle';
import { installError } from '../lifecycle/messages';
import type { RanStep } from '../lifecycle/ledger';
import type { InstallNote } from '../lifecycle/notes';
import type { BlockedChange } from '../lifecycle/release-messages';
import type { InstallRequest } from '../lifecycle/request';
import { schemaDiff, type TableDiff } from '../lifecycle/schema-diff';
import { ADMINISTRATORS } from '../security/default-principal';
import type { SeedRun } from '../seed/run';
import { around, type BesideBundle, bringBeside, readBeside } from './install-beside';

export interface UpgradeOrder {
  /** The version that is out there, packed; null where the last one that was kept goes on. */
  before: Uint8Array | null;
  /** The edited one, packed. */
  after: Uint8Array;
  /** Addons that both need. */
  beside: BesideBundle[];
  /** Sample rows of each table, and which ones. */
  rows: number;
  seed: number;
}

export interface UpgradeReport {
  key: string;
  from: string;
  to: string;
  /** The edited version has no higher number yet: it was rehearsed as the next one. */
  isAssumed: boolean;
  /** Sample rows that were written, by table, over all organizations. */
  filled: Record<string, number>;
  /** What stands in the way; nothing was done then. */
  blocked: BlockedChange[];
  steps: RanStep[];
  durationMs: number;
  consent: Consent;
  tables: TableDiff[];
  /** What became of rows, by table, with examples. */
  rows: ChangedTable[];
  notes: InstallNote[];
}

export interface UpgradeRehearsal {
  /** @throws KernelError what the install of the one version, or the upgrade to the other, refuses */
  rehearse(order: UpgradeOrder): Promise<UpgradeReport>;
  /** Makes what was rehearsed last: the next rehearsal begins with it and its rows. @throws KernelError as an upgrade */
  keep(): Promise<void>;
}

async function fill(kernel: Kernel, { rows, seed }: UpgradeOrder): Promise<Record<string, number>> {
  const filled: Record<string, number> = {};
  for (const principal of ADMINISTRATORS) {
    const body = JSON.stringify({ rows, seed });
    const response = await kernel.fetch(new Request('http://kernel.invalid/playground/seed', { method: 'POST', body }), principal);
    const { data, message } = (await response.json()) as { data?: SeedRun; message?: string };
    if (!data) throw new KernelError('seed_failed', message ?? 'the sample rows could not be written');
    for (const { table, rows: made } of data.tables) filled[table] = (filled[table] ?? 0) + made;
  }
  return filled;
}

/** The next patch of a version, which a rehearsal takes where the author has not chosen one yet. */
function nextOf(version: string): string {
  const [major = '0', minor = '0', patch = '0'] = version.split(/[.+-]/);
  return `${major}.${minor}.${Number(patch) + 1}`;
}

const asVersion = (request: InstallRequest, version: string): InstallRequest => ({
  ...request,
  manifest: { ...request.manifest, metadata: { ...request.manifest.metadata, version } },
});

export function createUpgradeRehearsal(kernel: Kernel): UpgradeRehearsal {
  const organizationIds = ORGANIZATIONS.map(({ id }) => id);
  let installed: { key: string; version: string } | null = null;
  let last: InstallRequest | null = null;

  async function begin(order: UpgradeOrder): Promise<Record<string, number>> {
    if (order.before === null && installed) return {};
    for (const key of new Set(kernel.inspect().addons.map((addon) => addon.key))) await kernel.reset(key);
    const before = await requestFromBundle(order.before ?? order.after, organizationIds);
    const { addons } = await readBeside(kernel, order.beside);
    const beside = around(addons, before.manifest.metadata.key);
    const [refused] = await bringBeside(kernel, beside.before);
    if (refused?.refusal) throw new KernelError(refused.refusal.code, refused.refusal.message ?? '', { details: refused.refusal.details });
    await kernel.install(before);
    // What needs it is there too: an upgrade may take away what another addon points at.
    await bringBeside(kernel, beside.after);
    const { key, version } = before.manifest.metadata;
    installed = { key, version };
    return fill(kernel, order);
  }

  return {
    async rehearse(order) {
      last = null;
      const filled = await begin(order);
      const { key, version: from } = installed ?? { key: '', version: '' };
      const asked = await requestFromBundle(order.after, organizationIds);
      const said = asked.manifest.metadata;
      if (said.key !== key) throw installError('not_installed', { key: said.key });
      const isAssumed = said.version === from && valid(from) !== null;
      const request = isAssumed ? asVersion(asked, nextOf(from)) : asked;
      const planned = await kernel.plan(request, 'upgrade');
      const told = { key, from, to: request.manifest.metadata.version, isAssumed, filled, consent: consentOf(request.manifest, planned) };
      if (planned.blocked.length > 0)
        return { ...told, blocked: planned.blocked, steps: [], durationMs: 0, tables: [], rows: [], notes: planned.notes };
      const { ran, durationMs, schemas, tables, notes } = await kernel.rehearse(request, 'upgrade');
      last = request;
      return {
        ...told,
        blocked: [],
        steps: ran,
        durationMs,
        tables: schemas.flatMap(({ before, after }) => schemaDiff(before ?? [], after ?? [])),
        rows: tables,
        notes,
      };
    },
    async keep() {
      if (!last) return;
      await kernel.upgrade(last);
      const { key, version } = last.manifest.metadata;
      installed = { key, version };
      last = null;
    },
  };
}

/** A refusal as plain data, for whoever stands behind a worker. */
export function refusedUpgrade(error: unknown): { code: string; message: string; details: Readonly<Record<string, unknown>> } {
  if (error instanceof KernelError) return { code: error.code, message: error.message, details: error.details };
  return { code: 'internal_error', message: messageOf(error), details: {} };
}
