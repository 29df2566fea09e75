/**
 * Renames that the editor made. Two manifests do not tell a renamed column from one that left and another that came; the
 * author's hand does, and then the values move along instead of being parked.
 */
import type { ManifestV3 } from '../../schemas';
import type { Renamed } from '../database/bookkeeping';
import type { ForeignKeyState, IndexState, SchemaState, TableState } from '../schema/state';
import type { SchemaStep } from './steps/step';

/** One name that became another. Names of columns are told with the table as it was called then. */
export type Rename =
  | { kind: 'table'; from: string; to: string }
  | { kind: 'column'; table: string; from: string; to: string }
  | { kind: 'model'; from: string; to: string };

/** Renames looked at in one install; an author makes a few between two of them. */
export const MAX_RENAMES = 200;

/** Rows are told apart by it, and the journal knows them by it. */
const ROW_ID = 'id';

const inTable = (state: SchemaState, name: string): TableState | undefined => state.tables.find((table) => table.name === name);

const living = (table: TableState | undefined, column: string): boolean =>
  table?.columns.some((other) => other.name === column && other.parked !== true && !other.generated) === true;

function tableRenamed(state: SchemaState, from: string, to: string): SchemaState {
  const keys = (list: readonly ForeignKeyState[]) =>
    list.map((key) => (key.table === from && key.schema === state.schema ? { ...key, table: to } : key));
  return {
    ...state,
    tables: state.tables.map((table) => ({ ...table, name: table.name === from ? to : table.name, foreignKeys: keys(table.foreignKeys) })),
  };
}

function columnRenamed(state: SchemaState, tableName: string, from: string, to: string): SchemaState {
  const name = (column: string) => (column === from ? to : column);
  // What an index's condition reads is not rewritten: the condition differs then, and the index is built anew.
  const index = (one: IndexState): IndexState => ({ ...one, columns: one.columns.map(name) });
  const tables = state.tables.map((table): TableState => {
    const own = table.name === tableName;
    const foreignKeys = table.foreignKeys.map((key) => ({
      ...key,
      columns: own ? key.columns.map(name) : key.columns,
      references: key.table === tableName && key.schema === state.schema ? key.references.map(name) : key.references,
    }));
    if (!own) return { ...table, foreignKeys };
    return {
      ...table,
      columns: table.columns.map((column) => ({ ...column, name: name(column.name) })),
      primaryKey: table.primaryKey.map(name),
      tenantColumn: table.tenantColumn === null ? null : name(table.tenantColumn),
      indexes: table.indexes.map(index),
      foreignKeys,
    };
  });
  return { ...state, tables };
}

export interface PlannedRenames {
  steps: SchemaStep[];
  /** What is installed once the steps ran. */
  state: SchemaState | null;
}

/** Names that were renamed to each other, over any number of steps, the nearest first; `name` itself leads. */
function kin(name: string, pairs: readonly { from: string; to: string }[]): string[] {
  const found = [name];
  for (const known of found) {
    for (const { from, to } of pairs) {
      const next = from === known ? to : to === known ? from : known;
      if (!found.includes(next)) found.push(next);
    }
  }
  return found;
}

/**
 * The renames that lie between what is installed and what the manifest asks for. A name that is new in the manifest takes
 * over from one that left it, if the author renamed the one to the other, over any number of steps. Directions do not
 * count, so that undoing a rename in the editor brings the values back.
 */
export function planRenames(from: SchemaState | null, to: SchemaState, renames: readonly Rename[]): PlannedRenames {
  if (from === null) return { steps: [], state: null };
  const recent = renames.slice(-MAX_RENAMES);
  const tables = recent.filter((rename) => rename.kind === 'table');
  const { schema } = from;
  const steps: SchemaStep[] = [];
  let state = from;
  for (const { name: table } of to.tables) {
    const isOld = (name: string) => inTable(state, name) !== undefined && inTable(state, name)?.parked !== true;
    const old = inTable(state, table) ? undefined : kin(table, tables).find((name) => isOld(name) && !inTable(to, name));
    if (old === undefined) continue;
    steps.push({ kind: 'rename-table', schema, table: old, to: table });
    state = tableRenamed(state, old, table);
  }
  for (const wanted of to.tables) {
    const names = kin(wanted.name, tables);
    const columns = recent.filter((rename) => rename.kind === 'column').filter(({ table }) => names.includes(table));
    for (const { name: column } of wanted.columns.filter(({ name }) => name !== ROW_ID && living(wanted, name))) {
      const before = inTable(state, wanted.name);
      const isNew = before?.columns.every(({ name }) => name !== column) === true;
      const leaves = (name: string) => name !== ROW_ID && living(before, name) && !wanted.columns.some((other) => other.name === name);
      const old = isNew ? kin(column, columns).find(leaves) : undefined;
      if (old === undefined) continue;
      steps.push({ kind: 'rename-column', schema, table: wanted.name, column: old, to: column });
      state = columnRenamed(state, wanted.name, old, column);
    }
  }
  return { steps, state };
}

/** Models that got another key: the one of the two names that the manifest still has is the new one. */
export function renamedModels(manifest: ManifestV3, renames: readonly Rename[]): Extract<Renamed, { kind: 'model' }>[] {
  const keys = new Set((manifest.models ?? []).map((model) => model.key));
  return renames.slice(-MAX_RENAMES).flatMap((rename) => {
    if (rename.kind !== 'model') return [];
    const [from, to] = keys.has(rename.to) ? [rename.from, rename.to] : [rename.to, rename.from];
    return keys.has(from) || !keys.has(to) ? [] : [{ kind: 'model', addonKey: manifest.metadata.key, from, to }];
  });
}
