/** Events that left, what their subscribers are owed, and what is counted of them. */
import { APP_ROLE, type Bookkeeping, ownRowsOnly, script } from '../database/bookkeeping';
import { compile, sql } from '../database/sql';

const STRUCTURE = `
-- Events that left, in the order they did; the oldest are forgotten.
create table if not exists metacore.events (
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
create table if not exists metacore.event_deliveries (
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
create index if not exists event_deliveries_due on metacore.event_deliveries (due_at) where status = 'pending';
create table if not exists metacore.meters (
  organization_id uuid not null,
  addon_key text not null,
  event text not null,
  unit text not null,
  count bigint not null,
  primary key (organization_id, addon_key, event, unit)
);
grant insert on metacore.events to ${APP_ROLE};
-- The arbiter of a conflict has to be readable.
grant select, insert on metacore.event_deliveries to ${APP_ROLE};
grant select, insert, update on metacore.meters to ${APP_ROLE};
${['events', 'event_deliveries', 'meters'].map((table) => ownRowsOnly(`metacore.${table}`)).join('\n')}
`;

export const EVENT_TABLES: Bookkeeping = {
  room: 'events',
  migrations: [script(STRUCTURE)],
  async onUninstall(session, addonKey) {
    await session.run(compile(sql`delete from metacore.event_deliveries where addon_key = ${addonKey}`));
    await session.run(compile(sql`delete from metacore.meters where addon_key = ${addonKey}`));
  },
};
