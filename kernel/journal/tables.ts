/** Where the journal stands in the database, and the only file that knows its tables and its trigger. */
import { APP_ROLE, type Bookkeeping, script } from '../database/bookkeeping';
import type { Session } from '../database/port';
import { compile, sql, tableId, type Fragment } from '../database/sql';

// The first shape: a row's state after the change, and nothing of who changed it.
const STATES = `
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

// Operations and rows are numbered by one sequence: what an operation touched has the numbers between its own and the next one's.
// Rows travel as the text that PostgreSQL writes, so that a numeric keeps every digit on its way through JavaScript.
const LOG = `
create table metacore.operations (
  seq bigint primary key,
  at timestamptz not null default now(),
  kind text not null,
  name text not null,
  organization_id text,
  user_id text,
  -- as whom it was done, where that is somebody else: what was approved is done as whoever asked for it
  on_behalf_of text,
  -- the request, correlation id, trace or event that led to it; how much a snapshot stands for
  cause json not null default '{}'
);
create index operations_organization on metacore.operations (organization_id, seq);
revoke all on metacore.operations from ${APP_ROLE};

alter table metacore.journal
  add column op text,
  add column schema_name text,
  add column table_name text,
  add column row_id text,
  add column before json,
  add column after json;
-- What an earlier version noted is kept: rows as they were then, and nobody knows what was there before.
insert into metacore.operations (seq, at, kind, name)
  select min(seq) - 1, max(at), 'earlier', '' from metacore.journal having count(*) > 0;
update metacore.journal set
  op = case entry->>'op' when 'upsert' then 'note' else 'delete' end,
  schema_name = coalesce(entry->>'schema', ''),
  table_name = coalesce(entry->>'table', ''),
  row_id = coalesce(entry->>'id', ''),
  after = (entry->>'row')::json;
alter table metacore.journal
  drop column entry,
  drop column at,
  alter column op set not null,
  add check (op in ('insert', 'update', 'delete', 'note', 'drop')),
  alter column schema_name set not null,
  alter column table_name set not null,
  alter column row_id set not null;

-- The number of the operation under way; the first call in a transaction notes it, with what the transaction was told of itself.
create or replace function metacore.operation() returns bigint language plpgsql security definer set search_path = pg_catalog as $operation$
declare
  known text := coalesce(current_setting('app.operation', true), '');
  origin json;
  acting text;
  number bigint;
begin
  if known <> '' then return known::bigint; end if;
  origin := coalesce(nullif(current_setting('app.origin', true), ''), '{}')::json;
  acting := nullif(current_setting('app.current_user', true), '');
  number := nextval('metacore.journal_seq_seq');
  insert into metacore.operations (seq, kind, name, organization_id, user_id, on_behalf_of, cause)
  values (number, coalesce(origin->>'kind', 'kernel'), coalesce(origin->>'name', ''),
    coalesce(origin->>'organizationId', nullif(current_setting('app.current_org', true), '')),
    coalesce(origin->>'userId', acting), nullif(acting, coalesce(origin->>'userId', acting)),
    json_build_object('request', origin->'request', 'correlationId', origin->'correlationId', 'trace', origin->'trace', 'event', origin->'event'));
  perform set_config('app.operation', number::text, true);
  return number;
end $operation$;
revoke execute on function metacore.operation() from public;

