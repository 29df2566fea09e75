import { readSqlWith } from '../kernel/contract/sql/libpg';
import type { ParseSql } from '../kernel/contract/sql/walk';

/** PostgreSQL's own parser, when there is SQL to judge: its module takes a while to load. */
export async function sqlParserFor(files: ReadonlyMap<string, unknown>): Promise<{ parseSql?: ParseSql }> {
  if (![...files.keys()].some((name) => /^migrations\/.*\.sql$/i.test(name))) return {};
  const { loadModule, parseSync } = await import('libpg-query');
  await loadModule();
  return { parseSql: readSqlWith(parseSync) };
}
