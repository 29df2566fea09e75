/**
 * Looks through the syntax tree that libpg_query makes of a migration, and through what stands in it as text: bodies of functions and
 * of `DO`, and texts that are run by `EXECUTE`. The parser itself comes through a port: its module is large, and this engine stays
 * synchronous and light.
 */
import { bodiesIn, type SqlBody } from './bodies';
import { changedIn, type Relation } from './changed';
import { deniedIn, isForeignSchema, searchedSchemas } from './denied';
import { isNode, listOf } from './nodes';
import { plpgsqlParts } from './plpgsql';
import { constantText } from './run-text';

/** What a parser answers for one file: the tree, or the place (0-based, in UTF-16 units) and words of the first fault. */
export type ParsedSql = { ok: true; tree: unknown } | { ok: false; message: string; offset: number };

/** PostgreSQL's own parser. Neither call throws for a fault of the text. */
export interface ParseSql {
  (sql: string): ParsedSql;
  /** The bodies of one statement that is `DO` or makes a function in PL/pgSQL. */
  plpgsql: (statement: string) => ParsedSql;
}

export interface SqlHit {
  /**
   * `statement`: what no migration may hold. `schema`: a table that is changed, or a name that is looked for, in a schema
   * that is neither the addon's own nor public. `dynamic`: a text
   * that is put together when it runs. `body`: one that could not be read. `transaction`: an end of the transaction around it.
   */
  kind: 'statement' | 'schema' | 'dynamic' | 'body' | 'transaction';
  what: string;
  /** In UTF-16 units of the file. */
  offset: number;
  length: number;
}

/** Bodies within bodies that are looked into. */
const MAX_DEPTH = 8;
/** Nodes looked at in one file: a migration of a thousand tables has about a million. */
const MAX_NODES = 2_000_000;
/** Texts that are parsed for one file, beside the file. */
const MAX_TEXTS = 20_000;
const MAX_HITS = 50;

interface Span {
  offset: number;
  length: number;
}

/** Where a text stands: from some unit of the file on, or, where it was written with escapes or put together, at one place as a whole. */
interface Place {
  at: (offset: number, length: number) => Span;
}

const verbatim = (base: number): Place => ({ at: (offset, length) => ({ offset: base + offset, length }) });
const whole = (span: Span): Place => ({ at: () => span });

/** A relation that is changed, by a statement of the file or by one in a body. */
export interface ChangedRelation extends Pick<Relation, 'schema' | 'table'>, Span {
  isInBody: boolean;
}

interface Walk {
  addonKey: string;
  parse: ParseSql;
  hits: SqlHit[];
  relations: ChangedRelation[];
  nodes: number;
  texts: number;
}

