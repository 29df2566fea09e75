import { sql } from '../../database/sql';
import { alterTable } from './fragments';
import { NEEDS_STATE, schemaKind } from './kind';

/** Does not cascade: what hangs on it has steps of its own. */
export const dropColumn = schemaKind<'drop-column'>((step) => [sql`${alterTable(step)} drop column ${sql.id(step.column)}`], {
  undo: () => NEEDS_STATE,
});
