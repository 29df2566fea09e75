/**
 * White space as hosts trim it. Theirs and JavaScript's differ in two characters: the byte order mark is none to them, the
 * next-line control is.
 */
const EDGES =
  /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/g;

/** A text without the white space at its ends. */
export const trimmed = (text: string): string => text.replace(EDGES, '');
