/** Choices that a document's type offers under a condition (docs/architecture/04, CRUD-CHOICES). */
import type { ActionField, FieldOption } from '../../schemas';
import type { FieldErrors } from '../failure';
import type { DynamicModel } from '../installed/model';
import { isNumber, parseJson } from '../values/json';
import { namedType } from './document-type';
import type { Row } from './row';

type Body = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string =>
  typeof value === 'string' || isNumber(value) || typeof value === 'boolean' ? String(value) : '';

const isObject = (value: unknown): value is Body => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A JSON column may be sent and kept as its text. */
function objectOf(value: unknown): Body | null {
  if (isObject(value)) return value;
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return null;
  try {
    const read: unknown = parseJson(value);
    return isObject(read) ? read : null;
  } catch {
    return null;
  }
}

/** The value under a name, which may reach into a JSON column (`fiscal.method`), written flat or nested; undefined where nothing is. */
function valueIn(from: Body | null, name: string): unknown {
  if (from === null) return undefined;
  if (Object.hasOwn(from, name)) return from[name];
  const dot = name.indexOf('.');
  const own = name.slice(0, dot);
  return dot > 0 && Object.hasOwn(from, own) ? valueIn(objectOf(from[own]), name.slice(dot + 1)) : undefined;
}

/** Whether a choice is offered beside these values: what is written now, else what the document had. */
function isOffered({ when }: FieldOption, { depends_on }: ActionField, body: Body, before: Row | null): boolean {
  if (when === undefined) return true;
  const name = when.field ?? depends_on ?? '';
  const given = valueIn(body, name);
  const sibling = textOf(given === undefined ? valueIn(before, name) : given);
  const isOneOf = (list: readonly unknown[]): boolean => list.some((wanted) => textOf(wanted) === sibling);
  if (when.in !== undefined && when.in.length > 0 && !isOneOf(when.in)) return false;
  return when.not_in === undefined || !isOneOf(when.not_in);
}

/**
 * The faults of choices that are written and not offered: of the fields of a document's type, with lines sent along or without. A
 * value that is no choice at all is the column's to refuse.
 */
export function optionErrors(model: DynamicModel, body: Body, before: Row | null): FieldErrors {
  const errors: FieldErrors = {};
  for (const field of namedType(model, body, before)?.fields ?? []) {
    const { options } = field;
    const value = textOf(valueIn(body, field.key));
    if (!Array.isArray(options) || value.trim() === '') continue;
    const chosen = options.find((option) => textOf(option.value) === value);
    if (chosen === undefined || isOffered(chosen, field, body, before)) continue;
    const allowed = options.filter((option) => isOffered(option, field, body, before)).map((option) => option.value);
    errors[field.key] = [{ code: 'invalid_option', params: { allowed } }];
  }
  return errors;
}
