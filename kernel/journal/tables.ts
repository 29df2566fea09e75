/** Where the journal stands in the database, and the only file that knows its table and its trigger. */
import { APP_ROLE, type Bookkeeping, script } from '../database/bookkeeping';
import { sql, tableId, type Fragment } from '../database/sql';

// `journal_row` journals a row in the transaction that changed it, whatever changed it: a request, a cascade, a migration, a seed.
// Values travel as the text of a jsonb, so that a numeric keeps every digit on its way through JavaScript.
const JOURNAL = `
create table if not exists metacore.journal (
  seq bigint generated always as identity primary key,
  entry jsonb not null,
  at timestamptz not null default now()
);
revoke all on metacore.journal, metacore.journal_seq_seq from ${APP_ROLE};
-- The first version wrote a row as an object.
update metacore.journal set entry = entry || jsonb_build_object('row', (entry->'row')::text, 'id', entry->'row'->>'id')
  where jsonb_typeof(entry->'row') = 'object';
create or replace function metacore.journal_row() returns trigger language plpgsql security definer set search_path = pg_catalog as $journal$
begin
  if tg_op = 'DELETE' or (tg_op = 'UPDATE' and old.id is distinct from new.id) then
    insert into metacore.journal (entry)
    values (jsonb_build_object('op', 'delete', 'schema', tg_table_schema, 'table', tg_table_name, 'id', old.id::text));
  end if;
  if tg_op <> 'DELETE' then
    insert into metacore.journal (entry)
    values (jsonb_build_object('op', 'upsert', 'schema', tg_table_schema, 'table', tg_table_name, 'id', new.id::text, 'row', to_jsonb(new)::text));
  end if;
  return null;
end $journal$;
`;

export const JOURNAL_TABLES: Bookkeeping = { room: 'journal', migrations: [script(JOURNAL)] };

/** From now on the rows of a table are journaled. */
export const journalRows = (schema: string, table: string): Fragment =>
  sql`create trigger metacore_journal after insert or update or delete on ${tableId(schema, table)} for each row execute function metacore.journal_row()`;

/** The rows of a table are forgotten under its name, as if they were deleted. */
export const forgetRows = (schema: string, table: string): Fragment =>
  sql`insert into metacore.journal (entry) select jsonb_build_object('op', 'delete', 'schema', ${sql.lit(schema)}, 'table', ${sql.lit(table)}, 'id', id::text) from ${tableId(schema, table)}`;

/** The rows of a table are journaled once more, as they are. */
export const noteRows = (schema: string, table: string): Fragment => sql`update ${tableId(schema, table)} set id = id`;

/** The tables among `schemas` (a query of names) whose rows are not journaled yet. */
export const unjournaled = (schemas: Fragment): Fragment =>
  sql`select n.nspname as schema, c.relname as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in (${schemas}) and c.relkind = 'r'
      and not exists (select 1 from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'metacore_journal') order by 1, 2`;
