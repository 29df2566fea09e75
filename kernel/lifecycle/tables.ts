/** What the lifecycle keeps of its own: every operation with its steps. */
import { APP_ROLE, type Bookkeeping, script } from '../database/bookkeeping';
import { compile, sql } from '../database/sql';

const LEDGER = `
create table if not exists metacore.lifecycle_operations (
  seq bigint generated always as identity primary key,
  operation text not null,
  addon_key text not null,
  version text not null,
  -- null: whoever keeps the host did it for all of them
  organization_id text,
  user_id text,
  at timestamptz not null default now(),
  duration_ms double precision not null,
  outcome text not null check (outcome in ('done', 'failed')),
  -- why it failed; empty where it was done
  message text not null default '',
  -- [{kind, does, reason, risk, sql, ms, outcome, output}], in the order they ran
  steps json not null
);
create index if not exists lifecycle_operations_addon on metacore.lifecycle_operations (addon_key, seq);
revoke all on metacore.lifecycle_operations from ${APP_ROLE};
`;

// As on hosts, and beside it the schema: where each organization has its own, each has its own migrations.
const MIGRATIONS = `
create table if not exists public.metacore_addon_migrations (
  id uuid primary key default gen_random_uuid(),
  addon_key text not null,
  schema_name text not null,
  version varchar(100) not null,
  checksum text not null,
  applied_at timestamptz not null default now(),
  unique (addon_key, schema_name, version)
);
revoke all on public.metacore_addon_migrations from ${APP_ROLE};
`;

const TOMBSTONES = `
create table if not exists metacore.tombstones (
  id text primary key,
  addon_key text not null,
  version text not null,
  -- whose tables they were, where each organization has its own; null where all share them
  organization_id text,
  schema_name text not null,
  at timestamptz not null default now(),
  -- how it was put away, and what was there (kernel/lifecycle/tombstone.ts)
  entry json not null
);
create index if not exists tombstones_addon on metacore.tombstones (addon_key);
revoke all on metacore.tombstones from ${APP_ROLE};
`;

// What was installed last of each addon, and what that left (unchanged.ts): a later kernel need not plan it anew.
const REMEMBERED = `
create table if not exists metacore.installed_requests (
  addon_key text primary key,
  identity text not null,
  fingerprint text not null
);
revoke all on metacore.installed_requests from ${APP_ROLE};
`;

// What an upgrade leaves behind for whoever wants to go back (way-back.ts).
const WAYS_BACK = `
create table if not exists metacore.ways_back (
  seq bigint generated always as identity primary key,
  addon_key text not null,
  organization_id uuid not null,
  from_version text not null,
  to_version text not null,
  -- of the manifest that it was upgraded to
  to_hash text not null,
  at timestamptz not null default now(),
  entry json not null
);
create index if not exists ways_back_addon on metacore.ways_back (addon_key, organization_id, seq);
revoke all on metacore.ways_back from ${APP_ROLE};
`;

export const LIFECYCLE_TABLES: Bookkeeping = {
  room: 'lifecycle',
  migrations: [script(LEDGER), script(MIGRATIONS), script(TOMBSTONES), script(REMEMBERED), script(WAYS_BACK)],
  async onUninstall(session, addonKey) {
    await session.run(compile(sql`delete from public.metacore_addon_migrations where addon_key = ${addonKey}`));
    await session.run(compile(sql`delete from metacore.installed_requests where addon_key = ${addonKey}`));
    await session.run(compile(sql`delete from metacore.ways_back where addon_key = ${addonKey}`));
    // A schema that was put away as a whole is still there.
    await session.run(compile(sql`delete from metacore.tombstones where addon_key = ${addonKey} and organization_id is null`));
  },
};
