/**
 * How the embedding page wants the frame to look: `#theme=dark&lang=es&locale=es-MX` in the frame's address. The page changes the hash
 * to switch while the frame runs; a frame of opaque origin has no other place that both sides can see.
 */

import { localeFrom } from '../i18n/locale';

export type FrameLanguage = 'en' | 'es';
export type FrameTheme = 'light' | 'dark';

export interface Appearance {
  language: FrameLanguage;
  theme: FrameTheme;
  /** BCP 47 tag by which numbers and dates are written. */
  locale: string;
}

/**
 * Reads the hash of the frame's address.
 *
 * @param prefersDark what the system wants, for an address that names no theme.
 */
export function readAppearance(hash: string, prefersDark: boolean): Appearance {
  const params = new URLSearchParams(hash.replace(/^#/, ''));
  const theme = params.get('theme');
  const language = params.get('lang')?.toLowerCase().split('-')[0] === 'es' ? 'es' : 'en';
  return {
    language,
    locale: localeFrom(language, params.get('locale')),
    theme: theme === 'dark' || theme === 'light' ? theme : prefersDark ? 'dark' : 'light',
  };
}
