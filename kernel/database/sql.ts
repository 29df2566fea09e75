/**
 * SQL is composed with a template tag: values become parameters, identifiers go through `sql.id`, which quotes them. Nothing
 * concatenates an identifier or a value into a statement.
 */
import tag, { empty, join as joined, raw, type Sql } from 'sql-template-tag';
import type { Statement } from './port';

export type Fragment = Sql;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function literal(value: string | number | boolean): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}

interface SqlTag {
  /** A fragment; each `${value}` that is no fragment itself becomes a parameter. */
  (strings: TemplateStringsArray, ...values: readonly unknown[]): Fragment;
  /** One identifier, or several with dots between. */
  id(...names: readonly string[]): Fragment;
  /** A constant as it stands in a statement that takes no parameters. */
  lit(value: string | number | boolean): Fragment;
  /** Text of the kernel's own. */
  raw(text: string): Fragment;
}

export const sql: SqlTag = Object.assign((strings: TemplateStringsArray, ...values: readonly unknown[]) => tag(strings, ...values), {
  id: (...names: readonly string[]) => raw(names.map(quoted).join('.')),
  lit: (value: string | number | boolean) => raw(literal(value)),
  raw,
});

/** The statement of a fragment: its text with `$1…` and the parameters. */
export function compile(fragment: Fragment): Statement {
  return { sql: fragment.text, parameters: fragment.values };
}

/** The text of a fragment that carries no parameters (DDL). @throws Error when it carries one: DDL takes none. */
export function ddl(fragment: Fragment): string {
  if (fragment.values.length > 0) throw new Error(`DDL cannot carry parameters: ${fragment.text}`);
  return fragment.text;
}

/** `"schema"."table"`. */
export function tableId(schema: string, table: string): Fragment {
  return sql.id(schema, table);
}

/** The fragments one after the other; nothing where there are none. The separator is text alone. */
export function join(fragments: readonly Fragment[], separator: Fragment = sql`, `): Fragment {
  return fragments.length === 0 ? empty : joined(fragments, separator.sql);
}
