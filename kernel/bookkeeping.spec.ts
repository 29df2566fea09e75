/** The kernel's own tables: made, brought up from every earlier version with what is in them, refused where they are of a newer one. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BOOKKEEPING, bringUp, JOURNALED } from './bookkeeping';
import { APP_ROLE, type Bookkeeping, script } from './database/bookkeeping';
import { ORGANIZATIONS, USERS } from './database/core-rows';
import { connectionTo } from './database/connection';
import { createEngine, databaseOn } from './database/pglite';
import type { Database } from './database/port';
import { createKernel } from './kernel';
import { schemaOf } from './schema/schema-of';
import { hashOf, manifestWith, seedImage } from './testing/kernel';

const [{ id: ORG }] = ORGANIZATIONS;

/** What the first version made, word for word, without the extensions. */
const FIRST_VERSION = `
create role ${APP_ROLE} nologin;
grant usage on schema public to ${APP_ROLE};
create schema metacore;
create table metacore.bootstrap (version integer not null);
create table public.organizations (id uuid primary key default gen_random_uuid(), name text not null, slug text not null unique,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now());
create table public.users (id uuid primary key default gen_random_uuid(), organization_id uuid not null references public.organizations (id),
  name text not null, email text not null unique, role text not null,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now());
create table public.branches (id uuid primary key default gen_random_uuid(), organization_id uuid not null references public.organizations (id),
  name text not null, code text not null, created_at timestamptz not null default now(), updated_at timestamptz not null default now());
create table public.roles (id uuid primary key default gen_random_uuid(), organization_id uuid not null references public.organizations (id),
  key text not null, name text not null, created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  unique (organization_id, key));
create table public.permissions (id uuid primary key default gen_random_uuid(), organization_id uuid not null references public.organizations (id),
  role_key text not null, permission text not null, created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  unique (organization_id, role_key, permission));
alter table public.organizations enable row level security;
create policy rls_org_isolation on public.organizations using (id = nullif(current_setting('app.current_org', true), '')::uuid);
${['users', 'branches', 'roles', 'permissions']
  .map(
    (table) => `alter table public.${table} enable row level security;
create policy rls_org_isolation on public.${table} using (organization_id = nullif(current_setting('app.current_org', true), '')::uuid)
  with check (organization_id = nullif(current_setting('app.current_org', true), '')::uuid);`,
  )
  .join('\n')}
grant select on public.organizations, public.users, public.branches, public.roles, public.permissions to ${APP_ROLE};
create table public.metacore_installations (id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id), addon_key text not null, version text not null,
  status text not null check (status in ('enabled', 'disabled', 'failed')), source text not null check (source in ('bundle', 'federated', 'compiled')),
  settings jsonb not null default '{}', manifest_hash text not null, manifest json not null, locales jsonb not null default '{}',
  installed_at timestamptz not null default now(), enabled_at timestamptz, disabled_at timestamptz, unique (organization_id, addon_key));
create table metacore.addon_schemas (schema text primary key, addon_key text not null, state json not null);
create table metacore.journal (seq bigint generated always as identity primary key, entry jsonb not null, at timestamptz not null default now());
create table metacore.webhook_outbox (id uuid primary key default gen_random_uuid(), organization_id uuid not null, addon_key text not null,
  url text not null, payload jsonb not null, status text not null default 'queued', at timestamptz not null default now());
grant usage on schema metacore to ${APP_ROLE};
grant insert on metacore.journal, metacore.webhook_outbox to ${APP_ROLE};
grant usage on all sequences in schema metacore to ${APP_ROLE};
revoke execute on function pg_catalog.set_config(text, text, boolean) from public;
grant execute on function pg_catalog.set_config(text, text, boolean) to ${APP_ROLE};
insert into public.organizations (id, name, slug) values ${ORGANIZATIONS.map(({ id, name, slug }) => `('${id}', '${name}', '${slug}')`).join()};
insert into public.users (id, organization_id, name, email, role)
  values ${USERS.map((user) => `('${user.id}', '${ORGANIZATIONS[user.organization].id}', '${user.name}', '${user.email}', '${user.role}')`).join()};
insert into metacore.bootstrap values (1);`;

const OLD = manifestWith('old', [
  {
    key: 'Note',
    table: 'notes',
    audit: false,
    columns: [{ name: 'text', type: 'text' }],
    sequences: [{ key: 'folio', format: 'N-{seq}' }],
  },
]);
const NOTE = 'e0000000-0000-4000-8000-000000000001';
const quoted = (value: unknown): string => `'${JSON.stringify(value).replaceAll("'", "''")}'`;

