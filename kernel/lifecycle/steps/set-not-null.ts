import { sql } from '../../database/sql';
import { alterColumn } from './fragments';
import { byStep, schemaKind } from './kind';

/** Only where every row has a value, for which the table is read once. */
export const setNotNull = schemaKind<'set-not-null'>((step) => [sql`${alterColumn(step)} set not null`], {
  risk: () => 'slow',
  undo: ({ schema, table, column }) => byStep({ kind: 'drop-not-null', schema, table, column }),
});
