import { sql } from '../../database/sql';
import { relation } from './fragments';
import { NEEDS_STATE, schemaKind } from './kind';

/** Does not cascade: what hangs on it has steps of its own. */
export const dropTable = schemaKind<'drop-table'>(({ schema, table }) => [sql`drop table ${relation(schema, table)}`], {
  undo: () => NEEDS_STATE,
});
