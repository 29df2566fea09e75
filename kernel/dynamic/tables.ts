/** The tables of the data plane: folio counters, and imports that are under way or done. */
import { APP_ROLE, type Bookkeeping, ownRowsOnly, script } from '../database/bookkeeping';
import { renameCounters, forgetCounters } from './sequences';
import { forgetJobs, renameJobs } from './transfer/jobs/store';

const STRUCTURE = `
-- Folio counters. Journaled like rows: a database built anew goes on counting where the lost one was.
create table if not exists metacore.sequences (
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
grant select, insert, update on metacore.sequences to ${APP_ROLE};
-- Imports: how far they are, and what they refused. Written in the transaction of the rows, and journaled with them.
create table if not exists metacore.jobs (
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
create table if not exists metacore.job_failures (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null,
  job_id uuid not null,
  from_row integer not null,
  failures jsonb not null
);
create index if not exists job_failures_job on metacore.job_failures (job_id);
grant select, insert, update, delete on metacore.jobs, metacore.job_failures to ${APP_ROLE};
${['sequences', 'jobs', 'job_failures'].map((table) => ownRowsOnly(`metacore.${table}`)).join('\n')}
`;

export const DATA_PLANE_TABLES: Bookkeeping = {
  room: 'dynamic',
  migrations: [script(STRUCTURE)],
  journaled: ['sequences', 'jobs', 'job_failures'],
  async onRename(session, renamed) {
    if (renamed.kind === 'model') await renameCounters(session, renamed);
    await renameJobs(session, renamed);
  },
  async onUninstall(session, addonKey) {
    await forgetCounters(session, addonKey);
    await forgetJobs(session, addonKey);
  },
};
