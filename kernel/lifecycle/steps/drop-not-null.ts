import { sql } from '../../database/sql';
import { alterColumn } from './fragments';
import { byStep, schemaKind } from './kind';

export const dropNotNull = schemaKind<'drop-not-null'>((step) => [sql`${alterColumn(step)} drop not null`], {
  undo: ({ schema, table, column }) => byStep({ kind: 'set-not-null', schema, table, column }),
});
