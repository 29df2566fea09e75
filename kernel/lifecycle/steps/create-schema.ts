import { APP_ROLE } from '../../database/bookkeeping';
import { sql } from '../../database/sql';
import { NOTHING_TO_UNDO, schemaKind } from './kind';

/** An addon's schema, which requests may look into. An empty one that is left behind harms nobody. */
export const createSchema = schemaKind<'create-schema'>(
  ({ schema }) => [sql`create schema if not exists ${sql.id(schema)}`, sql`grant usage on schema ${sql.id(schema)} to ${sql.id(APP_ROLE)}`],
  { undo: () => NOTHING_TO_UNDO },
);
