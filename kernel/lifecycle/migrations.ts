/**
 * The SQL files of a bundle, read as hosts read them: names in their order, steps back never forward, goose's sections, every statement
 * parsed and judged before any runs.
 */
import { sha256Hex } from '../bundle/digest';
import { loadSqlParser } from '../contract/sql/load';
import { inspectSql, type ParseSql, relationsIn } from '../contract/sql/walk';
import { listOf } from '../contract/sql/nodes';
import { isForeignSchema } from '../contract/sql/denied';
import { KernelError } from '../errors';
import { CORE_MODELS } from '../installed/core-models';
import { type DeclaredChange, declaredIn } from './declared-changes';
import { installError } from './messages';

/** SQL files that one operation runs; a bundle may hold 25. */
const MAX_FILES = 200;

export interface SqlStatement {
  text: string;
  /** Line of the file, from 1. */
  line: number;
}

export interface SqlFile {
  /** Path in the bundle. */
  path: string;
  /** The file's base name without `.sql`: hosts know it by that. */
  version: string;
  /** Hex SHA-256 of the whole file. */
  checksum: string;
  statements: SqlStatement[];
  /** What its statements do to tables, as far as they stand in it as they are. */
  changes: DeclaredChange[];
}

/** Why a file cannot be read or run. */
export interface Refused {
  code: string;
  details: Readonly<Record<string, unknown>>;
  /** In English, for what the installer has no sentence for. */
  message?: string;
}

/** What the ledger calls a migration. */
export const versionOf = (path: string): string => (path.split('/').at(-1) ?? path).replace(/\.sql$/i, '');

const isStepBack = (path: string): boolean => /\.down\.sql$/i.test(path);

/** The paths of migrations that an install runs, in the order of their names. */
export const forwardPaths = (paths: Iterable<string>): string[] =>
  [...paths]
    .filter((path) => /^migrations\/.+\.sql$/i.test(path) && !isStepBack(path))
    .sort((a, b) => (versionOf(a) < versionOf(b) ? -1 : 1));

/**
 * The part of a file that goes forward: all of it, or what stands under `-- +goose Up`. Other lines are emptied, so that places stay
 * what they are.
 */
export function forwardPart(text: string): string {
  if (!/^[ \t]*--[ \t]*\+goose[ \t]+up\b/im.test(text)) return text;
  let isUp = false;
  return text
    .split('\n')
    .map((line) => {
      const mark = /^[ \t]*--[ \t]*\+goose[ \t]+(up|down)\b/i.exec(line)?.[1]?.toLowerCase();
      if (mark !== undefined) isUp = mark === 'up';
      return isUp || mark !== undefined ? line : '';
    })
    .join('\n');
}

/**
 * The part of a file that goes back, under `-- +goose Down`; null where there is none. Other lines are emptied, so that places stay what
 * they are.
 */
function backwardPart(text: string): string | null {
  let isDown = false;
  const lines = text.split('\n').map((line) => {
    const mark = /^[ \t]*--[ \t]*\+goose[ \t]+(up|down)\b/i.exec(line)?.[1]?.toLowerCase();
    if (mark !== undefined) isDown = mark === 'down';
    return isDown && mark === undefined ? line : '';
  });
  return lines.some((line) => line.trim() !== '' && !line.trim().startsWith('--')) ? lines.join('\n') : null;
}

/** The file that takes a migration back, and its SQL; null where the bundle has none. */
export function stepBackOf(path: string, files: Readonly<Record<string, string>>): { path: string; text: string } | null {
  const beside = path.replace(/(?:\.up)?\.sql$/i, '.down.sql');
  if (Object.hasOwn(files, beside)) return { path: beside, text: files[beside] ?? '' };
  const text = Object.hasOwn(files, path) ? backwardPart(files[path] ?? '') : null;
  return text === null ? null : { path, text };
}

