/** What may stand at a place of a statement: tables and columns as the database has them now, and SQL's own words. Pure. */
import type { ConsoleTable } from '../../kernel/console/tables';

export interface SqlCompletion {
  label: string;
  insert: string;
  kind: 'table' | 'column' | 'keyword';
  detail: string;
}

const KEYWORDS = [
  ...['select', 'from', 'where', 'group by', 'order by', 'having', 'limit', 'offset', 'join', 'left join', 'on', 'as', 'and', 'or', 'not'],
  ...['is null', 'is not null', 'in', 'like', 'ilike', 'between', 'case when', 'distinct', 'count(*)', 'sum', 'avg', 'min', 'max', 'desc'],
  ...['insert into', 'values', 'update', 'set', 'delete from', 'returning', 'with', 'union all', 'exists', 'coalesce'],
];

/** A name as it is written in a statement: in quotes where it would be read as something else. */
export const quotedName = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);

export const qualified = ({ schema, name }: Pick<ConsoleTable, 'schema' | 'name'>): string => `${quotedName(schema)}.${quotedName(name)}`;

/** Behind these words stands a table. */
const BEFORE_TABLE = /\b(?:from|join|into|update|table)\s+[\w."]*$/i;

const tableItem = (table: ConsoleTable): SqlCompletion => ({
  label: table.name,
  insert: qualified(table),
  kind: 'table',
  detail: table.schema,
});

const columnsOf = (table: ConsoleTable): SqlCompletion[] =>
  table.columns.map(({ name, type }) => ({ label: name, insert: quotedName(name), kind: 'column', detail: `${table.name} · ${type}` }));

/** The names by which a statement calls its tables: each alias, and each table by its own name. */
function named(text: string, tables: readonly ConsoleTable[]): Map<string, ConsoleTable> {
  const found = new Map<string, ConsoleTable>();
  const references =
    /(?:from|join|into|update|,)\s+(?:("?)([\w$]+)\1\.)?("?)([\w$]+)\3(?:\s+(?:as\s+)?(?!on\b|where\b|set\b|join\b|left\b|group\b|order\b|limit\b|values\b)([a-z_]\w*))?/gi;
  for (const [, , schema, , name = '', alias] of text.matchAll(references)) {
    const table = tables.find((one) => one.name === name && (schema === undefined || one.schema === schema));
    if (!table) continue;
    found.set(name, table);
    if (alias !== undefined) found.set(alias, table);
  }
  return found;
}

/** @param offset of the cursor in UTF-16 units of the text */
export function completeSql(text: string, offset: number, tables: readonly ConsoleTable[]): SqlCompletion[] {
  const before = text.slice(0, offset);
  const schema = /(?:from|join|into|update)\s+"?([\w$]+)"?\.\w*$/i.exec(before)?.[1];
  if (schema !== undefined)
    return tables.filter((table) => table.schema === schema).map((table) => ({ ...tableItem(table), insert: quotedName(table.name) }));
  if (BEFORE_TABLE.test(before)) return tables.map(tableItem);
  const known = named(text, tables);
  const owner = /("?)([\w$]+)\1\.\w*$/.exec(before)?.[2];
  if (owner !== undefined) {
    const table = known.get(owner);
    return table ? columnsOf(table) : [];
  }
  const columns = [...new Set(known.values())].flatMap(columnsOf);
  return [
    ...columns,
    ...KEYWORDS.map((word): SqlCompletion => ({ label: word, insert: word, kind: 'keyword', detail: '' })),
    ...tables.map(tableItem),
  ];
}
