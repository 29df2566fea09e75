import { SqlError } from '../database/port';
import { conflict, invalidFields, RequestFailure } from '../failure';
import { extensionsOf } from './extensions';
import type { DynamicModel } from '../installed/model';
import { localeOf } from '../locale';
import type { Operation } from '../operation/operation';

const UNIQUE_VIOLATION = '23505';
const NOT_NULL_VIOLATION = '23502';
const FOREIGN_KEY_VIOLATION = '23503';
const CHECK_VIOLATION = '23514';
const RLS_REFUSED = '42501';
/** Class of values a column cannot take: out of range, of another dimension, divided by zero. */
const DATA_EXCEPTION = '22';
/** Class of more than the server takes: a text too long for its index, a document nested too deeply. */
const LIMIT_EXCEEDED = '54';

/** A row larger than a page, a value longer than an entry of its index. */
const PROGRAM_LIMIT = '54000';
const ROW_TOO_BIG = 'row is too big';

const inLanguage = (language: string): string =>
  localeOf(language) === 'es'
    ? 'el registro llena tantas columnas que no cabe en una página de PostgreSQL (8.160 bytes): llene menos'
    : 'the record fills so many columns that it does not fit a page of PostgreSQL (8,160 bytes): fill fewer of them';

/** Columns of an index of the model that may hold long values. */
function indexColumns(model: DynamicModel, name: string | undefined): string[] {
  const declared = model.declared?.indices?.find((index) => index.name === name)?.columns ?? model.constraints.get(name ?? '') ?? [];
  return declared.filter((column) => ['text', 'json', 'vector', 'decimal'].includes(model.columns.get(column)?.kind ?? ''));
}

/** Columns of a constraint of the model or of one of its extensions, as a person sees them: without the tenant's. */
function columnsOf(operation: Operation, model: DynamicModel, constraint: string | undefined): string[] {
  const own = (broken: DynamicModel): string[] =>
    (broken.constraints.get(constraint ?? '') ?? []).filter((name) => name !== broken.tenantColumn);
  const found = own(model);
  if (found.length > 0) return found;
  return extensionsOf(operation, model).flatMap((extension) => own(extension).map((name) => `${extension.key}.${name}`));
}

/** A column of the model's table or of one of its extensions', as a person sees it. */
function columnOf(operation: Operation, model: DynamicModel, table: string | undefined, name: string): string {
  const extension = table === model.table ? undefined : extensionsOf(operation, model).find((each) => each.table === table);
  return extension ? `${extension.key}.${name}` : name;
}

/**
 * What PostgreSQL itself refused, said the way the kernel's own checks say it: field errors for constraints, 409 for a
 * row that others point at, 422 for values that do not fit. Anything else is returned as it came: it is a fault, not an
 * answer.
 */
export function asFailure(operation: Operation, model: DynamicModel, verb: 'write' | 'delete', error: unknown): unknown {
  if (!(error instanceof SqlError)) return error;
  const { sqlState, column, constraint, table } = error.fault;
  const at = (code: string, fields: readonly string[]) =>
    invalidFields(Object.fromEntries((fields.length > 0 ? fields : ['id']).map((field) => [field, [{ code, message: error.message }]])));
  if (sqlState === PROGRAM_LIMIT) {
    const indexed = indexColumns(model, constraint);
    if (indexed.length > 0)
      return invalidFields(Object.fromEntries(indexed.map((name) => [name, [{ code: 'max', params: { kind: 'index' } }]])));
    if (error.message.startsWith(ROW_TOO_BIG)) return new RequestFailure(422, inLanguage(operation.language), { code: 'row_too_large' });
  }
  if ([DATA_EXCEPTION, LIMIT_EXCEEDED].includes(sqlState.slice(0, 2))) return new RequestFailure(422, error.message);
  switch (sqlState) {
    case UNIQUE_VIOLATION:
      return at('duplicate', columnsOf(operation, model, constraint));
    case NOT_NULL_VIOLATION:
      return at('required', column === undefined ? [] : [columnOf(operation, model, table, column)]);
    case FOREIGN_KEY_VIOLATION:
      return verb === 'delete'
        ? conflict(`the record is still referenced from "${table ?? 'another table'}"`)
        : at('not_found', columnsOf(operation, model, constraint));
    case CHECK_VIOLATION:
      return new RequestFailure(422, error.message);
    case RLS_REFUSED:
      return new RequestFailure(403, 'Permission denied', { code: 'access_denied', model: model.key });
    default:
      return error;
  }
}
