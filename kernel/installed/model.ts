/** A model as requests see it: where its rows are, which columns it has, what each may hold. */
import { AUDIT_COLUMNS } from '../schema/schema-of';
import type { Column, FieldOption, Model, SearchKey } from '../../schemas';
import type { ColumnKind } from '../columns/column-type';

export interface ModelColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** SQL type with parameters, a member of the closed list of `column-type.ts`. */
  readonly sqlType: string;
  /** A value must be given on create: not null, no default. */
  readonly required: boolean;
  readonly notNull: boolean;
  /** Model whose `id` the value is, resolvable by the registry. */
  readonly ref: string | null;
  /** Static choices, in order. */
  readonly options: readonly FieldOption[];
  /** The manifest's own words; null for a column the kernel added. */
  readonly declared: Column | null;
}

/** A foreign key as writes check it: the row pointed at must be there, and be the tenant's own. */
export interface RowReference {
  readonly columns: readonly string[];
  readonly model: string;
  readonly references: readonly string[];
}

export interface DynamicModel {
  readonly addonKey: string;
  readonly key: string;
  readonly schema: string;
  readonly table: string;
  /** Column compared with the caller's organization; null for a table without one. */
  readonly tenantColumn: string | null;
  readonly columns: ReadonlyMap<string, ModelColumn>;
  /** Rows are marked with `deleted_at` instead of being removed. */
  readonly softDelete: boolean;
  readonly appendOnly: boolean;
  /** Core tables are read only through this API. */
  readonly readOnly: boolean;
  readonly labelColumn: string;
  readonly references: readonly RowReference[];
  /** Columns behind the names of unique indexes and physical foreign keys: under row-level security PostgreSQL names only these. */
  readonly constraints: ReadonlyMap<string, readonly string[]>;
  /** Composed columns that free text is looked for in; they are no columns of the row. */
  readonly searchKeys: readonly SearchKey[];
  /** Null for a core model. */
  readonly declared: Model | null;
}

/** Columns that only the kernel writes; what a client sends for them is dropped. */
export const KERNEL_COLUMNS: ReadonlySet<string> = new Set<string>(AUDIT_COLUMNS);

const COMPUTED = new WeakMap<DynamicModel, ReadonlySet<string>>();

/** Columns whose values follow from others: targets of formulas and rollups. What a client sends for them is dropped. */
export function computedColumns(model: DynamicModel): ReadonlySet<string> {
  const known = COMPUTED.get(model);
  if (known) return known;
  const formulas = (model.declared?.formulas ?? []).filter(({ tier }) => tier !== 3).map(({ target }) => target);
  const rollups = (model.declared?.relations ?? []).flatMap((relation) => (relation.rollups ?? []).map(({ target }) => target));
  const found = new Set([...formulas, ...rollups]);
  COMPUTED.set(model, found);
  return found;
}

/** The column that counts a row's changes, by which a write that builds on an older state is recognised; null without one. */
export function lockVersionColumn(model: DynamicModel): ModelColumn | null {
  const own = model.columns.get('version');
  return own?.declared && own.kind === 'integer' && own.ref === null && !own.declared.generated?.trim() ? own : null;
}

const LABEL_COLUMNS = [
  'name',
  'title',
  'label',
  'display_name',
  'full_name',
  'code',
  'number',
  'reference',
  'slug',
  'email',
  'description',
];

/** The columns a row may be called by, the likeliest first. */
export const labelColumnsOf = (columns: ReadonlyMap<string, unknown>): string[] => LABEL_COLUMNS.filter((name) => columns.has(name));

/** The column that stands for a row where a label is needed: the first of a fixed list that exists, else `id`. */
export const labelColumnOf = (columns: ReadonlyMap<string, unknown>): string => labelColumnsOf(columns)[0] ?? 'id';

/** Name of the object injected beside a reference (`assignee_id` → `assignee`), or null where there is none. */
export function embeddedName(model: DynamicModel, column: ModelColumn): string | null {
  if (column.ref === null || !column.name.endsWith('_id')) return null;
  const name = column.name.slice(0, -'_id'.length);
  return name !== '' && !model.columns.has(name) ? name : null;
}
