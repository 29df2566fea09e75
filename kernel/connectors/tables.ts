/** Credentials by which organizations are connected to services, sealed. */
import { APP_ROLE, type Bookkeeping, ownRowsOnly, script } from '../database/bookkeeping';

const STRUCTURE = `
create table if not exists metacore.connections (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null,
  connector text not null,
  -- an object of texts, which nobody reads without the host's key
  sealed text not null,
  connected_at timestamptz not null,
  unique (organization_id, connector)
);
grant select, insert, update, delete on metacore.connections to ${APP_ROLE};
${ownRowsOnly('metacore.connections')}
`;

// A connection is the organization's, and stays when an addon goes: another one may use it.
export const CONNECTION_TABLES: Bookkeeping = { room: 'connectors', migrations: [script(STRUCTURE)], journaled: ['connections'] };
