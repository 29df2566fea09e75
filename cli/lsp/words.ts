/** What the language server says itself. */
import type { Locale } from '../../kernel/locale';

export const WORDS = {
  en: {
    fixAll: 'Fix everything that has one answer',
    migrationNeeded: 'Hosts that have rows need a migration',
    migrationHint: (path: string) => `Values that hosts have stored are moved by a migration: ${path}`,
    mentioned: (places: string) => `Migrations name it as well; what they should say is yours to decide: ${places}`,
    notRenamed: 'There is nothing here that can be renamed.',
    badProtocol: (reason: string) => `The editor sent something that is no message of the protocol: ${reason}`,
    tooLarge: (mebibytes: number) => `a message of more than ${String(mebibytes)} MiB`,
  },
  es: {
    fixAll: 'Arreglar todo lo que tiene una sola respuesta',
    migrationNeeded: 'Los hosts con filas necesitan una migración',
    migrationHint: (path: string) => `Los valores que los hosts ya guardan se mueven con una migración: ${path}`,
    mentioned: (places: string) => `Las migraciones también lo nombran; lo que deben decir lo decides tú: ${places}`,
    notRenamed: 'Aquí no hay nada que se pueda renombrar.',
    badProtocol: (reason: string) => `El editor envió algo que no es un mensaje del protocolo: ${reason}`,
    tooLarge: (mebibytes: number) => `un mensaje de más de ${String(mebibytes)} MiB`,
  },
} as const satisfies Record<Locale, Record<string, unknown>>;
