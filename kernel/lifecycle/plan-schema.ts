/** From what is installed to what the manifest asks for: the steps between, as data. Pure; nothing here touches a database. */
import type { ForeignKeyAt } from './catalogue';
import { type Ask, NO_ROWS } from './row-facts';
import { installError } from './messages';
import type { InstallNote } from './notes';
import type { ColumnState, ForeignKeyState, IndexState, SchemaState, TableState } from '../schema/state';
import type { SchemaStep } from './steps/step';

/** Everything an install does to the catalogue, and what it leaves undone because rows stand in the way. */
export interface Planned {
  steps: SchemaStep[];
  notes: InstallNote[];
}

/** Foreign keys of other addons' tables that point into the schema: those that are there, and those that should be. */
export interface Surroundings {
  pointing: readonly ForeignKeyAt[];
  wanted: readonly ForeignKeyAt[];
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const joined = (parts: readonly Planned[]): Planned => ({
  steps: parts.flatMap(({ steps }) => steps),
  notes: parts.flatMap(({ notes }) => notes),
});

/** A required column, which stays optional as long as rows have no value for it. */
function required(schema: string, table: string, column: string, lacksValues: boolean): Planned {
  if (lacksValues) return { steps: [], notes: [{ code: 'column_stays_optional', table, column }] };
  return { steps: [{ kind: 'set-not-null', schema, table, column }], notes: [] };
}

function commentSteps(schema: string, table: string, from: ColumnState, to: ColumnState): SchemaStep[] {
  if (from.comment === to.comment) return [];
  return [{ kind: 'set-comment', schema, table, column: to.name, comment: to.comment ?? null }];
}

function columnSteps(schema: string, table: string, from: ColumnState, to: ColumnState, ask: Ask): Planned {
  const at = { schema, table, column: to.name };
  const steps: SchemaStep[] = [];
  const retyped = from.type !== to.type;
  if (retyped) steps.push({ kind: 'alter-column-type', ...at, from: from.type, to: to.type });
  // A change of type drops the default first, so a default that is wanted is set again.
  if (from.default !== to.default || (retyped && to.default !== null)) steps.push({ kind: 'set-default', ...at, default: to.default });
  steps.push(...commentSteps(schema, table, from, to));
  if (!to.notNull && from.notNull) steps.push({ kind: 'drop-not-null', ...at });
  if (!to.notNull || from.notNull) return { steps, notes: [] };
  return joined([{ steps, notes: [] }, required(schema, table, to.name, ask({ about: 'nulls', ...at }))]);
}

function addColumnSteps(schema: string, table: string, column: ColumnState, ask: Ask): Planned {
  // Rows that are there have no value for a required column without default: it is added without the requirement.
  const lacksValues = column.notNull && column.default === null && ask({ about: 'rows', schema, table });
  if (!lacksValues) return { steps: [{ kind: 'add-column', schema, table, column }], notes: [] };
  return {
    steps: [{ kind: 'add-column', schema, table, column: { ...column, notNull: false } }],
    notes: [{ code: 'column_stays_optional', table, column: column.name }],
  };
}

/** The steps of one table, by when they may run: what stands in the way goes first, what builds on columns comes last. */
interface TableSteps {
  drops: SchemaStep[];
  columns: Planned;
  creates: SchemaStep[];
}

const NOTHING: Planned = { steps: [], notes: [] };

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

/**
 * What becomes of a column that the manifest no longer names: it goes when it holds nothing a person entered (every letter typed into
 * a name in the editor would leave a column behind otherwise), and is parked else.
 */
function leavingSteps(schema: string, table: string, column: ColumnState, ask: Ask): { drops: SchemaStep[]; parked: Planned } {
  const { name, type, default: own } = column;
  if (!ask({ about: 'values', schema, table, column: { name, type, default: own } }))
    return { drops: [{ kind: 'drop-column', schema, table, column: name }], parked: NOTHING };
  const steps: SchemaStep[] = [{ kind: 'park-column', schema, table, column: name }];
  return { drops: [], parked: { steps, notes: [{ code: 'column_parked', table, column: name }] } };
}

/** @throws KernelError `values_not_computed` for a column with values that is to be computed from now on */
function refuseComputing(schema: string, table: string, from: ColumnState | undefined, ask: Ask): void {
  if (!from || from.generated) return;
  const { name, type, default: own } = from;
  if (!ask({ about: 'values', schema, table, column: { name, type, default: own } })) return;
  throw installError('values_not_computed', { table, column: name });
}

function tableSteps(schema: string, from: TableState, to: TableState, ask: Ask): TableSteps {
  const table = to.name;
  const anew = recomputed(from, to);
  for (const name of anew)
    refuseComputing(
      schema,
      table,
      from.columns.find((column) => column.name === name),
      ask,
    );
  // PostgreSQL drops an index together with any column of it.
  const kept = (index: IndexState, others: readonly IndexState[]) =>
    others.some((other) => same(other, index)) && !index.columns.some((name) => anew.has(name));
  const leaving = from.columns
    .filter((column) => column.parked !== true && !column.generated && !to.columns.some((other) => other.name === column.name))
    .map((column) => leavingSteps(schema, table, column, ask));
  const drops: SchemaStep[] = [
    ...from.indexes
      .filter((index) => !kept(index, to.indexes))
      .map((index): SchemaStep => ({ kind: 'drop-index', schema, index: index.name })),
    ...from.foreignKeys
      .filter((key) => !to.foreignKeys.some((other) => same(other, key)))
      .map((key): SchemaStep => ({ kind: 'drop-foreign-key', schema, table, name: key.name })),
    ...[...anew].map((column): SchemaStep => ({ kind: 'drop-column', schema, table, column })),
    ...leaving.flatMap((column) => column.drops),
  ];
  const added = (column: ColumnState) => anew.has(column.name) || !from.columns.some((other) => other.name === column.name);
  const stored = to.columns.filter((column) => !column.generated);
  const columns = stored.map((column) => {
    const before = from.columns.find((other) => other.name === column.name);
    return before && !added(column) ? columnSteps(schema, table, before, column, ask) : addColumnSteps(schema, table, column, ask);
  });
  const computed = to.columns
    .filter((column) => column.generated)
    .flatMap((column): SchemaStep[] => {
      const before = from.columns.find((other) => other.name === column.name);
      return before && !added(column) ? commentSteps(schema, table, before, column) : [{ kind: 'add-column', schema, table, column }];
    });
  const creates = to.indexes
    .filter((index) => !kept(index, from.indexes))
    .map((index): SchemaStep => ({ kind: 'create-index', schema, table, index }));
  return { drops, columns: joined([...columns, ...leaving.map(({ parked }) => parked), { steps: computed, notes: [] }]), creates };
}

/** A foreign key of another addon's rows, unless one of them points at nothing. `isNew`: what it points at has no rows yet. */
function crossingKey({ schema, table, foreignKey }: ForeignKeyAt, isNew: boolean, ask: Ask): Planned {
  const stands = ask(isNew ? { about: 'rows', schema, table } : { about: 'orphans', schema, table, foreignKey });
  if (stands) return { steps: [], notes: [{ code: 'extension_unbound', table }] };
  return { steps: [{ kind: 'add-foreign-key', schema, table, foreignKey }], notes: [] };
}

function foreignKeySteps(schema: string, from: TableState | undefined, to: TableState, ask: Ask): Planned {
  const table = to.name;
  const missing = to.foreignKeys.filter((key) => !from?.foreignKeys.some((other) => same(other, key)));
  const add = (foreignKey: ForeignKeyState): Planned => ({ steps: [{ kind: 'add-foreign-key', schema, table, foreignKey }], notes: [] });
  return joined(
    missing.map((key) => (from && key.schema !== schema ? crossingKey({ schema, table, foreignKey: key }, false, ask) : add(key))),
  );
}

/** A parked table keeps its rows and nothing that could stand in another table's way: index names, foreign keys. */
function parkSteps(schema: string, table: TableState): TableSteps {
  return {
    drops: [
      ...table.indexes.map((index): SchemaStep => ({ kind: 'drop-index', schema, index: index.name })),
      ...table.foreignKeys.map((key): SchemaStep => ({ kind: 'drop-foreign-key', schema, table: table.name, name: key.name })),
    ],
    columns: { steps: [{ kind: 'park-table', schema, table: table.name }], notes: [{ code: 'table_parked', table: table.name }] },
    creates: [],
  };
}

/** Whether a table can only be made anew: its primary key or its tenancy column changes. */
const isRekeyed = (from: TableState, to: TableState): boolean =>
  from.tenantColumn !== to.tenantColumn || from.primaryKey.join() !== to.primaryKey.join();

/**
 * The tables that go: empty ones that the manifest no longer names, and empty ones that are made anew.
 * @throws KernelError `needs_rebuild` for a table that would have to be made anew and holds rows
 */
function goingTables(from: SchemaState, to: SchemaState, ask: Ask): Set<string> {
  const going = new Set<string>();
  for (const old of from.tables) {
    const table = to.tables.find((other) => other.name === old.name);
    if (table ? !isRekeyed(old, table) : old.parked === true) continue;
    const hasRows = ask({ about: 'rows', schema: from.schema, table: old.name });
    if (hasRows && table) throw installError('needs_rebuild', { table: old.name });
    if (!hasRows) going.add(old.name);
  }
  return going;
}

/** A foreign key rests on a unique index, an index on columns. */
const DROP_ORDER = ['drop-foreign-key', 'drop-index', 'drop-table', 'drop-column'] as const;

/** What stands once the tables of `going` went, and the steps by which they do. No step drops more than it says. */
function withoutGoing(
  from: SchemaState,
  going: ReadonlySet<string>,
  pointing: readonly ForeignKeyAt[],
): { state: SchemaState; drops: SchemaStep[] } {
  const { schema } = from;
  const pointsAtGoing = (key: ForeignKeyState) => key.schema === schema && going.has(key.table);
  const own = from.tables.flatMap(({ name: table, foreignKeys }) => foreignKeys.map((foreignKey) => ({ schema, table, foreignKey })));
  const cut = [...own, ...pointing].filter(
    ({ foreignKey, ...at }) => pointsAtGoing(foreignKey) && !(at.schema === schema && at.table === foreignKey.table),
  );
  const stays = (key: ForeignKeyState) => !pointsAtGoing(key);
  return {
    state: {
      schema,
      tables: from.tables
        .filter(({ name }) => !going.has(name))
        .map((table) => ({ ...table, foreignKeys: table.foreignKeys.filter(stays) })),
    },
    drops: [
      ...cut.map((key): SchemaStep => ({ kind: 'drop-foreign-key', schema: key.schema, table: key.table, name: key.foreignKey.name })),
      ...[...going].map((table): SchemaStep => ({ kind: 'drop-table', schema, table })),
    ],
  };
}

/** The keys by which other addons' extensions are tied to this schema: those that are missing, where their rows allow it. */
function bindings(
  to: SchemaState,
  standing: SchemaState,
  { pointing, wanted }: Surroundings,
  ask: Ask,
): { drops: SchemaStep[]; adds: Planned } {
  const stays = (key: ForeignKeyAt) => standing.tables.some(({ name }) => name === key.foreignKey.table);
  const there = pointing.filter(stays);
  const missing = wanted.filter(
    (key) => to.tables.some(({ name }) => name === key.foreignKey.table) && !there.some((other) => same(other, key)),
  );
  const inTheWay = there.filter((other) =>
    missing.some((key) => key.schema === other.schema && key.table === other.table && key.foreignKey.name === other.foreignKey.name),
  );
  return {
    drops: inTheWay.map(({ schema, table, foreignKey }) => ({ kind: 'drop-foreign-key', schema, table, name: foreignKey.name })),
    adds: joined(missing.map((key) => crossingKey(key, !stays(key), ask))),
  };
}

/**
 * The steps that turn `from` (null: nothing is installed) into `to`, and nothing else is done to the catalogue. What the manifest no
 * longer names is parked where it holds values, so a half-typed name in the editor costs nobody a row, and dropped where it holds
 * none. Drops come first in all tables, because an index name may move from one to another; foreign keys come last, when every
 * table is there.
 * @throws KernelError `needs_rebuild`, `values_not_computed`
 */
export function planSchema(
  from: SchemaState | null,
  to: SchemaState,
  ask: Ask = NO_ROWS,
  around: Surroundings = { pointing: [], wanted: [] },
): Planned {
  const schema = to.schema;
  const installed = from ?? { schema, tables: [] };
  const { state: standing, drops } = withoutGoing(installed, goingTables(installed, to, ask), around.pointing);
  const before = (name: string) => standing.tables.find((table) => table.name === name);
  const parts: TableSteps[] = to.tables.map((table) => {
    const old = before(table.name);
    if (old) return tableSteps(schema, old, table, ask);
    return {
      drops: [],
      columns: { steps: [{ kind: 'create-table', schema, table }], notes: [] },
      creates: table.indexes.map((index): SchemaStep => ({ kind: 'create-index', schema, table: table.name, index })),
    };
  });
  for (const table of standing.tables) {
    if (table.parked !== true && !to.tables.some((other) => other.name === table.name)) parts.push(parkSteps(schema, table));
  }
  const bound = bindings(to, standing, around, ask);
  const allDrops = [...drops, ...bound.drops, ...parts.flatMap((part) => part.drops)];
  const middle = joined(parts.map(({ columns }) => columns));
  const last = joined([...to.tables.map((table) => foreignKeySteps(schema, before(table.name), table, ask)), bound.adds]);
  return {
    steps: [
      ...(from ? [] : [{ kind: 'create-schema', schema } as const]),
      ...DROP_ORDER.flatMap((kind) => allDrops.filter((step) => step.kind === kind)),
      ...middle.steps,
      ...parts.flatMap((part) => part.creates),
      ...last.steps,
    ],
    notes: [...middle.notes, ...last.notes],
  };
}

/** What to remember of a schema once `steps` ran: what is wanted and what is parked. Whether it is there, the catalogue says. */
export function stateAfter(from: SchemaState | null, to: SchemaState, steps: readonly SchemaStep[]): SchemaState {
  const isDropped = (table: string, column?: string) =>
    steps.some(
      (step) =>
        (step.kind === 'drop-table' && step.table === table) ||
        (step.kind === 'drop-column' && step.table === table && step.column === column),
    );
  const tables = to.tables.map((table) => {
    const old = from?.tables.find((other) => other.name === table.name);
    const parked = (isDropped(table.name) ? [] : (old?.columns ?? []))
      .filter((column) => !column.generated && !table.columns.some((other) => other.name === column.name))
      .filter((column) => !isDropped(table.name, column.name))
      .map((column): ColumnState => ({ ...column, notNull: false, parked: true }));
    return { ...table, columns: [...table.columns, ...parked] };
  });
  const parkedTables = (from?.tables ?? [])
    .filter((table) => !to.tables.some((other) => other.name === table.name) && !isDropped(table.name))
    .map((table): TableState => ({ ...table, indexes: [], foreignKeys: [], parked: true }));
  return { schema: to.schema, tables: [...tables, ...parkedTables] };
}