/** The paths of the files that take migrations back. */
export const stepBackPaths = (paths: Iterable<string>): string[] =>
  [...paths].filter((path) => /^migrations\//i.test(path) && isStepBack(path));

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** The host's own tables, which stand in `public` beside those that migrations may make there. */
const HOST_TABLES: ReadonlySet<string> = new Set([
  ...CORE_MODELS.map(({ table }) => table),
  'metacore_installations',
  'metacore_addon_migrations',
]);
const OF_THE_ENGINE: ReadonlySet<string> = new Set(['pg_catalog', 'information_schema']);

/** @throws KernelError `migration_refused` at the first thing that no migration of an addon may do */
function refuseDenied(path: string, sql: string, tree: unknown, addonKey: string, parse: ParseSql, ownTables: ReadonlySet<string>): void {
  const [hit] = inspectSql(sql, tree, addonKey, parse).filter(({ kind }) => kind !== 'dynamic');
  if (hit) throw installError('migration_refused', { file: path, line: lineAt(sql, hit.offset), kind: hit.kind, what: hit.what });
  for (const { schema, table, offset } of relationsIn(sql, tree, addonKey, parse)) {
    const isHosts = (schema === 'public' || schema === '') && HOST_TABLES.has(table) && !(schema === '' && ownTables.has(table));
    if (isHosts || OF_THE_ENGINE.has(schema) || isForeignSchema(schema, addonKey))
      throw installError('migration_refused', {
        file: path,
        line: lineAt(sql, offset),
        kind: 'relation',
        what: schema === '' ? table : `${schema}.${table}`,
      });
  }
}

/** The statements of a parsed file. The parser counts in bytes. */
function statementsOf(sql: string, tree: unknown): SqlStatement[] {
  const bytes = new TextEncoder().encode(sql);
  const text = (from: number, to: number) => new TextDecoder().decode(bytes.subarray(from, to));
  return listOf(tree, 'stmts').map((item) => {
    const from = Number(item.stmt_location ?? 0);
    const length = Number(item.stmt_len ?? 0);
    const whole = text(from, length === 0 ? bytes.length : from + length);
    const lead = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/.exec(whole)?.[0].length ?? 0;
    return { text: whole.slice(lead).trimEnd(), line: lineAt(sql, text(0, from).length + lead) };
  });
}

/**
 * Reads SQL files of an addon. `ownTables` are the tables its models have.
 * @throws KernelError `migration_refused`, with file and line; `migration_syntax`, as PostgreSQL's own parser says it; `migrations_too_many`
 */
export async function readSqlFiles(
  files: Readonly<Record<string, string>>,
  paths: readonly string[],
  addonKey: string,
  ownTables: ReadonlySet<string>,
): Promise<SqlFile[]> {
  if (paths.length === 0) return [];
  if (paths.length > MAX_FILES) throw installError('migrations_too_many', { count: paths.length, limit: MAX_FILES });
  const parse = await loadSqlParser();
  const read: SqlFile[] = [];
  for (const path of paths) {
    const text = Object.hasOwn(files, path) ? (files[path] ?? '') : '';
    const sql = forwardPart(text);
    const parsed = parse(sql);
    if (!parsed.ok) throw installError('migration_syntax', { file: path, line: lineAt(sql, parsed.offset), reason: parsed.message });
    refuseDenied(path, sql, parsed.tree, addonKey, parse, ownTables);
    read.push({
      path,
      version: versionOf(path),
      checksum: await sha256Hex(new TextEncoder().encode(text)),
      statements: statementsOf(sql, parsed.tree),
      changes: declaredIn(parsed.tree),
    });
  }
  return read;
}

/**
 * As `readSqlFiles`, for an author at work: reads as far as it can, and tells which file it could not read. What comes behind that one may
 * build on it, so it is not read.
 */
export async function readSqlFilesLeniently(
  files: Readonly<Record<string, string>>,
  paths: readonly string[],
  addonKey: string,
  ownTables: ReadonlySet<string>,
): Promise<{ read: SqlFile[]; failed: (Refused & { path: string }) | null }> {
  const read: SqlFile[] = [];
  for (const path of paths) {
    try {
      read.push(...(await readSqlFiles(files, [path], addonKey, ownTables)));
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      return { read, failed: { path, code: error.code, details: error.details } };
    }
  }
  return { read, failed: null };
}
