import { join, sql, type Fragment } from '../database/sql';
import { type IndexTerm, readIndexWhere } from '../expressions/index-predicate';
import { schemaError } from './messages';
import type { UniqueRule } from './state';

/** @throws KernelError `bad_index_predicate` */
function readTerms(where: string): readonly IndexTerm[] {
  const terms = readIndexWhere(where);
  if (terms === null) throw schemaError('bad_index_predicate', { term: where });
  return terms;
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
    if (term.literal === null) return sql`${column} is ${sql.raw(term.isNull ? 'null' : 'not null')}`;
    const value = term.literal.startsWith("'") ? sql.lit(term.literal.slice(1, -1)) : sql.raw(term.literal.toLowerCase());
    return sql`${column} ${sql.raw(term.operator)} ${value}`;
  });
  return join(terms, sql` and `);
}
