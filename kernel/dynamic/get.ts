import { createTemplateCache, compileTemplate } from '../database/statement-template';
import { sql } from '../database/sql';
import { notFound } from '../failure';
import type { ReadableModel } from '../security/readable';
import { readableExtensions } from './extensions';
import { type Operation, rowsAsCaller } from '../operation/operation';
import { column, from, type Row, visible } from './row';
import { selectList } from './select-list';

/** Of a registry, which is replaced as a whole by every install. */
const remembered = createTemplateCache();

/** One row of the caller's organization. @throws RequestFailure 404 when there is none (deleted and foreign rows are none) */
export async function get(operation: Operation, model: ReadableModel, id: string): Promise<Row> {
  const { organizationId } = operation.principal;
  // Which extensions stand in the row is up to the caller's roles.
  const extensions = readableExtensions(operation, model).map(({ key }) => key);
  const statement = remembered(operation.registry, `${organizationId}/${model.addonKey}.${model.key}/${extensions.join()}`, () =>
    compileTemplate(
      (slot) =>
        sql`select ${selectList(operation, model, null)} from ${from(model)} where ${column('id')} = ${slot(0)} and ${visible(model, organizationId)}`,
    ),
  );
  const [row] = await rowsAsCaller<Row>(operation, statement([id]));
  if (!row) throw notFound('record not found');
  return row;
}
