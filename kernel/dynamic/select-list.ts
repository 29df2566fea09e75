/** What a row is made of when it is read. */
import { join, sql, type Fragment } from '../database/sql';
import { extensionColumns } from './extensions';
import { chipName, type DynamicModel, type ModelColumn } from './model';
import { type Operation, targetNamed } from './operation';
import { column, from, pointsAt, visible } from './row';

/** The object beside a reference that the generated UI reads its label from. */
function chip(operation: Operation, model: DynamicModel, own: ModelColumn): Fragment | null {
  const target = own.ref === null ? null : targetNamed(operation, model, own.ref);
  const same = pointsAt(own);
  if (!target || !same) return null;
  return sql`(select json_build_object('value', ${column('id', 'r')}, 'label', ${column(target.labelColumn, 'r')}::text) from ${from(target, 'r')} where ${same} and ${visible(target, operation.principal.organizationId, 'r')})`;
}

/**
 * What a row is made of: its columns, and an object `{value, label}` for every reference, named after the column without
 * `_id`; then the columns of extensions, under `<Key>.<column>`. `fields` narrows it; `id` always stays.
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
  for (const { name, value } of extensionColumns(operation, model, (extension, own) => chip(operation, extension, own)))
    if (wanted(name)) list.push(sql`${value} as ${sql.id(name)}`);
  return join(list);
}
