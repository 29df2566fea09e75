import { trimmed } from './trim';

/** White space inside a condition; JavaScript's own class holds more. */
const GAP = '[\\t\\n\\f\\r ]';
const TERM_NULL = new RegExp(`^([a-z][a-z0-9_]*)${GAP}+[iI][sS]${GAP}+(?:[nN][oO][tT]${GAP}+)?[nN][uU][lL][lL]$`);
const TERM_COMPARE = /^([a-z][a-z0-9_]*)[\t\n\f\r ]*(?:<>|!=|>=|<=|=|>|<)(.*)$/s;
const LITERAL = /^(?:'[A-Za-z0-9 _.:/-]*'|-?\d+(?:\.\d+)?|true|false)$/i;
const AND = new RegExp(`${GAP}+and${GAP}+`, 'i');

function columnOf(term: string): string | undefined {
  const test = TERM_NULL.exec(term);
  if (test !== null) return test[1];
  const comparison = TERM_COMPARE.exec(term);
  return comparison !== null && LITERAL.test(trimmed(comparison[2] ?? '')) ? comparison[1] : undefined;
}

/**
 * Reads the condition of a partial index: comparisons of a column with a literal and `IS [NOT] NULL`, joined by `AND`.
 * Answers the columns it names, or `null` when it is anything else. The text is cut at every `AND` between white space, quotes
 * or not, as the host does.
 */
export function readIndexWhere(text: string): readonly string[] | null {
  const columns: string[] = [];
  for (const term of trimmed(text).split(AND)) {
    const column = columnOf(trimmed(term));
    if (column === undefined) return null;
    columns.push(column);
  }
  return columns;
}
