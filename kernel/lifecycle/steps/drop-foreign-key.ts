import { sql } from '../../database/sql';
import { alterTable } from './fragments';
import { NEEDS_STATE, schemaKind } from './kind';

export const dropForeignKey = schemaKind<'drop-foreign-key'>((step) => [sql`${alterTable(step)} drop constraint ${sql.id(step.name)}`], {
  undo: () => NEEDS_STATE,
});
