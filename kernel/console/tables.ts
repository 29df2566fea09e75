/** The tables of a database as PostgreSQL has them now: what a console lists and completes. */
import type { Database } from '../database/port';

export interface ConsoleColumn {
  name: string;
  /** As PostgreSQL writes it. */
  type: string;
  isRequired: boolean;
  isKey: boolean;
}

export interface ConsoleTable {
  schema: string;
  name: string;
  kind: 'table' | 'view';
  columns: ConsoleColumn[];
}

/** Columns that are told; a thousand addons do not fit on a screen either. */
const MAX_COLUMNS = 20_000;

const COLUMNS = `select n.nspname::text as schema, c.relname::text as table, c.relkind::text as kind, a.attname::text as name,
    format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
    exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any (i.indkey)) as key
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
  where c.relkind in ('r', 'p', 'v', 'm') and a.attnum > 0 and not a.attisdropped
    and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  order by (n.nspname like 'addon\\_%') desc, n.nspname, c.relname, a.attnum limit $1`;

interface Row {
  schema: string;
  table: string;
  kind: string;
  name: string;
  type: string;
  required: boolean;
  key: boolean;
}

/** Tables of addons first; the catalogues of the engine are left out. */
export async function listTables(database: Database): Promise<ConsoleTable[]> {
  const { rows } = await database.asOwner((session) => session.run<Row>({ sql: COLUMNS, parameters: [MAX_COLUMNS] }));
  const tables = new Map<string, ConsoleTable>();
  for (const { schema, table, kind, name, type, required, key } of rows) {
    const id = JSON.stringify([schema, table]);
    const found = tables.get(id) ?? { schema, name: table, kind: kind === 'r' || kind === 'p' ? 'table' : 'view', columns: [] };
    found.columns.push({ name, type, isRequired: required, isKey: key });
    tables.set(id, found);
  }
  return [...tables.values()];
}
