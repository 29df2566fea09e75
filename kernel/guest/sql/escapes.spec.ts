/**
 * Statements that try to leave the addon they come from: each is refused or reads and changes nothing of other organizations, other addons,
 * the host or the session.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_PRINCIPAL } from '../../security/default-principal';
import { askDirectly, contextFor, invocationFor } from '../../testing/host-calls';
import { manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../../testing/kernel';
import type { HostContext } from '../host/context';
import type { SqlImport } from './statement-text';

const columns = [
  { name: 'name', type: 'text' },
  { name: 'stock', type: 'integer' },
];
const SHOP = manifestWith('shop', [{ key: 'Item', table: 'items', columns }]);
const VAULT = manifestWith('vault', [{ key: 'Gem', table: 'gems', columns }]);
const ORG = DEFAULT_PRINCIPAL.organizationId;
const OTHER = OTHER_PRINCIPAL.organizationId;
/** Stands in every row that the guest must not read. */
const SECRET = 'only-for-others';

/** What migrations of the addon made: functions, an operator and a view that reach where the addon may not. */
const TRAPS = `
  create function addon_shop.peek() returns setof addon_vault.gems language sql security definer as 'select * from addon_vault.gems';
  create function addon_shop.loot(addon_shop.items) returns text language sql security definer as 'select name from addon_vault.gems limit 1';
  create function addon_shop.lower(integer) returns text language sql security definer as 'select name from addon_vault.gems limit 1';
  create function addon_shop.both(integer, integer) returns text language sql security definer as 'select name from addon_vault.gems limit 1';
  create operator addon_shop.@@@ (leftarg = integer, rightarg = integer, function = addon_shop.both);
  create view addon_shop.window_on_gems as select * from addon_vault.gems;
  create view addon_shop.everybody as select * from addon_shop.items;
  create materialized view addon_shop.kept_gems as select * from addon_vault.gems;
`;

let t: TestKernel;
let context: HostContext;

const DIGEST = `select md5(string_agg(line, '|' order by line)) as digest from (
  select 'gems ' || to_jsonb(g)::text as line from addon_vault.gems g
  union all select 'items ' || to_jsonb(i)::text from addon_shop.items i where organization_id <> $1
  union all select 'users ' || to_jsonb(u)::text from public.users u
  union all select 'roles ' || to_jsonb(r)::text from public.roles r
  union all select 'permissions ' || to_jsonb(p)::text from public.permissions p
  union all select 'organizations ' || to_jsonb(o)::text from public.organizations o
  union all select 'installations ' || to_jsonb(n)::text from public.metacore_installations n
  union all select 'relation ' || relnamespace::regnamespace::text || '.' || relname || relkind::text || coalesce(relacl::text, '')
    from pg_class where relnamespace::regnamespace::text !~ '^pg_'
  union all select 'function ' || oid::regprocedure::text from pg_proc where pronamespace::regnamespace::text !~ '^pg_'
  union all select 'role ' || rolname || rolsuper::text || coalesce(rolconfig::text, '') from pg_roles
) as everything`;
const digest = async (): Promise<unknown> => (await t.query(DIGEST, [ORG]))[0]?.digest;
let before: unknown;

beforeAll(async () => {
  t = await openTestKernel();
  for (const organizationId of [ORG, OTHER]) {
    await t.install(SHOP, { organizationId });
    await t.install(VAULT, { organizationId });
    await t.query('insert into addon_vault.gems (organization_id, name) values ($1, $2)', [organizationId, SECRET]);
  }
  await t.query('insert into addon_shop.items (organization_id, name, stock) values ($1, $2, 1)', [OTHER, SECRET]);
  await t.query(`insert into addon_shop.items (organization_id, name, stock) values ($1, 'own', 1)`, [ORG]);
  await t.database.asOwner((session) => session.script(TRAPS));
  context = contextFor(t, invocationFor('shop'));
  before = await digest();
});
afterAll(() => t.database.close());

