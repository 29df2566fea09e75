/** What a value of the right kind may still break: the column's own bounds and the manifest's `validation`. */
import { columnTypeOf } from '../columns/column-type';
import { KINDS } from '../columns/kinds';
import { type FieldError, type FieldErrors, invalidFields } from '../failure';
import type { DynamicModel, ModelColumn } from '../installed/model';
import { compareDecimals, type Decimal, decimalOf, largestDecimal, misfit, plainDecimal } from '../values/decimal';
import { isPlainNumber } from '../values/json';
import { generatedErrors } from './generated-fit';
import { matchesPattern } from './pattern';
import type { Row } from './row';

/** A bound as an error tells it: a number, or its digits where a number would lose some. */
const told = (text: string): number | string => (isPlainNumber(text) ? Number(text) : text);

/** The error of a number that lies outside two bounds, to the last digit; bounds that are no numbers bind nothing. */
export function rangeErrors(value: Decimal, min: unknown, max: unknown): FieldError[] {
  const [least, most] = [decimalOf(min), decimalOf(max)];
  if (least && compareDecimals(value, least) < 0) return [{ code: 'min', params: { min: told(plainDecimal(least)) } }];
  if (most && compareDecimals(value, most) > 0) return [{ code: 'max', params: { max: told(plainDecimal(most)) } }];
  return [];
}

/** The error of a text whose length, in characters, lies outside two bounds. */
export function lengthErrors(text: string, min: number | undefined, max: number | undefined): FieldError[] {
  const size = Array.from(text).length;
  if (min !== undefined && size < min) return [{ code: 'min', params: { min, kind: 'length' } }];
  return max !== undefined && size > max ? [{ code: 'max', params: { max, kind: 'length' } }] : [];
}

/** Bounds of the SQL type: what PostgreSQL would refuse without naming the column, or round. */
function typeErrors(own: ModelColumn, value: Decimal): FieldError[] {
  const { largest, precision, scale } = columnTypeOf(own.sqlType) ?? {};
  if (largest !== undefined) return rangeErrors(value, String(-largest - 1n), String(largest));
  if (precision === undefined || scale === undefined) return [];
  switch (misfit(value, precision, scale)) {
    case 'size': {
      const most = largestDecimal(precision, scale);
      return rangeErrors(value, `-${most}`, most);
    }
    case 'decimals':
      return [{ code: 'decimals', params: { max: scale } }];
    case null:
      return [];
  }
}

/** The error of a vector of other dimensions than its column's. */
function dimensionErrors(text: string, expected: number | undefined): FieldError[] {
  const given = text.split(',').length;
  return expected === undefined || given === expected ? [] : [{ code: 'invalid_type', params: { kind: 'dimensions', expected, given } }];
}

/** What keeps a text of the right kind out of its column: PostgreSQL would cut it, round it, or refuse it without a name. */
export function fitErrors(own: ModelColumn, text: string): FieldError[] {
  if (own.kind === 'text') return lengthErrors(text, undefined, columnTypeOf(own.sqlType)?.length);
  if (own.kind === 'vector') return dimensionErrors(text, columnTypeOf(own.sqlType)?.length);
  const value = KINDS[own.kind].isNumber ? decimalOf(text) : null;
  return value === null ? [] : typeErrors(own, value);
}

/**
 * Refuses what the kernel or the database computes and the column cannot hold; decimals that it does not keep are rounded
 * (CRUD-COMPUTED). `before` is what an update starts from.
 * @throws RequestFailure 422 by field
 */
export function refuseUnfit(model: DynamicModel, values: ReadonlyMap<string, string | null>, before: Row | null = null): void {
  const errors: FieldErrors = generatedErrors(model, values, before);
  for (const [name, text] of values) {
    const own = model.columns.get(name);
    if (!own || text === null) continue;
    const found = fitErrors(own, text).filter(({ code }) => code !== 'decimals');
    if (found.length > 0) errors[name] = found;
  }
  if (Object.keys(errors).length > 0) throw invalidFields(errors);
}

/** Errors of a value that is given, as `text`; sizes of texts are counted in characters. */
export function ruleErrors(own: ModelColumn, text: string): FieldError[] {
  const { min, max, regex } = own.declared?.validation ?? {};
  const found: FieldError[] = [];
  if (own.kind === 'text') {
    found.push(...fitErrors(own, text), ...lengthErrors(text, min, max));
  } else if (own.kind === 'vector') {
    found.push(...fitErrors(own, text));
  } else if (KINDS[own.kind].isNumber) {
    const value = decimalOf(text);
    if (value === null) return [{ code: KINDS[own.kind].errorCode }];
    found.push(...fitErrors(own, text), ...rangeErrors(value, min, max));
  }
  if (regex !== undefined && !matchesPattern(regex, text)) found.push({ code: 'regex' });
  return found;
}
