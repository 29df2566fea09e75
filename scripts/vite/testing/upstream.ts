/**
 * The patches that are plain changes of a package's sources, as they are offered to the packages (`docs/upstream/`): a page
 * each, with a unified diff against what the installed version ships.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const FOLDER = resolve(import.meta.dirname, '../../../docs/upstream');
const PACKAGES = resolve(import.meta.dirname, '../../../node_modules');

/** The lines of one file that a diff changes: where they begin (from 0), as they are and as they become. */
interface Hunk {
  at: number;
  before: string[];
  after: string[];
}

export interface Offer {
  /** Id of the patch. */
  id: string;
  package: string;
  version: string;
  /** By path inside the package. */
  files: ReadonlyMap<string, readonly Hunk[]>;
}

function hunksOf(diff: string): Map<string, Hunk[]> {
  const files = new Map<string, Hunk[]>();
  let hunks: Hunk[] = [];
  for (const line of diff.trimEnd().split('\n')) {
    const [, path] = /^\+\+\+ b\/(.+)$/.exec(line) ?? [];
    const [, at] = /^@@ -(\d+)/.exec(line) ?? [];
    const hunk = hunks.at(-1);
    if (path !== undefined) files.set(path, (hunks = []));
    else if (line.startsWith('--- ')) hunks = [];
    else if (at !== undefined) hunks.push({ at: Number(at) - 1, before: [], after: [] });
    // Editors take the blank of an empty line away; a backslash says that the file ends without a line feed.
    else if (hunk !== undefined && !line.startsWith('\\')) {
      if (!line.startsWith('+')) hunk.before.push(line.slice(1));
      if (!line.startsWith('-')) hunk.after.push(line.slice(1));
    }
  }
  return files;
}

/** @throws Error for a page that names no package or holds no diff */
export function offerOf(id: string, page: string): Offer {
  const [, name, version] = /^Package: `([^`]+)` (\S+)$/m.exec(page) ?? [];
  const [, diff] = /```diff\n([\s\S]*?)```/.exec(page) ?? [];
  if (name === undefined || version === undefined || diff === undefined) throw new Error(`${id} names no package or holds no diff`);
  return { id, package: name, version, files: hunksOf(diff) };
}

export const offers = (): Offer[] =>
  (existsSync(FOLDER) ? readdirSync(FOLDER) : [])
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .map((name) => offerOf(name.slice(0, -3), readFileSync(`${FOLDER}/${name}`, 'utf8')));

/** @throws Error where a line of the file is not the one that the diff says */
export function applied(code: string, hunks: readonly Hunk[], name: string): string {
  const lines = code.split('\n');
  // From the end, so that the lines before stay where the diff says they are.
  for (const { at, before, after } of [...hunks].reverse()) {
    const other = before.findIndex((line, offset) => lines[at + offset] !== line);
    if (other >= 0) throw new Error(`${name}:${at + other + 1} is not what the diff says: ${before[other] ?? ''}`);
    lines.splice(at, before.length, ...after);
  }
  return lines.join('\n');
}

/**
 * A file of an installed package as it is when everything offered is taken.
 *
 * @param path absolute
 */
export function withOffers(path: string, all: readonly Offer[]): string {
  const known = path.replaceAll('\\', '/');
  let code = readFileSync(path, 'utf8');
  const concerned = all.flatMap(({ package: name, files }) =>
    [...files].filter(([file]) => known.endsWith(`/${name}/${file}`)).map(([, hunks]) => hunks),
  );
  // Every diff counts the lines of the published file, so they are applied as one, in the order of their lines.
  if (concerned.length > 0)
    code = applied(
      code,
      concerned.flat().sort((one, other) => one.at - other.at),
      known,
    );
  return code;
}

/** The published file that a diff changes. */
export const publishedFile = (offer: Offer, file: string): string => `${PACKAGES}/${offer.package}/${file}`;
