/** Fixes that write what was probably meant, from the suggestion that the finding carries. */
import { type Fix, rename, set } from '../../contract/fix';
import { titles } from '../../contract/fixes/titles';
import type { RuleId } from '../../contract/rules';
import type { Found } from './fix';

/** Rules whose suggestion says the same in another way, so that it can be applied unseen. */
const SAME_MEANING = new Set<RuleId>(['SCHEMA-TYPE']);
/** Column types under other names mean the same. */
const isTypeName = (path: readonly string[]): boolean => path.at(-1) === 'type' && path.at(-3) === 'columns';

const word = (name: string): RegExp =>
  new RegExp(`(?<![A-Za-z0-9_])${name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?![A-Za-z0-9_])`, 'u');

/** Writes the suggestion: as the value, in place of a word of it, or as the member's name. */
export function writeMeant({ suggestion, rule, path, last, value }: Found): Fix[] {
  if (suggestion === undefined) return [];
  const { from, to } = suggestion;
  const isName = from !== null && typeof to === 'string' && last === from && value !== from;
  if (isName) {
    return [{ id: 'rename', title: titles.rename(from, to), safe: rule === 'SCHEMA-UNKNOWN', changes: rename(path, to) }];
  }
  if (from === null) {
    const safe = SAME_MEANING.has(rule) || (rule === 'SCHEMA-ENUM' && isTypeName(path)) || (rule === 'SCHEMA-PATTERN' && isTypeName(path));
    return value === undefined ? [] : [{ id: 'write', title: titles.write(to), safe, changes: set(path, to) }];
  }
  if (typeof value !== 'string' || typeof to !== 'string') return [];
  const fixed = value === from ? to : value.replace(word(from), () => to);
  return fixed === value ? [] : [{ id: 'replace', title: titles.replace(from, to), safe: false, changes: set(path, fixed) }];
}
