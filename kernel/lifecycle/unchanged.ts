/**
 * An install of what is installed already. It is known by the request, word for word, and by a fingerprint of everything that the
 * last one left, which PostgreSQL takes in one statement: whoever changed the database since, the install runs again.
 */
import type { ManifestV3 } from '../../schemas';
import type { Session } from '../database/port';
import { compile, join, sql, type Fragment } from '../database/sql';
import { schemaOf } from '../schema/schema-of';
import { seedsMissing } from './seed';

/** By addon key: the request that was installed last, as text, and the fingerprint after it. */
export type InstallMemory = Map<string, { request: string; fingerprint: string }>;

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
