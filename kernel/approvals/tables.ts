/** What waits for somebody's approval. */
import { APP_ROLE, type Bookkeeping, ownRowsOnly, script } from '../database/bookkeeping';
import { compile, sql } from '../database/sql';

const STRUCTURE = `
create table if not exists metacore.approvals (
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
  reason text
);
alter table metacore.approvals
  drop column if exists requested_roles,
  -- an administrator decided what was not his to decide
  add column if not exists overridden boolean;
alter table metacore.approvals alter column overridden drop not null, alter column overridden drop default;
create index if not exists approvals_org on metacore.approvals (organization_id, status);
grant select, insert, update on metacore.approvals to ${APP_ROLE};
${ownRowsOnly('metacore.approvals')}
`;

const PINS = `
alter table metacore.approvals drop constraint if exists approvals_kind_check;
alter table metacore.approvals add constraint approvals_kind_check check (kind in ('create', 'update', 'action', 'pin'));
alter table metacore.approvals drop constraint if exists approvals_status_check;
alter table metacore.approvals add constraint approvals_status_check check (status in ('pending', 'approved', 'rejected', 'applied'));
alter table metacore.approvals
  -- the policy that a supervisor granted
  add column if not exists constraint_key text,
  -- what was done by it; \`consumed\` once a grant is used up
  add column if not exists applied_event_id text;
-- What supervisors type: of each person one, and never in clear.
create table if not exists metacore.supervisor_pins (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null,
  user_id uuid not null unique,
  salt text not null,
  hash text not null
);
grant select, insert, update, delete on metacore.supervisor_pins to ${APP_ROLE};
${ownRowsOnly('metacore.supervisor_pins')}
`;

export const APPROVAL_TABLES: Bookkeeping = {
  room: 'approvals',
  migrations: [script(STRUCTURE), script(PINS)],
  // A request outlives the database it was made in, and so does a PIN.
  journaled: ['approvals', 'supervisor_pins'],
  async onRename(session, renamed) {
    if (renamed.kind !== 'model') return;
    const { addonKey, from, to } = renamed;
    await session.run(compile(sql`update metacore.approvals set model = ${to} where addon_key = ${addonKey} and model = ${from}`));
  },
  async onUninstall(session, addonKey) {
    await session.run(compile(sql`delete from metacore.approvals where addon_key = ${addonKey}`));
  },
};
