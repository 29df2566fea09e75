import { sql } from '../../database/sql';
import { noteRows } from '../../journal/tables';
import { alterTable } from './fragments';
import { byStep, schemaKind } from './kind';

/** The journal remembers values by column: every row is noted anew. */
export const renameColumn = schemaKind<'rename-column'>(
  (step) => [sql`${alterTable(step)} rename column ${sql.id(step.column)} to ${sql.id(step.to)}`, noteRows(step.schema, step.table)],
  {
    risk: () => 'slow',
    undo: ({ schema, table, column, to }) => byStep({ kind: 'rename-column', schema, table, column: to, to: column }),
  },
);
