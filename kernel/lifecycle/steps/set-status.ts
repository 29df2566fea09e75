import { compile, sql } from '../../database/sql';
import { byStep, type Of, type StepKind } from './kind';

/** What is disabled answers 404, shows nothing and hears nothing; its rows stay. */
export const setStatus: StepKind<Of<'set-status'>> = {
  sql: () => [],
  print: ({ addonKey, status }) => `${addonKey} is ${status} from now on`,
  risk: () => 'safe',
  undo: (step) => byStep({ ...step, status: step.status === 'enabled' ? 'disabled' : 'enabled' }),
  async run({ session }, { addonKey, organizationId, status }) {
    const at = sql.raw(`${status}_at`);
    await session.run(
      compile(sql`update public.metacore_installations set status = ${status}, ${at} = now(), switched_off = ${status === 'disabled'}
        where addon_key = ${addonKey} and organization_id = ${organizationId}`),
    );
    return '';
  },
};
