/**
 * The language of the frame, for code that runs outside React: the swapped texts of the UI packages, dates and numbers.
 * It is read from the address while the script loads, so that texts made at load time are right from the start.
 */
import { numberLocaleOf } from '../i18n/locale';
import { readAppearance, type FrameLanguage } from './appearance';

const begin = readAppearance(typeof location === 'undefined' ? '' : location.hash, false);
let current: FrameLanguage = begin.language;
let locale = begin.locale;
let numbers = numberLocaleOf(locale);

/** @param tag BCP 47 tag by which numbers and dates are written. */
export function setLanguage(language: FrameLanguage, tag: string): void {
  current = language;
  locale = tag;
  numbers = numberLocaleOf(tag);
}

export function getLanguage(): FrameLanguage {
  return current;
}

/** True while texts are wanted in Spanish. */
export function spanish(): boolean {
  return current === 'es';
}

/** BCP 47 tag for dates. */
export function localeTag(): string {
  return locale;
}

/** BCP 47 tag for numbers. */
export function numberTag(): string {
  return numbers;
}
