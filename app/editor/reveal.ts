/** Asks the editor to show a place. A channel of its own, because the editor is loaded later than those who ask. */
import type { TextRange } from '../../kernel/contract/diagnostic';

type Listener = (range: TextRange) => void;

const listeners = new Set<Listener>();

export function onReveal(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function reveal(range: TextRange): void {
  for (const listener of listeners) listener(range);
}
