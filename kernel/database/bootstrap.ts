/**
 * What exists before any addon: the role requests run under, the kernel's bookkeeping, and the host's core tables with
 * their rows. Runs at every boot and does nothing where it ran before; the seed image already carries it.
 */
import type { Session } from './port';
import { BRANCHES, ORGANIZATIONS, ROLES, USERS } from './core-rows';
import { compile, join, sql, type Fragment } from './sql';

/** The role every request runs under. It owns nothing and cannot bypass row-level security. */
export const APP_ROLE = 'metacore_app';

/** Raised with every change to the statements below; a database of another version is rebuilt from the project. */
export const BOOTSTRAP_VERSION = 8;

const TENANT_PREDICATE = `organization_id = nullif(current_setting('app.current_org', true), '')::uuid`;

const STRUCTURE = `
create extension if not exists pg_trgm;
create extension if not exists unaccent;
create extension if not exists "uuid-ossp";
create extension if not exists vector;

create role ${APP_ROLE} nologin;
grant usage on schema public to ${APP_ROLE};

create schema metacore;
create table metacore.bootstrap (version integer not null);

create table public.organizations (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  slug text not null unique,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create table public.users (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id),
  name text not null,
  email text not null unique,
  role text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create table public.branches (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id),
  name text not null,
  code text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create table public.roles (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id),
  key text not null,
  name text not null,
  -- the addon that brought it; empty for the host's own
  addon_key text not null default '',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (organization_id, key)
);
create table public.permissions (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id),
  role_key text not null,
  permission text not null,
  addon_key text not null default '',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (organization_id, addon_key, role_key, permission)
);

alter table public.organizations enable row level security;
create policy rls_org_isolation on public.organizations using (id = nullif(current_setting('app.current_org', true), '')::uuid);
${['users', 'branches', 'roles', 'permissions']
  .map(
    (table) => `alter table public.${table} enable row level security;
