/** Fixes that write what was probably meant, from the suggestion that the finding carries. */
import { rename, remove, set } from './edits';
import type { Fix, FixRule } from './fix';
import { titles } from './titles';

/** Rules whose suggestion says the same in another way, so that it can be applied unseen. */
const SAME_MEANING = new Set(['SCHEMA-TYPE']);
/** Column types under other names mean the same. */
const isTypeName = (path: readonly string[]): boolean => path.at(-1) === 'type' && path.at(-3) === 'columns';

const word = (name: string): RegExp =>
  new RegExp(`(?<![A-Za-z0-9_])${name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?![A-Za-z0-9_])`, 'u');

/** Writes the suggestion: as the value, in place of a word of it, or as the member's name. */
export const writeMeant: FixRule = ({ draft, diagnostic, path, last, value }): Fix[] => {
  const { suggestion, rule } = diagnostic;
  if (suggestion === undefined) return [];
  const { from, to } = suggestion;
  const isName = from !== null && typeof to === 'string' && last === from && value !== from;
  if (isName) {
    return [{ id: 'rename', title: titles.rename(from, to), safe: rule === 'SCHEMA-UNKNOWN', edits: rename(draft, path, to) }];
  }
  if (from === null) {
    const safe = SAME_MEANING.has(rule) || (rule === 'SCHEMA-ENUM' && isTypeName(path)) || (rule === 'SCHEMA-PATTERN' && isTypeName(path));
    return value === undefined ? [] : [{ id: 'write', title: titles.write(to), safe, edits: set(draft, path, to) }];
  }
  if (typeof value !== 'string' || typeof to !== 'string') return [];
  const fixed = value === from ? to : value.replace(word(from), () => to);
  return fixed === value ? [] : [{ id: 'replace', title: titles.replace(from, to), safe: false, edits: set(draft, path, fixed) }];
};

/** Takes the member or item at the path out. */
export const removing =
  (safe: boolean): FixRule =>
  ({ draft, path, last, value }) => {
    if (value === undefined) return [];
    const isItem = /^\d+$/.test(last);
    return [{ id: 'remove', title: isItem ? titles.removeRepeated() : titles.remove(last), safe, edits: remove(draft, path) }];
  };

/** Gives a repeated name a number, so that both stay. */
export const renumber: FixRule = ({ draft, path, last, value }) => {
  if (typeof value !== 'string') return [];
  const taken = new Set(siblingsOf(draft.document, path, last));
  let count = 2;
  while (taken.has(`${value}_${count}`)) count += 1;
  const name = `${value}_${count}`;
  return [{ id: 'renumber', title: titles.rename(value, name), safe: false, edits: set(draft, path, name) }];
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
  ({ draft, path, last, value }) =>
    value === to ? [] : [{ id: 'set', title: titles.set(last, to), safe, edits: set(draft, path, to) }];
