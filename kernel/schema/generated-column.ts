import { fitsSql, readArithmetic, toGeneratedColumnSql } from '../expressions/arithmetic';
import { schemaError } from './messages';

/** An expression of stored columns, ready for DDL, and the columns it reads. */
export interface GeneratedColumn {
  sql: string;
  columns: string[];
}

/**
 * The expression of a `generated` column (sums and products of columns and numbers) as SQL.
 *
 * @example generatedColumn('price * (1 + tax)', names).sql // '"price" * ( 1 + "tax" )'
 * @throws KernelError `bad_generated_column`, `unknown_column`
 */
export function generatedColumn(text: string, known: ReadonlySet<string>): GeneratedColumn {
  const reading = readArithmetic(text);
  if (!reading.ok || !fitsSql(reading.ast)) throw schemaError('bad_generated_column', { expression: text.slice(0, 80) });
  const unknown = reading.names.find((name) => !known.has(name));
  if (unknown !== undefined) throw schemaError('unknown_column', { column: unknown, what: 'generated' });
  return { sql: toGeneratedColumnSql(reading.ast), columns: [...new Set(reading.names)] };
}
