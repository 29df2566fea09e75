import { sql } from '../../database/sql';
import { schemaForgotten } from '../../journal/tables';
import { NEEDS_ROWS, schemaKind } from './kind';

/** A purge: everything in it goes, what migrations made there too. */
export const dropSchema = schemaKind<'drop-schema'>(
  ({ schema }) => [sql`drop schema if exists ${sql.id(schema)} cascade`, schemaForgotten(schema)],
  { risk: () => 'lossy', undo: () => NEEDS_ROWS },
);
