/**
 * The body of a create or update, read column by column: checked first, then brought into the column's type
 * (docs/contract, CRUD-WRITE). The generated form sends `""` for every field left empty, numbers, dates and booleans
 * included, so an empty text means "no value" for all kinds but text.
 */
import type { FieldError, FieldErrors } from '../failure';
import { badRequest } from '../failure';
import { literalOf } from './literal';
import { type DynamicModel, KERNEL_COLUMNS, type ModelColumn } from './model';
import { isUuid } from './operation';

/** What a statement gets for a column: its text, cast by the statement to the column's type; null is SQL null. */
export type SqlText = string | null;

export interface Values {
  values: Map<string, SqlText>;
  errors: FieldErrors;
}

/** Text longer than this is not matched against a pattern the author wrote: it could run for ever. */
const MAX_PATTERN_INPUT_CHARS = 10_000;
const INT4_MAX = 2_147_483_647;
const INT4_MIN = -2_147_483_648;

const error = (code: string, params?: FieldError['params']): FieldError[] => [{ code, ...(params && { params }) }];

/** @throws RequestFailure 400 when the body is no object */
export function bodyObject(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    const found = body === null ? 'null' : Array.isArray(body) ? 'a list' : `a ${typeof body}`;
    throw badRequest(`the body must be a JSON object, not ${found}`);
  }
  return body as Record<string, unknown>;
}

const KIND_CODE = {
  uuid: 'uuid',
  integer: 'integer',
  decimal: 'numeric',
  boolean: 'invalid_type',
  date: 'invalid_type',
  timestamp: 'invalid_type',
  text: 'invalid_type',
  json: 'invalid_type',
  vector: 'invalid_type',
} as const;

/** The column's text for a value that is given, or the error it earns. */
function textOf(own: ModelColumn, value: unknown): { text: string } | { errors: FieldError[] } {
  const wrong = { errors: error(KIND_CODE[own.kind]) };
  if (own.kind === 'json') return { text: typeof value === 'string' && isJson(value) ? value : JSON.stringify(value) };
  if (own.kind === 'vector')
    return Array.isArray(value) && value.every((n) => typeof n === 'number')
      ? { text: JSON.stringify(value) }
      : typeof value === 'string'
        ? { text: value }
        : wrong;
  if (typeof value === 'boolean' && own.kind !== 'boolean' && own.kind !== 'text') return wrong;
  if (typeof value === 'number' && !Number.isFinite(value)) return wrong;
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return wrong;
  const literal = literalOf(own.kind, String(value));
  return literal === null ? wrong : { text: literal.replaceAll('\u0000', '') };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function ruleErrors(own: ModelColumn, text: string): FieldError[] {
  const rules = own.declared?.validation;
  const found: FieldError[] = [];
  const size = own.kind === 'text' ? Array.from(text).length : Number(text);
  const lengthOf = own.kind === 'text' ? { kind: 'length' } : {};
  const width = /^varchar\((\d+)\)$/.exec(own.sqlType)?.[1];
  if (width !== undefined && size > Number(width)) found.push({ code: 'max', params: { max: Number(width), kind: 'length' } });
  if (own.sqlType === 'integer' && size > INT4_MAX) found.push({ code: 'max', params: { max: INT4_MAX } });
  if (own.sqlType === 'integer' && size < INT4_MIN) found.push({ code: 'min', params: { min: INT4_MIN } });
  const measured = own.kind === 'text' || own.kind === 'integer' || own.kind === 'decimal';
  if (measured && rules?.min !== undefined && size < rules.min) found.push({ code: 'min', params: { min: rules.min, ...lengthOf } });
  if (measured && rules?.max !== undefined && size > rules.max) found.push({ code: 'max', params: { max: rules.max, ...lengthOf } });
  if (rules?.regex !== undefined && text.length <= MAX_PATTERN_INPUT_CHARS && !matches(rules.regex, text)) found.push({ code: 'regex' });
  return found;
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    // A pattern JavaScript cannot read was reported by the manifest check; it refuses nobody here.
    return true;
  }
}

function isEmpty(own: ModelColumn, value: unknown): boolean {
  if (value === null || value === undefined) return true;
  return (
    typeof value === 'string' &&
    value.trim() === '' &&
    (own.kind !== 'text' || own.options.length > 0 || own.declared?.default !== undefined)
  );
}

function readColumn(own: ModelColumn, value: unknown, out: Values, mode: 'create' | 'update'): void {
  if (own.required && (value === null || value === undefined || (typeof value === 'string' && value.trim() === ''))) {
    out.errors[own.name] = error('required');
    return;
  }
  if (isEmpty(own, value)) {
    // On create an absent value takes the column's default; on update an empty one clears the column where it may be.
    if (mode === 'create') return;
    if (!own.notNull) out.values.set(own.name, null);
    else if (own.kind === 'boolean') out.values.set(own.name, 'false');
    else out.errors[own.name] = error('required');
    return;
  }
  const read = textOf(own, value);
  if ('errors' in read) {
    out.errors[own.name] = read.errors;
    return;
  }
  if (own.options.length > 0 && own.kind === 'text' && !own.options.some((option) => option.value === read.text)) {
    out.errors[own.name] = error('invalid_option');
    return;
  }
  const broken = read.text === '' ? [] : ruleErrors(own, read.text);
  if (broken.length > 0) out.errors[own.name] = broken;
  else out.values.set(own.name, read.text);
}

function isWritable(model: DynamicModel, own: ModelColumn): boolean {
  return !KERNEL_COLUMNS.has(own.name) && own.name !== model.tenantColumn && own.name !== 'id' && own.declared?.generated === undefined;
}

/** The values of a create: every column is looked at, so a required one that is missing is found. */
export function createValues(model: DynamicModel, body: Record<string, unknown>): Values {
  const out: Values = { values: new Map(), errors: {} };
  const id = body.id;
  if (typeof id === 'string' && isUuid(id)) out.values.set('id', id.toLowerCase());
  for (const own of model.columns.values()) {
    if (!isWritable(model, own)) continue;
    const given = Object.hasOwn(body, own.name) ? body[own.name] : undefined;
    if (own.declared?.protected && given !== undefined && !isEmpty(own, given)) out.errors[own.name] = error('protected');
    else readColumn(own, given, out, 'create');
  }
  return out;
}

/** The values of an update: only what the body names; a protected column may only repeat what is there. */
export function updateValues(model: DynamicModel, body: Record<string, unknown>, before: Readonly<Record<string, unknown>>): Values {
  const out: Values = { values: new Map(), errors: {} };
  for (const own of model.columns.values()) {
    if (!isWritable(model, own) || !Object.hasOwn(body, own.name)) continue;
    const given = body[own.name];
    if (own.declared?.protected) {
      if (JSON.stringify(given ?? '') !== JSON.stringify(before[own.name] ?? '')) out.errors[own.name] = error('protected');
    } else readColumn(own, given, out, 'update');
  }
  return out;
}
