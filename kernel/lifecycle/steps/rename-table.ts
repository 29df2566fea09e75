import { sql } from '../../database/sql';
import { forgetRows, noteRows } from '../../journal/tables';
import { alterTable } from './fragments';
import { byStep, schemaKind } from './kind';

/** The journal remembers rows by table: they are forgotten under the old name and noted under the new one. */
export const renameTable = schemaKind<'rename-table'>(
  (step) => [forgetRows(step.schema, step.table), sql`${alterTable(step)} rename to ${sql.id(step.to)}`, noteRows(step.schema, step.to)],
  { risk: () => 'slow', undo: ({ schema, table, to }) => byStep({ kind: 'rename-table', schema, table: to, to: table }) },
);
