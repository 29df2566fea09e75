/** Names of tables, columns and rows, made from what people call them. */
import { unaccented } from '../values/unaccented';

const MAX_NAME_CHARS = 40;
const MAX_LABEL_CHARS = 80;
const MIN_KEY_CHARS = 2;

/** Two or more small letters, digits and underscores that begin with a letter; `instead` where nothing of the text can stand in a name. */
export function snakeName(text: string, instead: string): string {
  const plain = unaccented(text.slice(0, MAX_LABEL_CHARS).replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_'))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  const name = /^\d/.test(plain) ? `n${plain}` : plain;
  const short = name.slice(0, MAX_NAME_CHARS).replace(/_+$/, '');
  return short.length === 1 ? `${short}_1` : short || instead;
}

/** The name, or the first with a number behind it that is not taken. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2, free = name; ; number += 1, free = `${name}_${String(number)}`) if (!taken.has(free)) return free;
}

/** As people read it: `published_on` is `Published on`. */
export function labelOf(text: string): string {
  const words = text
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, ' ')
    .replaceAll(/[_\s]+/g, ' ')
    .replaceAll(/\p{C}/gu, '')
    .trim()
    .slice(0, MAX_LABEL_CHARS);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** Endings of plurals, English and Spanish, and what one of them ends in; the first that fits. */
const PLURALS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|_)people$/, 'person'],
  [/(?:^|_)children$/, 'child'],
  [/ies$/, 'y'],
  [/(ss|x|ch|sh)es$/, '$1'],
  [/(?<=[aeiou])ces$/, 'z'],
  [/(or|on|ad|al|el|il|ol|ul|en|in)es$/, '$1'],
  [/(?<![su])s$/, ''],
];
/** Words that end like a plural and are none. */
const SINGULAR = /(?:status|news|series|address|class|process|bus|analysis|pais|mes)$/;

/** One of what the table is called after. @example singular('categories') // 'category' */
export function singular(name: string): string {
  if (SINGULAR.test(name) || name.length < 4) return name;
  const [ending, one] = PLURALS.find(([pattern]) => pattern.test(name)) ?? [/$/, ''];
  return name.replace(ending, one);
}

/** @example pascal('loan_line') // 'LoanLine' */
export const pascal = (name: string): string =>
  name
    .split('_')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');

/** A key for the addon (KEY-RESERVED): long enough, and none of the hosts'. */
export function addonKey(name: string): string {
  const key = snakeName(name, 'my_addon');
  return key.length < MIN_KEY_CHARS || /^(?:core|kernel|metacore|public|pg_.*|information_schema)$/.test(key) ? `${key}_addon` : key;
}
