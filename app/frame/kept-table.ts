/**
 * How somebody left the table of a screen: its order, search and filters. A change of the manifest draws the screen
 * anew, and the list of the published runtime reads its metadata once in its life; what was chosen outlives it here, until
 * another screen is opened.
 */
import { useEffect, useState, type Dispatch, type SetStateAction } from 'react';

let screen: string | undefined;
const kept = new Map<string, unknown>();

/** Forgets the table of another screen. */
export function keepTableOf(id: string): void {
  if (screen === id) return;
  screen = id;
  kept.clear();
}

/** As `useState`, beginning with what the same table had last. `table` and `name` tell the states of a screen apart. */
export function useKeptState<T>(table: string, name: string, initial: T): [T, Dispatch<SetStateAction<T>>] {
  const key = `${table} ${name}`;
  const [value, setValue] = useState<T>(() => (kept.has(key) ? (kept.get(key) as T) : initial));
  useEffect(() => {
    kept.set(key, value);
  }, [key, value]);
  return [value, setValue];
}
