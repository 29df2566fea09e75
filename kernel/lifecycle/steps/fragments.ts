/** Pieces of statements that several kinds of steps share. Every identifier is quoted by the composer; every literal comes from a closed list. */
import { join, sql, tableId, type Fragment } from '../../database/sql';
import type { ColumnState } from '../../schema/state';

export const ids = (names: readonly string[]): Fragment => join(names.map((name) => sql.id(name)));

export const relation = (schema: string, name: string): Fragment => tableId(schema, name);

export const alterTable = ({ schema, table }: { schema: string; table: string }): Fragment => sql`alter table ${tableId(schema, table)}`;

export const alterColumn = (at: { schema: string; table: string; column: string }): Fragment =>
  sql`${alterTable(at)} alter column ${sql.id(at.column)}`;

export function columnDefinition(column: ColumnState): Fragment {
  // Types and defaults are members of closed lists (column-type.ts, default-value.ts) and expressions are composed
  // (generated-column.ts), so they stand in the text as they are.
  const type = sql`${sql.id(column.name)} ${sql.raw(column.type)}`;
  if (column.generated) return sql`${type} generated always as (${sql.raw(column.generated.sql)}) stored`;
  const withDefault = column.default === null ? type : sql`${type} default ${sql.raw(column.default)}`;
  return column.notNull ? sql`${withDefault} not null` : withDefault;
}

/** What a column is for, where tools that look at the database show it. */
export const commentOn = (schema: string, table: string, column: string, comment: string | null): Fragment =>
  sql`comment on column ${tableId(schema, table)}.${sql.id(column)} is ${comment === null ? sql`null` : sql.lit(comment)}`;

export const commentsOn = (schema: string, table: string, columns: readonly ColumnState[]): Fragment[] =>
  columns.flatMap(({ name, comment }) => (comment === undefined ? [] : [commentOn(schema, table, name, comment)]));
