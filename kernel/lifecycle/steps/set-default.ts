import { sql } from '../../database/sql';
import { alterColumn } from './fragments';
import { NEEDS_STATE, schemaKind } from './kind';

/** What new rows get; null takes it away. Rows that are there keep what they have. */
export const setDefault = schemaKind<'set-default'>(
  (step) => [
    step.default === null ? sql`${alterColumn(step)} drop default` : sql`${alterColumn(step)} set default ${sql.raw(step.default)}`,
  ],
  { undo: () => NEEDS_STATE },
);
