/** What went out and what came back, secrets taken out. */
import { APP_ROLE, type Bookkeeping, ownRowsOnly, script } from '../database/bookkeeping';

const STRUCTURE = `
create table if not exists metacore.exchanges (
  seq bigint generated always as identity primary key,
  id uuid not null default gen_random_uuid(),
  organization_id uuid not null,
  addon_key text not null,
  -- what it was part of: a webhook, a tool, a connector, a module
  cause text not null,
  -- the event, or what is called
  name text not null,
  method text not null,
  url text not null,
  -- json, not jsonb: shown in the order they were sent in
  headers json not null,
  body text not null,
  -- the mock's own answer, its usual one, the network, or nobody
  answered_by text not null,
  -- what let it through: a place of the manifest, shadow, or nothing that had to
  rule text not null,
  response_status integer,
  response_headers json,
  response_body text,
  failure text,
  milliseconds double precision not null,
  at timestamptz not null
);
create index if not exists exchanges_org on metacore.exchanges (organization_id, seq);
grant insert on metacore.exchanges to ${APP_ROLE};
${ownRowsOnly('metacore.exchanges')}
`;

export const EXCHANGE_TABLES: Bookkeeping = { room: 'outbound', migrations: [script(STRUCTURE)] };
