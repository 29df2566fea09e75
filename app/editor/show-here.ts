/** Asks for where a line of the manifest appears. A channel of its own, because the preview, which knows, stands above the editor. */

/** `offset` in UTF-16 units; without one, where the cursor stands. */
type Listener = (offset?: number) => void;

const listeners = new Set<Listener>();

export function onShowHere(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function showHere(offset?: number): void {
  for (const listener of listeners) listener(offset);
}
