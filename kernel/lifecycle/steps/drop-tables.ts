import { join, sql } from '../../database/sql';
import { relation } from './fragments';
import { NEEDS_ROWS, schemaKind } from './kind';

/** Tables that point at each other go in one statement, and nothing else with them. */
export const dropTables = schemaKind<'drop-tables'>(
  ({ schema, tables }) => (tables.length === 0 ? [] : [sql`drop table ${join(tables.map((table) => relation(schema, table)))}`]),
  { risk: () => 'lossy', undo: () => NEEDS_ROWS },
);
