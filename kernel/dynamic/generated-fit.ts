/** What PostgreSQL would refuse of a computed column, told by the column's name before it is asked: it names none. */
import { arithmeticBudget } from '../contract/computed-value';
import type { FieldErrors } from '../failure';
import type { DynamicModel } from '../installed/model';
import { generatedColumns, generatedOutcome } from './generated-value';
import type { Row } from './row';

/** Errors of computed columns over the row as it will be: out of range, divided by zero. */
export function generatedErrors(model: DynamicModel, values: ReadonlyMap<string, string | null>, before: Row | null): FieldErrors {
  const errors: FieldErrors = {};
  const budget = arithmeticBudget();
  for (const name of generatedColumns(model)) {
    const outcome = generatedOutcome(model, name, values, before, budget);
    if (outcome === undefined || outcome === 'unknown' || !('failed' in outcome)) continue;
    const { fault, type: of } = outcome.failed;
    errors[name] = [
      fault === 'zero' ? { code: 'invalid_type', params: { kind: 'zero' } } : { code: 'max', params: { kind: 'computed', type: of } },
    ];
  }
  return errors;
}
