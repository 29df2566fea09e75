/** Free text: what a person types to look for rows. */
import { join, sql, type Fragment } from '../database/sql';
import { cutBytes, escapeLike } from './text';
import { ownReading, type ReadableModel, readableColumn } from '../security/readable';
import { type DynamicModel, labelColumnsOf, type ModelColumn } from '../installed/model';
import { type Operation, resolveModel } from '../operation/operation';
import { column, from, pointsAt, ROW, visible } from './row';
import { normalised } from '../schema/search-key';

const MAX_SEARCH_BYTES = 100;
/** Label columns of a referenced model that are looked into. */
const MAX_LABEL_COLUMNS = 4;
/** References that are looked into; each is a lookup for every row. */
const MAX_REFERENCES = 8;

// Control characters cannot come from a screen and NUL would be refused by PostgreSQL.
const CONTROLS = /\p{Cc}/gu;
export const withoutControls = (text: string): string => text.replace(CONTROLS, '');

/** Columns that free text is looked for in: text without a reference behind it. */
export function searchColumns(model: DynamicModel): string[] {
  return [...model.columns.values()].filter((own) => own.kind === 'text' && own.ref === null).map((own) => own.name);
}

/** What a person typed to look for; null when it is nothing. */
export function typedText(text: string | null): string | null {
  const typed = withoutControls(text ?? '').trim();
  return typed === '' ? null : cutBytes(typed, MAX_SEARCH_BYTES);
}

/** As a pattern: no character of it is a wildcard. Not to be handed to `unaccent`, which makes wildcards of full-width characters. */
export function typedPattern(text: string | null): string | null {
  const typed = typedText(text);
  return typed === null ? null : `%${escapeLike(typed)}%`;
}

/**
 * Whether a text holds what was typed, whatever the case. `ilike` folds the pattern anew for each row, and each text through the C library:
 * three times what this takes, which folds the pattern once and texts by PostgreSQL's own tables.
 */
export const holds = (text: Fragment, pattern: string): Fragment =>
  sql`lower((${text}) collate pg_catalog.pg_c_utf8) like (select lower(${pattern}::text collate pg_catalog.pg_c_utf8))`;

const anyOf = (conditions: readonly Fragment[]): Fragment => sql`(${join(conditions, sql` or `)})`;

/** Rows whose reference leads to a row that is called so, by what the caller may read of it. */
function labelCondition(operation: Operation, model: ReadableModel, own: ModelColumn, pattern: string): Fragment | null {
  const target = own.ref === null ? null : resolveModel(operation, model, own.ref);
  const same = target && pointsAt(target, own);
  if (!target || !same) return null;
  const labels = labelColumnsOf(target.columns).filter((name) => readableColumn(operation, target, name)?.kind === 'text');
  if (labels.length === 0) return null;
  const called = anyOf(labels.slice(0, MAX_LABEL_COLUMNS).map((name) => holds(column(name, 'r'), pattern)));
  return sql`exists (select 1 from ${from(ownReading(target), 'r')} where ${same} and ${visible(target, operation.principal.organizationId, 'r')} and ${called})`;
}

/** Rows one of whose search keys is what was typed, as the key is compared. */
function keyConditions(model: ReadableModel, typed: string, alias: string = ROW): Fragment[] {
  const plain = normalised(typed);
  return model.searchKeys.flatMap(({ name, match = 'normalized' }) => {
    if (match === 'exact') return [sql`${column(name, alias)} = ${typed}`];
    if (plain === '') return [];
    return [sql`${column(name, alias)} like ${`${match === 'normalized' ? '%' : ''}${escapeLike(plain)}%`}`];
  });
}

/** The condition of `search` (or `q`): own texts and the labels of references; null when there is nothing to look for. */
export function searchCondition(operation: Operation, model: ReadableModel, parameters: URLSearchParams): Fragment | null {
  const typed = parameters.get('search') ?? parameters.get('q');
  const pattern = typedPattern(typed);
  if (pattern === null) return null;
  const own = searchColumns(model).map((name) => holds(column(name), pattern));
  const labels = [...model.columns.values()].flatMap((each) => labelCondition(operation, model, each, pattern) ?? []);
  const keys = keyConditions(model, cutBytes(withoutControls(typed ?? '').trim(), MAX_SEARCH_BYTES));
  const conditions = [...own, ...keys, ...labels.slice(0, MAX_REFERENCES)];
  return conditions.length === 0 ? null : anyOf(conditions);
}
