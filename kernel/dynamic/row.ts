/** A model's rows in SQL: where they are, and the condition that keeps them in their tenant. */
import { join, sql, tableId, type Fragment } from '../database/sql';
import type { ReadableModel } from '../security/readable';
import type { DynamicModel, ModelColumn } from '../installed/model';

/** The alias every statement of the data plane gives the model's own table. */
export const ROW = 't';

export type { Row } from '../operation/change';

export const column = (name: string, alias = ROW): Fragment => sql`${sql.id(alias, name)}`;

/** Rows of the caller's organization that are not deleted. Row-level security says the same once more. */
export function visible(model: DynamicModel, organizationId: string, alias = ROW): Fragment {
  const conditions: Fragment[] = [];
  if (model.tenantColumn !== null) conditions.push(sql`${column(model.tenantColumn, alias)} = ${organizationId}`);
  if (model.softDelete) conditions.push(sql`${column('deleted_at', alias)} is null`);
  return conditions.length > 0 ? join(conditions, sql` and `) : sql`true`;
}

/** The rows of a model that the caller may read; the kernel's own reading says so (`ownReading`), and who does is listed in a spec. */
export function from(model: ReadableModel, alias = ROW): Fragment {
  return sql`${tableId(model.schema, model.table)} as ${sql.id(alias)}`;
}

/** A parameter (a text or null) brought into its column's type by PostgreSQL itself. */
export function typed(model: DynamicModel, name: string, value: unknown): Fragment {
  return sql`${value}::text::${sql.raw(model.columns.get(name)?.sqlType ?? 'text')}`;
}

/** Whether a model's id is compared as what it is, so that an index serves: a manifest may declare a text. */
export const hasUuid = (model: DynamicModel): boolean => model.columns.get('id')?.kind === 'uuid';

/** Whether a reference holds the id of the target's row `r`, or null where its column cannot hold one (a list of ids). */
export function pointsAt(target: DynamicModel, own: ModelColumn, alias = 'r'): Fragment | null {
  if (own.kind === 'uuid' && hasUuid(target)) return sql`${column('id', alias)} = ${column(own.name)}`;
  return own.kind === 'text' || own.kind === 'uuid' ? sql`${column('id', alias)}::text = ${column(own.name)}::text` : null;
}
