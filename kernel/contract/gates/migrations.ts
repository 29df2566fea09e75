/** SQL of the migrations: by the patterns the publish check uses, and by what PostgreSQL's own parser understands. */
import { gateMessages } from '../messages/gates';
import { deniedByPattern, foreignSchemas, type PatternHit } from '../sql/deny-patterns';
import { inspectSql, type SqlHit } from '../sql/walk';
import type { FileContext } from './context';
import type { HostText } from './host-text';

/** Migrations looked at; a bundle may hold 25. */
const MAX_MIGRATIONS = 200;

export const migrations = (context: FileContext): void => {
  const names = [...context.files.keys()].filter((name) => /^migrations\/.+\.sql$/i.test(name)).sort();
  const [first] = names;
  if (first !== undefined && context.parseSql === undefined)
    context.inFile('info', 'GATE-SQL-UNPARSED', first, { offset: 0, length: 0 }, gateMessages.sqlUnparsed());
  for (const name of names.slice(0, MAX_MIGRATIONS)) {
    if (/\.down\.sql$/i.test(name)) {
      context.inFile('warning', 'GATE-DOWN', name, { offset: 0, length: 0 }, gateMessages.downMigration());
      checkPatterns(context, name, context.textOf(name)?.readable ?? '');
      continue;
    }
    const text = context.textOf(name);
    if (text !== null) checkMigration(context, name, text);
  }
};

/** What the publish check looks for in every file, those that nothing runs included. */
function checkPatterns({ inFile, addonKey }: FileContext, name: string, sql: string): { denied: PatternHit[]; schemas: PatternHit[] } {
  const hits = deniedByPattern(sql);
  for (const { what, ...span } of hits) inFile('strict', 'GATE-SQL-DENY', name, span, gateMessages.sqlPattern(what));
  const schemas = foreignSchemas(sql, addonKey);
  for (const { what, ...span } of schemas) inFile('warning', 'GATE-SQL-SCHEMA', name, span, gateMessages.sqlSchema(what, addonKey));
  return { denied: hits, schemas };
}

function checkMigration(context: FileContext, name: string, { text, fault, readable }: HostText): void {
  const { inFile, parseSql } = context;
  // Behind a NUL or a mark PostgreSQL reads nothing, and a parser in C neither: what stands there is judged all the same.
  const sql = readable;
  if (fault !== null) {
    const offset = fault === 'nul' || fault === 'surrogate' ? Math.max(0, text.search(/\0|\p{Surrogate}/u)) : 0;
    inFile('strict', 'GATE-SQL-SYNTAX', name, { offset, length: Math.min(1, text.length) }, gateMessages.sqlText(fault));
  }
  const { denied, schemas } = checkPatterns(context, name, sql);
  if (parseSql === undefined || sql.trim() === '') return;
  const parsed = parseSql(sql);
  if (!parsed.ok) {
    if (fault !== null) return;
    const offset = Math.min(Math.max(parsed.offset, 0), sql.length);
    const word = /^\S{0,40}/.exec(sql.slice(offset))?.[0].length ?? 0;
    inFile('strict', 'GATE-SQL-SYNTAX', name, { offset, length: Math.max(word, 1) }, gateMessages.sqlSyntax(parsed.message));
    return;
  }
  for (const hit of inspectSql(sql, parsed.tree, context.addonKey, parseSql)) {
    // What the pattern has told already is not told twice.
    const line = sql.indexOf('\n', hit.offset);
    const told = (hit.kind === 'schema' ? schemas : denied).some(({ offset }) => offset >= hit.offset && (line < 0 || offset < line));
    if (!told) tell(context, name, hit);
  }
}

function tell({ inFile, addonKey }: FileContext, name: string, { kind, what, ...span }: SqlHit): void {
  switch (kind) {
    case 'statement':
      inFile('strict', 'GATE-SQL-STATEMENT', name, span, gateMessages.sqlStatement(what));
      break;
    case 'schema':
      inFile('warning', 'GATE-SQL-SCHEMA', name, span, gateMessages.sqlSchema(what, addonKey));
      break;
    case 'dynamic':
      inFile('warning', 'GATE-SQL-DYNAMIC', name, span, gateMessages.sqlDynamic());
      break;
    case 'body':
      inFile('warning', 'GATE-SQL-BODY', name, span, gateMessages.sqlBody(what));
      break;
    case 'transaction':
      inFile('warning', 'GATE-SQL-TRANSACTION', name, span, gateMessages.sqlTransaction());
      break;
  }
}
