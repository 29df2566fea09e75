/** Why a file of another site was not taken, in both languages. */
import { formatBytes } from '../bundle/limits';
import type { Locale } from '../locale';
import { KernelError } from '../errors';

export interface DownloadProblem {
  host?: string;
  status?: number;
  limit?: number;
}

const SENTENCES = {
  'FROM-ADDRESS': {
    en: () => 'Only https addresses without name and password are fetched.',
    es: () => 'Solo se traen direcciones https sin nombre ni contraseña.',
  },
  'FROM-UNREACHABLE': {
    en: (d) => `${d.host} did not answer, or does not allow other sites to read its files. Download the file there and open it here.`,
    es: (d) => `${d.host} no respondió, o no permite que otros sitios lean sus archivos. Descargue el archivo allí y ábralo aquí.`,
  },
  'FROM-REDIRECT': {
    en: (d) => `${d.host} sends us elsewhere, which is not followed. Use the address at which the file really lies.`,
    es: (d) => `${d.host} nos manda a otro sitio, y eso no se sigue. Use la dirección donde realmente está el archivo.`,
  },
  'FROM-STATUS': {
    en: (d) => `${d.host} answered ${String(d.status)}; there is no file to be had.`,
    es: (d) => `${d.host} respondió ${String(d.status)}; no hay archivo que traer.`,
  },
  'FROM-SIZE': {
    en: (d) => `The file is larger than ${formatBytes(d.limit)}.`,
    es: (d) => `El archivo pesa más de ${formatBytes(d.limit)}.`,
  },
} satisfies Record<string, Record<Locale, (d: Required<DownloadProblem>) => string>>;

export type DownloadErrorCode = keyof typeof SENTENCES;

export function downloadError(code: DownloadErrorCode, problem: DownloadProblem = {}, cause?: unknown): KernelError {
  const details = { host: '', status: 0, limit: 0, ...problem };
  return new KernelError(code, SENTENCES[code].en(details), cause === undefined ? { details } : { cause, details });
}

/** The sentence of a download's error in a language; undefined for any other error. */
export function downloadSentence(error: KernelError, locale: Locale): string | undefined {
  if (!Object.hasOwn(SENTENCES, error.code)) return undefined;
  const { host, status, limit } = error.details;
  return SENTENCES[error.code as DownloadErrorCode][locale]({
    host: typeof host === 'string' ? host : '',
    status: typeof status === 'number' ? status : 0,
    limit: typeof limit === 'number' ? limit : 0,
  });
}
