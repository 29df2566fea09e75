import { sql } from '../../database/sql';
import { relation } from './fragments';
import { NEEDS_STATE, schemaKind } from './kind';

export const dropIndex = schemaKind<'drop-index'>(({ schema, index }) => [sql`drop index ${relation(schema, index)}`], {
  undo: () => NEEDS_STATE,
});
