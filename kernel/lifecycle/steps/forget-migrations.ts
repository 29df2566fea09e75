import { compile, sql } from '../../database/sql';
import { effect } from './effect';
import { NEEDS_ROWS } from './kind';

/** Today's Go kernel keeps these rows, so that an install after a drop leaves migrations out. */
export const forgetMigrations = effect<'forget-migrations'>(
  ({ addonKey }) => `forget which migrations of ${addonKey} ran`,
  async ({ session }, { addonKey, schema }) => {
    const { affected } = await session.run(
      compile(sql`delete from public.metacore_addon_migrations where addon_key = ${addonKey} and schema_name = ${schema}`),
    );
    return affected === 0 ? '' : `${affected} forgotten`;
  },
  () => NEEDS_ROWS,
);
