import { compile, join, sql, type Fragment } from '../database/sql';
import { badRequest, notFound } from '../failure';
import { literalOf } from './literal';
import type { DynamicModel, ModelColumn } from './model';
import { asCaller, isUuid, type Operation } from './operation';
import { column, from, visible } from './row';

/** One choice. `id` repeats `value` and `name` repeats `label`: both spellings are read. */
export interface Option {
  id: string;
  value: string;
  label: string;
  name: string;
  description?: string;
  image?: string;
  color?: string;
  icon?: string;
}

export interface OptionsAnswer {
  options: Option[];
  type: 'static' | 'dynamic';
}

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

interface Source {
  model: DynamicModel;
  value: string;
  label: string;
  description: string | null;
  filterBy: string | null;
}

function limits(parameters: URLSearchParams): { limit: number; offset: number } {
  const number = (name: string, fallback: number) => {
    const text = parameters.get(name);
    return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : fallback;
  };
  return { limit: Math.min(Math.max(number('limit', DEFAULT_LIMIT), 1), MAX_LIMIT), offset: number('offset', 0) };
}

function wantedIds(parameters: URLSearchParams): string[] | null {
  const given = [...parameters.getAll('ids'), ...parameters.getAll('ids[]')].flatMap((text) => text.split(','));
  return given.length === 0
    ? null
    : given
        .map((text) => text.trim())
        .filter((text) => text !== '')
        .slice(0, MAX_LIMIT);
}

async function rowsOf(operation: Operation, source: Source, parameters: URLSearchParams): Promise<Option[]> {
  const { model } = source;
  const { limit, offset } = limits(parameters);
  const valueColumn = model.columns.get(source.value);
  const value = sql`${column(source.value)}::text`;
  const label = sql`coalesce(${column(source.label)}::text, ${value})`;
  const conditions: Fragment[] = [visible(model, operation.principal.organizationId), sql`${column(source.value)} is not null`];
  const ids = wantedIds(parameters);
  const typed = parameters.get('q') ?? parameters.get('search') ?? '';
  const filterColumn = source.filterBy === null ? undefined : model.columns.get(source.filterBy);
  const filterValue = parameters.get('filter_value');
  if (ids) {
    const known = ids.filter((id) => literalOf(valueColumn?.kind ?? 'text', id) !== null);
    conditions.push(
      known.length === 0 ? sql`false` : sql`${value} in (${join(known.map((id) => sql`${isUuid(id) ? id.toLowerCase() : id}`))})`,
    );
  } else {
    if (typed !== '') conditions.push(sql`unaccent(${label}) ilike unaccent(${`%${typed.slice(0, 100).replace(/[\\%_]/g, '\\$&')}%`})`);
    if (filterColumn && filterValue !== null && filterValue !== '')
      conditions.push(sql`${column(filterColumn.name)}::text = ${filterValue}`);
  }
  const description = source.description === null ? sql`null` : sql`${column(source.description)}::text`;
  const paging = ids ? sql`` : sql` limit ${limit} offset ${offset}`;
  const { rows } = await asCaller(operation, (session) =>
    session.run<{ value: string; label: string; description: string | null }>(
      compile(
        sql`select ${value} as value, ${label} as label, ${description} as description from ${from(model)} where ${join(conditions, sql` and `)} order by 2 asc, 1 asc${paging}`,
      ),
    ),
  );
  return rows.map((row) => ({
    id: row.value,
    value: row.value,
    label: row.label,
    name: row.label,
    ...(row.description !== null && { description: row.description }),
  }));
}

/** The rows of a model itself as choices: id and label column. */
function selfSource(model: DynamicModel): Source {
  const description = model.labelColumn !== 'email' && model.columns.has('email') ? 'email' : null;
  return { model, value: 'id', label: model.labelColumn, description, filterBy: null };
}

function dynamicSource(operation: Operation, own: ModelColumn): Source | null {
  const declared = own.declared?.options;
  if (declared === undefined || Array.isArray(declared)) {
    const target = own.ref === null ? null : operation.registry.model(operation.principal.organizationId, own.ref);
    return target && selfSource(target);
  }
  const model = operation.registry.model(operation.principal.organizationId, declared.source ?? own.ref ?? '');
  if (!model) return null;
  const existing = (name: string | undefined) => (name !== undefined && model.columns.has(name) ? name : null);
  return {
    model,
    value: existing(declared.value) ?? 'id',
    label: existing(declared.label) ?? model.labelColumn,
    description: existing(declared.description),
    filterBy: existing(declared.filter_by),
  };
}

/**
 * The choices of a field (docs/contract, CRUD-OPTIONS): declared ones as they are, rows of the source otherwise. `field=id`
 * lists the model itself. `ids` returns exactly those rows, whatever the page.
 *
 * @throws RequestFailure 400 without `field`, 404 for a field that has no choices
 */
export async function options(operation: Operation, model: DynamicModel, parameters: URLSearchParams): Promise<OptionsAnswer> {
  const field = parameters.get('field') ?? '';
  if (field === '') throw badRequest('field is required');
  if (field === 'id') return { type: 'dynamic', options: await rowsOf(operation, selfSource(model), parameters) };
  const own = model.columns.get(field);
  if (own && own.options.length > 0) {
    const choices = own.options.map(({ value, label, icon, color, image }) => ({
      id: value,
      value,
      label,
      name: label,
      ...(icon !== undefined && { icon }),
      ...(color !== undefined && { color }),
      ...(image !== undefined && { image }),
    }));
    return { type: 'static', options: choices };
  }
  const source = own && dynamicSource(operation, own);
  if (!source) throw notFound(`field "${field.slice(0, 64)}" has no options`);
  return { type: 'dynamic', options: await rowsOf(operation, source, parameters) };
}

/** `/search/:model`: the model's own rows by label. */
export async function search(operation: Operation, model: DynamicModel, parameters: URLSearchParams): Promise<Option[]> {
  return rowsOf(operation, selfSource(model), parameters);
}
