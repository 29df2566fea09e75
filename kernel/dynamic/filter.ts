/**
 * Filters of the list query: `f_<column>=<value>`, ANDed. Both dialects are read, operators in any case (docs/contract,
 * CRUD-FILTER). A column that does not exist or a value that cannot be compared drops the clause, never the request.
 */
import { join, sql, type Fragment } from '../database/sql';
import { isDateText, literalOf } from './literal';
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

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

function comparison(own: ModelColumn, operator: string, text: string): Fragment | null {
  const literal = literalOf(own.kind, text);
  return literal === null ? null : sql`${column(own.name)} ${sql.raw(operator)} ${literal}::text::${sql.raw(own.sqlType)}`;
}

function listItems(operand: string): string[] {
  return operand
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
    .slice(0, MAX_LIST_ITEMS);
}

function membership(own: ModelColumn, operand: string, negated: boolean): Fragment {
  const items = listItems(operand).flatMap((item) => literalOf(own.kind, item) ?? []);
  const member =
    items.length === 0
      ? sql`false`
      : sql`${column(own.name)} in (${join(items.map((item) => sql`${item}::text::${sql.raw(own.sqlType)}`))})`;
  return negated ? sql`(${column(own.name)} is null or not (${member}))` : member;
}

/** A whole day of an instant column ends where the next begins. */
function upperBound(own: ModelColumn, text: string): Fragment | null {
  if (own.kind === 'timestamp' && isDateText(text)) return sql`${column(own.name)} < ${text}::text::timestamptz + interval '1 day'`;
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
      return sql`${text} like ${`%${escapeLike(operand)}%`}`;
    case 'ILIKE':
    case 'CONTAINS':
      return sql`unaccent(${text}) ilike unaccent(${`%${escapeLike(operand)}%`})`;
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
    else if (parse(value).operand.length > MAX_VALUE_BYTES && !/^(not_)?in:/i.test(value))
      drop(`value longer than ${MAX_VALUE_BYTES} bytes`);
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

/** The condition of `search` (or `q`), or null when there is nothing to look for. */
export function searchCondition(model: DynamicModel, parameters: URLSearchParams): Fragment | null {
  const given = withoutControls(parameters.get('search') ?? parameters.get('q') ?? '').trim();
  const columns = searchColumns(model);
  if (given === '' || columns.length === 0) return null;
  const bytes = new TextEncoder().encode(given).slice(0, MAX_SEARCH_BYTES);
  const text = new TextDecoder().decode(bytes).replace(/\uFFFD+$/, '');
  const pattern = `%${escapeLike(text)}%`;
  return sql`(${join(
    columns.map((name) => sql`${column(name)} ilike ${pattern}`),
    sql` or `,
  )})`;
}
