/** The SQL that stands in a body of PL/pgSQL, from the tree that libpg_query makes of it. */
import { isNode, isString } from './nodes';

export interface PlpgsqlPart {
  /** Of the body; its first is 1. */
  line: number;
  /** As it stands in the body. */
  sql: string;
  /** What makes a statement of it, where it is an expression. */
  prefix: string;
  /** Whether the value of the expression is run. */
  isRun: boolean;
}

/** Nodes of a body that are looked at. */
const MAX_NODES = 500_000;

/** How libpg_query read an expression: a whole statement, or an assignment; the rest are expressions. */
const STATEMENT_MODE = 0;
const ASSIGNMENT_MODES = new Set([3, 4, 5]);

/** Members whose expression is a text that is run. */
const isRunMember = (owner: string, member: string): boolean =>
  member === 'dynquery' || (member === 'query' && (owner === 'PLpgSQL_stmt_dynexecute' || owner === 'PLpgSQL_stmt_dynfors'));

/** The statements and expressions of all bodies of a tree, in no particular order. */
export function plpgsqlParts(tree: unknown): PlpgsqlPart[] {
  const parts: PlpgsqlPart[] = [];
  const stack: { owner: string; node: unknown; line: number; isRun: boolean }[] = [{ owner: '', node: tree, line: 1, isRun: false }];
  for (let seen = 0; stack.length > 0 && seen < MAX_NODES; seen += 1) {
    const next = stack.pop();
    if (next === undefined || !isNode(next.node)) continue;
    const { node, owner, isRun } = next;
    const line = typeof node.lineno === 'number' ? node.lineno : next.line;
    if (owner === 'PLpgSQL_expr' && isString(node.query)) {
      parts.push({ line, isRun, ...statementOf(node.query, Number(node.parseMode ?? 0)) });
      continue;
    }
    for (const [member, value] of Object.entries(node)) {
      const isWrapper = member.startsWith('PLpgSQL_') || Array.isArray(node);
      stack.push({ owner: Array.isArray(node) ? owner : member, node: value, line, isRun: isWrapper ? isRun : isRunMember(owner, member) });
    }
  }
  return parts;
}

function statementOf(query: string, mode: number): { sql: string; prefix: string } {
  if (mode === STATEMENT_MODE) return { sql: query, prefix: '' };
  if (!ASSIGNMENT_MODES.has(mode)) return { sql: query, prefix: 'select ' };
  // What is assigned to may hold subscripts; a value has no `:=` of its own outside of texts, so the first one parts them.
  const sign = /:?=/.exec(query);
  return { sql: sign === null ? query : query.slice(sign.index + sign[0].length).trimStart(), prefix: 'select ' };
}
