/**
 * The tables a manifest asks for, as data: what is compared with what is installed to find the steps between them.
 * It is stored beside the installation, so that the next change is planned without asking the database what it holds.
 */
import { installedModels } from './older-extensions';
import type { Column, ManifestV3, Model } from '../../schemas';
import { hostDefault, tenantColumnOf } from './table-columns';
import { columnType } from './column-type';
import { defaultSql } from './default-value';
import { refuseUnreadable } from './unreadable';
import { generatedColumn } from './generated-column';
import { addonSchema, fitIdentifier, MAX_IDENTIFIER_BYTES, shortHash } from './identifiers';
import { predicateColumns } from './index-predicate';
import { schemaError } from './messages';
import { searchKeyColumn } from './search-key';
import type { ColumnState, ForeignKeyState, IndexState, SchemaState, TableState, UniqueRule } from './state';

export const AUDIT_COLUMNS = ['created_at', 'updated_at', 'deleted_at', 'created_by_id', 'updated_by_id', 'deleted_by_id'] as const;

const INSTANT = (name: string, required: boolean): ColumnState => ({
  name,
  type: 'timestamptz',
  notNull: required,
  default: required ? 'now()' : null,
});
const WHO = (name: string): ColumnState => ({ name, type: 'uuid', notNull: false, default: null });

/** The audit columns a model gets (docs/architecture/03, INST-TABLE): all six, the created pair for a ledger, two instants without audit. */
function auditColumns(model: Model): ColumnState[] {
  if (model.audit === false) return [INSTANT('created_at', true), INSTANT('updated_at', true)];
  if (model.append_only) return [INSTANT('created_at', true), WHO('created_by_id')];
  return [
    INSTANT('created_at', true),
    INSTANT('updated_at', true),
    INSTANT('deleted_at', false),
    WHO('created_by_id'),
    WHO('updated_by_id'),
    WHO('deleted_by_id'),
  ];
}

function columnState(column: Column, known: ReadonlySet<string>): ColumnState {
  const state: ColumnState = {
    name: column.name,
    type: columnType(column.type).sql,
    notNull: column.not_null === true,
    default: defaultSql(column.default),
    ...(column.comment?.trim() && { comment: column.comment }),
  };
  if (column.generated?.trim()) return { ...state, notNull: false, default: null, generated: generatedColumn(column.generated, known) };
  const filled = state.default ?? hostDefault(column);
  return { ...state, default: filled, notNull: state.notNull || (column.name === 'id' && column.type === 'uuid') };
}

function refuseLongName(what: 'table' | 'column', name: string): void {
  if (new TextEncoder().encode(name).length <= MAX_IDENTIFIER_BYTES) return;
  throw schemaError('identifier_too_long', { name, what, limit: MAX_IDENTIFIER_BYTES });
}

/** What names columns: an index or a rule by its name, a foreign key. */
type NamesColumns = { what: 'index' | 'rule'; name: string } | { what: 'foreign key' };

function refuseUnknown(table: string, by: NamesColumns, names: readonly string[], known: ReadonlySet<string>): void {
  const column = names.find((name) => !known.has(name));
  if (column !== undefined) throw schemaError('unknown_column', { table, column, ...by });
}

/** The columns behind a model's search keys. */
function searchColumns(model: Model): ColumnState[] {
  return (model.search_keys ?? []).flatMap((key): ColumnState[] => {
    const generated = searchKeyColumn(model, key);
    return generated ? [{ name: key.name, type: 'text', notNull: false, default: null, generated }] : [];
  });
}

function columnsOf(model: Model, tenantColumn: string | null): ColumnState[] {
  const declared = new Set(model.columns.map((column) => column.name));
  // An extension's row has the id of the row it extends.
  const id: ColumnState = { name: 'id', type: 'uuid', notNull: true, default: model.extends === undefined ? 'gen_random_uuid()' : null };
  const before = declared.has('id') ? [] : [id];
  if (tenantColumn !== null && !declared.has(tenantColumn)) before.push({ name: tenantColumn, type: 'uuid', notNull: true, default: null });
  const after = auditColumns(model).filter((column) => !declared.has(column.name));
  const known = new Set([...before, ...model.columns, ...after].map((column) => column.name));
  return [...before, ...model.columns.map((column) => columnState(column, known)), ...after, ...searchColumns(model)];
}

