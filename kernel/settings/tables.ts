/** What people set of an addon's settings. Secrets stand in it sealed. */
import { APP_ROLE, type Bookkeeping, ownRowsOnly, script } from '../database/bookkeeping';
import { compile, sql } from '../database/sql';

const STRUCTURE = `
create table if not exists metacore.setting_values (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null,
  addon_key text not null,
  key text not null,
  -- whose value it is: the organization's where there is none
  branch_id uuid,
  value jsonb,
  -- a secret, which nobody reads without the host's key
  sealed text,
  unique nulls not distinct (organization_id, addon_key, key, branch_id),
  check ((value is null) <> (sealed is null))
);
grant select, insert, update, delete on metacore.setting_values to ${APP_ROLE};
${ownRowsOnly('metacore.setting_values')}
`;

export const SETTING_TABLES: Bookkeeping = {
  room: 'settings',
  migrations: [script(STRUCTURE)],
  // What a person set outlives the database.
  journaled: ['setting_values'],
  async onUninstall(session, addonKey) {
    await session.run(compile(sql`delete from metacore.setting_values where addon_key = ${addonKey}`));
  },
};
