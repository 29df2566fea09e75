/** Names of a manifest from what people write. */

import { unaccented } from '../../kernel/values/unaccented';

/** `Due date` as a column's name: `due_date`. */
export function columnName(label: string): string {
  const name = unaccented(label)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '')
    .slice(0, 60);
  return name.length === 1 ? `${name}_` : name;
}

const SINGULAR: readonly (readonly [RegExp, string])[] = [
  [/ciones$/i, 'cion'],
  [/([bcdfghjklmnpqrstvwxyz])ies$/i, '$1y'],
  [/(s|x|ch|sh)es$/i, '$1'],
  [/([lrnd])es$/i, '$1'],
  [/([^s])s$/i, '$1'],
];

function singular(word: string): string {
  for (const [pattern, ending] of SINGULAR) if (pattern.test(word)) return word.replace(pattern, ending);
  return word;
}

/** `Book copies` as a model's key: `BookCopy`. */
export function modelKey(label: string): string {
  const words = unaccented(label)
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  const last = words.length - 1;
  const key = words
    .map((word, index) => (index === last ? singular(word) : word))
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  return key.replace(/^[0-9]+/, '');
}

/** Names as ids: one that is given twice, as a text may do while it is written, is told apart by how often it came before. */
export function uniqueIds(names: readonly string[]): string[] {
  const count = new Map<string, number>();
  return names.map((name) => {
    const before = count.get(name) ?? 0;
    count.set(name, before + 1);
    return before === 0 ? name : `${name}#${String(before)}`;
  });
}

/** The name, or the first one behind it that is free. */
export function free(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name) || name === '') return name;
  for (let number = 2; ; number += 1) if (!taken.has(`${name}_${String(number)}`)) return `${name}_${String(number)}`;
}