/** What a parsed migration may not do, and what of it nobody can tell. */
export function inspectSql(sql: string, tree: unknown, addonKey: string, parse: ParseSql): SqlHit[] {
  const walk = walked(sql, tree, addonKey, parse);
  const seen = new Set<string>();
  return walk.hits
    .filter(({ kind, what, offset }) => {
      const key = [kind, what, offset].join(' ');
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, MAX_HITS);
}

/** What a parsed migration changes, bodies included. The place is that of the name, or of the statement where the tree does not tell. */
export const relationsIn = (sql: string, tree: unknown, addonKey: string, parse: ParseSql): readonly ChangedRelation[] =>
  walked(sql, tree, addonKey, parse).relations;

function walked(sql: string, tree: unknown, addonKey: string, parse: ParseSql): Walk {
  const walk: Walk = { addonKey, parse, hits: [], relations: [], nodes: 0, texts: 0 };
  inspect(walk, sql, tree, verbatim(0), 0);
  return walk;
}

interface Statement {
  stmt: unknown;
  stmt_location: number;
  stmt_len: number;
}

const statementsOf = (tree: unknown): Statement[] =>
  listOf(tree, 'stmts').map((item) => ({
    stmt: item.stmt,
    stmt_location: Number(item.stmt_location ?? 0),
    stmt_len: Number(item.stmt_len ?? 0),
  }));

function inspect(walk: Walk, sql: string, tree: unknown, place: Place, depth: number): void {
  const toUnits = byteOffsets(sql);
  for (const { stmt, stmt_location: at, stmt_len: length } of statementsOf(tree)) {
    if (walk.hits.length >= MAX_HITS) return;
    const from = toUnits(at);
    const text = sql.slice(from, length === 0 ? sql.length : toUnits(at + length));
    const lead = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/.exec(text)?.[0].length ?? 0;
    const line = Math.max(1, text.slice(lead).split('\n', 1)[0]?.trimEnd().length ?? 1);
    const span = place.at(from + lead, line);
    for (const pair of nodesOf(walk, stmt)) {
      for (const what of deniedIn(pair)) walk.hits.push({ kind: 'statement', what, ...span });
      for (const what of searchedSchemas(pair)) if (isForeignSchema(what, walk.addonKey)) walk.hits.push({ kind: 'schema', what, ...span });
    }
    for (const { schema, table, location } of changedIn(stmt)) {
      const own = location === null ? span : place.at(toUnits(location), 1);
      walk.relations.push({ schema, table, isInBody: depth > 0, ...own });
      // What stands in the file itself is the review's own finding.
      if (depth > 0 && isForeignSchema(schema, walk.addonKey)) walk.hits.push({ kind: 'schema', what: schema, ...own });
    }
    // A body ends its own transaction where a procedure may.
    if (depth === 0 && isNode(stmt) && isNode(stmt.TransactionStmt))
      walk.hits.push({ kind: 'transaction', what: text.slice(lead), ...span });
    for (const body of bodiesIn(stmt)) {
      const start = sql.indexOf(body.text, toUnits(body.location ?? at));
      inspectBody(walk, body, text.slice(lead), start < 0 ? whole(span) : { at: (o, l) => place.at(start + o, l) }, depth + 1);
    }
  }
}

/** All pairs of a name and its node, without recursion: the parser bounds its own depth, but not what a hand-made tree could hold. */
function* nodesOf(walk: Walk, root: unknown): Generator<readonly [name: string, node: unknown]> {
  const stack: unknown[] = [root];
  for (; stack.length > 0 && walk.nodes < MAX_NODES; walk.nodes += 1) {
    const node = stack.pop();
    if (!isNode(node)) continue;
    for (const pair of Object.entries(node)) {
      yield pair;
      stack.push(pair[1]);
    }
  }
}

const unread = (walk: Walk, what: string, place: Place): void => {
  walk.hits.push({ kind: 'body', what, ...place.at(0, 1) });
};

/** Parses one text more; `null` where it is too deep or one too many, which is told. */
function mayParse(walk: Walk, place: Place, depth: number): boolean {
  walk.texts += 1;
  if (depth <= MAX_DEPTH && walk.texts <= MAX_TEXTS) return true;
  unread(walk, depth > MAX_DEPTH ? `more than ${MAX_DEPTH} bodies within one another` : `more than ${MAX_TEXTS} texts`, place);
  return false;
}

function inspectText(walk: Walk, sql: string, place: Place, depth: number): void {
  if (!mayParse(walk, place, depth)) return;
  const parsed = walk.parse(sql);
  if (parsed.ok) inspect(walk, sql, parsed.tree, place, depth);
  else unread(walk, parsed.message, { at: (_, length) => place.at(Math.min(parsed.offset, sql.length), length) });
}

function inspectBody(walk: Walk, { language, text }: SqlBody, statement: string, place: Place, depth: number): void {
  if (language === 'sql') inspectText(walk, text, place, depth);
  else if (language === 'plpgsql') inspectPlpgsql(walk, text, statement, place, depth);
  else unread(walk, `the language ${language}`, place);
}

/** A type that is taken from a column: the parser of bodies knows no tables, and what it is does not matter to what is looked for. */
const TYPE_OF_COLUMN = /[\w."]+%type\b/gi;

function inspectPlpgsql(walk: Walk, body: string, statement: string, place: Place, depth: number): void {
  if (!mayParse(walk, place, depth)) return;
  const at = statement.indexOf(body);
  const header = at < 0 ? statement : statement.slice(0, at);
  const parsed = walk.parse.plpgsql(header.replaceAll(TYPE_OF_COLUMN, 'text') + statement.slice(header.length));
  if (!parsed.ok) {
    unread(walk, parsed.message, place);
    return;
  }
  const lines = lineStarts(body);
  for (const { line, sql, prefix, isRun } of plpgsqlParts(parsed.tree)) {
    const from = lines[Math.max(0, line - 1)] ?? 0;
    const found = body.indexOf(sql, from);
    const own: Place = found < 0 ? whole(place.at(from, 1)) : { at: (o, l) => place.at(found + Math.max(0, o - prefix.length), l) };
    if (isRun) inspectRun(walk, prefix + sql, own, depth + 1);
    inspectText(walk, prefix + sql, own, depth);
  }
}

/** What `EXECUTE` runs: looked into where it stands in the body, told where it does not. */
function inspectRun(walk: Walk, select: string, place: Place, depth: number): void {
  const parsed = walk.parse(select);
  if (!parsed.ok) return;
  const { text, isKnown } = constantText(parsed.tree);
  if (!isKnown) walk.hits.push({ kind: 'dynamic', what: 'EXECUTE', ...place.at(0, 1) });
  if (text.trim() === '' || !mayParse(walk, place, depth)) return;
  const run = walk.parse(text);
  // What is put together of pieces need not be readable.
  if (run.ok) inspect(walk, text, run.tree, whole(place.at(0, 1)), depth);
  else if (isKnown) unread(walk, run.message, place);
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
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
