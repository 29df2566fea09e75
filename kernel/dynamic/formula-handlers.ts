/** Formulas of tier 3: a function of the addon computes the value from the row as it will be (CRUD-COMPUTED). */
import type { Formula } from '../../schemas';
import { invocationOf } from '../operation/invocation';
import { GUEST } from '../operation/guest';
import type { Session } from '../database/port';
import { invalidFields, RequestFailure } from '../failure';
import { parseHandlerResult } from '../operation/handler-result';
import { applyFormula, mergedRow } from './computed';
import type { DynamicModel } from '../installed/model';
import { addonOf, type Operation } from '../operation/operation';
import type { Row } from './row';
import { textOfJson } from '../columns/literal';
import type { SqlText } from './values';
import { parseJson, writeJson } from '../values/json';
import { wireNumber } from '../database/type-parsers';

const isHandled = ({ tier }: Formula): boolean => tier === 3;

/** Whether functions compute some of a model's columns here. Where the addon has no code they do not, as on such hosts. */
export const isComputedByCode = (operation: Operation, model: DynamicModel): boolean =>
  model.declared?.formulas?.some(isHandled) === true &&
  operation.services.ports.of(GUEST).state(operation.principal.organizationId, model.addonKey) !== 'absent';

/** The row as it will be, as the function reads it: texts of numbers as numbers, as the wire shows them. */
function payloadOf(model: DynamicModel, values: ReadonlyMap<string, SqlText>, before: Row | null): Row {
  const value = mergedRow(model, values, before);
  return Object.fromEntries(
    [...model.columns.values()].map((own): [string, unknown] => {
      const given = value(own.name) ?? null;
      if (typeof given !== 'string') return [own.name, given];
      if (own.kind === 'integer' || own.kind === 'decimal') return [own.name, wireNumber(own.kind, given)];
      if (own.kind === 'boolean') return [own.name, given === 'true' || given === 't'];
      return [own.name, own.kind === 'json' ? parseJson(given, Number.POSITIVE_INFINITY) : given];
    }),
  );
}

/** What the function answered: the value itself, or an envelope around it. */
function valueIn(text: string, target: string): unknown {
  if (text.trim() === '') return null;
  const { failure, data } = parseHandlerResult(text);
  if (failure)
    throw new RequestFailure(422, `the formula of "${target}" failed: ${failure.message}`, { code: 'formula_failed', field: target });
  return data;
}

async function applyHandler(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  { target, handler = '' }: Formula,
  index: number,
  values: Map<string, SqlText>,
  before: Row | null,
): Promise<void> {
  const own = model.columns.get(target);
  const addon = addonOf(operation, model);
  if (!own || !addon) return;
  const started = operation.trace === null ? 0 : performance.now();
  const at = addon.manifest.models?.findIndex(({ key }) => key === model.key) ?? -1;
  const place = { addon: addon.key, pointer: `/models/${at}/formulas/${index}` };
  const told = (outcome: 'done' | 'failed'): void =>
    operation.trace?.decide({ kind: 'handler', handler, outcome, place, milliseconds: performance.now() - started });
  try {
    const output = await operation.services.ports.of(GUEST).call({
      invocation: invocationOf(operation, addon),
      function: handler.replace(/^wasm:/, ''),
      payload: writeJson(payloadOf(model, values, before)),
      session,
    });
    const value = valueIn(output, target);
    const text = value === null ? null : textOfJson(own.kind, value);
    if (value !== null && text === null) throw invalidFields({ [target]: [{ code: 'invalid_type' }] });
    values.set(target, text);
    told('done');
  } catch (error) {
    told('failed');
    throw error;
  }
}

/**
 * Writes the value of every formula into `values`, in the manifest's order, functions included.
 * @throws RequestFailure 422 `formula_failed`, or at the target where the value is none of the column's; KernelError of a guest that broke
 */
export async function applyAllFormulas(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  values: Map<string, SqlText>,
  before: Row | null,
): Promise<void> {
  for (const [index, formula] of (model.declared?.formulas ?? []).entries()) {
    if (isHandled(formula)) await applyHandler(operation, session, model, formula, index, values, before);
    else applyFormula(model, formula, values, before);
  }
}
