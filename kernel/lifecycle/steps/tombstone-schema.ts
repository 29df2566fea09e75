import { sql } from '../../database/sql';
import { noteRows, schemaForgotten } from '../../journal/tables';
import { byStep, NEEDS_STATE, schemaKind } from './kind';

/** To the journal everything in it is gone. */
export const tombstoneSchema = schemaKind<'tombstone-schema'>(
  ({ schema, to }) => [sql`alter schema ${sql.id(schema)} rename to ${sql.id(to)}`, schemaForgotten(schema)],
  { undo: ({ schema, to }) => byStep({ kind: 'restore-schema', schema: to, to: schema, tables: [] }) },
);

/** The way back; the rows of `tables` are told to the journal again. */
export const restoreSchema = schemaKind<'restore-schema'>(
  ({ schema, to, tables }) => [sql`alter schema ${sql.id(schema)} rename to ${sql.id(to)}`, ...tables.map((table) => noteRows(to, table))],
  { risk: () => 'slow', undo: () => NEEDS_STATE },
);
