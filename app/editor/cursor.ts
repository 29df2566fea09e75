/** Where the text cursor stands, for those that are loaded before the editor. */
import { create } from 'zustand';

/** `offset` in UTF-16 units of the open file. */
export const useCursor = create<{ offset: number }>(() => ({ offset: 0 }));

/** Held arrow keys move the cursor thirty times a second; who follows it needs the place where it comes to rest. */
const REST_MS = 120;

let timer: ReturnType<typeof setTimeout> | undefined;

/** The cursor went to a place. */
export function noteCursor(offset: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => useCursor.setState({ offset }), REST_MS);
}
