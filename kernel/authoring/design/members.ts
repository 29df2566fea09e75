/** Sets members of an object where an author would write them. */
import { LIKELY, patternOf } from '../structure/likely';
import { type DesignDraft, isRecord, type Path } from './draft';

/** A value in the order in which people write its members. */
export function ordered(path: Path, value: Record<string, unknown>): Record<string, unknown> {
  const likely = LIKELY[patternOf(path)] ?? [];
  const place = (name: string): number => (likely.includes(name) ? likely.indexOf(name) : likely.length);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => place(a) - place(b)),
  );
}

/** Writes a member, or takes it out where there is no value; what it says already is left as it is written. */
export function setMember(draft: DesignDraft, path: Path, member: string, value: unknown): void {
  const owner = draft.at(path);
  if (!isRecord(owner)) return;
  const has = Object.hasOwn(owner, member);
  if (value === undefined) {
    if (has) draft.change({ do: 'remove', path: [...path, member] });
    return;
  }
  if (has && JSON.stringify(owner[member]) === JSON.stringify(value)) return;
  draft.change({ do: 'set', path: [...path, member], value });
}

/** Adds an entry to a list, which is made where there is none; objects on the way too. */
export function append(draft: DesignDraft, list: Path, value: unknown, at?: number): Path {
  const before = draft.at(list);
  const index = Array.isArray(before) ? Math.min(at ?? before.length, before.length) : 0;
  draft.change({ do: 'insert', list, value, at: index });
  return [...list, index];
}

/** Takes an entry out of a list, and the list with it where it was the last one and `keepsEmpty` does not ask for it. */
export function takeOut(draft: DesignDraft, path: Path): void {
  draft.change({ do: 'remove', path });
}

/** Puts an entry of a list at another place, counted as it stands in the end. */
export function moveEntry(draft: DesignDraft, path: Path, to: number): Path {
  const list = path.slice(0, -1);
  const items = draft.at(list);
  const from = Number(path.at(-1));
  const last = Array.isArray(items) ? items.length - 1 : 0;
  const target = Math.max(0, Math.min(to, last));
  draft.change({ do: 'move', list, from, to: target });
  return [...list, target];
}

/** The name, or the first one behind it that nothing has. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2, free = name; ; number += 1, free = `${name}_${String(number)}`) if (!taken.has(free)) return free;
}
