/** Languages in which the playground speaks. */
export type Locale = 'en' | 'es';

/** The one of them that somebody who asked for a language reads: regions count for nothing, and whoever reads neither reads English. */
export const localeOf = (language: string): Locale => (language.toLowerCase().startsWith('es') ? 'es' : 'en');
