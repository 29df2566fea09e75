/** What is wrong with a link or with the page's address, in both languages. */
import type { Locale } from '../locale';
import { KernelError } from '../errors';

export interface LinkProblem {
  /** Characters of a link that could not be made; 0 for one that cannot be read. */
  chars?: number;
  limit?: number;
  /** The member that is not what it should be. */
  member?: string;
}

const SENTENCES = {
  'LINK-TOO-LONG': {
    en: ({ chars, limit }) =>
      chars === 0
        ? `The link is longer than ${limit} characters.`
        : `The project makes a link of ${chars} characters; at most ${limit} fit.`,
    es: ({ chars, limit }) =>
      chars === 0
        ? `El enlace tiene más de ${limit} caracteres.`
        : `El proyecto da un enlace de ${chars} caracteres; caben como máximo ${limit}.`,
  },
  'LINK-VERSION': {
    en: () => 'This link is of a version that this playground does not know. Reload the page to get the newest one.',
    es: () => 'Este enlace es de una versión que este playground no conoce. Recarga la página para tener la más nueva.',
  },
  'LINK-MALFORMED': {
    en: () => 'The link was changed or cut on its way.',
    es: () => 'El enlace fue cambiado o cortado en el camino.',
  },
  'LINK-TOO-LARGE': {
    en: ({ limit }) => `The link unfolds to more than ${limit / 1024 / 1024} MiB.`,
    es: ({ limit }) => `El enlace ocupa desplegado más de ${limit / 1024 / 1024} MiB.`,
  },
  'LINK-SHAPE': {
    en: ({ member }) => `The link’s “${member}” is missing or not what it should be.`,
    es: ({ member }) => `En el enlace falta «${member}» o no es lo que debería ser.`,
  },
  'LINK-NOT-SIGNED': {
    en: () => 'The link could not be signed with this key. Choose another one, or nobody.',
    es: () => 'El enlace no se pudo firmar con esta clave. Elige otra, o nadie.',
  },
  'LINK-ADDRESS': {
    en: () => 'The address names more than one project. Open one of them at a time.',
    es: () => 'La dirección nombra más de un proyecto. Abre uno a la vez.',
  },
  'LINK-TEMPLATE': {
    en: () => 'This playground has no template of that name.',
    es: () => 'Este playground no tiene ninguna plantilla con ese nombre.',
  },
} satisfies Record<string, Record<Locale, (problem: Required<LinkProblem>) => string>>;

export type LinkErrorCode = keyof typeof SENTENCES;

const sentence = (code: LinkErrorCode, details: Readonly<Record<string, unknown>>, locale: Locale): string => {
  const { chars, limit, member } = details;
  return SENTENCES[code][locale]({
    chars: typeof chars === 'number' ? chars : 0,
    limit: typeof limit === 'number' ? limit : 0,
    member: typeof member === 'string' ? member : '',
  });
};

export function linkError(code: LinkErrorCode, details: LinkProblem & Record<string, unknown> = {}, cause?: unknown): KernelError {
  return new KernelError(code, sentence(code, details, 'en'), cause === undefined ? { details } : { details, cause });
}

/** The sentence of a link's error in a language; undefined for any other error. */
export const linkSentence = (error: KernelError, locale: Locale): string | undefined =>
  Object.hasOwn(SENTENCES, error.code) ? sentence(error.code as LinkErrorCode, error.details, locale) : undefined;
