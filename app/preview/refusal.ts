/** Why something could not be installed, in the person's language. */
import type { Locale } from '../../kernel/locale';
import { DATABASE_NEWER, DATABASE_NEWER_MESSAGES } from '../../kernel/database/newer';
import { STORAGE_FULL, STORAGE_FULL_MESSAGES } from '../../kernel/database/storage-full';
import { installSentence } from '../../kernel/lifecycle/messages';
import type { Refusal } from '../../kernel/host/project-install';

/** What can become of a call to the kernel itself. */
const CALLS: Readonly<Record<string, Record<Locale, string>>> = {
  [STORAGE_FULL]: STORAGE_FULL_MESSAGES,
  [DATABASE_NEWER]: DATABASE_NEWER_MESSAGES,
  deadline_exceeded: {
    en: 'the kernel did not answer in time. It is started again, and this version is installed then.',
    es: 'el kernel no respondió a tiempo. Se inicia de nuevo y entonces se instala esta versión.',
  },
  outcome_unknown: {
    en: 'the kernel was started again meanwhile. This version is installed once it is ready.',
    es: 'el kernel se inició de nuevo entretanto. Esta versión se instala cuando esté listo.',
  },
  kernel_stopped: { en: 'the kernel is not running.', es: 'el kernel no está en marcha.' },
};

/** What nobody put into words stays as it is told. */
export const refusalSentence = (refusal: Refusal, locale: Locale): string =>
  installSentence(refusal, locale) ?? (Object.hasOwn(CALLS, refusal.code) ? CALLS[refusal.code]?.[locale] : undefined) ?? refusal.message;
