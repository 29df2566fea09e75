const TERM_NULL = /^([a-z][a-z0-9_]*)\s+[iI][sS]\s+(?:[nN][oO][tT]\s+)?[nN][uU][lL][lL]$/;
const TERM_COMPARE = /^([a-z][a-z0-9_]*)\s*(?:<>|!=|>=|<=|=|>|<)\s*(?:'[A-Za-z0-9 _.:/-]*'|-?\d+(?:\.\d+)?|true|false)$/;

/**
 * Reads the condition of a partial index: comparisons of a column with a literal and `IS [NOT] NULL`, joined by `AND`.
 * Answers the columns it names, or `null` when it is anything else. The text is cut at every ` AND `, quotes or not, as
 * the host does.
 */
export function readIndexWhere(text: string): readonly string[] | null {
  const columns: string[] = [];
  for (const term of text.split(/ and /i)) {
    const match = TERM_NULL.exec(term.trim()) ?? TERM_COMPARE.exec(term.trim());
    if (match?.[1] === undefined) return null;
    columns.push(match[1]);
  }
  return columns;
}
