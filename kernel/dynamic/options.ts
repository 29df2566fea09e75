import { compile, join, sql, type Fragment } from '../database/sql';
import { badRequest, notFound } from '../failure';
import { holds } from './filter-value';
import { typedText } from './search';
import { literalOf } from '../columns/literal';
import { plainText } from '../columns/text';
import { ownReading, readableColumn } from '../security/readable';
import { authorize } from '../security/permissions';
import type { DynamicModel, ModelColumn } from '../installed/model';
import { type Operation, resolveModel, rowsAsCaller, translatorFor } from '../operation/operation';
import { refuseForeign } from './foreign-source';
import { column, from, visible } from './row';

/** One choice. `id` repeats `value` and `name` repeats `label`: both spellings are read. Extra columns stand beside them. */
export interface Option {
  id: string;
  value: string;
  label: string;
  name: string;
  description?: string;
  image?: string;
  color?: string;
  icon?: string;
  [extra: string]: unknown;
}

export interface OptionsAnswer {
  options: Option[];
  type: 'static' | 'dynamic';
}

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;
const MAX_EXTRA_COLUMNS = 20;

interface Source {
  model: DynamicModel;
  value: string;
  label: string;
  /** Model whose label stands for a row: of the row the label column points at, else of the one the value points at. */
  labelOf: DynamicModel | null;
  description: string | null;
  filterBy: string | null;
  extra: readonly string[];
}

function limits(parameters: URLSearchParams): { limit: number; offset: number } {
  const number = (name: string, fallback: number) => {
    const text = parameters.get(name);
    return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : fallback;
  };
  return { limit: Math.min(Math.max(number('limit', DEFAULT_LIMIT), 1), MAX_LIMIT), offset: number('offset', 0) };
}

/** Ids that are asked for by name (`ids=a,b`, repeated, `ids[]=`), as the value column spells them; null when none are. */
function wantedIds(source: Source, parameters: URLSearchParams): string[] | null {
  const given = [...parameters.getAll('ids'), ...parameters.getAll('ids[]')].flatMap((text) => text.split(',', MAX_LIMIT));
  if (given.length === 0) return null;
  const kind = source.model.columns.get(source.value)?.kind ?? 'text';
  return given
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .slice(0, MAX_LIMIT)
    .flatMap((id) => literalOf(kind, id) ?? []);
}

function labelFragment(operation: Operation, source: Source): Fragment {
  const value = sql`${column(source.value)}::text`;
  const own = sql`${column(source.label)}::text`;
  const { labelOf } = source;
  if (!labelOf) return sql`coalesce(${own}, ${value})`;
  const pointer = source.model.columns.get(source.label)?.kind === 'uuid' ? own : value;
  const related = sql`(select ${column(labelOf.labelColumn, 'l')}::text from ${from(ownReading(labelOf), 'l')} where ${column('id', 'l')}::text = ${pointer} and ${visible(labelOf, operation.principal.organizationId, 'l')})`;
  return pointer === own ? sql`coalesce(${related}, ${own}, ${value})` : sql`coalesce(nullif(${own}, ${value}), ${related}, ${value})`;
}

function conditionsOf(
  operation: Operation,
  source: Source,
  label: Fragment,
  parameters: URLSearchParams,
  ids: string[] | null,
): Fragment[] {
  const { model } = source;
  const conditions: Fragment[] = [visible(model, operation.principal.organizationId), sql`${column(source.value)} is not null`];
  if (ids) return [...conditions, sql`${column(source.value)}::text = any (${ids}::text[])`];
  const typed = typedText(parameters.get('q') ?? parameters.get('search'));
  if (typed !== null) conditions.push(holds(label, typed));
  const filterColumn = source.filterBy === null ? undefined : model.columns.get(source.filterBy);
  const filterValue = parameters.get('filter_value');
  if (filterColumn && filterValue !== null && filterValue !== '') {
    const wanted = literalOf(filterColumn.kind, plainText(filterValue));
    conditions.push(wanted === null ? sql`false` : sql`${column(filterColumn.name)}::text = ${wanted}::text`);
  }
  return conditions;
}

interface OptionRow {
  value: string;
  label: string;
  description: string | null;
  /** Values of the extra columns, as rows answer them. */
  [extra: `extra ${number}`]: unknown;
}

