/** What PostgreSQL would refuse of a computed column, told by the column's name before it is asked: it names none. */
import { arithmeticBudget, computedOutcome, valueOfColumn, valuesLeftOut } from '../contract/computed-value';
import { type Arithmetic, fitsSql, readArithmetic } from '../expressions/arithmetic';
import type { FieldErrors } from '../failure';
import type { DynamicModel } from '../installed/model';
import type { Row } from './row';

interface Generated {
  name: string;
  type: string;
  ast: Arithmetic;
}

const GENERATED = new WeakMap<DynamicModel, readonly Generated[]>();

function generatedOf(model: DynamicModel): readonly Generated[] {
  let known = GENERATED.get(model);
  if (!known) {
    known = (model.declared?.columns ?? []).flatMap(({ name, type, generated = '' }): Generated[] => {
      const reading = generated.trim() === '' ? null : readArithmetic(generated);
      return reading?.ok && fitsSql(reading.ast) ? [{ name, type, ast: reading.ast }] : [];
    });
    GENERATED.set(model, known);
  }
  return known;
}

/** Errors of computed columns over the row as it will be: out of range, divided by zero. */
export function generatedErrors(model: DynamicModel, values: ReadonlyMap<string, string | null>, before: Row | null): FieldErrors {
  const errors: FieldErrors = {};
  const generated = generatedOf(model);
  if (generated.length === 0) return errors;
  const declared = new Map((model.declared?.columns ?? []).map((column) => [column.name, column]));
  const leftOut = valuesLeftOut({}, declared);
  const budget = arithmeticBudget();
  for (const { name, type, ast } of generated) {
    const outcome = computedOutcome(
      type,
      ast,
      (read) => {
        if (before === null && !values.has(read)) return leftOut(read);
        const given: unknown = values.has(read) ? values.get(read) : before?.[read];
        return given === null || given === undefined ? null : valueOfColumn(declared.get(read)?.type ?? '', given);
      },
      budget,
    );
    if (outcome === 'unknown' || !('failed' in outcome)) continue;
    const { fault, type: of } = outcome.failed;
    errors[name] = [
      fault === 'zero' ? { code: 'invalid_type', params: { kind: 'zero' } } : { code: 'max', params: { kind: 'computed', type: of } },
    ];
  }
  return errors;
}
