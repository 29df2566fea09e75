import { NOTHING_TO_UNDO, schemaKind } from './kind';

/** Keeps the rows, hidden: nothing is done to the table itself. It is back when the manifest names it again. */
export const parkTable = schemaKind<'park-table'>(() => [], { undo: () => NOTHING_TO_UNDO });
