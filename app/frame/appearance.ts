/**
 * How the embedding page wants the frame to look: `#theme=dark&lang=es` in the frame's address. The page changes the hash
 * to switch while the frame runs; a frame of opaque origin has no other place that both sides can see.
 */

export type FrameLanguage = 'en' | 'es';
export type FrameTheme = 'light' | 'dark';

export interface Appearance {
  language: FrameLanguage;
  theme: FrameTheme;
}

/**
 * Reads the hash of the frame's address.
 *
 * @param prefersDark what the system wants, for an address that names no theme.
 */
export function readAppearance(hash: string, prefersDark: boolean): Appearance {
  const params = new URLSearchParams(hash.replace(/^#/, ''));
  const theme = params.get('theme');
  return {
    language: params.get('lang')?.toLowerCase().split('-')[0] === 'es' ? 'es' : 'en',
    theme: theme === 'dark' || theme === 'light' ? theme : prefersDark ? 'dark' : 'light',
  };
}
