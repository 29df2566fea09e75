/** Which rows an `option_filter` of a manifest lets be chosen; hosts read it over the whole row. */
import type { OptionFilter, OptionFilterRule } from '../../schemas';
import { isNumber } from '../values/json';
import type { Row } from './row';

/** Values are compared as texts, without the blanks around them and without regard to case; what has no text is not there. */
function textOf(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'boolean' && !isNumber(value)) return null;
  return String(value).trim().toLowerCase();
}

function passes({ field, equals, not_equals: notEquals, in: among, not_in: notAmong }: OptionFilterRule, row: Row): boolean {
  const value = Object.hasOwn(row, field) ? textOf(row[field]) : null;
  const isOneOf = (list: readonly unknown[]): boolean => value !== null && list.some((one) => textOf(one) === value);
  if (equals !== undefined && !isOneOf([equals])) return false;
  if (among !== undefined && !isOneOf(among)) return false;
  // A property that is missing is none of those that are kept out.
  return !(notEquals !== undefined && isOneOf([notEquals])) && !(notAmong !== undefined && isOneOf(notAmong));
}

/** The rules of a filter as hosts serve them. */
export const filterRules = (filter: OptionFilter | undefined): readonly OptionFilterRule[] =>
  filter === undefined ? [] : Array.isArray(filter) ? filter : [filter];

/** Whether a row may be chosen: every rule holds. */
export const passesOptionFilter = (filter: OptionFilter | undefined, row: Row): boolean =>
  filterRules(filter).every((rule) => passes(rule, row));
