import { commentOn } from './fragments';
import { NEEDS_STATE, schemaKind } from './kind';

export const setComment = schemaKind<'set-comment'>(({ schema, table, column, comment }) => [commentOn(schema, table, column, comment)], {
  undo: () => NEEDS_STATE,
});
