import { trimmed } from './trim';

/** White space inside a condition; JavaScript's own class holds more. */
const GAP = '[\\t\\n\\f\\r ]';
const TERM_NULL = new RegExp(`^([a-z][a-z0-9_]*)${GAP}+[iI][sS]${GAP}+([nN][oO][tT]${GAP}+)?[nN][uU][lL][lL]$`);
const TERM_COMPARE = /^([a-z][a-z0-9_]*)[\t\n\f\r ]*(<>|!=|>=|<=|=|>|<)(.*)$/s;
const LITERAL = /^(?:'[A-Za-z0-9 _.:/-]*'|-?\d+(?:\.\d+)?|true|false)$/i;
const AND = new RegExp(`${GAP}+and${GAP}+`, 'i');

/** A term: a column compared with a literal, as it is written, or tested for null. */
export type IndexTerm = { column: string; operator: string; literal: string } | { column: string; literal: null; isNull: boolean };

function termOf(term: string): IndexTerm | null {
  const [, tested, not] = TERM_NULL.exec(term) ?? [];
  if (tested !== undefined) return { column: tested, literal: null, isNull: not === undefined };
  const [, column, operator, after = ''] = TERM_COMPARE.exec(term) ?? [];
  const literal = trimmed(after);
  return column !== undefined && operator !== undefined && LITERAL.test(literal) ? { column, operator, literal } : null;
}

/**
 * Reads the condition of a partial index: comparisons of a column with a literal and `IS [NOT] NULL`, joined by `AND`.
 * Answers its terms, or `null` when it is anything else. The text is cut at every `AND` between white space, quotes
 * or not, as the host does.
 */
export function readIndexWhere(text: string): readonly IndexTerm[] | null {
  const terms: IndexTerm[] = [];
  for (const part of trimmed(text).split(AND)) {
    const term = termOf(trimmed(part));
    if (term === null) return null;
    terms.push(term);
  }
  return terms;
}
