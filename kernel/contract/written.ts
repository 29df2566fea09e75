/** Numbers as a sentence quotes them: with the digits of the text, of which the document holds a double. */
import type { Step } from './pointer';

/** A value as a sentence quotes it, given where it stands in the document (see `writtenIn` in `locate.ts`). */
export type Written = (value: unknown, path: readonly Step[]) => unknown;

/** Where there is no text to look into. */
export const asStored: Written = (value) => value;