async function rowsOf(operation: Operation, source: Source, parameters: URLSearchParams): Promise<Option[]> {
  const { limit, offset } = limits(parameters);
  const ids = wantedIds(source, parameters);
  const label = labelFragment(operation, source);
  const description = source.description === null ? sql`null` : sql`${column(source.description)}::text`;
  const extra = source.extra.map((name, index) => sql`, ${column(name)} as ${sql.id(`extra ${String(index)}`)}`);
  const paging = ids ? sql`` : sql` limit ${limit} offset ${offset}`;
  const rows = await rowsAsCaller<OptionRow>(
    operation,
    compile(
      sql`select ${column(source.value)}::text as value, ${label} as label, ${description} as description${join(extra, sql``)} from ${from(ownReading(source.model))} where ${join(conditionsOf(operation, source, label, parameters, ids), sql` and `)} order by 2 asc, 1 asc${paging}`,
    ),
  );
  return rows.map((row) => ({
    ...Object.fromEntries(source.extra.map((name, index) => [name, row[`extra ${index}`]])),
    id: row.value,
    value: row.value,
    label: row.label,
    name: row.label,
    ...(row.description !== null && { description: row.description }),
  }));
}

/** The rows of a model itself as choices: id and label column, and beside them what the caller may read. */
function selfSource(operation: Operation, model: DynamicModel): Source {
  const description = model.labelColumn !== 'email' && readableColumn(operation, model, 'email') ? 'email' : null;
  return { model, value: 'id', label: model.labelColumn, labelOf: null, description, filterBy: null, extra: [] };
}

function dynamicSource(operation: Operation, owner: DynamicModel, own: ModelColumn): Source | null {
  const named = (name: string) => resolveModel(operation, owner, name);
  const declared = own.declared?.options;
  if (declared === undefined || Array.isArray(declared)) {
    const target = own.ref === null ? null : named(own.ref);
    return target && selfSource(operation, target);
  }
  const model = named(declared.source ?? own.ref ?? '');
  if (!model) return null;
  refuseForeign(operation, owner, own, model);
  // A column that is left out because the caller may not read it is told to whoever asks why.
  const existing = (name: string | undefined) => {
    const readable = readableColumn(operation, model, name);
    if (!readable && name !== undefined && model.columns.has(name))
      operation.trace?.decide({
        kind: 'filter-dropped',
        parameter: `${own.name}: ${name}`,
        reason: `no permission to read it (${model.table}.index)`,
      });
    return readable?.name ?? null;
  };
  const value = declared.value !== undefined && model.columns.has(declared.value) ? declared.value : 'id';
  // What a field would be filled with cannot be left out.
  if (!readableColumn(operation, model, value)) authorize(operation, model, 'index');
  const labelOf = declared.label_ref === undefined ? null : named(declared.label_ref);
  return {
    model,
    value,
    // Without a label of its own, a row that borrows one is called by its value until then.
    label: existing(declared.label) ?? (labelOf ? value : model.labelColumn),
    labelOf,
    description: existing(declared.description),
    filterBy: existing(declared.filter_by),
    extra: (declared.extra_columns ?? []).flatMap((name) => existing(name) ?? []).slice(0, MAX_EXTRA_COLUMNS),
  };
}

/**
 * The choices of a field (docs/architecture/04, CRUD-OPTIONS): declared ones as they are, rows of the source otherwise. `field=id`
 * lists the model itself. `ids` returns exactly those rows, whatever the page. Id and label of a row are anybody's of the
 * organization; other columns are for those who may list the source.
 *
 * @throws RequestFailure 400 without `field`, 403 for values that the caller may not read or that the addon has no right to, 404 for a
 * field that has no choices
 */
export async function options(operation: Operation, model: DynamicModel, parameters: URLSearchParams): Promise<OptionsAnswer> {
  const field = parameters.get('field') ?? '';
  if (field === '') throw badRequest('field is required');
  if (field === 'id') return { type: 'dynamic', options: await rowsOf(operation, selfSource(operation, model), parameters) };
  const own = model.columns.get(field);
  if (own && own.options.length > 0) {
    const translate = translatorFor(operation, model);
    const choices = own.options.map(({ value, label, icon, color, image }) => ({
      id: value,
      value,
      label: translate(label),
      name: translate(label),
      ...(icon !== undefined && { icon }),
      ...(color !== undefined && { color }),
      ...(image !== undefined && { image }),
    }));
    return { type: 'static', options: choices };
  }
  const source = own && dynamicSource(operation, model, own);
  if (!source) throw notFound(`field "${field.slice(0, 64)}" has no options`);
  return { type: 'dynamic', options: await rowsOf(operation, source, parameters) };
}

/** `/search/:model`: the model's own rows by label. */
export async function search(operation: Operation, model: DynamicModel, parameters: URLSearchParams): Promise<Option[]> {
  return rowsOf(operation, selfSource(operation, model), parameters);
}
