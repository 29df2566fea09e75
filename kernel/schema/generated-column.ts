import { fitsSql, readArithmetic } from '../contract/expressions/arithmetic';
import { ddl, sql, type Fragment } from '../database/sql';
import { schemaError } from './messages';

const TOKEN = /([A-Za-z_][A-Za-z0-9_]*)|(\d+(?:\.\d*)?|\.\d+)|([-+*/()])/g;

/** An expression of stored columns, ready for DDL, and the columns it reads. */
export interface GeneratedColumn {
  sql: string;
  columns: string[];
}

/**
 * The expression of a `generated` column (sums and products of columns and numbers) as SQL. It is
 * composed anew, token by token: names are quoted, signs stand apart so that two of them never start a comment, and
 * the author's text itself never reaches the statement.
 *
 * @example generatedColumn('price * (1 + tax)', names).sql // '"price" * ( 1 + "tax" )'
 * @throws KernelError `bad_generated_column`, `unknown_column`
 */
export function generatedColumn(text: string, known: ReadonlySet<string>): GeneratedColumn {
  if (!fitsSql(readArithmetic(text))) {
    throw schemaError('bad_generated_column', { expression: text.slice(0, 80) });
  }
  const columns = new Set<string>();
  const parts: Fragment[] = [...text.matchAll(TOKEN)].map(([token, name]) => {
    if (name === undefined) return sql.raw(token);
    if (!known.has(name)) throw schemaError('unknown_column', { column: name, what: 'generated' });
    columns.add(name);
    return sql.id(name);
  });
  return { sql: ddl(sql`${sql.join(parts, sql` `)}`), columns: [...columns] };
}
