/** PostgreSQL's own parser, loaded when there is SQL to judge: its module is large and takes a while. */
import { readSqlWith } from './libpg';
import type { ParsedSql, ParseSql } from './walk';

/**
 * Texts whose trees are kept, so that a keystroke in the manifest does not parse every migration again, nor each statement of the bodies
 * in it; and the characters of all of them.
 */
const MAX_REMEMBERED = 20_000;
const MAX_REMEMBERED_CHARS = 8 * 1024 * 1024;
/** Longer texts are parsed anew each time: their trees take many times their own size. */
const MAX_REMEMBERED_LENGTH = 256 * 1024;

const remembering = (parse: ParseSql): ParseSql => Object.assign(remembered(parse), { plpgsql: remembered(parse.plpgsql) });

function remembered(parse: (sql: string) => ParsedSql): (sql: string) => ParsedSql {
  const known = new Map<string, ParsedSql>();
  let chars = 0;
  return (sql) => {
    const before = known.get(sql);
    if (before !== undefined) return before;
    const parsed = parse(sql);
    if (sql.length > MAX_REMEMBERED_LENGTH) return parsed;
    if (known.size >= MAX_REMEMBERED || chars + sql.length > MAX_REMEMBERED_CHARS) {
      known.clear();
      chars = 0;
    }
    chars += sql.length;
    known.set(sql, parsed);
    return parsed;
  };
}

let loading: Promise<ParseSql> | null = null;

async function load(): Promise<ParseSql> {
  const { loadModule, parsePlPgSQLSync, parseSync } = await import('libpg-query');
  await loadModule();
  return remembering(readSqlWith(parseSync, parsePlPgSQLSync));
}

/** PostgreSQL's parser. Rejects where its module cannot be loaded; the next call tries again. */
export async function loadSqlParser(): Promise<ParseSql> {
  loading ??= load();
  try {
    return await loading;
  } catch (error) {
    loading = null;
    throw error;
  }
}

/**
 * The parser as an option of `check`, empty when none of the files is a migration. It is empty too when the module cannot
 * be loaded: the verdict then says so (`GATE-SQL-UNPARSED`), and the next call tries again.
 */
export async function sqlParserFor(paths: Iterable<string>): Promise<{ parseSql?: ParseSql }> {
  if (![...paths].some((path) => /^migrations\/.*\.sql$/i.test(path))) return {};
  try {
    return { parseSql: await loadSqlParser() };
  } catch {
    return {};
  }
}
