/** What the fields of an action point at must be there, and the caller's own (ACTION-REFS). */
import type { Action, ActionField } from '../../schemas';
import { compile, join, sql, type Fragment } from '../database/sql';
import { withoutEmpty } from '../values/empty-texts';
import type { DynamicModel } from '../installed/model';
import { asCaller, type Operation, resolveModel } from '../operation/operation';
import { isUuid } from '../values/uuid';
import { column, from, visible } from '../dynamic/row';
import type { FieldErrors } from '../failure';
import { ownReading } from '../security/readable';
import { isLines } from './field-kind';
import { fieldsOf, isBlank, isFull } from './payload';

type Payload = Readonly<Record<string, unknown>>;

/** References looked up for one payload; what is more is left to the handler. */
const MAX_LOOKED_UP = 1000;

interface Pointer {
  path: string;
  target: DynamicModel;
  id: string;
}

/** A field that picks rows of another model by their id: one with choices of its own may hold any column's value. */
function targetOf(operation: Operation, model: DynamicModel, field: ActionField): DynamicModel | null {
  const named = withoutEmpty(field, ['ref']).ref;
  const ref = field.type === 'user' ? (named ?? 'core.User') : named;
  return ref === undefined || field.options !== undefined ? null : resolveModel(operation, model, ref);
}

function collect(
  operation: Operation,
  model: DynamicModel,
  fields: readonly ActionField[],
  payload: Payload,
  prefix: string,
  found: { pointers: Pointer[]; errors: FieldErrors },
): void {
  for (const field of fields) {
    const value = Object.hasOwn(payload, field.key) ? payload[field.key] : undefined;
    const path = prefix + field.key;
    if (isBlank(value)) continue;
    if (isLines(field)) {
      const rows = Array.isArray(value) ? (value as Payload[]) : [];
      rows.forEach((row, index) => collect(operation, model, field.item_fields ?? [], row, `${path}.${index}.`, found));
      continue;
    }
    const target = targetOf(operation, model, field);
    if (!target) continue;
    const ids: unknown[] = Array.isArray(value) ? value : [value];
    for (const id of ids) {
      if (isFull(found.errors)) return;
      if (typeof id !== 'string' || !isUuid(id)) found.errors[path] = [{ code: 'uuid' }];
      else if (found.pointers.length < MAX_LOOKED_UP) found.pointers.push({ path, target, id: id.toLowerCase() });
    }
  }
}

/** Answers `not_found` for every field that points at no living row of the caller's organization, asking once. */
export async function referenceErrors(operation: Operation, model: DynamicModel, action: Action, payload: Payload): Promise<FieldErrors> {
  const found: { pointers: Pointer[]; errors: FieldErrors } = { pointers: [], errors: {} };
  collect(operation, model, fieldsOf(action), payload, '', found);
  if (found.pointers.length === 0) return found.errors;
  const targets = [...new Set(found.pointers.map(({ target }) => target))];
  const parts = targets.map((target, index): Fragment => {
    const ids = [...new Set(found.pointers.filter((pointer) => pointer.target === target).map(({ id }) => id))];
    return sql`select ${index}::int as target, ${column('id', 'r')}::text as id from ${from(ownReading(target), 'r')} where ${column('id', 'r')}::text = any(${ids}::text[]) and ${visible(target, operation.principal.organizationId, 'r')}`;
  });
  const { rows } = await asCaller(operation, (session) =>
    session.run<{ target: number; id: string }>(compile(join(parts, sql` union all `))),
  );
  const there = new Set(rows.map((row) => `${row.target}/${row.id}`));
  for (const { path, target, id } of found.pointers)
    if (!isFull(found.errors) && !there.has(`${targets.indexOf(target)}/${id}`)) found.errors[path] = [{ code: 'not_found' }];
  return found.errors;
}
