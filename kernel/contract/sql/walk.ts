/**
 * Looks through the syntax tree that libpg_query makes of a migration. The parser itself comes through a port: its module
 * is large, and this engine stays synchronous and light.
 */

/** What a parser answers for one file: the tree, or the place (0-based, in UTF-16 units) and words of the first fault. */
export type ParsedSql = { ok: true; tree: unknown } | { ok: false; message: string; offset: number };

/** Parses the SQL of one file. Never throws for a fault of the text. */
export type ParseSql = (sql: string) => ParsedSql;

export interface SqlHit {
  what: string;
  /** In UTF-16 units of the file. */
  offset: number;
  length: number;
}

/** Statements no migration of an addon may hold, by the name of their node. */
const STATEMENTS: Readonly<Record<string, string | undefined>> = {
  CreatedbStmt: 'CREATE DATABASE',
  DropdbStmt: 'DROP DATABASE',
  AlterDatabaseStmt: 'ALTER DATABASE',
  AlterDatabaseSetStmt: 'ALTER DATABASE',
  CreateRoleStmt: 'CREATE ROLE',
  AlterRoleStmt: 'ALTER ROLE',
  AlterRoleSetStmt: 'ALTER ROLE',
  DropRoleStmt: 'DROP ROLE',
  GrantStmt: 'GRANT or REVOKE',
  GrantRoleStmt: 'GRANT or REVOKE',
  AlterDefaultPrivilegesStmt: 'ALTER DEFAULT PRIVILEGES',
  ReassignOwnedStmt: 'REASSIGN OWNED',
  DropOwnedStmt: 'DROP OWNED',
  AlterSystemStmt: 'ALTER SYSTEM',
  CreateTableSpaceStmt: 'CREATE TABLESPACE',
  DropTableSpaceStmt: 'DROP TABLESPACE',
  LoadStmt: 'LOAD',
};

/** Functions that read the server's files, run programs, or step out of the addon's role. */
const FUNCTIONS = new Set([
  ...['pg_read_file', 'pg_read_binary_file', 'pg_read_server_files', 'pg_ls_dir', 'pg_stat_file', 'pg_ls_logdir', 'pg_ls_waldir'],
  ...['lo_import', 'lo_export', 'dblink', 'dblink_connect', 'dblink_exec', 'pg_terminate_backend', 'pg_cancel_backend', 'pg_reload_conf'],
  ...['set_config', 'query_to_xml', 'pg_execute_server_program'],
]);
const ROLES = new Set(['role', 'session_authorization']);

/** Nodes looked at in one file: a migration of a thousand tables has about a million. */
const MAX_NODES = 2_000_000;
const MAX_HITS = 50;

/** What a parsed migration may not do. Offsets come in bytes from the parser, and are turned into UTF-16 units. */
export function deniedByTree(sql: string, tree: unknown): SqlHit[] {
  const toUnits = byteOffsets(sql);
  const hits: SqlHit[] = [];
  for (const { stmt, stmt_location: at, stmt_len: length } of statementsOf(tree)) {
    const text = sql.slice(toUnits(at), length === 0 ? sql.length : toUnits(at + length));
    const lead = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/.exec(text)?.[0].length ?? 0;
    const span = { offset: toUnits(at) + lead, length: Math.max(1, text.slice(lead).split('\n', 1)[0]?.trimEnd().length ?? 1) };
    for (const what of deniedIn(stmt)) {
      if (hits.length >= MAX_HITS) return hits;
      hits.push({ what, ...span });
    }
  }
  return hits;
}

interface Statement {
  stmt: unknown;
  stmt_location: number;
  stmt_len: number;
}

function statementsOf(tree: unknown): Statement[] {
  const list = isNode(tree) && Array.isArray(tree.stmts) ? tree.stmts : [];
  return list
    .filter(isNode)
    .map((item) => ({ stmt: item.stmt, stmt_location: Number(item.stmt_location ?? 0), stmt_len: Number(item.stmt_len ?? 0) }));
}

const isNode = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Without recursion: the parser bounds its own depth, but not what a hand-made tree could hold. */
function deniedIn(statement: unknown): Set<string> {
  const found = new Set<string>();
  const stack: unknown[] = [statement];
  for (let seen = 0; stack.length > 0 && seen < MAX_NODES; seen += 1) {
    const node = stack.pop();
    if (!isNode(node)) continue;
    for (const [name, value] of Object.entries(node)) {
      const what = Object.hasOwn(STATEMENTS, name) ? STATEMENTS[name] : undefined;
      if (what !== undefined) found.add(what);
      const more = isNode(value) ? deniedDetail(name, value) : null;
      if (more !== null) found.add(more);
      stack.push(value);
    }
  }
  return found;
}

function deniedDetail(name: string, node: Record<string, unknown>): string | null {
  if (name === 'CopyStmt' && node.is_program === true) return 'COPY … PROGRAM';
  if (name === 'CopyStmt' && typeof node.filename === 'string') return 'COPY with a file of the server';
  if (name === 'VariableSetStmt' && typeof node.name === 'string' && ROLES.has(node.name)) return 'SET ROLE';
  if (name !== 'FuncCall' || !Array.isArray(node.funcname)) return null;
  const last: unknown = node.funcname.at(-1);
  const text = isNode(last) && isNode(last.String) ? last.String.sval : undefined;
  return typeof text === 'string' && FUNCTIONS.has(text.toLowerCase()) ? `${text}()` : null;
}

/** From offsets in UTF-8 bytes to UTF-16 units. */
function byteOffsets(text: string): (byte: number) => number {
  const encoder = new TextEncoder();
  // Most migrations are ASCII, where both are the same.
  if (encoder.encode(text).length === text.length) return (byte) => byte;
  const units: number[] = [];
  let unit = 0;
  for (const character of text) {
    for (let left = encoder.encode(character).length; left > 0; left -= 1) units.push(unit);
    unit += character.length;
  }
  return (byte) => units[byte] ?? text.length;
}
