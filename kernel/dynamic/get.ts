import { compile, sql } from '../database/sql';
import { notFound } from '../failure';
import type { DynamicModel } from './model';
import { asCaller, type Operation } from './operation';
import { column, from, type Row, visible } from './row';
import { selectList } from './select-list';

/** One row of the caller's organization. @throws RequestFailure 404 when there is none (deleted and foreign rows are none) */
export async function get(operation: Operation, model: DynamicModel, id: string): Promise<Row> {
  const { rows } = await asCaller(operation, (session) =>
    session.run<Row>(
      compile(
        sql`select ${selectList(operation, model, null)} from ${from(model)} where ${column('id')} = ${id} and ${visible(model, operation.principal.organizationId)}`,
      ),
    ),
  );
  const row = rows[0];
  if (!row) throw notFound('record not found');
  return row;
}
