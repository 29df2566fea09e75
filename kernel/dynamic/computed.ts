/** What a row's values lead to: formulas that are written, and the constraints a write has to keep (CRUD-COMPUTED). */
import { evaluate, readArithmetic } from '../expressions/arithmetic';
import { guardHoldsOrUnreadable } from '../expressions/guard';
import { requireApproval } from '../operation/approval';
import { RequestFailure } from '../failure';
import type { Formula } from '../../schemas';
import type { DynamicModel } from '../installed/model';
import { plainDefault } from '../installed/plain-default';
import { generatedValue } from './generated-value';
import { type Operation, translatorFor } from '../operation/operation';
import type { Row } from './row';
import type { SqlText } from './values';
import { decimalText } from '../values/fraction';

/** Decimal places a formula's value is handed to the database with; the column rounds it to its own. */
const PLACES = 20;

/** The row as it will be: what is written now, what the database will compute, else what is there, else the column's default. */
export const mergedRow =
  (model: DynamicModel, values: ReadonlyMap<string, SqlText>, before: Row | null) =>
  (name: string): unknown => {
    if (values.has(name)) return values.get(name);
    const computed = generatedValue(model, name, values, before);
    if (computed !== undefined) return computed;
    const own = model.columns.get(name);
    return before === null ? own && plainDefault(own) : before[name];
  };

/** Writes the value of a formula of tier 2 into `values`. */
export function applyFormula(model: DynamicModel, { target, expr, tier }: Formula, values: Map<string, SqlText>, before: Row | null): void {
  const own = model.columns.get(target);
  const reading = tier === 3 || expr === undefined ? null : readArithmetic(expr);
  if (!own || !reading?.ok || (own.kind !== 'integer' && own.kind !== 'decimal' && own.kind !== 'text')) return;
  const value = evaluate(reading.ast, mergedRow(model, values, before));
  const text = decimalText(value, own.kind === 'integer' ? 0 : PLACES);
  values.set(target, own.kind === 'text' ? text.replace(/\.?0+$/, '') : text);
}

/** Writes the value of every formula of tier 2, in the manifest's order. */
export function applyFormulas(model: DynamicModel, values: Map<string, SqlText>, before: Row | null): void {
  for (const formula of model.declared?.formulas ?? []) applyFormula(model, formula, values, before);
}

/** The rollups of a new row: it has no children yet. */
export function emptyRollups(model: DynamicModel, values: Map<string, SqlText>): void {
  for (const { rollups } of model.declared?.relations ?? []) {
    for (const { target, fn } of rollups ?? []) {
      const counts = fn === undefined || fn === 'sum' || fn === 'count';
      if (counts && model.columns.has(target)) values.set(target, '0');
    }
  }
}

/**
 * Checks every column's constraints on the row as it will be.
 * @throws RequestFailure 422 with the constraint's key; ApprovalNeeded where breaking it asks for one
 */
export function checkConstraints(
  operation: Operation,
  model: DynamicModel,
  values: ReadonlyMap<string, SqlText>,
  before: Row | null,
): void {
  const row = mergedRow(model, values, before);
  for (const own of model.columns.values()) {
    for (const { expr, error_key: key, on_violation: onViolation, approval: policy } of own.declared?.constraints ?? []) {
      if (guardHoldsOrUnreadable(expr, row)) continue;
      const sentence = translatorFor(operation, model)(key);
      if (onViolation === 'request_approval' && policy) {
        requireApproval(operation, `${model.addonKey}.${model.key}:${key}`, policy, sentence === key ? expr : sentence);
        continue;
      }
      throw new RequestFailure(422, `constraint violation (${key}): ${sentence === key ? expr : sentence}`, {
        code: 'constraint_violation',
        error_key: key,
        field: own.name,
      });
    }
  }
}
