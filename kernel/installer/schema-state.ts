/**
 * The tables a manifest asks for, as data: what is compared with what is installed to find the steps between them.
 * It is stored beside the installation, so that the next change is planned without asking the database what it holds.
 */
import type { Column, ManifestV3, Model } from '../../schemas';
import { columnType } from './column-type';
import { defaultSql } from './default-value';
import { addonSchema, fitIdentifier } from './identifiers';

export interface ColumnState {
  name: string;
  /** SQL type of the closed list in `column-type.ts`. */
  type: string;
  notNull: boolean;
  /** SQL literal of the closed list in `default-value.ts`, or null. */
  default: string | null;
  /** No longer in the manifest, kept because it held values; hidden from the API. */
  parked?: true;
}

export interface IndexState {
  name: string;
  columns: string[];
  unique: boolean;
  method: 'btree' | 'gin' | 'gist' | 'hash' | 'ivfflat' | 'hnsw';
  where: string | null;
}

export interface ForeignKeyState {
  name: string;
  columns: string[];
  /** Schema and table pointed at. */
  schema: string;
  table: string;
  references: string[];
  onDelete: 'restrict' | 'cascade' | 'set null' | 'no action';
}

export interface TableState {
  name: string;
  columns: ColumnState[];
  primaryKey: string[];
  indexes: IndexState[];
  foreignKeys: ForeignKeyState[];
  /** Column that row-level security compares with the tenant, or null when the table has none. */
  tenantColumn: string | null;
  parked?: true;
}

export interface SchemaState {
  schema: string;
  tables: TableState[];
}

export const AUDIT_COLUMNS = ['created_at', 'updated_at', 'deleted_at', 'created_by_id', 'updated_by_id', 'deleted_by_id'] as const;

const INSTANT = (name: string, required: boolean): ColumnState => ({
  name,
  type: 'timestamptz',
  notNull: required,
  default: required ? 'now()' : null,
});
const WHO = (name: string): ColumnState => ({ name, type: 'uuid', notNull: false, default: null });

/** The audit columns a model gets (lifecycle: schema generation): all six, the created pair for a ledger, two instants without audit. */
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

function columnState(column: Column): ColumnState {
  return { name: column.name, type: columnType(column.type).sql, notNull: column.not_null === true, default: defaultSql(column.default) };
}

/** The column rows are told apart by tenant, or null under an isolation that does not need one. */
export function tenantColumnOf(manifest: ManifestV3, model: Model): string | null {
  const column = manifest.tenancy?.rls_column ?? 'organization_id';
  if ((manifest.tenancy?.isolation ?? 'shared') === 'shared') return model.extends === undefined ? column : 'organization_id';
  return model.columns.some((c) => c.name === column) ? column : null;
}

function tableState(manifest: ManifestV3, model: Model, schema: string): TableState {
  const declared = model.columns.map(columnState);
  const has = (name: string) => declared.some((column) => column.name === name);
  const tenantColumn = tenantColumnOf(manifest, model);
  const columns: ColumnState[] = [
    ...(has('id') ? [] : [{ name: 'id', type: 'uuid', notNull: true, default: 'gen_random_uuid()' }]),
    ...(tenantColumn !== null && !has(tenantColumn) ? [{ name: tenantColumn, type: 'uuid', notNull: true, default: null }] : []),
    ...declared.map((column) =>
      column.name === 'id' && column.type === 'uuid'
        ? { ...column, notNull: true, default: column.default ?? 'gen_random_uuid()' }
        : column,
    ),
    ...auditColumns(model).filter((column) => !has(column.name)),
  ];
  const declaredKey = model.columns.filter((column) => column.primary_key).map((column) => column.name);
  const table = model.table;
  const indexes: IndexState[] = [];
  const plainIndex = (name: string, indexed: string[]) =>
    indexes.push({ name: fitIdentifier(name), columns: indexed, unique: false, method: 'btree', where: null });
  if (tenantColumn !== null) {
    plainIndex(`idx_${table}_org`, [tenantColumn]);
    plainIndex(`idx_${table}_org_created`, [tenantColumn, 'created_at']);
  }
  for (const column of model.columns) {
    if (column.searchable && !(model.indices ?? []).some((index) => index.columns.length === 1 && index.columns[0] === column.name)) {
      plainIndex(`idx_${table}_${column.name}`, [column.name]);
    }
  }
  for (const index of model.indices ?? []) {
    indexes.push({
      name: fitIdentifier(index.name),
      columns: index.columns,
      unique: index.unique === true,
      method: index.method ?? 'btree',
      where: index.where?.trim() ? index.where.trim() : null,
    });
  }
  return {
    name: table,
    columns,
    primaryKey: declaredKey.length > 0 ? declaredKey : ['id'],
    indexes,
    foreignKeys: physicalForeignKeys(manifest, model, schema),
    tenantColumn,
  };
}

function physicalForeignKeys(manifest: ManifestV3, model: Model, schema: string): ForeignKeyState[] {
  return (model.foreign_keys ?? [])
    .filter((key) => key.policy === 'physical')
    .flatMap((key) => {
      const target = manifest.models?.find((other) => other.key === key.references.model || other.table === key.references.model);
      // A target in another addon is checked on write, like a logical key: its table may come and go without us.
      if (!target) return [];
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

/**
 * The tables of an accepted manifest.
 * @throws KernelError `unknown_column_type`, `unsafe_default` for a manifest that was never checked
 */
export function schemaOf(manifest: ManifestV3): SchemaState {
  const schema = addonSchema(manifest.metadata.key);
  return { schema, tables: (manifest.models ?? []).map((model) => tableState(manifest, model, schema)) };
}
