/** Which rows of a long list are drawn. Pure. */

export interface Window {
  from: number;
  /** The first that is not drawn any more. */
  to: number;
}

/** Rows that are drawn above and below what is seen, so that a quick scroll finds them there. */
const MARGIN = 20;

/** @param top how far the list is scrolled, @param height how much of it is seen, both in pixels like `rowHeight` */
export function windowOf(top: number, height: number, rowHeight: number, count: number): Window {
  const from = Math.max(0, Math.min(count, Math.floor(top / rowHeight)) - MARGIN);
  return { from, to: Math.min(count, Math.ceil((top + height) / rowHeight) + MARGIN) };
}
