/**
 * The payload of an action, checked field by field before anything runs (docs/architecture/04, CRUD-ACTION). Errors of line
 * items stand under `<field>.<row>.<key>`, as the generated form looks for them.
 */
import type { Action, ActionField, OptionCondition, VisibleWhen } from '../../schemas';
import { fractionOf } from '../values/fraction';
import { matchesPattern } from '../dynamic/pattern';
import { lengthErrors, rangeErrors } from '../dynamic/rules';
import type { FieldError, FieldErrors } from '../failure';
import { decimalOf } from '../values/decimal';
import { isNumber } from '../values/json';
import { isLines, isMeasuredByLength, isNumberField, kindError } from './field-kind';

type Payload = Readonly<Record<string, unknown>>;

/** Rows of line items that are looked at; a form has a few dozen. */
const MAX_LINES = 5000;
/** Errors told at once. */
const MAX_ERRORS = 1000;

/** Whether so many errors are known that no more are told. */
export const isFull = (errors: FieldErrors): boolean => Object.keys(errors).length >= MAX_ERRORS;

export const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

const textOf = (value: unknown): string =>
  typeof value === 'string' || isNumber(value) || typeof value === 'boolean' ? String(value) : '';
const same = (value: unknown, wanted: unknown): boolean => textOf(value) === textOf(wanted);

/** A field that is not shown is not sent, so nothing is asked of it. */
function isVisible(when: VisibleWhen | undefined, payload: Payload): boolean {
  if (when === undefined) return true;
  const value = payload[when.field ?? ''];
  return when.in === undefined ? same(value, when.equals) : when.in.some((wanted) => same(value, wanted));
}

function isChoosable(when: OptionCondition | undefined, field: ActionField, payload: Payload): boolean {
  if (when === undefined) return true;
  const sibling = payload[when.field ?? field.depends_on ?? ''];
  if (when.in !== undefined && !when.in.some((wanted) => same(sibling, wanted))) return false;
  return !when.not_in?.some((wanted) => same(sibling, wanted));
}

function choiceError(field: ActionField, value: unknown, payload: Payload): FieldError | null {
  if (!Array.isArray(field.options) || field.options.length === 0) return null;
  const known = new Set(field.options.filter((option) => isChoosable(option.when, field, payload)).map((option) => option.value));
  const chosen: unknown[] = field.multiple && Array.isArray(value) ? value : [value];
  return chosen.every((one) => (typeof one === 'string' || isNumber(one)) && known.has(String(one))) ? null : { code: 'invalid_option' };
}

function ruleErrors(field: ActionField, value: unknown): FieldError[] {
  const { min, max, regex } = field.validation ?? {};
  const errors: FieldError[] = [];
  if (isMeasuredByLength(field)) errors.push(...lengthErrors(String(value), min, max));
  else if (isNumberField(field)) {
    const number = decimalOf(value);
    errors.push(...(number === null ? [{ code: 'numeric' }] : rangeErrors(number, min, max)));
  }
  if (regex !== undefined && (typeof value === 'string' || isNumber(value)) && !matchesPattern(regex, String(value)))
    errors.push({ code: 'regex' });
  return errors;
}

function isObject(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Decimal places that sums of line items are compared with. */
const PLACES = 20n;

/** Both columns of the rows must come to the same sum. */
function balanceError(field: ActionField, rows: readonly Payload[]): FieldError | null {
  const { balance } = field;
  if (balance === undefined) return null;
  const sum = (column: string): bigint =>
    rows.reduce((total, row) => {
      const { over, under } = fractionOf(row[column]);
      return total + (over * 10n ** PLACES) / under;
    }, 0n);
  const [debit, credit] = [sum(balance.debit_column), sum(balance.credit_column)];
  if (debit === credit && !(balance.require_nonzero && debit === 0n)) return null;
  return { code: 'custom', ...(balance.message !== undefined && { message: balance.message }) };
}

function checkLines(field: ActionField, value: unknown, path: string, errors: FieldErrors): void {
  if (!Array.isArray(value) || value.length > MAX_LINES) {
    errors[path] = [Array.isArray(value) ? { code: 'max', params: { max: MAX_LINES, kind: 'length' } } : { code: 'invalid_type' }];
    return;
  }
  if (field.required && value.length === 0) {
    errors[path] = [{ code: 'line_items_required' }];
    return;
  }
  const rows: Payload[] = [];
  for (const [index, row] of (value as unknown[]).entries()) {
    if (isFull(errors)) return;
    if (!isObject(row)) errors[`${path}.${index}`] = [{ code: 'invalid_type' }];
    else {
      rows.push(row);
      checkFields(field.item_fields ?? [], row, `${path}.${index}.`, errors);
    }
  }
  const unbalanced = balanceError(field, rows);
  if (unbalanced) errors[path] = [unbalanced];
}

function checkFields(fields: readonly ActionField[], payload: Payload, prefix: string, errors: FieldErrors): void {
  for (const field of fields) {
    if (isFull(errors)) return;
    const value = Object.hasOwn(payload, field.key) ? payload[field.key] : undefined;
    const path = prefix + field.key;
    if (!isVisible(field.visible_when, payload)) continue;
    if (isBlank(value) || (Array.isArray(value) && value.length === 0)) {
      if (field.required) errors[path] = [{ code: isLines(field) ? 'line_items_required' : 'required' }];
    } else if (isLines(field)) checkLines(field, value, path, errors);
    else {
      const wrong = choiceError(field, value, payload) ?? (field.multiple && Array.isArray(value) ? null : kindError(field, value));
      const found = wrong ? [wrong] : ruleErrors(field, value);
      if (found.length > 0) errors[path] = found;
    }
  }
}

/** Every field of an action: of its form, or of all steps of its wizard. */
export const fieldsOf = (action: Action): readonly ActionField[] => action.fields ?? action.steps?.flatMap((step) => step.fields) ?? [];

/**
 * The payload narrowed to the fields that the action declares and that its form shows: the only words of a caller that are looked at.
 * What a field is shown by is looked up among them too, until nothing more falls away.
 */
export function declaredPayload(action: Action, given: Payload): Payload {
  const fields = fieldsOf(action);
  const pick = (from: Payload, isKept: (field: ActionField) => boolean): Payload =>
    Object.fromEntries(fields.flatMap((field) => (Object.hasOwn(from, field.key) && isKept(field) ? [[field.key, from[field.key]]] : [])));
  let payload = pick(given, () => true);
  for (;;) {
    const before = payload;
    payload = pick(before, (field) => isVisible(field.visible_when, before));
    if (Object.keys(payload).length === Object.keys(before).length) return payload;
  }
}

/** What people typed: a field that is only shown says of the record what the record says itself. */
export function typedPayload(action: Action, payload: Payload): Payload {
  const shown = new Set(fieldsOf(action).flatMap(({ key, readonly }) => (readonly === true ? [key] : [])));
  return Object.fromEntries(Object.entries(payload).filter(([key]) => !shown.has(key)));
}

/** What is wrong with a payload, by field; references are looked up elsewhere. */
export function payloadErrors(action: Action, payload: Payload): FieldErrors {
  const errors: FieldErrors = {};
  checkFields(fieldsOf(action), payload, '', errors);
  return errors;
}
