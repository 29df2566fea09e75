import { sql } from '../database/sql';
import { badRequest, notFound } from '../failure';
import type { ReadableModel } from '../security/readable';
import { columnNamed } from './extensions';
import { holds, typedPattern } from './search';
import { listCondition } from './list';
import { labelOf } from './label-of';
import { type Operation, translatorFor } from '../operation/operation';
import { readWithin } from './page-bytes';
import { column, from, ROW, type Row } from './row';

export interface Facet {
  value: string;
  label: string;
  count: number;
}

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;
const SAFE_FIELD = /^(?:[A-Z][A-Za-z0-9]*\.)?[a-z_][a-z0-9_]*$/;

/** The values a column takes, most frequent first. @throws RequestFailure 400 without a safe `field`, 404 for an unknown one */
export async function facets(
  operation: Operation,
  model: ReadableModel,
  parameters: URLSearchParams,
): Promise<{ field: string; facets: Facet[] }> {
  const field = parameters.get('field') ?? '';
  if (!SAFE_FIELD.test(field)) throw badRequest('field is required');
  const found = columnNamed(operation, model, field);
  if (!found) throw notFound(`unknown column "${field.slice(0, 64)}"`);
  const asked = Number(parameters.get('limit') ?? DEFAULT_LIMIT);
  const limit = Number.isInteger(asked) && asked > 0 ? Math.min(asked, MAX_LIMIT) : DEFAULT_LIMIT;
  const { own, owner, at } = found;
  const value = sql`${column(own.name)}::text`;
  const called = labelOf(operation, owner, own);
  const label = called ? sql`coalesce(${called}, ${value})` : value;
  // `q` is the facet's own text here, not the list's search.
  const others = new URLSearchParams([...parameters].filter(([name]) => name.startsWith('f_') && name !== `f_${field}`));
  const pattern = typedPattern(parameters.get('q'));
  const matching = pattern === null ? sql`true` : holds(label, pattern);
  const where = listCondition(operation, model, others);
  // Values of an extension are found row by row first: a group has no row that they could be looked up by.
  const source = field.includes('.')
    ? sql`(select ${at} as ${sql.id(own.name)} from ${from(model)} where ${where}) as ${sql.id(ROW)} where true`
    : sql`${from(model)} where ${where}`;
  const rows = await readWithin<Facet & Row>(
    operation,
    sql`${value} as value, ${label} as label, count(*)::int as count`,
    sql`octet_length(${value}) + octet_length(${label})`,
    sql`from ${source} and ${column(own.name)} is not null and ${value} <> '' and ${matching}
        group by ${column(own.name)} order by count(*) desc, ${value} limit ${sql.lit(limit)}`,
    (fitting) => `ask for ${fitting} of them (limit=${fitting})`,
  );
  const translate = translatorFor(operation, model);
  const named = new Map(own.options.map((option) => [option.value, translate(option.label)]));
  return { field, facets: rows.map((row) => ({ ...row, label: named.get(row.value) ?? row.label })) };
}
