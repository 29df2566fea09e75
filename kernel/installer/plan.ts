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

function indexSteps(
  schema: string,
  table: string,
  from: readonly IndexState[],
  to: readonly IndexState[],
): { drops: Step[]; creates: Step[] } {
  const kept = (index: IndexState, others: readonly IndexState[]) => others.some((other) => same(other, index));
  return {
    drops: from.filter((index) => !kept(index, to)).map((index) => ({ kind: 'drop-index', schema, index: index.name })),
    creates: to.filter((index) => !kept(index, from)).map((index) => ({ kind: 'create-index', schema, table, index })),
  };
}

function tableSteps(schema: string, from: TableState, to: TableState): Step[] {
  const table = to.name;
  const indexes = indexSteps(schema, table, from.indexes, to.indexes);
  const foreignKeyDrops: Step[] = from.foreignKeys
    .filter((key) => !to.foreignKeys.some((other) => same(other, key)))
    .map((key) => ({ kind: 'drop-foreign-key', schema, table, name: key.name }));
  const columns = to.columns.flatMap((column) => {
    const before = from.columns.find((other) => other.name === column.name);
    return before ? columnSteps(schema, table, before, column) : addColumnSteps(schema, table, column);
  });
  const parked: Step[] = from.columns
    .filter((column) => column.parked !== true && !to.columns.some((other) => other.name === column.name))
    .map((column) => ({ kind: 'park-column', schema, table, column: column.name }));
  return [...indexes.drops, ...foreignKeyDrops, ...columns, ...parked, ...indexes.creates];
}

function foreignKeySteps(schema: string, from: TableState | undefined, to: TableState): Step[] {
  return to.foreignKeys
    .filter((key) => !from?.foreignKeys.some((other) => same(other, key)))
    .map((foreignKey) => ({ kind: 'add-foreign-key', schema, table: to.name, foreignKey }));
}

/**
 * The steps that turn `from` (null: nothing is installed) into `to`. What the manifest no longer names is parked, not
 * dropped, so a half-typed name in the editor costs nobody a row; the applier drops what turns out to hold nothing.
 * Foreign keys come last, when every table is there.
 */
export function planSteps(from: SchemaState | null, to: SchemaState): Step[] {
  const schema = to.schema;
  const before = (name: string) => from?.tables.find((table) => table.name === name);
  const steps: Step[] = from ? [] : [{ kind: 'create-schema', schema }];
  for (const table of to.tables) {
    const old = before(table.name);
    if (old) steps.push(...tableSteps(schema, old, table));
    else {
      steps.push({ kind: 'create-table', schema, table });
      steps.push(...table.indexes.map((index): Step => ({ kind: 'create-index', schema, table: table.name, index })));
    }
  }
  for (const table of from?.tables ?? []) {
    if (table.parked !== true && !to.tables.some((other) => other.name === table.name))
      steps.push({ kind: 'park-table', schema, table: table.name });
  }
  for (const table of to.tables) steps.push(...foreignKeySteps(schema, before(table.name), table));
  return steps;
}

/** What is really there after the steps ran: the wanted state plus what was parked on the way. */
export function stateAfter(from: SchemaState | null, to: SchemaState): SchemaState {
  const tables = to.tables.map((table) => {
    const old = from?.tables.find((other) => other.name === table.name);
    const parked = (old?.columns ?? [])
      .filter((column) => !table.columns.some((other) => other.name === column.name))
      .map((column): ColumnState => ({ ...column, notNull: false, parked: true }));
    return { ...table, columns: [...table.columns, ...parked] };
  });
  const parkedTables = (from?.tables ?? [])
    .filter((table) => !to.tables.some((other) => other.name === table.name))
    .map((table): TableState => ({ ...table, parked: true }));
  return { schema: to.schema, tables: [...tables, ...parkedTables] };
}