/** An addon with a row, as the first version installed and journaled it. */
const OLD_ADDON = `
create schema addon_old;
grant usage on schema addon_old to ${APP_ROLE};
create table addon_old.notes (id uuid primary key default gen_random_uuid(), organization_id uuid not null, text text,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now());
grant select, insert, update, delete on addon_old.notes to ${APP_ROLE};
insert into addon_old.notes (id, organization_id, text) values ('${NOTE}', '${ORG}', 'kept');
insert into metacore.addon_schemas values ('addon_old', 'old', ${quoted(schemaOf(OLD, ORG))});
insert into public.metacore_installations (organization_id, addon_key, version, status, source, manifest_hash, manifest)
  values ('${ORG}', 'old', '1.0.0', 'enabled', 'bundle', 'sha256:0', ${quoted(OLD)});
insert into metacore.journal (entry) values ('{"op":"upsert","schema":"addon_old","table":"notes","row":{"id":"${NOTE}","text":"kept"}}');`;

/** The journal as it was before it told of operations, with a row that changed and went. */
const OLDER_JOURNAL = `drop table metacore.operations, metacore.journal; drop function metacore.operation();
create table metacore.journal (seq bigint generated always as identity primary key, entry jsonb not null, at timestamptz not null default now());
insert into metacore.journal (seq, entry) overriding system value values
  (7, '{"op":"upsert","schema":"addon_old","table":"notes","id":"${NOTE}","row":"{\\"id\\": \\"${NOTE}\\", \\"long\\": 12345678901234567890.10}"}'),
  (9, '{"op":"delete","schema":"addon_old","table":"notes","id":"${NOTE}"}');`;

let database: Database;
/** The structure of a new database. */
let fresh: unknown;

const run = (text: string): Promise<void> => database.asOwner((session) => session.script(text));
const query = (text: string): Promise<Record<string, unknown>[]> =>
  database.asOwner(async (session) => (await session.run({ sql: text, parameters: [] })).rows);

const EMPTY = `
  drop schema if exists addon_old cascade; drop schema if exists metacore cascade;
  drop table if exists public.metacore_installations, public.permissions, public.roles, public.branches, public.users, public.organizations;
  drop owned by ${APP_ROLE}; drop role ${APP_ROLE};`;

/** Columns, constraints, indexes, policies, triggers and grants of every table of the kernel's own, and what is where they count. */
async function structure(): Promise<unknown> {
  const own = `n.nspname = 'metacore' or (n.nspname = 'public' and c.relkind = 'r')`;
  return query(`
    with own as (select c.oid, n.nspname || '.' || c.relname as place, c.relrowsecurity as rls, c.relacl from pg_class c
      join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'S') and (${own}))
    select place, 'column ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') as what
      from own join pg_attribute a on a.attrelid = own.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    union all select place, 'constraint ' || k.conname || ' ' || pg_get_constraintdef(k.oid) from own join pg_constraint k on k.conrelid = own.oid
    union all select place, pg_get_indexdef(i.indexrelid) from own join pg_index i on i.indrelid = own.oid
    union all select place, 'policy ' || p.polname || pg_get_expr(p.polqual, p.polrelid) from own join pg_policy p on p.polrelid = own.oid
    union all select place, pg_get_triggerdef(t.oid) from own join pg_trigger t on t.tgrelid = own.oid and not t.tgisinternal
    union all select place, 'rls ' || rls || ' ' || coalesce((select string_agg(a::text, ' ' order by a::text) from unnest(relacl) a where a::text like '${APP_ROLE}%'), '') from own
    union all select 'numbers', room || ' ' || number from metacore.migrations
    order by 1, 2`);
}

beforeAll(async () => {
  database = databaseOn(connectionTo(await createEngine({ seedImage: seedImage() })));
  await run(EMPTY);
  await database.asOwner((session) => bringUp(session));
  fresh = await structure();
  await run(EMPTY);
});
afterEach(() => run(EMPTY));
afterAll(() => database.close());

const numbered = async () => (await query(`select to_regclass('metacore.migrations') is not null as there`))[0]?.there;