create policy rls_org_isolation on public.${table} using (${TENANT_PREDICATE}) with check (${TENANT_PREDICATE});`,
  )
  .join('\n')}
grant select on public.organizations, public.users, public.branches, public.roles, public.permissions to ${APP_ROLE};

create table public.metacore_installations (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id),
  addon_key text not null,
  version text not null,
  status text not null check (status in ('enabled', 'disabled', 'failed')),
  source text not null check (source in ('bundle', 'federated', 'compiled')),
  settings jsonb not null default '{}',
  manifest_hash text not null,
  -- json, not jsonb: the order of keys is the author's, and plans compare texts
  manifest json not null,
  locales jsonb not null default '{}',
  -- signs webhooks; made once, kept over every later install
  secret text not null default replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''),
  -- what the project says of the addon's code beside its manifest
  backend jsonb not null default '{}',
  -- JSON schemas of published events, by their path in the bundle
  event_schemas json not null default '{}',
  -- templates of documents, by their path in the bundle
  document_templates json not null default '{}',
  installed_at timestamptz not null default now(),
  enabled_at timestamptz,
  disabled_at timestamptz,
  unique (organization_id, addon_key)
);

create table metacore.addon_schemas (
  schema text primary key,
  addon_key text not null,
  state json not null
);
create table metacore.journal (
  seq bigint generated always as identity primary key,
  entry jsonb not null,
  at timestamptz not null default now()
);
-- Journals a row in the transaction that changed it, whatever changed it: a request, a cascade, a migration, a seed. Values
-- travel as the text of a jsonb, so that a numeric keeps every digit on its way through JavaScript.
create function metacore.journal_row() returns trigger language plpgsql security definer set search_path = pg_catalog as $journal$
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
-- Webhooks that a host would have sent, with what the mock server answered.
create table metacore.webhook_outbox (
  seq bigint generated always as identity primary key,
  id uuid not null default gen_random_uuid(),
  organization_id uuid not null,
  addon_key text not null,
  event text not null,
  method text not null,
  url text not null,
  -- json, not jsonb: shown in the order they were sent in
  headers json not null,
  body text not null,
  response_status integer not null,
  response_body text not null,
  at timestamptz not null
);
-- Events that left, in the order they did; the oldest are forgotten.
create table metacore.events (
  seq bigint generated always as identity primary key,
  occurrence_id uuid not null,
  organization_id uuid not null,
  name text not null,
  publisher text not null,
  -- null for an event without a payload
  payload json,
  actor_id uuid not null,
  branch_id uuid,
  correlation_id text,
  depth integer not null,
  deliveries integer not null,
  at timestamptz not null
);
-- The ledger of deliveries: what an event's subscribers are still owed, and what became of it.
create table metacore.event_deliveries (
  seq bigint generated always as identity primary key,
  id uuid not null unique default gen_random_uuid(),
  delivery_id text not null unique,
  organization_id uuid not null,
  event text not null,
  addon_key text not null,
  pattern text not null,
  handler_type text not null,
  export text not null,
  -- null for an event without a payload
  payload json,
  context json not null,
  status text not null check (status in ('pending', 'delivered', 'dead')),
  attempts integer not null default 0,
  last_error text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  due_at timestamptz not null,
  delivered_at timestamptz
);
create index event_deliveries_due on metacore.event_deliveries (due_at) where status = 'pending';
create table metacore.meters (
  organization_id uuid not null,
  addon_key text not null,
  event text not null,
  unit text not null,
  count bigint not null,
  primary key (organization_id, addon_key, event, unit)
);
-- Answers of actions that declare a key by which a repetition is known.
create table metacore.action_answers (
  organization_id uuid not null,
  addon_key text not null,
  model text not null,
  action text not null,
  record_id text not null,
  key text not null,
  answer json not null,
  at timestamptz not null,
  primary key (organization_id, addon_key, model, action, record_id, key)
);
-- Folio counters. Journaled like rows: a database built anew goes on counting where the lost one was.
create table metacore.sequences (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null,
  addon_key text not null,
  model text not null,
  key text not null,
  -- the branch that counts for itself; empty where the organization counts
  branch text not null default '',
  value bigint not null,
  unique (organization_id, addon_key, model, key, branch)
);
create trigger metacore_journal after insert or update or delete on metacore.sequences
  for each row execute function metacore.journal_row();
alter table metacore.sequences enable row level security;
create policy rls_org_isolation on metacore.sequences using (${TENANT_PREDICATE}) with check (${TENANT_PREDICATE});
grant select, insert, update on metacore.sequences to ${APP_ROLE};
-- What waits for somebody's approval. Journaled: a request outlives the database it was made in.
create table metacore.approvals (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null,
  addon_key text not null,
  model text not null,
  record_id uuid,
  kind text not null check (kind in ('create', 'update', 'action')),
  action text not null,
  body jsonb not null,
  -- what is approved, so that the operation does not ask for it again
  keys jsonb not null,
  message text not null,
  label text not null,
  roles jsonb not null,
  reason_required boolean not null,
  status text not null default 'pending' check (status in ('pending', 'approved', 'rejected')),
  requested_by uuid not null,
  requested_at timestamptz not null,
  expires_at timestamptz,
  decided_by uuid,
  decided_at timestamptz,
  reason text,
  -- an administrator decided what was not his to decide
  overridden boolean
);
create index approvals_org on metacore.approvals (organization_id, status);
create trigger metacore_journal after insert or update or delete on metacore.approvals
  for each row execute function metacore.journal_row();
alter table metacore.approvals enable row level security;
create policy rls_org_isolation on metacore.approvals using (${TENANT_PREDICATE}) with check (${TENANT_PREDICATE});
grant select, insert, update on metacore.approvals to ${APP_ROLE};

-- Runs of sample data, and the rows of those tables whose ids do not tell the run. Journaled, so that a run can still be
-- undone on a database that was built anew.
create table metacore.seed_runs (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null,
  run jsonb not null,
  started_at timestamptz not null default now()
);
create table metacore.seed_rows (
  id uuid primary key default gen_random_uuid(),
  run_id uuid not null,
  schema_name text not null,
  table_name text not null,
  row_id text not null
);
create index seed_rows_run on metacore.seed_rows (run_id, table_name);
create trigger metacore_journal after insert or update or delete on metacore.seed_runs
  for each row execute function metacore.journal_row();
create trigger metacore_journal after insert or update or delete on metacore.seed_rows
  for each row execute function metacore.journal_row();
-- Imports: how far they are, and what they refused. Written in the transaction of the rows, and journaled with them.
create table metacore.jobs (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null,
  user_id uuid not null,
  -- what whoever started it calls it
  job text not null,
  addon_key text not null,
  model text not null,
  table_name text not null,
  file jsonb not null,
  state text not null check (state in ('running', 'done', 'cancelled', 'failed')),
  total integer,
  processed integer not null default 0,
  created integer not null default 0,
  failed integer not null default 0,
  skipped integer not null default 0,
  message text,
  started_at timestamptz not null,
  ended_at timestamptz,
  unique (organization_id, user_id, job)
);
create table metacore.job_failures (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null,
  job_id uuid not null,
  from_row integer not null,
  failures jsonb not null
);
create index job_failures_job on metacore.job_failures (job_id);
${['jobs', 'job_failures']
  .map(
    (table) => `create trigger metacore_journal after insert or update or delete on metacore.${table}
  for each row execute function metacore.journal_row();
