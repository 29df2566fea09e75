/** What PostgreSQL will write into the computed columns of a row as it will be, which nothing else knows before it is stored. */
import { type ArithmeticBudget, arithmeticBudget, computedOutcome, valueOfColumn, valuesLeftOut } from '../contract/computed-value';
import { type Arithmetic, fitsSql, readArithmetic } from '../expressions/arithmetic';
import type { Interval, Outcome } from '../expressions/interval';
import type { DynamicModel } from '../installed/model';
import { decimalText } from '../values/fraction';
import type { Row } from './row';

interface Generated {
  type: string;
  ast: Arithmetic;
}

interface Known {
  generated: ReadonlyMap<string, Generated>;
  /** The type of a column; empty for one that is not declared. */
  typeOf: (name: string) => string;
  leftOut: (name: string) => Interval | null | undefined;
}

const KNOWN = new WeakMap<DynamicModel, Known>();

function knownOf(model: DynamicModel): Known {
  let known = KNOWN.get(model);
  if (!known) {
    const columns = model.declared?.columns ?? [];
    const declared = new Map(columns.map((column) => [column.name, column]));
    const generated = columns.flatMap(({ name, type, generated: text = '' }): [string, Generated][] => {
      const reading = text.trim() === '' ? null : readArithmetic(text);
      return reading?.ok && fitsSql(reading.ast) ? [[name, { type, ast: reading.ast }]] : [];
    });
    known = {
      generated: new Map(generated),
      typeOf: (name) => declared.get(name)?.type ?? '',
      leftOut: valuesLeftOut({}, declared),
    };
    KNOWN.set(model, known);
  }
  return known;
}

/** The names of a model's computed columns. */
export const generatedColumns = (model: DynamicModel): readonly string[] => [...knownOf(model).generated.keys()];

/** What a computed column comes to over the row as it will be, `before` being what an update starts from; undefined for any other column. */
export function generatedOutcome(
  model: DynamicModel,
  name: string,
  values: ReadonlyMap<string, string | null>,
  before: Row | null,
  budget: ArithmeticBudget = arithmeticBudget(),
): Outcome | undefined {
  const { generated, typeOf, leftOut } = knownOf(model);
  const own = generated.get(name);
  if (!own) return undefined;
  const read = (column: string): Interval | null | undefined => {
    if (before === null && !values.has(column)) return leftOut(column);
    const given: unknown = values.has(column) ? values.get(column) : before?.[column];
    return given === null || given === undefined ? null : valueOfColumn(typeOf(column), given);
  };
  return computedOutcome(own.type, own.ast, read, budget);
}

/**
 * The value of a computed column of the row as it will be, with the decimals that PostgreSQL keeps; null where it reads a null.
 * Undefined for any other column, and where no value follows: such a write is refused, or the database says what is wrong with it.
 */
export function generatedValue(
  model: DynamicModel,
  name: string,
  values: ReadonlyMap<string, string | null>,
  before: Row | null,
): string | null | undefined {
  const outcome = generatedOutcome(model, name, values, before);
  if (outcome === undefined || outcome === 'unknown' || !('value' in outcome)) return undefined;
  if (outcome.value === null) return null;
  const { low, high, scale } = outcome.value;
  return low === high ? decimalText({ over: low, under: 10n ** BigInt(scale) }, scale) : undefined;
}
