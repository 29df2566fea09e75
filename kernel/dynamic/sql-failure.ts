import { SqlError } from '../database/port';
import { invalidFields, RequestFailure } from '../failure';
import type { DynamicModel } from './model';

const UNIQUE_VIOLATION = '23505';
const NOT_NULL_VIOLATION = '23502';
const FOREIGN_KEY_VIOLATION = '23503';
const CHECK_VIOLATION = '23514';
const OUT_OF_RANGE = '22003';
const RLS_REFUSED = '42501';

/** Columns PostgreSQL names in a detail such as `Key (email)=(a@b) already exists.` */
function namedColumns(model: DynamicModel, detail: string | undefined): string[] {
  const inside = /\(([^)]*)\)=/.exec(detail ?? '')?.[1] ?? '';
  return inside
    .split(',')
    .map((name) => name.trim().replaceAll('"', ''))
    .filter((name) => model.columns.has(name) && name !== model.tenantColumn);
}

/**
 * A constraint that PostgreSQL itself enforces, said the way a field error is said. Anything that is no constraint is
 * rethrown as it came: it is a fault, not an answer.
 */
export function asFieldErrors(model: DynamicModel, error: unknown): unknown {
  if (!(error instanceof SqlError)) return error;
  const { sqlState, column, detail } = error.fault;
  const at = (code: string, fields: readonly string[]) =>
    invalidFields(Object.fromEntries((fields.length > 0 ? fields : ['id']).map((field) => [field, [{ code, message: error.message }]])));
  switch (sqlState) {
    case UNIQUE_VIOLATION:
      return at('duplicate', namedColumns(model, detail));
    case NOT_NULL_VIOLATION:
      return at('required', column === undefined ? [] : [column]);
    case FOREIGN_KEY_VIOLATION:
      return at('not_found', namedColumns(model, detail));
    case CHECK_VIOLATION:
    case OUT_OF_RANGE:
      return new RequestFailure(422, error.message);
    case RLS_REFUSED:
      return new RequestFailure(403, 'Permission denied', { code: 'access_denied', model: model.key });
    default:
      return error;
  }
}
