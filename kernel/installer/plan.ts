/** From what is installed to what the manifest asks for: the steps between, as data. Pure; nothing here touches a database. */
import type { ColumnState, IndexState, SchemaState, TableState } from './schema-state';
import type { Step } from './steps/step';

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function columnSteps(schema: string, table: string, from: ColumnState, to: ColumnState): Step[] {
  const at = { schema, table, column: to.name };
  const steps: Step[] = [];
  const retyped = from.type !== to.type;
  if (retyped) steps.push({ kind: 'alter-column-type', ...at, from: from.type, to: to.type });
  // A change of type drops the default first, so a default that is wanted is set again.
  if (from.default !== to.default || (retyped && to.default !== null)) steps.push({ kind: 'set-default', ...at, default: to.default });
  const wasRequired = from.notNull && from.parked !== true;
  if (to.notNull && !wasRequired) steps.push({ kind: 'set-not-null', ...at });
  if (!to.notNull && wasRequired) steps.push({ kind: 'drop-not-null', ...at });
  return steps;
}

function addColumnSteps(schema: string, table: string, column: ColumnState): Step[] {
  // Rows that are there have no value for a required column without default: it is added empty, then made required,
  // which the applier reports instead of failing when there are such rows.
  if (!column.notNull || column.default !== null) return [{ kind: 'add-column', schema, table, column }];
  return [
    { kind: 'add-column', schema, table, column: { ...column, notNull: false } },
    { kind: 'set-not-null', schema, table, column: column.name },
  ];
}

/** The steps of one table, by when they may run: what stands in the way goes first, what builds on columns comes last. */
interface TableSteps {
  drops: Step[];
  columns: Step[];
  creates: Step[];
}

/** Computed columns that are built anew: changed themselves, or reading a column that changes its type. */
function recomputed(from: TableState, to: TableState): Set<string> {
  const retyped = new Set(
    to.columns
      .filter((column) => from.columns.some((old) => old.name === column.name && old.type !== column.type))
      .map((column) => column.name),
  );
  const names = from.columns
    .filter((old) => {
      const column = to.columns.find((other) => other.name === old.name);
      if (!old.generated) return column?.generated !== undefined;
      return !same(column?.generated, old.generated) || retyped.has(old.name) || old.generated.columns.some((name) => retyped.has(name));
    })
    .map((old) => old.name);
  return new Set(names);
}

function tableSteps(schema: string, from: TableState, to: TableState): TableSteps {
  const table = to.name;
  const anew = recomputed(from, to);
  // PostgreSQL drops an index together with any column of it.
  const kept = (index: IndexState, others: readonly IndexState[]) =>
    others.some((other) => same(other, index)) && !index.columns.some((name) => anew.has(name));
  const drops: Step[] = [
    ...from.indexes.filter((index) => !kept(index, to.indexes)).map((index): Step => ({ kind: 'drop-index', schema, index: index.name })),
    ...from.foreignKeys
      .filter((key) => !to.foreignKeys.some((other) => same(other, key)))
      .map((key): Step => ({ kind: 'drop-foreign-key', schema, table, name: key.name })),
    ...[...anew].map((column): Step => ({ kind: 'drop-column', schema, table, column })),
  ];
  const added = (column: ColumnState) => anew.has(column.name) || !from.columns.some((other) => other.name === column.name);
  const stored = to.columns.filter((column) => !column.generated);
  const columns = stored.flatMap((column) => {
    const before = from.columns.find((other) => other.name === column.name);
    return before && !added(column) ? columnSteps(schema, table, before, column) : addColumnSteps(schema, table, column);
  });
  const parked = from.columns
    .filter((column) => column.parked !== true && !column.generated && !to.columns.some((other) => other.name === column.name))
    .map((column): Step => ({ kind: 'park-column', schema, table, column: column.name }));
  const computed = to.columns
    .filter((column) => column.generated && added(column))
    .map((column): Step => ({ kind: 'add-column', schema, table, column }));
  const creates = to.indexes
    .filter((index) => !kept(index, from.indexes))
    .map((index): Step => ({ kind: 'create-index', schema, table, index }));
  return { drops, columns: [...columns, ...parked, ...computed], creates };
}

function foreignKeySteps(schema: string, from: TableState | undefined, to: TableState): Step[] {
  return to.foreignKeys
    .filter((key) => !from?.foreignKeys.some((other) => same(other, key)))
    .map((foreignKey) => ({ kind: 'add-foreign-key', schema, table: to.name, foreignKey }));
}

/** A parked table keeps its rows and nothing that could stand in another table's way: index names, foreign keys. */
function parkSteps(schema: string, table: TableState): TableSteps {
  return {
    drops: [
      ...table.indexes.map((index): Step => ({ kind: 'drop-index', schema, index: index.name })),
      ...table.foreignKeys.map((key): Step => ({ kind: 'drop-foreign-key', schema, table: table.name, name: key.name })),
    ],
    columns: [{ kind: 'park-table', schema, table: table.name }],
    creates: [],
  };
}

/** A foreign key rests on a unique index, an index on columns. */
const DROP_ORDER = ['drop-foreign-key', 'drop-index', 'drop-column'] as const;

/**
 * The steps that turn `from` (null: nothing is installed) into `to`. What the manifest no longer names is parked, not
 * dropped, so a half-typed name in the editor costs nobody a row; the applier drops what turns out to hold nothing.
 * Drops come first in all tables, because an index name may move from one to another; foreign keys come last, when
 * every table is there.
 */
export function planSteps(from: SchemaState | null, to: SchemaState): Step[] {
  const schema = to.schema;
  const before = (name: string) => from?.tables.find((table) => table.name === name);
  const parts: TableSteps[] = to.tables.map((table) => {
    const old = before(table.name);
    if (old) return tableSteps(schema, old, table);
    return {
      drops: [],
      columns: [{ kind: 'create-table', schema, table }],
      creates: table.indexes.map((index): Step => ({ kind: 'create-index', schema, table: table.name, index })),
    };
  });
  for (const table of from?.tables ?? []) {
    if (table.parked !== true && !to.tables.some((other) => other.name === table.name)) parts.push(parkSteps(schema, table));
  }
  return [
    ...(from ? [] : [{ kind: 'create-schema', schema } as const]),
    ...DROP_ORDER.flatMap((kind) => parts.flatMap((part) => part.drops.filter((step) => step.kind === kind))),
    ...parts.flatMap((part) => part.columns),
    ...parts.flatMap((part) => part.creates),
    ...to.tables.flatMap((table) => foreignKeySteps(schema, before(table.name), table)),
  ];
}

/** What is really there after the steps ran: the wanted state plus what was parked on the way. */
export function stateAfter(from: SchemaState | null, to: SchemaState): SchemaState {
  const tables = to.tables.map((table) => {
    const old = from?.tables.find((other) => other.name === table.name);
    const parked = (old?.columns ?? [])
      .filter((column) => !column.generated && !table.columns.some((other) => other.name === column.name))
      .map((column): ColumnState => ({ ...column, notNull: false, parked: true }));
    return { ...table, columns: [...table.columns.map((column) => ({ ...column })), ...parked] };
  });
  const parkedTables = (from?.tables ?? [])
    .filter((table) => !to.tables.some((other) => other.name === table.name))
    .map((table): TableState => ({
      ...table,
      columns: table.columns.map((column) => ({ ...column })),
      indexes: [],
      foreignKeys: [],
      parked: true,
    }));
  return { schema: to.schema, tables: [...tables, ...parkedTables] };
}