/** A b-tree refuses values of more than 2,704 bytes, and with them the whole row. */
const MAX_BTREE_CHARS = 676;

function hasLongValues(type: string): boolean {
  const width = /^varchar\((\d+)\)$/.exec(type)?.[1];
  return width === undefined ? type === 'text' || type === 'jsonb' : Number(width) > MAX_BTREE_CHARS;
}

function indexesOf(model: Model, tenantColumn: string | null, known: ReadonlySet<string>): IndexState[] {
  const table = model.table;
  const plain = (name: string, columns: string[]): IndexState => ({
    name: fitIdentifier(name),
    columns,
    unique: false,
    method: 'btree',
    where: null,
  });
  const indexes: IndexState[] = [];
  if (tenantColumn !== null) {
    indexes.push(plain(`idx_${table}_org`, [tenantColumn]));
    indexes.push({ ...plain(`idx_${table}_org_created`, [tenantColumn, 'created_at']), descending: true });
  }
  const alone = (name: string) => (model.indices ?? []).some((index) => index.columns.length === 1 && index.columns[0] === name);
  for (const column of model.columns) {
    if (!column.searchable || alone(column.name)) continue;
    const method = hasLongValues(columnType(column.type).sql) ? 'hash' : 'btree';
    indexes.push({ ...plain(`idx_${table}_${column.name}`, [column.name]), method });
  }
  for (const index of model.indices ?? []) {
    const where = index.where?.trim() ? index.where.trim() : null;
    refuseUnknown(
      table,
      { what: 'index', name: index.name },
      [...index.columns, ...(where === null ? [] : predicateColumns(where))],
      known,
    );
    indexes.push({ ...plain(index.name, index.columns), unique: index.unique === true, method: index.method ?? 'btree', where });
  }
  return [...indexes, ...ruleIndexes(model, tenantColumn, known)];
}

/** The partial unique indexes behind a model's `unique` rules: within the tenant, among living rows. */
function ruleIndexes(model: Model, tenantColumn: string | null, known: ReadonlySet<string>): IndexState[] {
  return (model.rules ?? []).flatMap((rule): IndexState[] => {
    const columns = rule.columns ?? [];
    const [first] = columns;
    if (rule.kind !== 'unique' || first === undefined) return [];
    const match = Object.entries(rule.where ?? {}).map(([name, value]): [string, string[]] => [
      name,
      (Array.isArray(value) ? value : [value]).map(String),
    ]);
    refuseUnknown(model.table, { what: 'rule', name: rule.error_key }, [...columns, ...match.map(([name]) => name)], known);
    const isText = (name: string) => /^(text|varchar)/.test(model.columns.find((column) => column.name === name)?.type ?? '');
    const texts = columns.filter(isText);
    const own = tenantColumn === null || columns.includes(tenantColumn) ? [] : [tenantColumn];
    const stated: UniqueRule = { errorKey: rule.error_key, field: rule.field ?? first, match, texts, living: known.has('deleted_at') };
    const suffix = match.length === 0 ? '' : `_${shortHash(JSON.stringify(match))}`;
    const name = fitIdentifier(`uq_${model.table}_${columns.join('_')}${suffix}`);
    return [{ name, columns: [...own, ...columns], unique: true, method: 'btree', where: null, rule: stated }];
  });
}

function tableState(manifest: ManifestV3, model: Model, schema: string, targets: ExtensionTargets): TableState {
  refuseLongName('table', model.table);
  for (const { name } of model.columns) refuseLongName('column', name);
  refuseUnreadable(model);
  const tenantColumn = tenantColumnOf(manifest, model);
  const columns = columnsOf(model, tenantColumn);
  const known = new Set(columns.map((column) => column.name));
  const declaredKey = model.columns.filter((column) => column.primary_key).map((column) => column.name);
  return {
    name: model.table,
    columns,
    primaryKey: declaredKey.length > 0 ? declaredKey : ['id'],
    indexes: indexesOf(model, tenantColumn, known),
    foreignKeys: separateKeys([...physicalForeignKeys(manifest, model, schema, known), ...extensionKey(manifest, model, schema, targets)]),
    tenantColumn,
  };
}

