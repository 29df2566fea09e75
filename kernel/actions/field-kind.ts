/** What an action's field may hold, by the kind of input it declares. Kinds nobody knows hold anything. */
import type { ActionField } from '../../schemas';
import { literalOf, writtenFor } from '../columns/literal';
import { isUuid } from '../values/uuid';
import type { FieldError } from '../failure';
import { type ExactNumber, isNumber } from '../values/json';

type Check = (value: unknown) => string | null;

const isScalar = (value: unknown): value is string | number | ExactNumber => typeof value === 'string' || isNumber(value);
const literal =
  (kind: 'integer' | 'decimal' | 'boolean' | 'date' | 'timestamp', code: string): Check =>
  (value) =>
    (isScalar(value) || (kind === 'boolean' && typeof value === 'boolean')) && literalOf(kind, writtenFor(kind, value)) !== null
      ? null
      : code;
const text: Check = (value) => (isScalar(value) ? null : 'invalid_type');
const EMAIL = /^[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/;
const matching =
  (code: string, test: (text: string) => boolean): Check =>
  (value) =>
    typeof value === 'string' && test(value.trim()) ? null : code;

const NUMBER = literal('decimal', 'numeric');
const CHECKS: Readonly<Record<string, Check>> = {
  number: NUMBER,
  decimal: NUMBER,
  numeric: NUMBER,
  float: NUMBER,
  currency: NUMBER,
  money: NUMBER,
  percent: NUMBER,
  integer: literal('integer', 'integer'),
  int: literal('integer', 'integer'),
  boolean: literal('boolean', 'invalid_type'),
  bool: literal('boolean', 'invalid_type'),
  checkbox: literal('boolean', 'invalid_type'),
  switch: literal('boolean', 'invalid_type'),
  date: literal('date', 'invalid_type'),
  datetime: literal('timestamp', 'invalid_type'),
  timestamp: literal('timestamp', 'invalid_type'),
  text,
  string: text,
  textarea: text,
  select: text,
  radio: text,
  phone: text,
  color: text,
  uuid: matching('uuid', isUuid),
  email: matching('email', (value) => value.length <= 254 && EMAIL.test(value)),
  url: matching('url', (value) => URL.canParse(value)),
};

const LENGTHS = new Set(['text', 'string', 'textarea', 'email', 'url', 'phone', 'uuid']);
const NUMBERS = new Set(['number', 'decimal', 'numeric', 'float', 'currency', 'money', 'percent', 'integer', 'int']);

export const isMeasuredByLength = ({ type }: ActionField): boolean => LENGTHS.has(type);
export const isNumberField = ({ type }: ActionField): boolean => NUMBERS.has(type);

/** Whether the field holds rows of its own. */
export const isLines = (field: ActionField): boolean => (field.item_fields ?? []).length > 0;

/** The code of a value that its kind of input cannot hold. */
export function kindError(field: ActionField, value: unknown): FieldError | null {
  const check = Object.hasOwn(CHECKS, field.type) ? CHECKS[field.type] : undefined;
  const code = check?.(value) ?? null;
  return code === null ? null : { code };
}
