/** Runs of sample data, and the rows of those tables whose ids do not tell the run. */
import { type Bookkeeping, script } from '../database/bookkeeping';
import { forgetSeedRuns, renameInRuns } from './run-store';

const STRUCTURE = `
create table if not exists metacore.seed_runs (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null,
  run jsonb not null,
  started_at timestamptz not null default now()
);
create table if not exists metacore.seed_rows (
  id uuid primary key default gen_random_uuid(),
  run_id uuid not null,
  schema_name text not null,
  table_name text not null,
  row_id text not null
);
create index if not exists seed_rows_run on metacore.seed_rows (run_id, table_name);
`;

export const SEED_TABLES: Bookkeeping = {
  room: 'seed',
  migrations: [script(STRUCTURE)],
  // A run can still be undone on a database that was built anew.
  journaled: ['seed_runs', 'seed_rows'],
  onRename: renameInRuns,
  onUninstall: forgetSeedRuns,
};
