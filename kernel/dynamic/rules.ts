/** What a value of the right kind may still break: the column's own bounds and the manifest's `validation`. */
import type { FieldError } from '../failure';
import type { ModelColumn } from './model';
import { matchesPattern } from './pattern';

const INT4_MAX = 2_147_483_647;
const INT4_MIN = -2_147_483_648;

/** Bounds of the SQL type: what PostgreSQL would refuse without naming the column. */
function boundErrors(own: ModelColumn, size: number): FieldError[] {
  const width = /^varchar\((\d+)\)$/.exec(own.sqlType)?.[1];
  if (width !== undefined) return size > Number(width) ? [{ code: 'max', params: { max: Number(width), kind: 'length' } }] : [];
  if (own.sqlType === 'integer') {
    if (size > INT4_MAX) return [{ code: 'max', params: { max: INT4_MAX } }];
    return size < INT4_MIN ? [{ code: 'min', params: { min: INT4_MIN } }] : [];
  }
  const [, precision, scale] = /^numeric\((\d+),(\d+)\)$/.exec(own.sqlType) ?? [];
  if (precision === undefined || scale === undefined) return [];
  const whole = Number(precision) - Number(scale);
  // Rounding to the scale may still reach the bound; PostgreSQL then refuses without the column's name.
  if (Math.abs(size) < 10 ** whole) return [];
  return [size > 0 ? { code: 'max', params: { max: 10 ** whole } } : { code: 'min', params: { min: -(10 ** whole) } }];
}

/** Errors of a value that is given, as `text`; sizes of texts are counted in characters. */
export function ruleErrors(own: ModelColumn, text: string): FieldError[] {
  const isText = own.kind === 'text';
  const rules = own.declared?.validation;
  const size = isText ? Array.from(text).length : Number(text);
  const lengthOf = isText ? { kind: 'length' } : {};
  const isMeasured = isText || own.kind === 'integer' || own.kind === 'decimal';
  const found = isMeasured ? boundErrors(own, size) : [];
  if (isMeasured && rules?.min !== undefined && size < rules.min) found.push({ code: 'min', params: { min: rules.min, ...lengthOf } });
  if (isMeasured && rules?.max !== undefined && size > rules.max) found.push({ code: 'max', params: { max: rules.max, ...lengthOf } });
  if (rules?.regex !== undefined && !matchesPattern(rules.regex, text)) found.push({ code: 'regex' });
  return found;
}
