/**
 * How numbers and dates are written: the language that was chosen, with the region of the browser. Somebody in Germany who
 * reads the page in English writes 1.234,5 and puts the day before the month.
 */
import type { Locale } from '../../kernel/contract/diagnostic';

/** The tag as this engine writes it, or undefined for what is none. */
function parsed(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag);
  } catch {
    return undefined;
  }
}

/** What a language without a region is written as. */
const PLAIN: Readonly<Record<Locale, string>> = { en: 'en-US', es: 'es' };

/**
 * The BCP 47 tag by which numbers and dates are written.
 *
 * @param wanted the browser's languages, the preferred one first.
 */
export function localeOf(language: Locale, wanted: readonly string[]): string {
  const tags = wanted.map(parsed).filter((tag) => tag !== undefined);
  const [first] = tags;
  // Browsers add en-US to the end of most lists, so the first place names the person's own; a region may go without saying (de → DE).
  const region = first?.region ?? tags.find((tag) => tag.language === language && tag.region !== undefined)?.region;
  const told = region ?? (first?.language === language ? undefined : first?.maximize().region);
  return told === undefined ? PLAIN[language] : `${language}-${told}`;
}

/** As `localeOf`, for a tag that came from outside: anything but a tag of that language gives the language's own. */
export function localeFrom(language: Locale, tag: string | null): string {
  const read = tag === null || tag.length > 35 ? undefined : parsed(tag);
  return read?.language === language ? read.toString() : PLAIN[language];
}
