/** Webhooks that a host would have sent, with what the mock server answered. */
import { APP_ROLE, type Bookkeeping, ownRowsOnly, type Migration, script } from '../database/bookkeeping';
import { compile, sql } from '../database/sql';

const STRUCTURE = `
create table if not exists metacore.webhook_outbox (
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
grant insert on metacore.webhook_outbox to ${APP_ROLE};
${ownRowsOnly('metacore.webhook_outbox')}
`;

/** The outbox of the first versions had another shape, and nothing wrote to it. */
const dropUnwritten: Migration = async (session) => {
  const { rows } = await session.run(
    compile(
      sql`select 1 from information_schema.columns where table_schema = 'metacore' and table_name = 'webhook_outbox' and column_name = 'payload'`,
    ),
  );
  if (rows.length > 0) await session.script('drop table metacore.webhook_outbox');
};

export const WEBHOOK_TABLES: Bookkeeping = {
  room: 'webhooks',
  migrations: [
    async (session) => {
      await dropUnwritten(session);
      await script(STRUCTURE)(session);
    },
  ],
};