/** Tables of models in other addons, by `addon.Model`; those that are not installed are missing. */
export type ExtensionTargets = ReadonlyMap<string, { schema: string; table: string }>;

/** The key that ties an extension's row to the row it extends, where the host can resolve that. */
function extensionKey(manifest: ManifestV3, model: Model, schema: string, targets: ExtensionTargets): ForeignKeyState[] {
  const { extends: extended } = model;
  if (extended === undefined) return [];
  const own = manifest.models?.find((other) => `${manifest.metadata.key}.${other.key}` === extended);
  const target = own ? { schema, table: own.table } : targets.get(extended);
  if (!target) return [];
  return [{ name: fitIdentifier(`fk_${model.table}_extends`), columns: ['id'], ...target, references: ['id'], onDelete: 'cascade' }];
}

function physicalForeignKeys(manifest: ManifestV3, model: Model, schema: string, known: ReadonlySet<string>): ForeignKeyState[] {
  return (model.foreign_keys ?? [])
    .filter((key) => key.policy === 'physical')
    .flatMap((key) => {
      const own = `${manifest.metadata.key}.`;
      const name = key.references.model.startsWith(own) ? key.references.model.slice(own.length) : key.references.model;
      const target = manifest.models?.find((other) => other.key === name || other.table === name);
      // A target in another addon is checked on write, like a logical key: its table may come and go without us.
      if (!target) return [];
      refuseUnknown(model.table, { what: 'foreign key' }, key.columns, known);
      const onDelete = (key.on_delete ?? 'no_action').replace('_', ' ') as ForeignKeyState['onDelete'];
      return [
        {
          name: fitIdentifier(`fk_${model.table}_${key.columns.join('_')}`),
          columns: key.columns,
          schema,
          table: target.table,
          references: key.references.columns,
          onDelete,
        },
      ];
    });
}

/** The constraints of a table have names of their own: two keys over the same columns, or over columns whose names read alike, get a hash. */
function separateKeys(keys: readonly ForeignKeyState[]): ForeignKeyState[] {
  const taken = new Set<string>();
  return keys.map((key, at) => {
    const name = taken.has(key.name) ? fitIdentifier(`${key.name}_${shortHash(`${key.columns.join(' ')} ${at}`)}`) : key.name;
    taken.add(name);
    return { ...key, name };
  });
}

/**
 * Tables and indexes share one namespace in PostgreSQL: an index whose name is taken gets a hash of where it stands. The
 * kernel's own names can meet (`idx_a_b_c` of table `a_b` and of table `a`), and an author's can meet the kernel's.
 */
function separateNames(tables: readonly TableState[]): void {
  const taken = new Set(tables.flatMap((table) => [table.name, fitIdentifier(`${table.name}_pkey`)]));
  for (const table of tables) {
    for (const index of table.indexes) {
      if (taken.has(index.name)) index.name = fitIdentifier(`${index.name}_${shortHash(`${table.name} ${index.columns.join(' ')}`)}`);
      taken.add(index.name);
    }
  }
}

/** The schema that holds an addon's tables for an organization. @throws KernelError `tenancy_not_implemented` */
export function schemaNameOf({ metadata, tenancy }: Pick<ManifestV3, 'metadata' | 'tenancy'>, organizationId: string): string {
  const isolation = tenancy?.isolation ?? 'shared';
  if (isolation === 'database') throw schemaError('tenancy_not_implemented', {});
  return addonSchema(metadata.key, isolation === 'schema' ? organizationId : undefined);
}

/**
 * The tables of an accepted manifest, for an organization.
 * @throws KernelError `unknown_column_type`, `unsafe_default`, `bad_expression`, `bad_generated_column`, `bad_index_predicate`,
 * `unknown_column`, `identifier_too_long`, `tenancy_not_implemented`
 */
export function schemaOf(manifest: ManifestV3, organizationId: string, targets: ExtensionTargets = new Map()): SchemaState {
  const schema = schemaNameOf(manifest, organizationId);
  const tables = installedModels(manifest).map((model) => tableState(manifest, model, schema, targets));
  separateNames(tables);
  return { schema, tables };
}
