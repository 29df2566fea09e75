/** Fixes that take something out that is no repetition: what a finding is about, or the entry around it. */
import { remove, type Change, type Fix, type FixRule } from '../fix';
import { valueAt } from '../pointer';
import { titles } from './titles';

/** What an entry is called where it is told that it goes. */
function nameOf(value: unknown, last: string): string | null {
  if (typeof value === 'string' && value.trim() !== '') return value;
  const name = ['key', 'name', 'title', 'type', 'model', 'action']
    .map((member) => valueAt(value, [member]))
    .find((text) => typeof text === 'string');
  if (typeof name === 'string' && name.trim() !== '') return name;
  return /^\d+$/.test(last) ? null : last;
}

/** Takes out the value at the path, or what lies `up` levels around it. `isSafe` where nothing that worked is lost. */
export const dropping =
  (up = 0, isSafe = false): FixRule =>
  ({ document, path }) => {
    const place = up === 0 ? path : path.slice(0, -up);
    const value = valueAt(document, place);
    const last = place.at(-1) ?? '';
    if (value === undefined || place.length === 0) return [];
    const name = /^\d+$/.test(last) ? nameOf(value, last) : last;
    return [{ id: 'remove', title: name === null ? titles.removeEntry() : titles.remove(name), safe: isSafe, changes: remove(place) }];
  };

/** Takes out members of the object at the path, those that are there. */
export const droppingMembers =
  (up: number, members: readonly string[]): FixRule =>
  ({ document, path }) => {
    const place = up === 0 ? path : path.slice(0, -up);
    const there = members.filter((member) => valueAt(document, [...place, member]) !== undefined);
    const changes: Change[] = there.flatMap((member) => remove([...place, member]));
    return there.length === 0 ? [] : [{ id: 'remove', title: titles.remove(there.join(', ')), safe: false, changes }];
  };

/** Several fixes, each an offer of its own. */
export const anyOf =
  (...rules: readonly FixRule[]): FixRule =>
  (target): Fix[] =>
    rules.flatMap((rule) => rule(target));
