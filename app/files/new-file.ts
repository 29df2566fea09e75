/** What a new file of an addon is usually called and what it begins with, by the folders a host looks into. */
import { checkedPath, foldedPath, isKeyFileName } from '../../kernel/bundle/paths';
import { localizedSentence } from '../../kernel/bundle/messages';
import type { Locale } from '../../kernel/locale';
import { KernelError } from '../../kernel/errors';
import type { ProjectFile } from '../project/project';
import { FILE_STRINGS } from './strings';

export const FILE_KINDS = ['migration', 'locale', 'readme', 'template', 'other'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

type Files = Readonly<Record<string, ProjectFile>>;

const LOCALES = ['es', 'en', 'pt', 'fr'];

/** Migrations run in the order of their names, so the next one is numbered behind the last. */
function nextMigration(files: Files): string {
  const numbers = Object.keys(files).map((path) => Number(/^migrations\/(\d{1,6})/.exec(path)?.[1] ?? 0));
  return `migrations/${String(Math.max(0, ...numbers) + 1).padStart(4, '0')}_change.sql`;
}

const firstFree = (candidates: readonly string[], files: Files): string =>
  candidates.find((path) => !Object.hasOwn(files, path)) ?? candidates[0] ?? '';

/** A path for a new file of this kind; the person may change it. */
export function suggestedPath(kind: FileKind, files: Files): string {
  switch (kind) {
    case 'migration':
      return nextMigration(files);
    case 'locale':
      return firstFree(
        LOCALES.map((locale) => `locales/${locale}.json`),
        files,
      );
    case 'readme':
      return firstFree(['README.md', 'LICENSE', 'CHANGELOG.md'], files);
    case 'template':
      return 'templates/document.html';
    case 'other':
      return '';
  }
}

/** What a new file begins with, by its ending. */
export function starterText(path: string): string {
  if (path.endsWith('.json')) return '{}\n';
  if (/^migrations\/.*\.sql$/.test(path)) return '-- Runs once in every installation, in the order of the file names.\n';
  if (path.endsWith('.html')) return '<!doctype html>\n<html>\n  <body></body>\n</html>\n';
  if (path.endsWith('.md')) return `# ${path.replace(/^.*\//, '').replace(/\.md$/, '')}\n`;
  return '';
}

/** Where a file that came from a computer belongs, by its ending; one that has a place keeps it. */
export function placeFor(name: string): string {
  if (/\.wasm$/i.test(name)) return `backend/${name}`;
  if (/\.sql$/i.test(name)) return `migrations/${name}`;
  if (/\.html$/i.test(name)) return `templates/${name}`;
  if (/\.[cm]?js$|\.css$/i.test(name)) return `frontend/${name}`;
  if (/^[a-z]{2}(-[A-Z]{2})?\.json$/.test(name)) return `locales/${name}`;
  return name;
}

/**
 * Why a file cannot have this path, as a sentence; null when it can.
 * @param own the path the file has now, which is not taken by anybody else
 */
export function pathProblem(raw: string, files: Files, locale: Locale, own?: string): string | null {
  const strings = FILE_STRINGS[locale];
  if (raw.trim() === '') return strings.empty;
  try {
    const path = checkedPath(raw);
    // A private key in a project would travel with every link and bundle.
    if (isKeyFileName(path)) return strings.keyFile;
    const twin = Object.keys(files).find((other) => other !== own && foldedPath(other) === foldedPath(path));
    if (twin !== undefined) return strings.taken(twin);
    const folder = Object.keys(files).find((other) => other !== own && (other.startsWith(`${path}/`) || path.startsWith(`${other}/`)));
    return folder === undefined ? null : strings.folder(folder);
  } catch (error) {
    if (error instanceof KernelError) return localizedSentence(error, locale);
    throw error;
  }
}
