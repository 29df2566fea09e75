/** Why a folder or an archive is no addon, in both languages. */
import type { Locale } from '../locale';
import { KernelError } from '../errors';
import { printableEntry } from '../bundle/messages';

const SENTENCES = {
  'FOLDER-TWO-ADDONS': {
    en: (paths) => `There is more than one addon in it: ${paths}. Open the folder of one of them.`,
    es: (paths) => `Hay más de un addon dentro: ${paths}. Abre la carpeta de uno de ellos.`,
  },
} satisfies Record<string, Record<Locale, (paths: string) => string>>;

export type FolderErrorCode = keyof typeof SENTENCES;

const pathsIn = ({ paths }: Readonly<Record<string, unknown>>): string =>
  Array.isArray(paths) ? paths.map((path) => printableEntry(String(path))).join(', ') : '';

/** `paths`: the manifests that were found. */
export function folderError(code: FolderErrorCode, paths: readonly string[] = []): KernelError {
  const details = { paths };
  return new KernelError(code, SENTENCES[code].en(pathsIn(details)), { details });
}

/** The sentence of a folder's error in a language; undefined for any other error. */
export const folderSentence = (error: KernelError, locale: Locale): string | undefined =>
  Object.hasOwn(SENTENCES, error.code) ? SENTENCES[error.code as FolderErrorCode][locale](pathsIn(error.details)) : undefined;
