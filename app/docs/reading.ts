/** What somebody reads: the words that are searched for, and the pages that were open before, for the way back. */
import { create } from 'zustand';
import { openDocument, useLayout } from '../layout/layout';

/** More than anybody goes back. */
const MAX_BEFORE = 50;

interface Reading {
  words: string;
  before: readonly string[];
}

export const useReading = create<Reading>(() => ({ words: '', before: [] }));

export const searchFor = (words: string): void => useReading.setState({ words });

let isGoingBack = false;

useLayout.subscribe((now, last) => {
  if (now.asked !== last.asked) searchFor('');
  if (now.document === last.document || isGoingBack) return;
  useReading.setState(({ before }) => ({ before: [...before, last.document].slice(-MAX_BEFORE) }));
});

/** Opens the page that was read before. */
export function goBack(): void {
  const { before } = useReading.getState();
  const last = before.at(-1);
  if (last === undefined) return;
  useReading.setState({ before: before.slice(0, -1) });
  isGoingBack = true;
  openDocument(last);
  isGoingBack = false;
}
