import { sql } from '../../database/sql';
import { alterColumn } from './fragments';
import { NEEDS_STATE, schemaKind } from './kind';

/** Keeps the values and asks for none any more. It is back when the manifest names it again. */
export const parkColumn = schemaKind<'park-column'>((step) => [sql`${alterColumn(step)} drop not null`], { undo: () => NEEDS_STATE });
