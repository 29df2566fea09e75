/** Dashboard widgets a manifest contributes: which there are, and what they show (docs/architecture/04, DASHBOARD). */
import type { DashboardWidget, WidgetQuery } from '../../schemas';
import { isOffered } from '../actions/conditions';
import { compile, join, sql, type Fragment } from '../database/sql';
import { KINDS } from '../columns/kinds';
import { literalOf } from '../columns/literal';
import type { DynamicModel, ModelColumn } from '../installed/model';
import { asCaller, type Operation, resolveModel } from '../operation/operation';
import { column, from, pointsAt, visible } from '../dynamic/row';
import type { InstalledAddon } from '../installed/registry';
import { translator, type Translate } from '../installed/label';
import { compact } from '../metadata/fields';
import { holds } from '../security/permissions';
import { mayRead, ownReading, type ReadableModel, readableColumn } from '../security/readable';
import { bucketKey, bucketOf, type Interval, nextBucket, type Period, periodsOf } from './period';
import { writeJson } from '../values/json';
import { wireAverage } from '../database/type-parsers';

const DEFAULT_GROUPS = 10;
const MAX_GROUPS = 100;
/** Buckets of a time line; more than a screen draws. */
const MAX_BUCKETS = 400;

export interface WidgetPoint {
  key: string;
  label: string;
  value: number | string;
}

/** What a widget shows: a number, by which part of itself it changed, or a series. */
export interface WidgetData {
  value?: number | string;
  delta?: number | null;
  series?: WidgetPoint[];
}

interface Placed {
  /** `addon.key`, by which the widget is asked for. */
  key: string;
  addon: InstalledAddon;
  widget: DashboardWidget;
}

/** The model a widget counts; null where it counts none or the model is not installed. */
function modelOf(operation: Operation, { addon, widget }: Placed): DynamicModel | null {
  const name = widget.query?.model;
  return name === undefined ? null : operation.registry.model(operation.principal.organizationId, name, addon.key);
}

/** The widgets of the organization's addons that the caller is offered, in their order. */
function offered(operation: Operation): Placed[] {
  const placed = operation.registry
    .addons(operation.principal.organizationId)
    .flatMap((addon) =>
      (addon.manifest.contributions?.dashboard ?? []).map((widget): Placed => ({ key: `${addon.key}.${widget.key}`, addon, widget })),
    );
  const isShown = (one: Placed): boolean => {
    const { permission, condition } = one.widget;
    const model = modelOf(operation, one);
    return (
      isOffered(operation, condition) &&
      (permission === undefined || holds(operation, one.addon.key, permission)) &&
      (!model || mayRead(operation, model))
    );
  };
  return placed.filter(isShown).sort((a, b) => (a.widget.order ?? 0) - (b.widget.order ?? 0));
}

/** The widgets as screens need them, words in the caller's language. */
export function listWidgets(operation: Operation): Record<string, unknown>[] {
  return offered(operation).map(({ key, addon, widget }) => {
    const translate = translator(addon, operation.language);
    const say = (text: string | undefined) => (text === undefined ? undefined : translate(text));
    const { kind, size, group, order, accent, format, icon, slot, expose, query } = widget;
    const words = { title: translate(widget.title), subtitle: say(widget.subtitle), empty: say(widget.empty) };
    return compact({ key, addon: addon.key, ...words, kind, size, group, order, accent, format, icon, slot, expose, model: query?.model });
  });
}

/** Rows whose columns equal what the manifest says; an unknown column, or a value that is none of its own, matches nothing. */
function matching(model: ReadableModel, where: WidgetQuery['where']): Fragment[] {
  return Object.entries(where ?? {}).map(([name, wanted]) => {
    const own = model.columns.get(name);
    if (!own) return sql`false`;
    if (wanted === null) return sql`${column(name)} is null`;
    const values = (Array.isArray(wanted) ? (wanted as unknown[]) : [wanted]).flatMap(
      (one) => literalOf(own.kind, typeof one === 'string' ? one : writeJson(one)) ?? [],
    );
    return values.length === 0
      ? sql`false`
      : sql`${column(name)} in (${join(values.map((text) => sql`${text}::text::${sql.raw(own.sqlType)}`))})`;
  });
}

