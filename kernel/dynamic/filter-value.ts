/**
 * One filter's value as a condition: an operator and an operand, or an operand alone (docs/architecture/04, CRUD-FILTER).
 * Both dialects are read, operators in any case.
 */
import { join, sql, type Fragment } from '../database/sql';
import { KINDS, type ColumnKind } from '../columns/kinds';
import { literalOf } from '../columns/literal';
import { byteLength, escapeLike } from './text';
import { listItems } from './list-text';

export const MAX_VALUE_BYTES = 255;
const MAX_LIST_ITEMS = 500;

/** What is compared: a column as it stands in the statement, and its kind. */
export interface Compared {
  readonly kind: ColumnKind;
  readonly at: Fragment;
}

const OPERATORS = [
  'EQ',
  'NEQ',
  'NE',
  'IN',
  'NOT_IN',
  'LIKE',
  'ILIKE',
  'CONTAINS',
  'HAS',
  'GT',
  'LT',
  'GTE',
  'LTE',
  'RANGE',
  'NULL',
  'NOT_NULL',
] as const;
type Operator = (typeof OPERATORS)[number];

interface Parsed {
  operator: Operator;
  operand: string;
}

function parse(raw: string): Parsed {
  const colon = raw.indexOf(':');
  const word = (colon < 0 ? raw : raw.slice(0, colon)).toUpperCase();
  const operator = OPERATORS.find((known) => known === word);
  if (operator && (colon >= 0 || operator === 'NULL' || operator === 'NOT_NULL'))
    return { operator, operand: colon < 0 ? '' : raw.slice(colon + 1) };
  return { operator: 'EQ', operand: raw };
}

interface Operand {
  text: string;
  type: string;
}

function operandOf(own: Compared, text: string): Operand | null {
  const { comparedAs } = KINDS[own.kind];
  if (comparedAs === null) return null;
  const literal = literalOf(own.kind, text);
  if (literal !== null) return { text: literal, type: comparedAs };
  // A whole number is compared with a broken one as well.
  const decimal = own.kind === 'integer' ? literalOf('decimal', text) : null;
  return decimal === null ? null : { text: decimal, type: 'numeric' };
}

function comparison(own: Compared, operator: string, text: string): Fragment | null {
  const operand = operandOf(own, text);
  return operand && sql`${own.at} ${sql.raw(operator)} ${operand.text}::text::${sql.raw(operand.type)}`;
}

function membership(own: Compared, list: string, negated: boolean): Fragment {
  const items = listItems(list)
    .filter((item) => byteLength(item) <= MAX_VALUE_BYTES)
    .slice(0, MAX_LIST_ITEMS)
    .flatMap((item) => operandOf(own, item) ?? []);
  const type = items.some((item) => item.type === 'numeric') ? 'numeric' : items[0]?.type;
  // One parameter for all of them: a statement takes 65,535 at most.
  const member = type === undefined ? sql`false` : sql`${own.at} = any (${items.map((item) => item.text)}::text[]::${sql.raw(type)}[])`;
  return negated ? sql`(${own.at} is null or not (${member}))` : member;
}

const upperBound = (own: Compared, text: string): Fragment | null => KINDS[own.kind].upTo?.(own.at, text) ?? comparison(own, '<=', text);

function range(own: Compared, operand: string): Fragment | null {
  const separator = operand.includes('|') ? '|' : ',';
  if (!operand.includes(separator)) return null;
  const [low = '', high = ''] = operand.split(separator, 2).map((side) => side.trim());
  const bounds = [low === '' ? null : comparison(own, '>=', low), high === '' ? null : upperBound(own, high)];
  if ((low !== '' && bounds[0] === null) || (high !== '' && bounds[1] === null)) return null;
  const given = bounds.filter((bound) => bound !== null);
  return given.length === 0 ? null : join(given, sql` and `);
}

const DATE_SPAN = /^(\d{4}-\d\d-\d\d)_(\d{4}-\d\d-\d\d)$/;

/** Case and accents aside. Not ILIKE: unaccent would turn a full-width percent sign into a wildcard. */
const folded = (text: Fragment): Fragment => sql`lower(unaccent(${text}))`;

/** Whether `text` holds `typed` somewhere, case and accents aside; no character of it is a wildcard. */
export const holds = (text: Fragment, typed: string): Fragment => sql`strpos(${folded(text)}, ${folded(sql`${typed}::text`)}) > 0`;

/** The condition, or null for an operand that cannot be compared with the column. */
export function filterCondition(own: Compared, raw: string): Fragment | null {
  const span = DATE_SPAN.exec(raw);
  if (span && KINDS[own.kind].isMoment) return range(own, `${span[1] ?? ''},${span[2] ?? ''}`);
  const { operator, operand } = parse(raw);
  const text = sql`${own.at}::text`;
  switch (operator) {
    case 'EQ':
      // A value that cannot be one of the column's equals none of them: an empty page, not an error.
      return comparison(own, '=', operand) ?? sql`false`;
    case 'NEQ':
    case 'NE': {
      const different = comparison(own, '<>', operand);
      return different === null ? null : sql`(${own.at} is null or ${different})`;
    }
    case 'IN':
      return membership(own, operand, false);
    case 'NOT_IN':
      return membership(own, operand, true);
    case 'LIKE':
      return sql`${text} like ${`%${escapeLike(operand)}%`}::text`;
    case 'ILIKE':
    case 'CONTAINS':
      return holds(text, operand);
    case 'HAS':
      return KINDS[own.kind].holds?.(own.at, operand) ?? null;
    case 'GT':
      return comparison(own, '>', operand);
    case 'LT':
      return comparison(own, '<', operand);
    case 'GTE':
      return comparison(own, '>=', operand);
    case 'LTE':
      return upperBound(own, operand);
    case 'RANGE':
      return range(own, operand);
    case 'NULL':
      return sql`${own.at} is null`;
    case 'NOT_NULL':
      return sql`${own.at} is not null`;
  }
}

/** Whether a value is longer than a screen sends. The items of a list are measured one by one. */
export function isTooLong(value: string): boolean {
  const { operator, operand } = parse(value);
  return operator !== 'IN' && operator !== 'NOT_IN' && byteLength(operand) > MAX_VALUE_BYTES;
}
