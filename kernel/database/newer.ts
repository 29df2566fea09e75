/** A database that a newer version of the kernel wrote. */
import type { Locale } from '../locale';

export const DATABASE_NEWER = 'database_newer';

export const DATABASE_NEWER_MESSAGES: Record<Locale, string> = {
  en: 'The rows of this project were last used by a newer version of the playground. Reload the page to get that version; nothing was changed.',
  es: 'Las filas de este proyecto se usaron por última vez con una versión más nueva del playground. Recargue la página para obtenerla; no se cambió nada.',
};
