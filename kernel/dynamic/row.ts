/** The select list of a model's rows and the condition that keeps them in their tenant. */
import { join, sql, tableId, type Fragment } from '../database/sql';
import { chipName, type DynamicModel, type ModelColumn } from './model';
import { type Operation, targetNamed } from './operation';

/** The alias every statement of the data plane gives the model's own table. */
export const ROW = 't';

export type Row = Record<string, unknown>;

export const column = (name: string, alias = ROW): Fragment => sql`${sql.id(alias, name)}`;

/** Rows of the caller's organization that are not deleted. Row-level security says the same once more. */
export function visible(model: DynamicModel, organizationId: string, alias = ROW): Fragment {
  const conditions: Fragment[] = [];
  if (model.tenantColumn !== null) conditions.push(sql`${column(model.tenantColumn, alias)} = ${organizationId}`);
  if (model.softDelete) conditions.push(sql`${column('deleted_at', alias)} is null`);
  return conditions.length > 0 ? join(conditions, sql` and `) : sql`true`;
}

export function from(model: DynamicModel, alias = ROW): Fragment {
  return sql`${tableId(model.schema, model.table)} as ${sql.id(alias)}`;
}

/** Whether a reference holds the id of the target's row `r`, or null where its column cannot hold one (a list of ids). */
export function pointsAt(own: ModelColumn, alias = 'r'): Fragment | null {
  if (own.kind === 'uuid') return sql`${column('id', alias)} = ${column(own.name)}`;
  return own.kind === 'text' ? sql`${column('id', alias)}::text = ${column(own.name)}` : null;
}

/** The object beside a reference that the generated UI reads its label from. */
function chip(operation: Operation, model: DynamicModel, own: ModelColumn): Fragment | null {
  const target = own.ref === null ? null : targetNamed(operation, model, own.ref);
  const same = pointsAt(own);
  if (!target || !same) return null;
  return sql`(select json_build_object('value', ${column('id', 'r')}, 'label', ${column(target.labelColumn, 'r')}::text) from ${from(target, 'r')} where ${same} and ${visible(target, operation.principal.organizationId, 'r')})`;
}

/**
 * What a row is made of: its columns, and an object `{value, label}` for every reference, named after the column without
 * `_id`. `fields` narrows it; `id` always stays.
 */
export function selectList(operation: Operation, model: DynamicModel, fields: ReadonlySet<string> | null): Fragment {
  const wanted = (name: string) => fields === null || name === 'id' || fields.has(name);
  const list: Fragment[] = [];
  for (const own of model.columns.values()) {
    if (!wanted(own.name)) continue;
    list.push(column(own.name));
    const name = chipName(model, own);
    const object = name === null ? null : chip(operation, model, own);
    if (object && name !== null) list.push(sql`${object} as ${sql.id(name)}`);
  }
  return join(list);
}
