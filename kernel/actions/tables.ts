/** Answers of actions that declare a key by which a repetition is known. */
import { APP_ROLE, type Bookkeeping, ownRowsOnly, script } from '../database/bookkeeping';
import { compile, sql } from '../database/sql';

const STRUCTURE = `
create table if not exists metacore.action_answers (
  organization_id uuid not null,
  addon_key text not null,
  model text not null,
  action text not null,
  record_id text not null,
  key text not null,
  answer json not null,
  at timestamptz not null,
  primary key (organization_id, addon_key, model, action, record_id, key)
);
grant select, insert, update, delete on metacore.action_answers to ${APP_ROLE};
${ownRowsOnly('metacore.action_answers')}
`;

export const ACTION_TABLES: Bookkeeping = {
  room: 'actions',
  migrations: [script(STRUCTURE)],
  async onRename(session, renamed) {
    if (renamed.kind !== 'model') return;
    const { addonKey, from, to } = renamed;
    // Under a name that was used before, its own answers stay.
    await session.run(
      compile(sql`update metacore.action_answers a set model = ${to} where addon_key = ${addonKey} and model = ${from}
        and not exists (select 1 from metacore.action_answers o where o.organization_id = a.organization_id and o.addon_key = a.addon_key
          and o.model = ${to} and o.action = a.action and o.record_id = a.record_id and o.key = a.key)`),
    );
  },
  async onUninstall(session, addonKey) {
    await session.run(compile(sql`delete from metacore.action_answers where addon_key = ${addonKey}`));
  },
};
