/** What a row is made of when it is read. */
import { join, sql, type Fragment } from '../database/sql';
import type { ReadableModel } from '../security/readable';
import { extensionColumns } from './extensions';
import { ofPointed } from './label-of';
import { embeddedName, type DynamicModel, type ModelColumn } from '../installed/model';
import type { Operation } from '../operation/operation';
import { column } from './row';

/** The object beside a reference that the generated UI reads its label from. */
const chip = (operation: Operation, model: DynamicModel, own: ModelColumn): Fragment | null =>
  ofPointed(operation, model, own, ({ id, label }) => sql`json_build_object('value', ${id}, 'label', ${label})`);

/**
 * What a row is made of: its columns, and an object `{value, label}` for every reference, named after the column without
 * `_id`; then the columns of extensions the caller may read, under `<Key>.<column>`. `fields` narrows it; `id` always stays.
 */
export function selectList(operation: Operation, model: ReadableModel, fields: ReadonlySet<string> | null): Fragment {
  const wanted = (name: string) => fields === null || name === 'id' || fields.has(name);
  const list: Fragment[] = [];
  for (const own of model.columns.values()) {
    if (!wanted(own.name)) continue;
    list.push(column(own.name));
    const name = embeddedName(model, own);
    const object = name === null ? null : chip(operation, model, own);
    if (object && name !== null) list.push(sql`${object} as ${sql.id(name)}`);
  }
  for (const { name, value } of extensionColumns(operation, model, (extension, own) => chip(operation, extension, own)))
    if (wanted(name)) list.push(sql`${value} as ${sql.id(name)}`);
  return join(list);
}
