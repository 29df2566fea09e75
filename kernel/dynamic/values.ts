/**
 * The body of a create or update, read column by column: checked first, then brought into the column's type
 * (docs/architecture/04, CRUD-WRITE). The generated form sends `""` for every field left empty, numbers, dates and booleans
 * included, so an empty text means "no value" for all kinds but text.
 */
import type { FieldError, FieldErrors } from '../failure';
import { badRequest } from '../failure';
import { KINDS } from '../columns/kinds';
import { textOfJson } from '../columns/literal';
import { plainText } from '../columns/text';
import { computedColumns, type DynamicModel, KERNEL_COLUMNS, type ModelColumn, lockVersionColumn } from '../installed/model';
import { isDefaulted, plainDefault } from '../installed/plain-default';
import { isUuid } from '../values/uuid';
import { ruleErrors } from './rules';
import { writeJson } from '../values/json';

/** What a statement gets for a column: its text, cast by the statement to the column's type; null is SQL null. */
export type SqlText = string | null;

export interface Values {
  values: Map<string, SqlText>;
  errors: FieldErrors;
}

/** @throws RequestFailure 400 when the body is no object */
export function bodyObject(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    const found = body === null ? 'null' : Array.isArray(body) ? 'a list' : `a ${typeof body}`;
    throw badRequest(`the body must be a JSON object, not ${found}`);
  }
  return body as Record<string, unknown>;
}

const isBlank = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === 'string' && plainText(value).trim() === '');

/** A blank text is a value of a text column that asks for none: it has neither choices nor a default to take instead. */
const keepsBlank = (own: ModelColumn, value: unknown): boolean =>
  typeof value === 'string' && own.kind === 'text' && own.options.length === 0 && !isDefaulted(own) && !own.required;

/** What an empty field means: no word (the default stays), SQL null, `false` for a box that was not ticked, or an error. */
function readBlank(own: ModelColumn, value: unknown, out: Values, mode: 'create' | 'update'): void {
  const unticked = own.kind === 'boolean' && own.notNull && typeof value === 'string';
  if (mode === 'create') {
    if (unticked && own.required) out.values.set(own.name, 'false');
    else if (own.required) out.errors[own.name] = [{ code: 'required' }];
    else if (value === null && !own.notNull) out.values.set(own.name, null);
  } else if (!own.notNull) out.values.set(own.name, null);
  else if (unticked) out.values.set(own.name, 'false');
  else out.errors[own.name] = [{ code: 'required' }];
}

function readColumn(own: ModelColumn, value: unknown, out: Values, mode: 'create' | 'update'): void {
  if (isBlank(value) && !keepsBlank(own, value)) {
    readBlank(own, value, out, mode);
    return;
  }
  const text = textOfJson(own.kind, value);
  if (text === null) {
    out.errors[own.name] = [{ code: KINDS[own.kind].errorCode }];
    return;
  }
  if (own.options.length > 0 && own.kind === 'text' && !own.options.some((option) => option.value === text)) {
    out.errors[own.name] = [{ code: 'invalid_option' }];
    return;
  }
  const broken = text === '' ? [] : ruleErrors(own, text);
  if (broken.length > 0) out.errors[own.name] = broken;
  else out.values.set(own.name, text);
}

function isWritable(model: DynamicModel, own: ModelColumn): boolean {
  return (
    !KERNEL_COLUMNS.has(own.name) &&
    own.name !== model.tenantColumn &&
    own.name !== 'id' &&
    !own.declared?.generated?.trim() &&
    !computedColumns(model).has(own.name) &&
    own !== lockVersionColumn(model)
  );
}

const WRITABLE = new WeakMap<DynamicModel, readonly ModelColumn[]>();

/** The columns a body may speak of, in the manifest's order. */
function writableColumns(model: DynamicModel): readonly ModelColumn[] {
  let known = WRITABLE.get(model);
  if (!known) WRITABLE.set(model, (known = [...model.columns.values()].filter((own) => isWritable(model, own))));
  return known;
}

const protectedError = (): FieldError[] => [{ code: 'protected' }];

/** The stage a new row begins in: the default of the stage's column, else the first stage. Undefined for other columns. */
function firstStage({ declared }: DynamicModel, own: ModelColumn): string | undefined {
  if (declared?.stage_field !== own.name) return undefined;
  const standard = plainDefault(own);
  if (standard !== undefined) return String(standard);
  // A column may have choices of its own, in another order than the stages.
  const stages = [...(declared.stages ?? [])].sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
  return stages.find(({ key }) => own.options.some(({ value }) => value === key))?.key;
}

/** A row that began behind its transitions would walk around them and what they do. Without either, stages are free, as on the board. */
const isPlaced = ({ declared }: DynamicModel): boolean =>
  (declared?.transitions?.length ?? 0) > 0 || (declared?.on_transition?.length ?? 0) > 0;

/** The value of a new row's column, where a stage stands in its beginning. */
function readNew(model: DynamicModel, own: ModelColumn, given: unknown, out: Values, anyStage: boolean): void {
  const stage = firstStage(model, own);
  readColumn(own, isBlank(given) && stage !== undefined && !isDefaulted(own) ? stage : given, out, 'create');
  const text = out.values.get(own.name) ?? null;
  if (anyStage || stage === undefined || text === null || text === stage || !isPlaced(model)) return;
  out.values.delete(own.name);
  out.errors[own.name] = [{ code: 'first_stage', params: { stage }, message: `a row begins in the stage "${stage}"` }];
}

/**
 * The values of a create: every column is looked at, so a required one that is missing is found. A row begins in the first stage;
 * `anyStage` is for whoever brings rows that are further on.
 */
export function createValues(model: DynamicModel, body: Record<string, unknown>, { anyStage = false } = {}): Values {
  const out: Values = { values: new Map(), errors: {} };
  const id = Object.hasOwn(body, 'id') ? body.id : undefined;
  if (typeof id === 'string' && isUuid(id)) out.values.set('id', id.toLowerCase());
  for (const own of writableColumns(model)) {
    const given = Object.hasOwn(body, own.name) ? body[own.name] : undefined;
    if (own.declared?.protected) {
      if (!isBlank(given)) out.errors[own.name] = protectedError();
    } else readNew(model, own, given, out, anyStage);
  }
  return out;
}

/**
 * The values of an update: only what the body names. A protected column may repeat what is there, where the caller may read it: else
 * it would tell whether a guess is right.
 */
export function updateValues(
  model: DynamicModel,
  body: Record<string, unknown>,
  before: Readonly<Record<string, unknown>>,
  isReadable: boolean,
): Values {
  const out: Values = { values: new Map(), errors: {} };
  for (const own of writableColumns(model)) {
    if (!Object.hasOwn(body, own.name)) continue;
    const given = body[own.name];
    if (own.declared?.protected) {
      if (!isReadable || writeJson(given ?? '') !== writeJson(before[own.name] ?? '')) out.errors[own.name] = protectedError();
    } else readColumn(own, given, out, 'update');
  }
  return out;
}