create or replace function metacore.journal_row() returns trigger language plpgsql security definer set search_path = pg_catalog as $journal$
begin
  if coalesce(current_setting('app.operation', true), '') = '' then perform metacore.operation(); end if;
  if tg_op = 'INSERT' then
    insert into metacore.journal (op, schema_name, table_name, row_id, after)
    values ('insert', tg_table_schema, tg_table_name, new.id::text, row_to_json(new));
  elsif tg_op = 'DELETE' then
    insert into metacore.journal (op, schema_name, table_name, row_id, before)
    values ('delete', tg_table_schema, tg_table_name, old.id::text, row_to_json(old));
  elsif old.id is distinct from new.id then
    insert into metacore.journal (op, schema_name, table_name, row_id, before, after)
    values ('delete', tg_table_schema, tg_table_name, old.id::text, row_to_json(old), null),
      ('insert', tg_table_schema, tg_table_name, new.id::text, null, row_to_json(new));
  elsif old *= new then
    -- Byte for byte the same: it is noted once more (\`noteRows\`).
    insert into metacore.journal (op, schema_name, table_name, row_id, after)
    values ('note', tg_table_schema, tg_table_name, new.id::text, row_to_json(new));
  else
    insert into metacore.journal (op, schema_name, table_name, row_id, before, after)
    values ('update', tg_table_schema, tg_table_name, new.id::text, row_to_json(old), row_to_json(new));
  end if;
  return null;
end $journal$;
`;

// Rows that are added together are noted together: a function that runs for each of them takes a quarter of an import.
const ADDED = `
create or replace function metacore.journal_added() returns trigger language plpgsql security definer set search_path = pg_catalog as $journal$
begin
  if not exists (select 1 from added) then return null; end if;
  if coalesce(current_setting('app.operation', true), '') = '' then perform metacore.operation(); end if;
  insert into metacore.journal (op, schema_name, table_name, row_id, after)
    select 'insert', tg_table_schema, tg_table_name, added.id::text, row_to_json(added.*) from added;
  return null;
end $journal$;
do $journal$
declare
  name text;
begin
  for name in select format('%I.%I', n.nspname, c.relname) from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where t.tgname = 'metacore_journal'
  loop
    execute format('create or replace trigger metacore_journal after update or delete on %s for each row execute function metacore.journal_row()', name);
    execute format('create or replace trigger metacore_journal_added after insert on %s referencing new table as added for each statement execute function metacore.journal_added()', name);
  end loop;
end $journal$;
`;

export const JOURNAL_TABLES: Bookkeeping = { room: 'journal', migrations: [script(STATES), script(LOG), script(ADDED)] };

/** The transaction under way is an operation, whether it touches a row or not: a table that is made, a schema that goes. */
export async function noteOperation(session: Session): Promise<void> {
  await session.run(compile(sql`select metacore.operation()`));
}

/** From now on the rows of a table are journaled. */
export const journalRows = (schema: string, table: string): Fragment[] => [
  sql`create trigger metacore_journal after update or delete on ${tableId(schema, table)} for each row execute function metacore.journal_row()`,
  sql`create trigger metacore_journal_added after insert on ${tableId(schema, table)} referencing new table as added for each statement execute function metacore.journal_added()`,
];

/** The rows of a table are forgotten under its name, as if they were deleted. To be run in an operation that is noted. */
export const forgetRows = (schema: string, table: string): Fragment =>
  sql`insert into metacore.journal (op, schema_name, table_name, row_id, before) select 'delete', ${sql.lit(schema)}, ${sql.lit(table)}, id::text, row_to_json(t.*) from ${tableId(schema, table)} t`;

/** Everything of a schema is gone. To be run in an operation that is noted. */
export const schemaForgotten = (schema: string): Fragment =>
  sql`insert into metacore.journal (op, schema_name, table_name, row_id) values ('drop', ${sql.lit(schema)}, '', '')`;

/** Everything of a schema is gone. */
export async function forgetSchema(session: Session, schema: string): Promise<void> {
  await noteOperation(session);
  await session.run(compile(schemaForgotten(schema)));
}

/** The rows of a table are journaled once more, as they are. */
export const noteRows = (schema: string, table: string): Fragment => sql`update ${tableId(schema, table)} set id = id`;

/** The rows of a table that the journal tells of are noted as they are now. To be run in an operation that is noted. */
export const noteTold = (schema: string, table: string): Fragment =>
  sql`insert into metacore.journal (op, schema_name, table_name, row_id, after)
    select 'note', ${schema}, ${table}, t.id::text, row_to_json(t.*) from ${tableId(schema, table)} t
    where t.id::text in (select row_id from metacore.journal where schema_name = ${schema} and table_name = ${table})`;

/** The tables among `schemas` (a query of names) whose rows are not journaled yet. */
export const unjournaled = (schemas: Fragment): Fragment =>
  sql`select n.nspname as schema, c.relname as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in (${schemas}) and c.relkind = 'r'
      and not exists (select 1 from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'metacore_journal') order by 1, 2`;
