/** Why an upload did not go through, in both languages. */
import type { Locale } from '../locale';
import { KernelError } from '../errors';

export interface UploadProblem {
  status?: number;
  /** The hub's own words. */
  reason?: string;
}

type Sentence = (problem: Required<UploadProblem>) => string;

const said = (reason: string): string => (reason === '' ? '' : ` (${reason})`);

const SENTENCES = {
  'HUB-ADDRESS': {
    en: () => 'The hub needs an https address without name, password or query; http is taken for this machine only.',
    es: () => 'El hub necesita una dirección https sin nombre, contraseña ni consulta; http solo se admite para esta máquina.',
  },
  'HUB-TOKEN': {
    en: () => 'The token is missing, or holds characters that no token has.',
    es: () => 'Falta el token o contiene caracteres que ningún token tiene.',
  },
  'HUB-DEVELOPER': {
    en: () => 'This form needs the developer’s id, a UUID.',
    es: () => 'Esta forma necesita el id del desarrollador, un UUID.',
  },
  'HUB-UNREACHABLE': {
    en: () => 'The hub did not answer. It may be down, or not allow uploads from a browser; the command line’s publish does not need that.',
    es: () =>
      'El hub no respondió. Puede estar caído o no permitir subidas desde un navegador; publish de la línea de comandos no lo necesita.',
  },
  'HUB-REDIRECT': {
    en: ({ reason }) => `The hub sends us elsewhere${said(reason)}. That is not followed: your token would go along.`,
    es: ({ reason }) => `El hub nos manda a otro sitio${said(reason)}. No se sigue: tu token iría también.`,
  },
  'HUB-UNAUTHORIZED': {
    en: ({ status, reason }) =>
      `The hub refuses the token or the key (${String(status)})${said(reason)}. Is the public key registered with your account?`,
    es: ({ status, reason }) =>
      `El hub rechaza el token o la clave (${String(status)})${said(reason)}. ¿Está registrada la clave pública en tu cuenta?`,
  },
  'HUB-NOT-FOUND': {
    en: ({ reason }) => `The hub knows nothing at this address (404)${said(reason)}.`,
    es: ({ reason }) => `El hub no conoce nada en esta dirección (404)${said(reason)}.`,
  },
  'HUB-CONFLICT': {
    en: ({ reason }) => `The hub already has this version (409)${said(reason)}. Versions only rise.`,
    es: ({ reason }) => `El hub ya tiene esta versión (409)${said(reason)}. Las versiones solo suben.`,
  },
  'HUB-TOO-LARGE': {
    en: ({ reason }) => `The bundle is too large for this hub (413)${said(reason)}.`,
    es: ({ reason }) => `El paquete es demasiado grande para este hub (413)${said(reason)}.`,
  },
  'HUB-REFUSED': {
    en: ({ status, reason }) =>
      `The hub refused the bundle (${String(status)})${said(reason)}. Nothing was changed here; you can try again.`,
    es: ({ status, reason }) => `El hub rechazó el paquete (${String(status)})${said(reason)}. Aquí no cambió nada; puedes reintentar.`,
  },
  'HUB-ANSWER': {
    en: ({ status }) => `The hub answered ${String(status)} with something that is no answer. Look there whether the bundle arrived.`,
    es: ({ status }) => `El hub respondió ${String(status)} con algo que no es una respuesta. Mira allí si el paquete llegó.`,
  },
} satisfies Record<string, Record<Locale, Sentence>>;

export type UploadErrorCode = keyof typeof SENTENCES;

export function uploadError(code: UploadErrorCode, problem: UploadProblem = {}, cause?: unknown): KernelError {
  const details = { status: problem.status ?? 0, reason: problem.reason ?? '' };
  return new KernelError(code, SENTENCES[code].en(details), cause === undefined ? { details } : { cause, details });
}

/** The sentence of an upload's error in a language; undefined for any other error. */
export function uploadSentence(error: KernelError, locale: Locale): string | undefined {
  if (!Object.hasOwn(SENTENCES, error.code)) return undefined;
  const { status, reason } = error.details;
  const details = { status: typeof status === 'number' ? status : 0, reason: typeof reason === 'string' ? reason : '' };
  return SENTENCES[error.code as UploadErrorCode][locale](details);
}
