/** The one stretch in which two texts differ. */

export interface Replacement {
  /** UTF-16 units. */
  offset: number;
  length: number;
  text: string;
}

/** What has to be written where, so that `before` becomes `after`; null where they are the same. */
export function replacement(before: string, after: string): Replacement | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return { offset: start, length: before.length - start - end, text: after.slice(start, after.length - end) };
}
