/**
 * The language of the frame, for code that runs outside React: the swapped texts of the UI packages, dates and numbers.
 * It is read from the address while the script loads, so that texts made at load time are right from the start.
 */
import { readAppearance, type FrameLanguage } from './appearance';

let current: FrameLanguage = typeof location === 'undefined' ? 'en' : readAppearance(location.hash, false).language;

export function setLanguage(language: FrameLanguage): void {
  current = language;
}

export function getLanguage(): FrameLanguage {
  return current;
}

/** True while texts are wanted in Spanish. */
export function spanish(): boolean {
  return current === 'es';
}

/** BCP 47 tag for dates and numbers. */
export function localeTag(): string {
  return current === 'es' ? 'es' : 'en-US';
}
