import { KernelError } from '../errors';
import { join, sql, type Fragment } from '../database/sql';

const TERM = /^([a-z][a-z0-9_]*)\s*(?:(?:IS\s+(NOT\s+)?NULL)|(<>|!=|>=|<=|=|>|<)\s*('[A-Za-z0-9 _.:/-]*'|-?\d+(?:\.\d+)?|true|false))$/i;
const COLUMN = /^[a-z][a-z0-9_]*$/;

/**
 * The predicate of a partial index (manifest-v3 §7.4) as SQL, built anew from its parts: the author's text itself never
 * reaches the statement.
 *
 * @throws KernelError `bad_index_predicate`
 */
export function indexPredicate(where: string): Fragment {
  const terms = where.split(/\s+AND\s+/i).map((text) => {
    const match = TERM.exec(text.trim());
    const column = match?.[1];
    if (!match || column === undefined || !COLUMN.test(column)) {
      throw new KernelError('bad_index_predicate', `“${text.trim()}” is no condition of a partial index.`);
    }
    const [, , not, operator, literal] = match;
    if (operator === undefined || literal === undefined) return sql`${sql.id(column)} is ${sql.raw(not ? 'not null' : 'null')}`;
    const value = literal.startsWith("'") ? sql.lit(literal.slice(1, -1)) : sql.raw(literal.toLowerCase());
    return sql`${sql.id(column)} ${sql.raw(operator)} ${value}`;
  });
  return join(terms, sql` and `);
}
