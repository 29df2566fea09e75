/** The outbox of earlier versions: what stood in it is among the exchanges (kernel/outbound). */
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

/** Whatever goes out is an exchange now, webhooks among the rest. */
const INTO_EXCHANGES = `
insert into metacore.exchanges (organization_id, addon_key, cause, name, method, url, headers, body, answered_by, rule,
    response_status, response_headers, response_body, milliseconds, at)
  select organization_id, addon_key, 'webhook', event, method, url, headers, body, 'mock', '', response_status, '{}', response_body, 0, at
  from metacore.webhook_outbox order by seq;
drop table metacore.webhook_outbox;
`;

export const WEBHOOK_TABLES: Bookkeeping = {
  room: 'webhooks',
  migrations: [
    async (session) => {
      await dropUnwritten(session);
      await script(STRUCTURE)(session);
    },
    script(INTO_EXCHANGES),
  ],
};