const QUERIES: readonly string[] = [
  // Other statements and several of them.
  'select 1; drop table addon_vault.gems',
  'select 1;;select name from addon_vault.gems',
  'select 1; set role postgres; select * from addon_vault.gems',
  'select 1 /* ; */ ; delete from addon_vault.gems',
  "select ';' ; reset role",
  'begin; select 1',
  'rollback',
  'reset role',
  'reset all',
  'set role postgres',
  'set local role postgres',
  'set session authorization postgres',
  'set search_path = addon_vault',
  'set local search_path to addon_vault, public',
  'show all',
  'discard all',
  'explain analyze delete from addon_vault.gems',
  'explain (analyze) select * from addon_vault.gems',
  'table addon_vault.gems',
  'values (1)',
  'prepare p as select * from addon_vault.gems',
  'execute p',
  'deallocate all',
  'declare c cursor for select * from addon_vault.gems',
  'fetch all from c',
  'lock table addon_vault.gems',
  'vacuum',
  'analyze addon_vault.gems',
  'checkpoint',
  'listen a',
  'notify a',
  "load 'x'",
  'do $$ begin delete from addon_vault.gems; end $$',
  'call addon_shop.peek()',
  // Files and programs.
  'copy addon_vault.gems to stdout',
  "copy (select * from addon_vault.gems) to '/tmp/out'",
  "copy addon_shop.items from program 'true'",
  "COPY addon_shop.items FROM PROGRAM 'true'",
  "select 1; copy addon_shop.items from program 'true'",
  "with a as (select 1) copy addon_shop.items from program 'true'",
  "/* select */ copy addon_shop.items from program 'true'",
  "select pg_read_file('/etc/passwd')",
  "select pg_read_binary_file('PG_VERSION')",
  "select pg_ls_dir('.')",
  "select pg_stat_file('PG_VERSION')",
  "select lo_import('/etc/passwd')",
  "select lo_from_bytea(0, 'x')",
  'select lo_get(1)',
  // The session.
  "select set_config('role', 'postgres', true)",
  "select set_config('role', 'postgres', false), name from addon_vault.gems",
  "select \"set_config\"('app.current_org', '" + OTHER + "', true)",
  `select U&"\\0073et_config"('role', 'postgres', true)`,
  `select U&"set!005fconfig" UESCAPE '!' ('role', 'postgres', true)`,
  "select pg_catalog.set_config('role', 'postgres', true)",
  `select "pg_catalog"."set_config"('role', 'postgres', true)`,
  'select Set_Config($$role$$, $$postgres$$, true)',
  "select current_setting('app.current_org')",
  "select set_config('app.current_org', '" + OTHER + "', true) from items",
  "select * from set_config('app.current_org', '" + OTHER + "', true)",
  "select * from items where set_config('app.current_org', '" + OTHER + "', true) is not null",
  "select * from items order by set_config('app.current_org', '" + OTHER + "', true)",
  "select count(*) filter (where set_config('role', 'postgres', true) = '') from items",
  "select sum(stock) over (order by set_config('role', 'postgres', true)) from items",
  "select * from items limit length(set_config('role', 'postgres', true))",
  "select case when set_config('role', 'postgres', true) = '' then 1 end",
  'select pg_backend_pid()',
  'select pg_terminate_backend(1)',
  'select pg_sleep(1)',
  'select pg_advisory_lock(1)',
  'select pg_reload_conf()',
  'select txid_current()',
  'select inet_server_addr()',
  // Functions that run what a text says, or name a table in a text.
  "select query_to_xml('select * from addon_vault.gems', true, true, '')",
  `select "query_to_xml"('select * from addon_vault.gems', true, true, '')`,
  "select table_to_xml('addon_vault.gems', true, true, '')",
  "select schema_to_xml('addon_vault', true, true, '')",
  "select database_to_xml(true, true, '')",
  "select cursor_to_xml('c', 1, true, true, '')",
  "select query_to_xml_and_xmlschema('select 1', true, true, '')",
  "select * from ts_stat('select to_tsvector(name) from addon_vault.gems')",
  "select ts_rewrite('a'::tsquery, 'select name::tsquery, name::tsquery from addon_vault.gems')",
  "select * from dblink('dbname=postgres', 'select * from addon_vault.gems') as t(a text)",
  "select * from crosstab('select * from addon_vault.gems') as t(a text)",
  "select nextval('addon_vault.counter')",
  "select setval('addon_vault.counter', 1)",
  "select to_regclass('addon_vault.gems')",
  "select 'addon_vault.gems'::regclass",
  "select cast('addon_vault.gems' as regclass)",
  "select has_table_privilege('addon_vault.gems', 'select')",
  'select obj_description(1)',
  // Relations in every position.
  'select * from addon_vault.gems',
  'select * from "addon_vault"."gems"',
  'select * from ADDON_VAULT.GEMS',
  'select * from U&"addon\\005fvault".gems',
  'select * from addon_vault . gems',
  'select * from addon_vault/**/./**/gems',
  'select * from only addon_vault.gems',
  'select * from postgres.addon_vault.gems',
  'select * from items, addon_vault.gems',
  'select * from items join addon_vault.gems on true',
  'select * from items left join lateral (select * from addon_vault.gems) g on true',
  'select (select name from addon_vault.gems limit 1)',
  'select array(select name from addon_vault.gems)',
  'select * from items where exists (select 1 from addon_vault.gems)',
  'select * from items where name in (select name from addon_vault.gems)',
  'select * from items where name = any (select name from addon_vault.gems)',
  'select * from items group by id having count(*) > (select count(*) from addon_vault.gems)',
  'select * from items order by (select name from addon_vault.gems limit 1)',
  'select * from items limit (select count(*) from addon_vault.gems)',
  'select * from items offset (select count(*) from addon_vault.gems)',
  'select name from items union select name from addon_vault.gems',
  'select name from items intersect all select name from addon_vault.gems',
  '(select name from addon_vault.gems)',
  'with g as (select * from addon_vault.gems) select * from g',
  'with gems as (select * from addon_vault.gems) select * from gems',
  'with recursive g as (select name from addon_vault.gems union all select name from g where false) select * from g',
  'with a as (with b as (select * from addon_vault.gems) select * from b) select * from a',
  'with users as (select * from users) select * from users',
  'select * from (with users as (select 1) select * from users) a, users',
  'with a as (select * from b), b as (select 1) select * from a',
  'select * from addon_vault.gems tablesample system (100)',
  'select * from rows from (unnest(array(select name from addon_vault.gems))) as t',
  'select sum(length((select name from addon_vault.gems limit 1))) over w from items window w as (partition by (select 1 from addon_vault.gems limit 1))',
  "select * from json_table((select to_jsonb(g) from addon_vault.gems g limit 1), '$' columns (name text path '$.name'))",
  'select xmlelement(name a, (select name from addon_vault.gems limit 1))',
  'select coalesce((select name from addon_vault.gems limit 1), $$x$$)',
  'select row((select name from addon_vault.gems limit 1))',
  "select format('%s', (select name from addon_vault.gems limit 1))",
  'select * from items as addon_vault, addon_vault.gems',
  'select name into stolen from items',
  'select * into temp stolen from items',
  // The host and its catalogues.
  'select * from users',
  'select * from public.users',
  'select * from "public"."users"',
  'select email from users u where u.id is not null',
  'select * from organizations',
  'select * from permissions',
  'select * from metacore.installations',
  'select * from metacore.journal',
  'select * from metacore_addon_migrations',
  'select * from pg_class',
  'select * from "pg_class"',
  'select * from U&"pg\\005fclass"',
  'select * from pg_catalog.pg_authid',
  'select * from "pg_catalog"."pg_authid"',
  'select * from information_schema.tables',
  'select * from "information_schema"."tables"',
  'select * from "pg_stat_activity"',
  'select * from "pg_temp".x',
  // What migrations left in the addon's schema, and rows of other organizations.
  'select * from addon_shop.peek()',
  'select * from peek()',
  'select addon_shop.peek()',
  'select i.loot from items i',
  'select (i).loot from items i',
  'select loot(i) from items i',
  'select lower(1)',
  'select 1 @@@ 2',
  'select 1 operator(addon_shop.@@@) 2',
  'select * from addon_shop.window_on_gems',
  'select * from window_on_gems',
  'select * from addon_shop.everybody',
  'select * from addon_shop.kept_gems',
  'select * from items',
  `select * from items where organization_id = '${OTHER}'`,
  'select * from items where true or organization_id is null',
  'select to_jsonb(i) from items i',
  'select string_agg(name, $$,$$) from items',
];

