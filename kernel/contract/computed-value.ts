/** What PostgreSQL would write into a computed column: over the defaults of what it reads, or the values of a seeded row. */
import type { Column, Model } from '../../schemas';
import { type Arithmetic } from '../expressions/arithmetic';
import { intervalOf, type NumberType, type Outcome, type Interval, valueIn, evaluateInterval } from '../expressions/interval';
import { trimmed } from '../expressions/trim';
import { decimalOf } from '../values/decimal';
import { columnDefault } from './column-default';
import { columnTypeOf, typeFault } from '../columns/column-type';

/** Operators that one document may cost; what is over is not worked out. */
const MAX_OPERATORS = 20_000;

export interface ArithmeticBudget {
  operators: number;
}

export const arithmeticBudget = (): ArithmeticBudget => ({ operators: MAX_OPERATORS });

/** The type of a number's column; null for any other, and for one that PostgreSQL does not know. */
export function numberType(type: string): NumberType | null {
  const own = columnTypeOf(type);
  if (own === null || typeFault(own) !== null) return null;
  const { kind, sql, precision = 0, scale = 0 } = own;
  if (kind === 'decimal') return { name: 'numeric', precision, scale };
  return kind === 'integer' ? { name: sql === 'integer' ? 'integer' : 'bigint' } : null;
}

/** A value as a column keeps it; undefined where it is no number of the column's type. */
export function valueOfColumn(type: string, value: unknown): Interval | undefined {
  const [own, decimal] = [numberType(type), decimalOf(value)];
  if (own === null || decimal === null || decimal.digits.length > 2000 || Math.abs(decimal.scale) > 2000) return undefined;
  return valueIn(own, BigInt(`${decimal.negative ? '-' : ''}${decimal.digits || '0'}`), decimal.scale) ?? undefined;
}

/** What a counter may write: one and whatever comes after it; undefined where the type holds no one. */
const countedIn = (type: NumberType): Interval | undefined => {
  const all = intervalOf(type);
  const one = 10n ** BigInt(all.scale);
  return one > all.high ? undefined : { ...all, low: one };
};

/** Columns whose value the host writes over: what formulas and rollups give. */
const targetsOf = ({ formulas = [], relations = [] }: Pick<Model, 'formulas' | 'relations'>): Set<string> =>
  new Set([...formulas, ...relations.flatMap(({ rollups = [] }) => rollups)].map(({ target }) => target));

/**
 * What the columns hold of a row that leaves all of them out: the default, what a counter gives, null, any value where a row has to bring one;
 * undefined where the default itself is none.
 */
export function valuesLeftOut(
  model: Pick<Model, 'formulas' | 'relations'>,
  columns: ReadonlyMap<string, Column>,
): (name: string) => Interval | null | undefined {
  const targets = targetsOf(model);
  return (name) => {
    const column = columns.get(name);
    const type = numberType(column?.type ?? '');
    if (column === undefined || type === null) return undefined;
    if (targets.has(name)) return intervalOf(type);
    if (column.sequence !== undefined) return countedIn(type);
    const read = columnDefault(column.default);
    if (read.kind === 'refused') return undefined;
    const text = read.kind === 'text' ? read.text : read.kind === 'literal' ? read.sql.replace(/^'(.*)'$/s, '$1') : 'null';
    if (text !== 'null') return valueOfColumn(column.type, trimmed(text));
    return column.not_null === true || column.primary_key === true ? intervalOf(type) : null;
  };
}

/** What a computed column comes to; `unknown` past the budget. */
export function computedOutcome(
  type: string,
  ast: Arithmetic,
  valueOf: (name: string) => Interval | null | undefined,
  budget: ArithmeticBudget,
): Outcome {
  const own = numberType(type);
  budget.operators -= ast.length;
  return own === null || budget.operators < 0 ? 'unknown' : evaluateInterval(ast, own, valueOf);
}
