import type { Session } from '../database/port';
import { compile, join, sql, type Fragment } from '../database/sql';
import { type FieldErrors, invalidFields } from '../failure';
import type { DynamicModel } from './model';
import { type Operation, targetNamed } from './operation';
import { column, from, type Row, visible } from './row';
import type { SqlText } from './values';
import { isNumber } from '../values/json';

/** Whether the body changes what the key points at; a form sends every field again, also of a row whose target is gone. */
function isChanged(columns: readonly string[], values: ReadonlyMap<string, SqlText>, before: Row | null): boolean {
  const text = (value: unknown) => (typeof value === 'string' || isNumber(value) ? String(value) : '');
  return before === null || columns.some((name) => text(before[name]) !== (values.get(name) ?? ''));
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
    const target = targetNamed(operation, model, own.ref);
    if (!target?.softDelete) return [];
    const tenant =
      target.tenantColumn === null ? sql`` : sql` and ${column(target.tenantColumn, 'r')} = ${operation.principal.organizationId}`;
    const deleted = sql`select 1 from ${from(target, 'r')} where ${column('id', 'r')}::text = ${value}::text and ${column('deleted_at', 'r')} is not null${tenant}`;
    return [{ field: own.name, exists: sql`not exists (${deleted})` }];
  });
}

/**
 * Foreign keys, checked on write in one statement: the row pointed at must exist in the caller's organization.
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
    const target = targetNamed(operation, model, reference.model);
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
      exists: sql`exists (select 1 from ${from(target, 'r')} where ${join(equal, sql` and `)} and ${visible(target, operation.principal.organizationId, 'r')})`,
    });
  }
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
