/** What is known of a model before its first sample row is made. */
import type { ManifestV3, Rollup } from '../../schemas';
import { type ColumnPlan } from './column-value';
import { computedColumns, type DynamicModel, KERNEL_COLUMNS, type ModelColumn, lockVersionColumn } from '../installed/model';
import { addonOf, type Operation, resolveModel } from '../operation/operation';
import { schemaOf } from '../schema/schema-of';
import { knownValues } from './known-values';
import { type Link, linksOf } from './links';

export interface ModelPlan {
  readonly model: DynamicModel;
  readonly links: readonly Link[];
  /** Columns that get a value of their own, in the manifest's order. */
  readonly columns: readonly ColumnPlan[];
  /** Every column a row is written with. */
  readonly written: readonly ModelColumn[];
  /** Columns a counter fills. */
  readonly counted: readonly ModelColumn[];
  /** Ids are the sample's own, so that its rows are found again by them. */
  readonly ownIds: boolean;
}

/** The column sets of a table that may not repeat, without the tenant's column. */
function uniqueSets(operation: Operation, model: DynamicModel): string[][] {
  const addon = addonOf(operation, model);
  const table = addon && schemaOf(addon.manifest, addon.organizationId).tables.find((other) => other.name === model.table);
  if (!table) return [];
  const indexes = table.indexes.filter((index) => index.unique).map((index) => index.columns);
  return [table.primaryKey, ...indexes]
    .map((columns) => columns.filter((name) => name !== model.tenantColumn))
    .filter((set) => set.length > 0);
}

const CARRIERS: readonly ModelColumn['kind'][] = ['text', 'integer', 'decimal', 'timestamp', 'date'];

/** The column of a set that is made to differ: a free one if there is any, since choices and references run out. */
function carrierOf(model: DynamicModel, set: readonly string[], isFree: (own: ModelColumn) => boolean): string | null {
  const columns = set.flatMap((name) => model.columns.get(name) ?? []);
  if (columns.some((own) => (own.kind === 'uuid' && isFree(own)) || own.declared?.sequence !== undefined)) return null;
  const free = columns.filter(isFree).sort((a, b) => CARRIERS.indexOf(a.kind) - CARRIERS.indexOf(b.kind));
  return (free.find((own) => CARRIERS.includes(own.kind)) ?? (columns.length === 1 ? columns[0] : undefined))?.name ?? null;
}

/** Rows of a child a parent is thought to have at most: sums of them have to fit. */
const ROWS_OF_A_PARENT = 200;

function capacityOf(own: ModelColumn | undefined): number {
  if (own?.sqlType === 'integer') return 2_147_483_647;
  const [, precision, scale] = /^numeric\((\d+),(\d+)\)$/.exec(own?.sqlType ?? '') ?? [];
  return precision === undefined || scale === undefined ? Infinity : 10 ** (Number(precision) - Number(scale));
}

const reads = (rollup: Rollup, name: string): boolean =>
  rollup.from === name || (rollup.expr !== undefined && new RegExp(`\\b${name}\\b`).test(rollup.expr));

/** The largest number a column may hold so that what parents keep of it fits. */
function ceilingOf(operation: Operation, model: DynamicModel, name: string): number {
  const parents = operation.registry.addons(operation.principal.organizationId).flatMap((addon) => addon.models);
  const capacities = parents.flatMap((parent) =>
    (parent.declared?.relations ?? [])
      .filter((relation) => resolveModel(operation, parent, relation.through) === model)
      .flatMap((relation) => (relation.rollups ?? []).filter((rollup) => reads(rollup, name)))
      .map((rollup) => capacityOf(parent.columns.get(rollup.target)) / ROWS_OF_A_PARENT),
  );
  return Math.min(Infinity, ...capacities);
}

const isGenerated = (own: ModelColumn): boolean => (own.declared?.generated ?? '').trim() !== '';

/** A column whose value a tier-3 formula would write is left to it where it may be empty. */
function isLeftToHandler(model: DynamicModel, own: ModelColumn): boolean {
  return !own.notNull && (model.declared?.formulas ?? []).some((formula) => formula.tier === 3 && formula.target === own.name);
}

export function modelPlan(operation: Operation, model: DynamicModel, manifests: readonly ManifestV3[]): ModelPlan {
  const sets = uniqueSets(operation, model);
  const links = linksOf(operation, model, (columns) =>
    sets.some((set) => set.length === columns.length && columns.every((name) => set.includes(name))),
  );
  const linked = new Set(links.flatMap((link) => link.columns));
  const computed = computedColumns(model);
  const known = model.declared ? knownValues(manifests, model.declared) : new Map<string, string[]>();
  const isCounted = (own: ModelColumn) => model.declared?.sequences?.some(({ key }) => key === own.declared?.sequence) === true;
  const isFree = (own: ModelColumn) => !linked.has(own.name) && !computed.has(own.name) && own.options.length === 0 && !isGenerated(own);
  const carriers = new Set(sets.map((set) => carrierOf(model, set, isFree)));
  const id = model.columns.get('id');
  const ownIds = id?.kind === 'uuid' && !linked.has('id');
  const written = [...model.columns.values()].filter(
    (own) => !isGenerated(own) && own.name !== 'deleted_at' && own.name !== 'deleted_by_id',
  );
  const version = lockVersionColumn(model);
  const valued = written.filter(
    (own) =>
      !linked.has(own.name) &&
      !computed.has(own.name) &&
      !KERNEL_COLUMNS.has(own.name) &&
      own.name !== model.tenantColumn &&
      own !== version &&
      !isCounted(own) &&
      !isLeftToHandler(model, own) &&
      !(own.name === 'id' && ownIds),
  );
  return {
    model,
    links,
    written,
    ownIds,
    counted: written.filter((own) => isCounted(own) && !linked.has(own.name)),
    columns: valued.map((own): ColumnPlan => ({
      own,
      unique: carriers.has(own.name),
      known: known.get(own.name) ?? [],
      ceiling: ceilingOf(operation, model, own.name),
    })),
  };
}
