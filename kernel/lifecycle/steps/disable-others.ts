import { compile, sql } from '../../database/sql';
import { effect } from './effect';

export const disableOthers = effect<'disable-others'>(
  () => 'the organization’s other addons answer no more, and keep their rows',
  async ({ session, setAside }, { addonKey, organizationId, keeps = [] }) => {
    const { affected } = await session.run(
      compile(sql`update public.metacore_installations set status = 'disabled'
        where organization_id = ${organizationId} and addon_key <> ${addonKey} and status = 'enabled'
          and not (${JSON.stringify([...setAside, ...keeps])}::jsonb ? addon_key)`),
    );
    return affected === 0 ? '' : `${affected} disabled`;
  },
);
