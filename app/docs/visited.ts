/** The pages that were read before the one that is open, for the way back. */
import { create } from 'zustand';
import { openDocument, useLayout } from '../layout/layout';

/** More than anybody goes back. */
const MAX_VISITED = 50;

export const useVisited = create<{ before: readonly string[] }>(() => ({ before: [] }));

let isGoingBack = false;

useLayout.subscribe((now, last) => {
  if (now.document === last.document || isGoingBack) return;
  useVisited.setState(({ before }) => ({ before: [...before, last.document].slice(-MAX_VISITED) }));
});

/** Opens the page that was read before. */
export function goBack(): void {
  const { before } = useVisited.getState();
  const last = before.at(-1);
  if (last === undefined) return;
  useVisited.setState({ before: before.slice(0, -1) });
  isGoingBack = true;
  openDocument(last);
  isGoingBack = false;
}
