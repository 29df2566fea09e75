/** Makes the parser's port out of libpg_query's synchronous entry, which the caller has loaded. */
import type { ParsedSql, ParseSql } from './walk';

/** Longest SQL that is parsed, in UTF-16 units; the parser's memory grows with it and never shrinks. */
export const MAX_SQL_LENGTH = 4 * 1024 * 1024;

interface Details {
  message?: unknown;
  cursorPosition?: unknown;
}

/**
 * @param parseSync libpg_query's `parseSync`: answers the tree, or throws an error that may carry `sqlDetails`
 * @param parsePlpgsqlSync its `parsePlPgSQLSync`, as above for the bodies of a statement
 * @example const { parseSync, parsePlPgSQLSync } = await import('libpg-query'); const parseSql = readSqlWith(parseSync, parsePlPgSQLSync);
 */
export const readSqlWith = (parseSync: (sql: string) => unknown, parsePlpgsqlSync: (sql: string) => unknown): ParseSql =>
  Object.assign(reading(parseSync), { plpgsql: reading(parsePlpgsqlSync) });

function reading(parse: (sql: string) => unknown): (sql: string) => ParsedSql {
  return (sql) => {
    // A parser in C would judge what stands before the NUL and nothing behind it.
    if (sql.includes('\0')) return { ok: false, message: 'NUL character', offset: sql.indexOf('\0') };
    if (sql.length > MAX_SQL_LENGTH) return { ok: false, message: `more than ${MAX_SQL_LENGTH} characters`, offset: 0 };
    try {
      return { ok: true, tree: parse(sql) };
    } catch (error) {
      const details: Details = error instanceof Error && 'sqlDetails' in error ? (error.sqlDetails ?? {}) : {};
      const message = typeof details.message === 'string' ? details.message : error instanceof Error ? error.message : String(error);
      const cursor = typeof details.cursorPosition === 'number' ? details.cursorPosition : 0;
      return { ok: false, message, offset: Math.max(cursor, 0) };
    }
  };
}
