import { sql } from '../../database/sql';
import { alterTable, columnDefinition, commentsOn } from './fragments';
import { byStep, schemaKind } from './kind';

/** A column, with its default in rows that are there too. A computed one is worked out for every row. */
export const addColumn = schemaKind<'add-column'>(
  (step) => [sql`${alterTable(step)} add column ${columnDefinition(step.column)}`, ...commentsOn(step.schema, step.table, [step.column])],
  {
    risk: ({ column }) => (column.generated ? 'slow' : 'safe'),
    undo: ({ schema, table, column }) => byStep({ kind: 'drop-column', schema, table, column: column.name }),
  },
);
