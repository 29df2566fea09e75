/** What people are told: a row for everybody who is, with the words as the manifest writes them and what fills their places. */
import { APP_ROLE, type Bookkeeping, ownRowsOnly, script } from '../database/bookkeeping';
import { compile, sql } from '../database/sql';

const STRUCTURE = `
create table if not exists metacore.notifications (
  seq bigint generated always as identity primary key,
  id uuid not null unique default gen_random_uuid(),
  organization_id uuid not null,
  user_id uuid not null,
  addon_key text not null,
  rule text not null,
  event text not null,
  occurrence_id uuid not null,
  title text not null,
  body text not null,
  type text not null,
  icon text not null,
  link text not null,
  -- texts for the places of title, body and link
  fill jsonb not null,
  record_id text,
  is_read boolean not null default false,
  created_at timestamptz not null,
  unique (user_id, occurrence_id, addon_key, rule)
);
create index if not exists notifications_inbox on metacore.notifications (user_id, created_at desc, seq desc);
grant select, insert, update on metacore.notifications to ${APP_ROLE};
${ownRowsOnly('metacore.notifications')}
`;

export const NOTIFICATION_TABLES: Bookkeeping = {
  room: 'notifications',
  migrations: [script(STRUCTURE)],
  async onUninstall(session, addonKey) {
    await session.run(compile(sql`delete from metacore.notifications where addon_key = ${addonKey}`));
  },
};
