import type { ColumnKind } from '../columns/column-type';
import { type DynamicModel, labelColumnOf, type ModelColumn } from './model';

interface CoreTable {
  key: string;
  table: string;
  tenantColumn: string;
  columns: Readonly<Record<string, [kind: ColumnKind, sqlType: string]>>;
}

const STAMPS = {
  created_at: ['timestamp', 'timestamptz'],
  updated_at: ['timestamp', 'timestamptz'],
} as const satisfies CoreTable['columns'];

/** The host's own tables that addons may point at, as data: `core.User`, `users`, … */
const CORE_TABLES: readonly CoreTable[] = [
  {
    key: 'Organization',
    table: 'organizations',
    tenantColumn: 'id',
    columns: { id: ['uuid', 'uuid'], name: ['text', 'text'], slug: ['text', 'text'], ...STAMPS },
  },
  {
    key: 'User',
    table: 'users',
    tenantColumn: 'organization_id',
    columns: {
      id: ['uuid', 'uuid'],
      organization_id: ['uuid', 'uuid'],
      name: ['text', 'text'],
      email: ['text', 'text'],
      role: ['text', 'text'],
      ...STAMPS,
    },
  },
  {
    key: 'Branch',
    table: 'branches',
    tenantColumn: 'organization_id',
    columns: { id: ['uuid', 'uuid'], organization_id: ['uuid', 'uuid'], name: ['text', 'text'], code: ['text', 'text'], ...STAMPS },
  },
  {
    key: 'Role',
    table: 'roles',
    tenantColumn: 'organization_id',
    columns: { id: ['uuid', 'uuid'], organization_id: ['uuid', 'uuid'], key: ['text', 'text'], name: ['text', 'text'], ...STAMPS },
  },
  {
    key: 'Permission',
    table: 'permissions',
    tenantColumn: 'organization_id',
    columns: {
      id: ['uuid', 'uuid'],
      organization_id: ['uuid', 'uuid'],
      role_key: ['text', 'text'],
      permission: ['text', 'text'],
      ...STAMPS,
    },
  },
];

export const CORE_ADDON = 'core';

function coreColumn([name, [kind, sqlType]]: [string, [ColumnKind, string]]): [string, ModelColumn] {
  return [name, { name, kind, sqlType, required: false, notNull: true, ref: null, options: [], declared: null }];
}

export const CORE_MODELS: readonly DynamicModel[] = CORE_TABLES.map((core) => {
  const columns = new Map(Object.entries(core.columns).map(coreColumn));
  return {
    addonKey: CORE_ADDON,
    key: core.key,
    schema: 'public',
    table: core.table,
    tenantColumn: core.tenantColumn,
    columns,
    softDelete: false,
    appendOnly: false,
    readOnly: true,
    labelColumn: labelColumnOf(columns),
    references: [],
    constraints: new Map(),
    searchKeys: [],
    declared: null,
  };
});

/** By which names requests reach core models: an addon's table that is called so is named with its addon. */
const CORE_NAMES: ReadonlySet<string> = new Set(CORE_MODELS.flatMap(({ key, table }) => [key, table]));

/** The name by which routes, menus and references reach a model: its table, behind its addon where the host has one of that name. */
export const routeName = ({ addonKey, table }: DynamicModel): string =>
  addonKey !== CORE_ADDON && CORE_NAMES.has(table) ? `${addonKey}.${table}` : table;