function within(own: ModelColumn, { from: start, to }: Period): Fragment {
  const text = (at: number) => (own.kind === 'date' ? new Date(at).toISOString().slice(0, 10) : new Date(at).toISOString());
  const type = sql.raw(own.kind === 'date' ? 'date' : 'timestamptz');
  return sql`${column(own.name)} >= ${text(start)}::text::${type} and ${column(own.name)} < ${text(to)}::text::${type}`;
}

/** The column a window is about: the query's own, or when a row was made. */
function dateColumn(model: ReadableModel, query: WidgetQuery): ModelColumn | null {
  const own = model.columns.get(query.date_field ?? 'created_at');
  return own && KINDS[own.kind].isMoment ? own : null;
}

/** What a widget draws: a number, or its digits where a number would lose some. */
type Drawn = number | string;

/** The value of an aggregate as it is told; nothing is zero. */
const drawn = ({ aggregate }: WidgetQuery, value: Drawn | null): Drawn =>
  aggregate === 'avg' ? (wireAverage(value ?? 0) as Drawn) : (value ?? 0);

function aggregateOf(model: ReadableModel, { aggregate = 'count', field }: WidgetQuery): Fragment {
  const own = field === undefined ? undefined : model.columns.get(field);
  if (aggregate === 'count') return own ? sql`count(${column(own.name)})` : sql`count(*)`;
  if (!own || (own.kind !== 'integer' && own.kind !== 'decimal')) return sql`0`;
  return sql`coalesce(${sql.raw(aggregate)}(${column(own.name)}), 0)`;
}

async function select<R>(operation: Operation, statement: Fragment): Promise<R[]> {
  return (await asCaller(operation, (session) => session.run<R>(compile(statement)))).rows;
}

async function numberOf(operation: Operation, model: ReadableModel, query: WidgetQuery, where: readonly Fragment[]): Promise<Drawn> {
  const [row] = await select<{ value: Drawn }>(
    operation,
    sql`select ${aggregateOf(model, query)} as value from ${from(model)} where ${join(where, sql` and `)}`,
  );
  return drawn(query, row?.value ?? 0);
}

/** How a row's group is called: by a choice's label, what the reference is called, another column, or itself. */
function groupLabel(operation: Operation, model: ReadableModel, own: ModelColumn, query: WidgetQuery): Fragment {
  const target = own.ref === null ? null : resolveModel(operation, model, own.ref);
  const same = target && pointsAt(target, own);
  if (target && same) {
    // Whoever may not read the column is told what the row is called anyway.
    const label = readableColumn(operation, target, query.label_field)?.name ?? target.labelColumn;
    return sql`(select ${column(label, 'r')}::text from ${from(ownReading(target), 'r')} where ${same} and ${visible(target, operation.principal.organizationId, 'r')})`;
  }
  return query.label_field !== undefined && model.columns.has(query.label_field)
    ? sql`min(${column(query.label_field)}::text)`
    : sql`${column(own.name)}::text`;
}

async function groupsOf(
  operation: Operation,
  model: ReadableModel,
  query: WidgetQuery,
  where: readonly Fragment[],
  translate: Translate,
): Promise<WidgetPoint[]> {
  const own = model.columns.get(query.group_by ?? '');
  if (!own || !KINDS[own.kind].isSortable) return [];
  const limit = Math.min(Math.max(query.limit ?? DEFAULT_GROUPS, 1), MAX_GROUPS);
  const rows = await select<{ key: string | null; label: string | null; value: Drawn }>(
    operation,
    sql`select ${column(own.name)}::text as key, ${groupLabel(operation, model, own, query)} as label, ${aggregateOf(model, query)} as value
      from ${from(model)} where ${join(where, sql` and `)} group by ${column(own.name)}
      order by 3 ${query.order === 'asc' ? sql`asc` : sql`desc`}, 1 limit ${limit}`,
  );
  const options = new Map(own.options.map((option) => [option.value, translate(option.label)]));
  return rows.map(({ key, label, value }) => ({
    key: key ?? '',
    label: options.get(key ?? '') ?? label ?? '',
    value: drawn(query, value),
  }));
}

