/** Fixes that many rules have. */
import { set, remove, type FixRule } from '../fix';
import { valueAt } from '../pointer';
import { titles } from './titles';

/** Takes the member or item at the path out. */
export const removing =
  (safe: boolean): FixRule =>
  ({ path, last, value }) => {
    if (value === undefined) return [];
    const isItem = /^\d+$/.test(last);
    return [{ id: 'remove', title: isItem ? titles.removeRepeated() : titles.remove(last), safe, changes: remove(path) }];
  };

/** Takes a repeated entry out, where it says nothing that the earlier does not; gives a repeated name a number, so that both stay. */
export const renumber: FixRule = (target) => {
  const { document, path, last, value } = target;
  if (typeof value !== 'string') return [];
  const list = valueAt(document, path.slice(0, -2));
  const [index, same] = [Number(path.at(-2)), JSON.stringify(valueAt(document, path.slice(0, -1)))];
  const isSaidBefore = Array.isArray(list) && list.slice(0, index).some((entry: unknown) => JSON.stringify(entry) === same);
  const dropped = isSaidBefore ? removingEntry(true)(target) : [];
  const taken = new Set(siblingsOf(document, path, last));
  let count = 2;
  while (taken.has(`${value}_${count}`)) count += 1;
  const name = `${value}_${count}`;
  return [...dropped, { id: 'renumber', title: titles.rename(value, name), safe: false, changes: set(path, name) }];
};

/** The same member of every entry of the list that the entry is in. */
function siblingsOf(document: unknown, path: readonly string[], member: string): unknown[] {
  let list: unknown = document;
  for (const step of path.slice(0, -2)) list = (list as Record<string, unknown> | undefined)?.[step];
  return Array.isArray(list) ? list.map((entry: unknown) => (entry as Record<string, unknown> | null)?.[member]) : [];
}

/** Sets a member of the object at the path's parent, or the value at the path when no name is given. */
export const setting =
  (to: unknown, safe = false): FixRule =>
  ({ path, last, value }) =>
    value === to ? [] : [{ id: 'set', title: titles.set(last, to), safe, changes: set(path, to) }];

/** A fix at another place than the finding's. */
export const elsewhere =
  (move: (path: readonly string[]) => readonly string[], fix: FixRule): FixRule =>
  (target) => {
    const path = move(target.path);
    return fix({ ...target, path, last: path.at(-1) ?? '' });
  };

/** Takes out the entry that the finding's member is of. */
export const removingEntry = (safe: boolean): FixRule => elsewhere((path) => path.slice(0, -1), removing(safe));
