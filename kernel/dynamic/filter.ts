/**
 * Filters of the list query: `f_<column>=<value>`, ANDed. Both dialects are read, operators in any case (docs/architecture/04,
 * CRUD-FILTER). A column that does not exist or a value that cannot be compared drops the clause, never the request.
 */
import { join, sql, type Fragment } from '../database/sql';
import type { ColumnKind } from '../installer/column-type';
import { byteLength, cutBytes, escapeLike, isDateText, literalOf } from './literal';
import type { DynamicModel, ModelColumn } from './model';
import type { Operation } from './operation';
import { column } from './row';

const MAX_VALUE_BYTES = 255;
const MAX_LIST_ITEMS = 500;
/** More clauses than any screen has; the rest is dropped and noted. */
const MAX_FILTERS = 200;

const OPERATORS = [
  'EQ',
  'NEQ',
  'NE',
  'IN',
  'NOT_IN',
  'LIKE',
  'ILIKE',
  'CONTAINS',
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

/**
 * The type an operand is compared as: wide enough that no operand overflows it, and without the column's own length or
 * scale, to which a cast would cut or round it.
 */
const COMPARED_AS: Readonly<Record<Exclude<ColumnKind, 'vector'>, string>> = {
  uuid: 'uuid',
  text: 'text',
  integer: 'bigint',
  decimal: 'numeric',
  boolean: 'boolean',
  timestamp: 'timestamptz',
  date: 'date',
  json: 'jsonb',
};

interface Operand {
  text: string;
  type: string;
}

function operandOf(own: ModelColumn, text: string): Operand | null {
  // Vectors of another dimension cannot be compared at all.
  if (own.kind === 'vector') return null;
  const literal = literalOf(own.kind, text);
  if (literal !== null) return { text: literal, type: COMPARED_AS[own.kind] };
  // A whole number is compared with a broken one as well.
  const decimal = own.kind === 'integer' ? literalOf('decimal', text) : null;
  return decimal === null ? null : { text: decimal, type: 'numeric' };
}

function comparison(own: ModelColumn, operator: string, text: string): Fragment | null {
  const operand = operandOf(own, text);
  return operand && sql`${column(own.name)} ${sql.raw(operator)} ${operand.text}::text::${sql.raw(operand.type)}`;
}

function membership(own: ModelColumn, list: string, negated: boolean): Fragment {
  const items = list
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '' && byteLength(item) <= MAX_VALUE_BYTES)
    .slice(0, MAX_LIST_ITEMS)
    .flatMap((item) => operandOf(own, item) ?? []);
  const type = items.some((item) => item.type === 'numeric') ? 'numeric' : items[0]?.type;
  // One parameter for all of them: a statement takes 65,535 at most.
  const member =
    type === undefined ? sql`false` : sql`${column(own.name)} = any (${items.map((item) => item.text)}::text[]::${sql.raw(type)}[])`;
  return negated ? sql`(${column(own.name)} is null or not (${member}))` : member;
}

/** A whole day of an instant column ends where the next begins. */
function upperBound(own: ModelColumn, text: string): Fragment | null {
  if (own.kind === 'timestamp' && isDateText(text.trim()))
    return sql`${column(own.name)} < ${text.trim()}::text::timestamptz + interval '1 day'`;
  return comparison(own, '<=', text);
}

function range(own: ModelColumn, operand: string): Fragment | null {
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

function condition(own: ModelColumn, raw: string): Fragment | null {
  const span = DATE_SPAN.exec(raw);
  if (span && (own.kind === 'date' || own.kind === 'timestamp')) return range(own, `${span[1] ?? ''},${span[2] ?? ''}`);
  const { operator, operand } = parse(raw);
  const text = sql`${column(own.name)}::text`;
  switch (operator) {
    case 'EQ':
      // A value that cannot be one of the column's equals none of them: an empty page, not an error.
      return comparison(own, '=', operand) ?? sql`false`;
    case 'NEQ':
    case 'NE': {
      const different = comparison(own, '<>', operand);
      return different === null ? null : sql`(${column(own.name)} is null or ${different})`;
    }
    case 'IN':
      return membership(own, operand, false);
    case 'NOT_IN':
      return membership(own, operand, true);
    case 'LIKE':
      return sql`${text} like ${`%${escapeLike(operand)}%`}::text`;
    case 'ILIKE':
    case 'CONTAINS':
      return sql`strpos(${folded(text)}, ${folded(sql`${operand}::text`)}) > 0`;
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
      return sql`${column(own.name)} is null`;
    case 'NOT_NULL':
      return sql`${column(own.name)} is not null`;
  }
}

// Control characters cannot come from a screen and NUL would be refused by PostgreSQL.
const CONTROLS = /\p{Cc}/gu;
const withoutControls = (text: string): string => text.replace(CONTROLS, '');

function isTooLong(value: string): boolean {
  const { operator, operand } = parse(value);
  // The items of a list are measured one by one.
  return operator !== 'IN' && operator !== 'NOT_IN' && byteLength(operand) > MAX_VALUE_BYTES;
}

/** The conditions of every `f_` parameter that can be applied; what is dropped is noted with its reason. */
export function filterConditions(operation: Operation, model: DynamicModel, parameters: URLSearchParams): Fragment[] {
  const conditions: Fragment[] = [];
  for (const [parameter, raw] of parameters) {
    if (!parameter.startsWith('f_')) continue;
    const drop = (reason: string) => operation.note({ kind: 'filter-dropped', parameter, reason });
    if (conditions.length >= MAX_FILTERS) {
      drop(`more than ${MAX_FILTERS} filters`);
      continue;
    }
    const own = model.columns.get(parameter.slice(2));
    const value = withoutControls(raw);
    if (!own) drop('no such column');
    else if (value === '') drop('empty value');
    else if (isTooLong(value)) drop(`value longer than ${MAX_VALUE_BYTES} bytes`);
    else {
      const clause = condition(own, value);
      if (clause === null) drop('value cannot be compared with this column');
      else conditions.push(clause);
    }
  }
  return conditions;
}

const MAX_SEARCH_BYTES = 100;

/** Columns that free text is looked for in: text without a reference behind it. */
export function searchColumns(model: DynamicModel): string[] {
  return [...model.columns.values()].filter((own) => own.kind === 'text' && own.ref === null).map((own) => own.name);
}

/** What a person typed to look for, as a pattern; null when it is nothing. Shared by lists, facets and pickers. */
export function typedPattern(text: string | null): string | null {
  const typed = withoutControls(text ?? '').trim();
  return typed === '' ? null : `%${escapeLike(cutBytes(typed, MAX_SEARCH_BYTES))}%`;
}

/** The condition of `search` (or `q`), or null when there is nothing to look for. */
export function searchCondition(model: DynamicModel, parameters: URLSearchParams): Fragment | null {
  const pattern = typedPattern(parameters.get('search') ?? parameters.get('q'));
  const columns = searchColumns(model);
  if (pattern === null || columns.length === 0) return null;
  return sql`(${join(
    columns.map((name) => sql`${column(name)} ilike ${pattern}`),
    sql` or `,
  )})`;
}