describe('a database of an earlier version', () => {
  it('the very first is brought up with its rows, and is then like a new one', async () => {
    await run(FIRST_VERSION + OLD_ADDON);
    const kernel = await createKernel({ database });
    expect(await structure()).toEqual(fresh);
    const list = async () =>
      ((await (await kernel.fetch(new Request('http://kernel.test/api/data/notes'))).json()) as { data: { text: string }[] }).data;
    expect((await list()).map(({ text }) => text)).toEqual(['kept']);
    // What requests wrote was journaled as an object; everything is noted once more, since only requests were.
    expect(await query(`select op, row_id as id, after->>'text' as text from metacore.journal order by seq`)).toEqual([
      { op: 'note', id: NOTE, text: 'kept' },
      { op: 'note', id: NOTE, text: 'kept' },
    ]);
    expect((await kernel.operations()).operations.map(({ kind, name }) => [kind, name])).toEqual([
      ['kernel', 'bring up'],
      ['earlier', ''],
    ]);
    await kernel.install({ manifest: OLD, manifestHash: hashOf(OLD), organizationIds: [ORG], locales: {}, development: true });
    await query(`delete from metacore.journal`);
    await kernel.fetch(new Request('http://kernel.test/api/data/notes', { method: 'POST', body: '{"text":"new"}' }));
    expect(await query(`select after->>'text' as text from metacore.journal`)).toEqual([{ text: 'new' }]);
    await kernel.reset('old');
    expect(await query('select addon_key from public.metacore_installations')).toEqual([]);
  });

  it('the last without numbers keeps its rows, roles and what is journaled', async () => {
    await database.asOwner((session) => bringUp(session));
    await run(`drop table metacore.migrations; create table metacore.bootstrap (version integer not null); insert into metacore.bootstrap values (8);
      insert into metacore.sequences (organization_id, addon_key, model, key, value) values ('${ORG}', 'old', 'Note', 'folio', 7);
      update public.users set name = 'Somebody' where id = '${USERS[0].id}'; ${OLDER_JOURNAL}`);
    const everything = (journal: string) =>
      query(`select 'role' as what, r::text as row from public.roles r union all select 'user', u::text from public.users u
        union all select 'permission', p::text from public.permissions p union all select 'counter', s::text from metacore.sequences s
        union all select 'journal', (${journal})::text from metacore.journal j order by 1, 2`);
    const before = await everything(`j.seq, j.entry->>'op', j.entry->>'row'`);
    await createKernel({ database });
    const after = await everything(`j.seq, case j.op when 'note' then 'upsert' else j.op end, j.after`);
    expect([after, await structure()]).toEqual([before, fresh]);
    expect(await query('select seq, kind from metacore.operations order by seq')).toEqual([{ seq: 6, kind: 'earlier' }]);
  });

  it('is left as it was where a migration fails, and brought up by the next start', async () => {
    await run(FIRST_VERSION + OLD_ADDON);
    const more = (last: string): Bookkeeping[] => [
      ...BOOKKEEPING,
      { room: 'more', migrations: [script('create table metacore.more (id uuid primary key)'), script(last)], journaled: ['more'] },
    ];
    await expect(database.asOwner((session) => bringUp(session, more('select 1/0')))).rejects.toMatchObject({
      fault: { sqlState: '22012' },
    });
    expect([
      await numbered(),
      await query('select version from metacore.bootstrap'),
      await query('select text from addon_old.notes'),
    ]).toEqual([false, [{ version: 1 }], [{ text: 'kept' }]]);
    await database.asOwner((session) => bringUp(session, more(`alter table metacore.more add column word text`)));
    expect(await query(`select number from metacore.migrations where room = 'more' order by 1`)).toEqual([{ number: 1 }, { number: 2 }]);
    expect(await query('select text from addon_old.notes')).toEqual([{ text: 'kept' }]);
  });

  it('gets the migrations that came since, each once', async () => {
    const ran: number[] = [];
    const rooms = (count: number): Bookkeeping[] => [
      ...BOOKKEEPING,
      { room: 'more', migrations: Array.from({ length: count }, (_, at) => () => Promise.resolve(void ran.push(at + 1))) },
    ];
    for (const count of [1, 1, 3, 3]) await database.asOwner((session) => bringUp(session, rooms(count)));
    expect(ran).toEqual([1, 2, 3]);
  });
});

describe('a database of a newer version is refused, and nothing of it is touched', () => {
  it.each([
    ['a room has a migration more', `insert into metacore.migrations (room, number) values ('events', 99)`],
    ['a room is not known', `insert into metacore.migrations (room, number) values ('later', 1)`],
    ['it has a whole version that is not known', `drop table metacore.migrations; create table metacore.bootstrap as select 9 as version`],
  ])('%s', async (_, change) => {
    await database.asOwner((session) => bringUp(session));
    await run(change);
    const tables = () => query(`select relname from pg_class where relnamespace = 'metacore'::regnamespace order by 1`);
    const before = await tables();
    await expect(createKernel({ database })).rejects.toMatchObject({
      code: 'database_newer',
      message:
        'The rows of this project were last used by a newer version of the playground. Reload the page to get that version; nothing was changed.',
    });
    expect(await tables()).toEqual(before);
  });
});

it('rows of exactly the tables that rooms say so of are journaled', async () => {
  await database.asOwner((session) => bringUp(session));
  const rows = await query(`select c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where t.tgname = 'metacore_journal' and c.relnamespace = 'metacore'::regnamespace`);
  expect(rows.map(({ name }) => name).sort()).toEqual([...JOURNALED].sort());
});
