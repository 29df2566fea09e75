import { sql, type Fragment } from '../../database/sql';
import { forgetRows, noteRows } from '../../journal/tables';
import type { Moved } from '../tombstone';
import { alterTable, relation } from './fragments';
import { byStep, schemaKind } from './kind';

const indexesRenamed = (schema: string, indexes: readonly Moved[]): Fragment[] =>
  indexes.map(({ from, to }) => sql`alter index ${relation(schema, from)} rename to ${sql.id(to)}`);

const backwards = (moved: readonly Moved[]): Moved[] => moved.map(({ from, to }) => ({ from: to, to: from }));

/** Tables and indexes share one namespace: the indexes get other names with their table. To the journal its rows are gone. */
export const tombstoneTable = schemaKind<'tombstone-table'>(
  (step) => [
    forgetRows(step.schema, step.table),
    ...indexesRenamed(step.schema, step.indexes),
    sql`${alterTable(step)} rename to ${sql.id(step.to)}`,
  ],
  {
    risk: () => 'slow',
    undo: ({ schema, table, to, indexes }) => byStep({ kind: 'restore-table', schema, table: to, to: table, indexes: backwards(indexes) }),
  },
);

/** The way back, with every row. */
export const restoreTable = schemaKind<'restore-table'>(
  (step) => [
    sql`${alterTable(step)} rename to ${sql.id(step.to)}`,
    ...indexesRenamed(step.schema, step.indexes),
    noteRows(step.schema, step.to),
  ],
  {
    risk: () => 'slow',
    undo: ({ schema, table, to, indexes }) =>
      byStep({ kind: 'tombstone-table', schema, table: to, to: table, indexes: backwards(indexes) }),
  },
);
