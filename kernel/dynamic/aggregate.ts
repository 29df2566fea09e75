import { KINDS } from '../columns/kinds';
import { compile, join, sql } from '../database/sql';
import { wireAverage } from '../database/type-parsers';
import { listCondition } from './list';
import type { ReadableModel } from '../security/readable';
import type { ModelColumn } from '../installed/model';
import { type Operation, rowsAsCaller } from '../operation/operation';
import { column, from, type Row } from './row';

const FUNCTIONS = new Set(['sum', 'avg', 'min', 'max', 'count']);

/** The function a column's footer shows, from its `display_config.aggregate`; any other non-empty text means a sum. */
function footerFunction(own: ModelColumn): string | null {
  const declared = own.declared?.display_config?.aggregate;
  if (typeof declared !== 'string' || declared === '' || !KINDS[own.kind].isNumber) return null;
  return FUNCTIONS.has(declared.toLowerCase()) ? declared.toLowerCase() : 'sum';
}

/** `{column: number}` over the filtered rows, for the columns that declare a footer; none declared gives `{}`. */
export async function aggregate(operation: Operation, model: ReadableModel, parameters: URLSearchParams): Promise<Record<string, unknown>> {
  const footers = [...model.columns.values()].flatMap((own) => {
    const name = footerFunction(own);
    return name === null ? [] : [{ own, name }];
  });
  if (footers.length === 0) return {};
  const list = footers.map(({ own, name }) => {
    return sql`coalesce(${sql.raw(name)}(${column(own.name)}), 0) as ${sql.id(own.name)}`;
  });
  const rows = await rowsAsCaller<Row>(
    operation,
    compile(sql`select ${join(list)} from ${from(model)} where ${listCondition(operation, model, parameters)}`),
  );
  const averages = new Set(footers.filter(({ name }) => name === 'avg').map(({ own }) => own.name));
  return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([name, value]) => [name, averages.has(name) ? wireAverage(value) : value]));
}
