/**
 * What `read` makes of a text, or null where the text is deeper than the stack holds. The lenient parser reads by recursion, and how deep
 * a half-typed text is can only be told by parsing it.
 */
export function withinStack<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
