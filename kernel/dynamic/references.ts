import type { Session } from '../database/port';
import { compile, join, sql, type Fragment } from '../database/sql';
import { type FieldErrors, invalidFields } from '../failure';
import type { DynamicModel } from './model';
import type { Operation } from './operation';
import { column, from, visible } from './row';
import type { SqlText } from './values';

/**
 * Logical foreign keys, checked on write in one statement: the row pointed at must exist in the caller's organization.
 * @throws RequestFailure 422 `not_found` at the column
 */
export async function checkReferences(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  values: ReadonlyMap<string, SqlText>,
): Promise<void> {
  const checks: { field: string; exists: Fragment }[] = [];
  for (const reference of model.logicalReferences) {
    const target = operation.registry.model(operation.principal.organizationId, reference.model);
    const given = reference.columns.map((name) => values.get(name));
    if (!target || given.some((value) => value === undefined || value === null)) continue;
    const equal = reference.references.map((name, index) => {
      const type = target.columns.get(name)?.sqlType ?? 'text';
      return sql`${column(name, 'r')} = ${given[index]}::text::${sql.raw(type)}`;
    });
    const field = reference.columns[0];
    if (field === undefined) continue;
    checks.push({
      field,
      exists: sql`exists (select 1 from ${from(target, 'r')} where ${join(equal, sql` and `)} and ${visible(target, operation.principal.organizationId, 'r')})`,
    });
  }
  if (checks.length === 0) return;
  const list = join(checks.map(({ exists }, index) => sql`${exists} as ${sql.id(`c${String(index)}`)}`));
  const { rows } = await session.run<Record<string, boolean>>(compile(sql`select ${list}`));
  const errors: FieldErrors = {};
  checks.forEach(({ field }, index) => {
    if (rows[0]?.[`c${String(index)}`] !== true) errors[field] = [{ code: 'not_found' }];
  });
  if (Object.keys(errors).length > 0) throw invalidFields(errors);
}
