/**
 * What the statements of a migration say they do to tables and columns. An upgrade leaves these changes to the migration, and plans on
 * what will be there once it ran. Code in a `DO` block says nothing here: what it does is found out when it has run.
 */
import { isNode, isString, listOf, nameParts } from '../contract/sql/nodes';
import type { SchemaState, TableState } from '../schema/state';

export type DeclaredChange =
  | { kind: 'retype'; table: string; column: string }
  | { kind: 'drop-column'; table: string; column: string }
  | { kind: 'rename-column'; table: string; column: string; to: string }
  | { kind: 'rename-table'; table: string; to: string }
  | { kind: 'drop-table'; table: string }
  /** Counts on a way back alone: there the file runs before anything else, forward behind what the tables get. */
  | { kind: 'add-column'; table: string; column: string };

const nameOf = (relation: unknown): string => (isNode(relation) && isString(relation.relname) ? relation.relname : '');

function changesOf(statement: unknown): DeclaredChange[] {
  if (!isNode(statement)) return [];
  const { AlterTableStmt: alter, RenameStmt: rename, DropStmt: drop } = statement;
  if (isNode(alter)) {
    const table = nameOf(alter.relation);
    return listOf(alter, 'cmds').flatMap(({ AlterTableCmd: command }): DeclaredChange[] => {
      if (!isNode(command)) return [];
      const { def } = command;
      if (command.subtype === 'AT_AddColumn' && isNode(def) && isNode(def.ColumnDef) && isString(def.ColumnDef.colname))
        return [{ kind: 'add-column', table, column: def.ColumnDef.colname }];
      if (!isString(command.name)) return [];
      if (command.subtype === 'AT_AlterColumnType') return [{ kind: 'retype', table, column: command.name }];
      return command.subtype === 'AT_DropColumn' ? [{ kind: 'drop-column', table, column: command.name }] : [];
    });
  }
  if (isNode(rename) && isString(rename.newname)) {
    const table = nameOf(rename.relation);
    if (rename.renameType === 'OBJECT_TABLE') return [{ kind: 'rename-table', table, to: rename.newname }];
    if (rename.renameType === 'OBJECT_COLUMN' && isString(rename.subname))
      return [{ kind: 'rename-column', table, column: rename.subname, to: rename.newname }];
  }
  if (isNode(drop) && drop.removeType === 'OBJECT_TABLE')
    return listOf(drop, 'objects').flatMap(({ List: list }): DeclaredChange[] => {
      const table = nameParts(isNode(list) ? list.items : []).at(-1);
      return table === undefined ? [] : [{ kind: 'drop-table', table }];
    });
  return [];
}

/** The changes of a parsed file, in its order. */
export const declaredIn = (tree: unknown): DeclaredChange[] => listOf(tree, 'stmts').flatMap(({ stmt }) => changesOf(stmt));

const inTable = (state: SchemaState, name: string, change: (table: TableState) => TableState): SchemaState => ({
  ...state,
  tables: state.tables.map((table) => (table.name === name ? change(table) : table)),
});

/** PostgreSQL drops indexes and keys together with any column of them. */
const without =
  (column: string) =>
  (table: TableState): TableState => ({
    ...table,
    columns: table.columns.filter(({ name }) => name !== column),
    indexes: table.indexes.filter(({ columns }) => !columns.includes(column)),
    foreignKeys: table.foreignKeys.filter(({ columns }) => !columns.includes(column)),
  });

function renamed(column: string, to: string): (table: TableState) => TableState {
  const name = (old: string) => (old === column ? to : old);
  return (table) => ({
    ...table,
    columns: table.columns.map((one) => ({ ...one, name: name(one.name) })),
    primaryKey: table.primaryKey.map(name),
    tenantColumn: table.tenantColumn === null ? null : name(table.tenantColumn),
    indexes: table.indexes.map((index) => ({ ...index, columns: index.columns.map(name) })),
    foreignKeys: table.foreignKeys.map((key) => ({ ...key, columns: key.columns.map(name) })),
  });
}

/** The state once the changes are done. A column's new type is taken from `wanted`; that it became so is looked at afterwards. */
export function afterChanges(state: SchemaState, changes: readonly DeclaredChange[], wanted: SchemaState): SchemaState {
  return changes.reduce((current, change) => {
    switch (change.kind) {
      case 'rename-table':
        return inTable(current, change.table, (table) => ({ ...table, name: change.to }));
      case 'drop-table':
        return { ...current, tables: current.tables.filter(({ name }) => name !== change.table) };
      case 'rename-column':
        return inTable(current, change.table, renamed(change.column, change.to));
      case 'add-column': {
        const added = wanted.tables.find(({ name }) => name === change.table)?.columns.find(({ name }) => name === change.column);
        return inTable(current, change.table, (table) => ({
          ...table,
          columns: added === undefined || table.columns.some(({ name }) => name === added.name) ? table.columns : [...table.columns, added],
        }));
      }
      case 'drop-column':
        return inTable(current, change.table, without(change.column));
      case 'retype': {
        const type = wanted.tables.find(({ name }) => name === change.table)?.columns.find(({ name }) => name === change.column)?.type;
        return inTable(current, change.table, (table) => ({
          ...table,
          columns: table.columns.map((one) => (one.name === change.column && type !== undefined ? { ...one, type } : one)),
        }));
      }
    }
  }, state);
}
