import { join, sql, type Fragment } from '../database/sql';
import { schemaError } from './messages';
import type { UniqueRule } from './state';

const NULL_TEST = /^([a-z][a-z0-9_]*)\s+is\s+(not\s+)?null$/i;
const COMPARISON = /^([a-z][a-z0-9_]*)\s*(<>|!=|>=|<=|=|>|<)\s*('[A-Za-z0-9 _.:/-]*'|-?\d+(?:\.\d+)?|true|false)$/i;
const COLUMN = /^[a-z][a-z0-9_]*$/;

type Term = { column: string; isNull: boolean } | { column: string; operator: string; literal: string };

/** The text is cut at every ` AND `, inside quotes too, as the hosts do. */
function readTerms(where: string): Term[] {
  return where.split(/\s+AND\s+/i).map((text) => {
    const term = text.trim();
    const nullTest = NULL_TEST.exec(term);
    if (nullTest?.[1] !== undefined && COLUMN.test(nullTest[1])) return { column: nullTest[1], isNull: nullTest[2] === undefined };
    const [, column, operator, literal] = COMPARISON.exec(term) ?? [];
    // Words may be written in capitals, columns may not.
    if (column === undefined || operator === undefined || literal === undefined || !COLUMN.test(column))
      throw schemaError('bad_index_predicate', { term });
    return { column, operator, literal };
  });
}

/** The condition of a unique rule's index: living rows with these values. PostgreSQL reads each value as its column's type. */
export function rulePredicate(rule: UniqueRule): Fragment | null {
  const terms = [
    ...(rule.living ? [sql`${sql.id('deleted_at')} is null`] : []),
    ...rule.texts.map((name) => sql`${sql.id(name)} <> ''`),
    ...rule.match.map(([name, values]) => sql`${sql.id(name)} in (${join(values.map((value) => sql.lit(value)))})`),
  ];
  return terms.length === 0 ? null : join(terms, sql` and `);
}

/** The columns a partial index's condition names. @throws KernelError `bad_index_predicate` */
export const predicateColumns = (where: string): string[] => readTerms(where).map((term) => term.column);

/**
 * The predicate of a partial index (comparisons with a literal and null tests, joined by AND) as SQL, built anew from its parts: the author's text itself never
 * reaches the statement.
 *
 * @throws KernelError `bad_index_predicate`
 */
export function indexPredicate(where: string): Fragment {
  const terms = readTerms(where).map((term) => {
    const column = sql.id(term.column);
    if ('isNull' in term) return sql`${column} is ${sql.raw(term.isNull ? 'null' : 'not null')}`;
    const value = term.literal.startsWith("'") ? sql.lit(term.literal.slice(1, -1)) : sql.raw(term.literal.toLowerCase());
    return sql`${column} ${sql.raw(term.operator)} ${value}`;
  });
  return join(terms, sql` and `);
}
