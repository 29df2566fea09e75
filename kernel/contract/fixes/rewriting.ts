/** Fixes that write a text anew from what stands there, or from a name beside it. */
import { set, type FixRule, type FixTarget } from '../fix';
import { pascalCase, snakeCase } from '../v2/names';
import { valueAt } from '../pointer';
import { titles } from './titles';

type Rewrite = (text: string, target: FixTarget) => unknown;

/** Writes what a function makes of the text at the path; nothing where it makes the same or `null`. */
export const rewriting =
  (rewrite: Rewrite, isSafe = false): FixRule =>
  (target) => {
    if (typeof target.value !== 'string') return [];
    const to = rewrite(target.value, target);
    return to === null || to === target.value
      ? []
      : [{ id: 'write', title: titles.write(to), safe: isSafe, changes: set(target.path, to) }];
  };

/** A name as a sentence has it: `due_date` as `Due date`. */
const sentence = (name: string): string => {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_.-]+/g, ' ')
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
};

/** A path inside the bundle or of an address without empty steps, `.` and `..`. */
export const cleanPath = (text: string): string =>
  (text.startsWith('/') ? '/' : '') +
  text
    .split('/')
    .filter((step) => !['', '.', '..'].includes(step))
    .join('/');

/** Fills a blank member from the first of some members beside it, or further `up`, that has a text. */
const filling =
  (beside: readonly string[], make: (name: string) => string, up = 1): FixRule =>
  ({ document, path, last }) => {
    const name = beside
      .map((member) => valueAt(document, [...path.slice(0, -up), member]))
      .find((text) => typeof text === 'string' && text.trim() !== '');
    const to = typeof name === 'string' ? make(name) : '';
    return to === '' ? [] : [{ id: 'set', title: titles.set(last, to), safe: false, changes: set(path, to) }];
  };

/** A label or title from the name beside it. */
export const titled = filling(['key', 'model', 'name', 'field'], sentence);
/** A key from the label beside it. */
export const keyed = filling(['title', 'label', 'through', 'model', 'key'], snakeCase);
/** A path from the key beside it. */
export const addressed = filling(['key'], (key) => `/${snakeCase(key)}`);
/** A message from the key of the entry around its block. */
export const saidByKey = filling(['key'], sentence, 2);
/** The name of a function from the capability that its handler provides. */
export const functionOfProvider = filling(['key', 'capability', 'name'], (name) => pascalCase(snakeCase(name)), 2);
