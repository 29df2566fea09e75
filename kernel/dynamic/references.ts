import type { Session } from '../database/port';
import { compile, join, sql, type Fragment } from '../database/sql';
import { type FieldErrors, invalidFields } from '../failure';
import { ownReading } from '../security/readable';
import { jsonText } from '../values/json-text';
import type { DynamicModel, ModelColumn } from '../installed/model';
import { type Operation, resolveModel } from '../operation/operation';
import { column, from, type Row, visible } from './row';
import type { SqlText } from './values';
import { isNumber } from '../values/json';

/** Whether the body changes what the key points at; a form sends every field again, also of a row whose target is gone. */
function isChanged(columns: readonly string[], values: ReadonlyMap<string, SqlText>, before: Row | null): boolean {
  const text = (value: unknown) =>
    typeof value === 'string' || isNumber(value) ? String(value) : typeof value === 'object' && value !== null ? jsonText(value) : '';
  return before === null || columns.some((name) => text(before[name]) !== (values.get(name) ?? ''));
}

/** Columns that a foreign key speaks of: it is checked as it says. */
const keyed = (model: DynamicModel): ReadonlySet<string> => new Set(model.references.flatMap(({ columns }) => columns));

/** Whether a reference holds ids: its choices may be declared, or be another column's values. */
function holdsIds({ declared, ref }: ModelColumn): boolean {
  const options = declared?.options;
  return options === undefined || (!Array.isArray(options) && (options.source ?? ref) === ref && (options.value ?? 'id') === 'id');
}

/**
 * Columns that point at rows (`ref`) without a foreign key: what they hold must be ids of the caller's organization, or a row of
 * somebody else's could be pointed at. The rows may be deleted: `reject_deleted_ref` asks for more.
 */
function refChecks(
  operation: Operation,
  model: DynamicModel,
  values: ReadonlyMap<string, SqlText>,
  before: Row | null,
): { field: string; exists: Fragment }[] {
  const taken = keyed(model);
  return [...model.columns.values()].flatMap((own) => {
    const value = values.get(own.name) ?? null;
    if (own.ref === null || value === null || value === '' || taken.has(own.name) || !isChanged([own.name], values, before)) return [];
    const target = resolveModel(operation, model, own.ref);
    if (!target || !['uuid', 'text', 'json'].includes(own.kind) || !holdsIds(own)) return [];
    const alive = visible({ ...target, softDelete: false }, operation.principal.organizationId, 'r');
    if (own.kind === 'json') {
      // Ids and nothing else in the list can lead to a row.
      const listed = sql`jsonb_path_query(${value}::text::jsonb, '$[*] ? (@.type() == "string" || @.type() == "number")') #>> '{}'`;
      const missing = sql`select 1 from (select ${listed} as id) as e where not exists (select 1 from ${from(ownReading(target), 'r')} where ${column('id', 'r')}::text = e.id and ${alive})`;
      return [{ field: own.name, exists: sql`not exists (${missing})` }];
    }
    const same = own.kind === 'uuid' ? sql`${column('id', 'r')} = ${value}::text::uuid` : sql`${column('id', 'r')}::text = ${value}::text`;
    return [{ field: own.name, exists: sql`exists (select 1 from ${from(ownReading(target), 'r')} where ${same} and ${alive})` }];
  });
}

/** References that may not point at a deleted row, checked when a row is created. */
function deletedChecks(
  operation: Operation,
  model: DynamicModel,
  values: ReadonlyMap<string, SqlText>,
): { field: string; exists: Fragment }[] {
  return [...model.columns.values()].flatMap((own) => {
    const value = values.get(own.name) ?? null;
    if (!own.declared?.reject_deleted_ref || own.ref === null || value === null) return [];
    const target = resolveModel(operation, model, own.ref);
    if (!target?.softDelete) return [];
    const tenant =
      target.tenantColumn === null ? sql`` : sql` and ${column(target.tenantColumn, 'r')} = ${operation.principal.organizationId}`;
    const deleted = sql`select 1 from ${from(ownReading(target), 'r')} where ${column('id', 'r')}::text = ${value}::text and ${column('deleted_at', 'r')} is not null${tenant}`;
    return [{ field: own.name, exists: sql`not exists (${deleted})` }];
  });
}

/**
 * Foreign keys and references, checked on write in one statement: the row pointed at must exist in the caller's organization.
 * `before` is the row an update changes.
 * @throws RequestFailure 422 `not_found` at the column
 */
export async function checkReferences(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  values: ReadonlyMap<string, SqlText>,
  before: Row | null,
): Promise<void> {
  const checks: { field: string; exists: Fragment }[] = [];
  for (const reference of model.references) {
    const target = resolveModel(operation, model, reference.model);
    const given = reference.columns.map((name) => values.get(name));
    if (!target || given.some((value) => value === undefined || value === null) || !isChanged(reference.columns, values, before)) continue;
    const equal = reference.references.map((name, index) => {
      const own = model.columns.get(reference.columns[index] ?? '');
      const other = target.columns.get(name);
      if (!own || !other) return sql`false`;
      // Columns of different kinds are compared as texts: a cast to the other's type could fail.
      if (own.kind !== other.kind) return sql`${column(name, 'r')}::text = ${given[index]}::text`;
      return sql`${column(name, 'r')} = ${given[index]}::text::${sql.raw(own.kind === 'text' ? 'text' : own.sqlType)}`;
    });
    const field = reference.columns[0];
    if (field === undefined) continue;
    checks.push({
      field,
      exists: sql`exists (select 1 from ${from(ownReading(target), 'r')} where ${join(equal, sql` and `)} and ${visible(target, operation.principal.organizationId, 'r')})`,
    });
  }
  checks.push(...refChecks(operation, model, values, before));
  if (before === null) checks.push(...deletedChecks(operation, model, values));
  if (checks.length === 0) return;
  const list = join(checks.map(({ exists }, index) => sql`${exists} as ${sql.id(`c${String(index)}`)}`));
  const { rows } = await session.run<Record<string, boolean>>(compile(sql`select ${list}`));
  const errors: FieldErrors = {};
  checks.forEach(({ field }, index) => {
    if (rows[0]?.[`c${String(index)}`] !== true) errors[field] = [{ code: 'not_found' }];
  });
  if (Object.keys(errors).length > 0) throw invalidFields(errors);
}
