/**
 * Which statements an author may run by hand: one that reads or writes rows. Tables are the manifest's, and transactions and the role are the
 * kernel's: a statement that changes one of them would leave a database of which the kernel knows something else.
 */
import { deniedIn } from '../contract/sql/denied';
import { isNode, isString, listOf } from '../contract/sql/nodes';

export type StatementKind = 'read' | 'write';

export type Judged = { ok: true; kind: StatementKind } | { ok: false; message: string };

const WRITING: ReadonlySet<string> = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);

/** Functions that hold up the one session there is, or keep something in it. */
const HOLDING = /^(?:pg_sleep(?:_for|_until)?|pg_(?:try_)?advisory_.*|lo_.*)$/;

/** Nodes that are looked at. */
const MAX_NODES = 500_000;

const refused = (message: string): Judged => ({ ok: false, message });

const isCatalogue = (schema: unknown, table: string): boolean =>
  schema === 'pg_catalog' || schema === 'information_schema' || (!isString(schema) && /^pg_/i.test(table));

/** What one node of the tree does that nobody may do by hand; undefined for all others. */
function faultOf(name: string, node: unknown): string | undefined {
  const [denied] = deniedIn([name, node]);
  if (denied !== undefined) return denied;
  if (name === 'intoClause') return 'SELECT INTO';
  if (!isNode(node)) return undefined;
  if (name === 'FuncCall' && Array.isArray(node.funcname)) {
    const last: unknown = node.funcname.at(-1);
    const text = isNode(last) && isNode(last.String) && isString(last.String.sval) ? last.String.sval.toLowerCase() : '';
    return HOLDING.test(text) ? `${text}()` : undefined;
  }
  if (!WRITING.has(name) || !isNode(node.relation)) return undefined;
  const { schemaname, relname } = node.relation;
  const table = isString(relname) ? relname : '';
  // A write to `pg_settings` sets the role as well as SET ROLE does.
  return isCatalogue(schemaname, table) ? `a write to ${table}` : undefined;
}

/** @param tree what libpg_query made of the text */
export function judgeStatement(tree: unknown): Judged {
  const statements = listOf(tree, 'stmts');
  const [first] = statements;
  if (!first) return refused('there is no statement');
  if (statements.length > 1) return refused('one statement at a time is run');
  const [top = ''] = isNode(first.stmt) ? Object.keys(first.stmt) : [];
  if (top !== 'SelectStmt' && !WRITING.has(top))
    return refused(
      `${top.replace(/Stmt$/, '')} is not run by hand: the manifest and its migrations make tables, the kernel keeps transactions`,
    );
  let kind: StatementKind = WRITING.has(top) ? 'write' : 'read';
  const stack: unknown[] = [first.stmt];
  for (let seen = 0; stack.length > 0; seen += 1) {
    if (seen > MAX_NODES) return refused('the statement is too large');
    const node = stack.pop();
    if (!isNode(node)) continue;
    for (const [name, member] of Object.entries(node)) {
      const fault = faultOf(name, member);
      if (fault !== undefined) return refused(`${fault} is not run by hand`);
      if (WRITING.has(name)) kind = 'write';
      stack.push(member);
    }
  }
  return { ok: true, kind };
}