const CHANGES: readonly string[] = [
  'delete from addon_vault.gems',
  'update addon_vault.gems set name = name',
  `insert into addon_vault.gems (organization_id, name) values ('${ORG}', 'x')`,
  'merge into addon_vault.gems g using items i on true when matched then delete',
  'merge into items i using addon_vault.gems g on true when matched then update set name = g.name',
  'update items set name = (select name from addon_vault.gems limit 1) returning name',
  'update items set name = g.name from addon_vault.gems g returning items.name',
  'delete from items using addon_vault.gems g where items.name = g.name',
  'insert into items (organization_id, name) select organization_id, name from addon_vault.gems',
  'insert into items (organization_id, name) table addon_vault.gems',
  'delete from items returning (select name from addon_vault.gems limit 1)',
  'with gone as (delete from addon_vault.gems returning *) update items set stock = 0',
  'with g as (select * from addon_vault.gems) update items set name = g.name from g returning items.name',
  'with items as (select 1) delete from addon_vault.gems',
  'with gems as (select 1) insert into addon_vault.gems (name) select $$x$$ from gems',
  'with a as (update users set email = $$x$$ returning 1) delete from items where false',
  'with a as (select 1) select * from a',
  'delete from users',
  'update public.users set role = $$admin$$',
  "insert into permissions (organization_id, role_key, permission) values ('" + ORG + "', 'viewer', '*')",
  'update metacore.installations set status = $$x$$',
  'delete from metacore.journal',
  'update "pg_authid" set rolsuper = true',
  'insert into items (name) select set_config($$role$$, $$postgres$$, true)',
  'update items set name = set_config($$app.current_org$$, $$x$$, true)',
  'delete from items where pg_sleep(1) is null',
  `insert into items (organization_id, name) values ('${OTHER}', 'x')`,
  `update items set organization_id = '${OTHER}'`,
  `update items set name = 'x' where organization_id = '${OTHER}'`,
  `delete from items where organization_id = '${OTHER}'`,
  'update items set stock = stock + 1',
  'update window_on_gems set name = $$x$$',
  'update addon_shop.window_on_gems set name = $$x$$',
  'delete from addon_shop.everybody',
  'update items set name = i.loot from items i',
  'insert into items select * from peek()',
  'delete from items; drop table addon_vault.gems',
  'drop table addon_vault.gems',
  'truncate addon_vault.gems',
  'alter table items disable row level security',
  'create table stolen as select * from addon_vault.gems',
  'create policy everybody on items using (true)',
  'grant all on addon_vault.gems to public',
  'comment on table items is $$x$$',
  'refresh materialized view addon_shop.kept_gems',
  'security label on table items is $$x$$',
  "copy items from program 'true'",
  "insert into items (name) values ('x'); copy items from program 'true'",
  'delete from items where current of c',
  'update items set name = $$x$$ where ctid = any(array(select ctid from addon_vault.gems))',
];

describe.each<[SqlImport, readonly string[]]>([
  ['db_query', QUERIES],
  ['db_exec', CHANGES],
])('%s', (by, statements) => {
  it.each(statements)('keeps %s to its own', async (sql) => {
    const answer = await askDirectly(context, by, sql, '[]');
    expect(JSON.stringify(answer.success ? answer.data : {})).not.toMatch(new RegExp(`${SECRET}|${OTHER}|@`));
    expect(await digest()).toBe(before);
    expect(await t.query(`select current_user::text as person, coalesce(current_setting('app.current_org', true), '') as org`)).toEqual([
      { person: 'postgres', org: '' },
    ]);
  });
});

it('sends none of what it refuses to the engine', async () => {
  const sent = await t.statementsOf(async () => {
    for (const sql of [...QUERIES, ...CHANGES].filter((one) => /program|set_config|pg_|copy/i.test(one))) {
      await askDirectly(context, 'db_query', sql, '[]');
      await askDirectly(context, 'db_exec', sql, '[]');
    }
  });
  expect(sent).toEqual([]);
});

it('tries more than 200', () => expect(QUERIES.length + CHANGES.length).toBeGreaterThan(200));