async function lineOf(
  operation: Operation,
  model: ReadableModel,
  query: WidgetQuery,
  where: readonly Fragment[],
  interval: Interval,
  period: Period | null,
): Promise<WidgetPoint[]> {
  const own = dateColumn(model, query);
  if (!own) return [];
  const bucket = sql`date_trunc(${interval}, ${own.kind === 'date' ? sql`${column(own.name)}::timestamp` : sql`${column(own.name)} at time zone 'UTC'`})`;
  const rows = await select<{ bucket: string; value: Drawn }>(
    operation,
    sql`select to_char(b, 'YYYY-MM-DD') as bucket, value from (select ${bucket} as b, ${aggregateOf(model, query)} as value
      from ${from(model)} where ${join([...where, sql`${column(own.name)} is not null`], sql` and `)} group by 1 order by 1 desc limit ${MAX_BUCKETS}) as x order by b`,
  );
  const values = new Map(rows.map((row) => [Date.parse(row.bucket), drawn(query, row.value)]));
  const starts = [...values.keys()];
  const [first, last] = period ? [bucketOf(interval, period.from), bucketOf(interval, period.to - 1)] : [starts[0], starts.at(-1)];
  const points: WidgetPoint[] = [];
  // Days without rows are zero, not missing.
  for (let at = first; at !== undefined && last !== undefined && at <= last && points.length < MAX_BUCKETS; at = nextBucket(interval, at)) {
    const key = bucketKey(interval, at);
    points.push({ key, label: key, value: values.get(at) ?? 0 });
  }
  return points;
}

async function dataOf(operation: Operation, placed: Placed): Promise<WidgetData> {
  const { widget, addon } = placed;
  const model = modelOf(operation, placed);
  const { query } = widget;
  if (!model || !query || !mayRead(operation, model)) return {};
  const base = [visible(model, operation.principal.organizationId), ...matching(model, query.where)];
  const dated = dateColumn(model, query);
  const periods = dated ? periodsOf(query.range, operation.services.clock.now()) : null;
  const where = dated && periods ? [...base, within(dated, periods.current)] : base;
  if (widget.kind === 'line' || widget.kind === 'area')
    return { series: await lineOf(operation, model, query, where, query.interval ?? 'day', periods?.current ?? null) };
  if (query.group_by !== undefined)
    return { series: await groupsOf(operation, model, query, where, translator(addon, operation.language)) };
  const value = await numberOf(operation, model, query, where);
  if (widget.compare === undefined || !dated || !periods) return { value };
  const before = await numberOf(operation, model, query, [...base, within(dated, periods.before)]);
  // Nothing to compare with is no growth without end. The runtime's grid shows 0.142 as +14.2 %.
  // A share of three places needs no more digits than a double has.
  const [now, then] = [Number(value), Number(before)];
  return { value, delta: then === 0 ? null : Math.round(((now - then) / Math.abs(then)) * 1_000) / 1_000 };
}

const MAX_KEYS = 100;

/** What the widgets of these keys show; a key that is none of the caller's is left out. */
export async function widgetData(operation: Operation, keys: readonly string[]): Promise<Record<string, WidgetData>> {
  const wanted = new Set(keys.slice(0, MAX_KEYS));
  const found: Record<string, WidgetData> = {};
  for (const placed of offered(operation)) if (wanted.has(placed.key)) found[placed.key] = await dataOf(operation, placed);
  return found;
}
