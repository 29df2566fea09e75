/**
 * An install of what is installed already. It is known by the request, word for word, and by a fingerprint of everything that the
 * last one left, which PostgreSQL takes in one statement: whoever changed the database since, the install runs again. Both are kept
 * in the database too, for the next kernel on it.
 */
import type { ManifestV3 } from '../../schemas';
import { sha256Hex } from '../bundle/digest';
import { type Database, type Session, SqlError } from '../database/port';
import { compile, join, sql, type Fragment } from '../database/sql';
import { schemaOf } from '../schema/schema-of';
import type { InstallRequest } from './request';
import { seedsMissing } from './seed';

/** What was installed last of an addon, and the fingerprint of what that left. */
export interface Remembered {
  identity: string;
  fingerprint: string;
}

/** By addon key, as far as this kernel installed it. */
export type InstallMemory = Map<string, Remembered>;

/** To be raised when an install of the same tables leaves something else than it did: what was left before is planned anew then. */
const REVISION = 1;

/** A request with the tables that this version makes of it. */
export function identityOf(request: InstallRequest): Promise<string> {
  const states = request.organizationIds.map((id) => schemaOf(request.manifest, id));
  return sha256Hex(new TextEncoder().encode(JSON.stringify([REVISION, request, states])));
}

/** A manifest with more seed rows is looked through by its install. */
const MAX_SEED_ROWS = 200;

/** A row's place and the transaction that wrote it: no change leaves both as they were. */
const rowsOf = (from: Fragment, where = sql`true`): Fragment =>
  sql`(select string_agg(r.ctid::text || r.xmin::text, ' ' order by r.ctid) from ${from} r where ${where})`;

/** What hosts keep of installations. */
const KEPT = ['public.metacore_installations', 'metacore.addon_schemas', 'public.roles', 'public.permissions', 'public.users'] as const;

/** Columns by which rows of the catalogue belong to a table. */
const CATALOGUE = {
  pg_attribute: 'attrelid',
  pg_attrdef: 'adrelid',
  pg_index: 'indrelid',
  pg_description: 'objoid',
  pg_policy: 'polrelid',
  pg_trigger: 'tgrelid',
} as const;

/**
 * The fingerprint of what an install of `manifest` leaves: its tables as the catalogue has them, what points at them, what is kept of
 * installations, and whether its seed rows are there. Null where that is too much for one statement.
 */
export async function fingerprintOf(session: Session, manifest: ManifestV3, organizationIds: readonly string[]): Promise<string | null> {
  const states = organizationIds.map((id) => ({ id, state: schemaOf(manifest, id) }));
  const missing = states.flatMap(({ id, state }) => seedsMissing(manifest, state, id));
  if (missing.length > MAX_SEED_ROWS) return null;
  const schemas = JSON.stringify([...new Set(states.map(({ state }) => state.schema))]);
  const own = sql`select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in (select jsonb_array_elements_text(${schemas}::jsonb))`;
  const parts = [
    rowsOf(sql`pg_class`, sql`r.oid in (select oid from own)`),
    ...Object.entries(CATALOGUE).map(([table, column]) => rowsOf(sql.id(table), sql`${sql.id('r', column)} in (select oid from own)`)),
    rowsOf(sql`pg_constraint`, sql`r.conrelid in (select oid from own) or r.confrelid in (select oid from own)`),
    ...KEPT.map((table) => rowsOf(sql.raw(table))),
    ...missing,
  ];
  const { rows } = await session.run<{ fingerprint: string }>(
    compile(sql`with own as (${own}) select md5(row(${join(parts)})::text) as fingerprint`),
  );
  return rows[0]?.fingerprint ?? null;
}

/** Keeps what was installed for the next kernel; what left no fingerprint is forgotten. */
export async function remember(session: Session, addonKey: string, identity: string, fingerprint: string | null): Promise<void> {
  await session.run(
    compile(
      fingerprint === null
        ? sql`delete from metacore.installed_requests where addon_key = ${addonKey}`
        : sql`insert into metacore.installed_requests (addon_key, identity, fingerprint) values (${addonKey}, ${identity}, ${fingerprint})
            on conflict (addon_key) do update set identity = excluded.identity, fingerprint = excluded.fingerprint`,
    ),
  );
}

async function kept(session: Session, addonKey: string): Promise<Remembered | undefined> {
  const { rows } = await session.run<Remembered & Record<string, unknown>>(
    compile(sql`select identity, fingerprint from metacore.installed_requests where addon_key = ${addonKey}`),
  );
  return rows[0];
}

/** Whether everything is as an install of this very request left it; not, too, where it cannot be told. */
export async function isInstalled(
  database: Database,
  { manifest, organizationIds }: InstallRequest,
  identity: string,
  memory: InstallMemory,
): Promise<boolean> {
  const addonKey = manifest.metadata.key;
  const own = memory.get(addonKey);
  if (own !== undefined && own.identity !== identity) return false;
  try {
    const found = await database.asOwner(async (session): Promise<Remembered | null> => {
      const known = own ?? (await kept(session, addonKey));
      if (known?.identity !== identity) return null;
      return (await fingerprintOf(session, manifest, organizationIds)) === known.fingerprint ? known : null;
    });
    if (found !== null) memory.set(addonKey, found);
    return found !== null;
  } catch (error) {
    // A table that has seed rows may be gone.
    if (error instanceof SqlError) return false;
    throw error;
  }
}