alter table metacore.${table} enable row level security;
create policy rls_org_isolation on metacore.${table} using (${TENANT_PREDICATE}) with check (${TENANT_PREDICATE});
grant select, insert, update, delete on metacore.${table} to ${APP_ROLE};`,
  )
  .join('\n')}
grant usage on schema metacore to ${APP_ROLE};
${['webhook_outbox', 'action_answers', 'events', 'event_deliveries', 'meters']
  .map(
    (table) => `alter table metacore.${table} enable row level security;
create policy rls_org_isolation on metacore.${table} using (${TENANT_PREDICATE}) with check (${TENANT_PREDICATE});`,
  )
  .join('\n')}
grant insert on metacore.webhook_outbox, metacore.events to ${APP_ROLE};
-- The arbiter of a conflict has to be readable.
grant select, insert on metacore.event_deliveries to ${APP_ROLE};
grant select, insert, update on metacore.meters to ${APP_ROLE};
grant select, insert, update, delete on metacore.action_answers to ${APP_ROLE};

revoke execute on function pg_catalog.set_config(text, text, boolean) from public;
grant execute on function pg_catalog.set_config(text, text, boolean) to ${APP_ROLE};
`;

function insertRows(table: string, columns: readonly string[], rows: readonly (readonly unknown[])[]): Fragment {
  const values = rows.map((row) => sql`(${join(row.map((value) => sql`${value}`))})`);
  return sql`insert into ${sql.id('public', table)} (${join(columns.map((column) => sql.id(column)))}) values ${join(values)}`;
}

/** Creates the kernel's tables in an empty database; leaves one that has them as it is. */
export async function bootstrap(session: Session): Promise<void> {
  const { rows } = await session.run<{ there: boolean }>({
    sql: `select to_regclass('metacore.bootstrap') is not null as there`,
    parameters: [],
  });
  if (rows[0]?.there) return;
  await session.script(STRUCTURE);
  const org = (index: number) => ORGANIZATIONS[index as 0 | 1].id;
  const inserts = [
    insertRows(
      'organizations',
      ['id', 'name', 'slug'],
      ORGANIZATIONS.map((o) => [o.id, o.name, o.slug]),
    ),
    insertRows(
      'users',
      ['id', 'organization_id', 'name', 'email', 'role'],
      USERS.map((u) => [u.id, org(u.organization), u.name, u.email, u.role]),
    ),
    insertRows(
      'branches',
      ['id', 'organization_id', 'name', 'code'],
      BRANCHES.map((b) => [b.id, org(b.organization), b.name, b.code]),
    ),
    insertRows(
      'roles',
      ['organization_id', 'key', 'name'],
      ORGANIZATIONS.flatMap((o) => ROLES.map((role) => [o.id, role.key, role.name])),
    ),
    // As for the roles of addons: the id follows from organization and key, so that rows point at the same role in every database.
    sql`update public.roles set id = public.uuid_generate_v5(organization_id, 'role/' || key)`,
    insertRows(
      'permissions',
      ['organization_id', 'role_key', 'permission'],
      ORGANIZATIONS.flatMap((o) => ROLES.flatMap((role) => role.permissions.map((permission) => [o.id, role.key, permission]))),
    ),
    sql`insert into metacore.bootstrap (version) values (${BOOTSTRAP_VERSION})`,
  ];
  for (const insert of inserts) await session.run(compile(insert));
}

/** The bootstrap version that a database was created with; null where it names none. */
export async function bootstrapVersion(session: Session): Promise<number | null> {
  const { rows } = await session.run<{ version: number }>({ sql: 'select version from metacore.bootstrap', parameters: [] });
  return rows[0]?.version ?? null;
}
