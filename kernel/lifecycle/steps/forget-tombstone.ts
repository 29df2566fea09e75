import { compile, sql } from '../../database/sql';
import { effect } from './effect';

export const forgetTombstone = effect<'forget-tombstone'>(
  ({ addonKey }) => `a tombstone of ${addonKey} is none any more`,
  async ({ session }, { id }) => {
    await session.run(compile(sql`delete from metacore.tombstones where id = ${id}`));
    return '';
  },
);
