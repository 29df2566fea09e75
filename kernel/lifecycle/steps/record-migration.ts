import { rememberMigration } from '../remember-migration';
import { effect } from './effect';

/** A migration that is taken as run, because the tables are already what it would make; one that changed since it ran is known anew. */
export const recordMigration = effect<'record-migration'>(
  ({ file }) => `take ${file} as run`,
  async ({ session }, { schema, addonKey, file, checksum }) => {
    await rememberMigration(session, { schema, addonKey, file, checksum });
    return '';
  },
);
