/** The statements of each step. Every identifier is quoted by the composer; every literal comes from a closed list. */
import { APP_ROLE } from '../../database/bookkeeping';
import { ddl, join, sql, tableId, type Fragment } from '../../database/sql';
import { forgetRows, journalRows, noteRows } from '../../journal/tables';
import { indexPredicate, rulePredicate } from '../../schema/index-predicate';
import type { ColumnState, ForeignKeyState, IndexState, TableState } from '../../schema/state';
import type { Step } from './step';

const ids = (names: readonly string[]): Fragment => join(names.map((name) => sql.id(name)));

function columnDefinition(column: ColumnState): Fragment {
  // Types and defaults are members of closed lists (column-type.ts, default-value.ts) and expressions are composed
  // (generated-column.ts), so they stand in the text as they are.
  const type = sql`${sql.id(column.name)} ${sql.raw(column.type)}`;
  if (column.generated) return sql`${type} generated always as (${sql.raw(column.generated.sql)}) stored`;
  const withDefault = column.default === null ? type : sql`${type} default ${sql.raw(column.default)}`;
  return column.notNull ? sql`${withDefault} not null` : withDefault;
}

/** What a column is for, where tools that look at the database show it. */
const commentOn = (schema: string, table: string, column: string, comment: string | null): Fragment =>
  sql`comment on column ${tableId(schema, table)}.${sql.id(column)} is ${comment === null ? sql`null` : sql.lit(comment)}`;

const commentsOn = (schema: string, table: string, columns: readonly ColumnState[]): Fragment[] =>
  columns.flatMap(({ name, comment }) => (comment === undefined ? [] : [commentOn(schema, table, name, comment)]));

function createTable(schema: string, table: TableState): Fragment[] {
  const id = tableId(schema, table.name);
  const columns = table.columns.map(columnDefinition);
  const statements = [
    sql`create table ${id} (${join(columns)}, primary key (${ids(table.primaryKey)}))`,
    sql`grant select, insert, update, delete on ${id} to ${sql.id(APP_ROLE)}`,
    ...journalRows(schema, table.name),
  ];
  if (table.tenantColumn !== null) {
    const own = sql`${sql.id(table.tenantColumn)} = nullif(current_setting('app.current_org', true), '')::uuid`;
    statements.push(
      sql`alter table ${id} enable row level security`,
      sql`create policy rls_org_isolation on ${id} using (${own}) with check (${own})`,
    );
  }
  return [...statements, ...commentsOn(schema, table.name, table.columns)];
}

function createIndex(schema: string, table: string, index: IndexState): Fragment {
  const unique = index.unique ? sql`unique ` : sql``;
  const declared = index.where === null ? null : indexPredicate(index.where);
  const predicate = index.rule ? rulePredicate(index.rule) : declared;
  const where = predicate === null ? sql`` : sql` where ${predicate}`;
  const direction = index.descending ? sql` desc` : sql``;
  return sql`create ${unique}index ${sql.id(index.name)} on ${tableId(schema, table)} using ${sql.raw(index.method)} (${ids(index.columns)}${direction})${where}`;
}

function addForeignKey(schema: string, table: string, key: ForeignKeyState): Fragment {
  return sql`alter table ${tableId(schema, table)} add constraint ${sql.id(key.name)} foreign key (${ids(key.columns)}) references ${tableId(key.schema, key.table)} (${ids(key.references)}) on delete ${sql.raw(key.onDelete)}`;
}

export const isNumber = (type: string): boolean => /^(integer|bigint|numeric)/.test(type);

/** A column's old and new SQL type. */
export type Retype = Pick<Extract<Step, { kind: 'alter-column-type' }>, 'from' | 'to'>;

/** The column's value brought into its new type. That nothing is lost by it was found out before (unfit-values.ts). */
export function converted({ from, to }: Retype, column: Fragment): Fragment {
  if (isNumber(from) && isNumber(to)) return sql`${column}::${sql.raw(to)}`;
  // Without a cast to the length: a cast would cut longer values in silence, the assignment refuses them.
  if (to.startsWith('varchar')) return sql`${column}::text`;
  return sql`${column}::text::${sql.raw(to)}`;
}

/** The journal remembers rows by table: they are forgotten under the old name and noted under the new one. */
function renameTable({ schema, table, to }: Extract<Step, { kind: 'rename-table' }>): Fragment[] {
  return [forgetRows(schema, table), sql`alter table ${tableId(schema, table)} rename to ${sql.id(to)}`, noteRows(schema, to)];
}

/** The journal remembers values by column: every row is noted anew. */
function renameColumn({ schema, table, column, to }: Extract<Step, { kind: 'rename-column' }>): Fragment[] {
  const id = tableId(schema, table);
  return [sql`alter table ${id} rename column ${sql.id(column)} to ${sql.id(to)}`, noteRows(schema, table)];
}

function fragments(step: Step): Fragment[] {
  switch (step.kind) {
    case 'create-schema':
      return [
        sql`create schema if not exists ${sql.id(step.schema)}`,
        sql`grant usage on schema ${sql.id(step.schema)} to ${sql.id(APP_ROLE)}`,
      ];
    case 'rename-table':
      return renameTable(step);
    case 'rename-column':
      return renameColumn(step);
    case 'create-table':
      return createTable(step.schema, step.table);
    case 'add-column':
      return [
        sql`alter table ${tableId(step.schema, step.table)} add column ${columnDefinition(step.column)}`,
        ...commentsOn(step.schema, step.table, [step.column]),
      ];
    case 'alter-column-type': {
      const alter = sql`alter table ${tableId(step.schema, step.table)} alter column ${sql.id(step.column)}`;
      return [
        // The default is of the old type: it goes first and is set anew by a step of its own.
        sql`${alter} drop default`,
        sql`${alter} type ${sql.raw(step.to)} using ${converted(step, sql.id(step.column))}`,
      ];
    }
    case 'set-default': {
      const alter = sql`alter table ${tableId(step.schema, step.table)} alter column ${sql.id(step.column)}`;
      return [step.default === null ? sql`${alter} drop default` : sql`${alter} set default ${sql.raw(step.default)}`];
    }
    case 'set-not-null':
      return [sql`alter table ${tableId(step.schema, step.table)} alter column ${sql.id(step.column)} set not null`];
    case 'set-comment':
      return [commentOn(step.schema, step.table, step.column, step.comment)];
    // Neither cascades: what hangs on it has steps of its own.
    case 'drop-table':
      return [sql`drop table ${tableId(step.schema, step.table)}`];
    case 'drop-column':
      return [sql`alter table ${tableId(step.schema, step.table)} drop column ${sql.id(step.column)}`];
    case 'drop-not-null':
    case 'park-column':
      return [sql`alter table ${tableId(step.schema, step.table)} alter column ${sql.id(step.column)} drop not null`];
    case 'park-table':
      return [];
    case 'create-index':
      return [createIndex(step.schema, step.table, step.index)];
    case 'drop-index':
      return [sql`drop index ${tableId(step.schema, step.index)}`];
    case 'add-foreign-key':
      return [addForeignKey(step.schema, step.table, step.foreignKey)];
    case 'drop-foreign-key':
      return [sql`alter table ${tableId(step.schema, step.table)} drop constraint ${sql.id(step.name)}`];
  }
}

/** The SQL of a step, statement by statement, ready to run or to print. */
export function statementsOf(step: Step): string[] {
  return fragments(step).map(ddl);
}
