/**
 * How numbers and dates are written: the language that was chosen, with the region of the browser. Somebody in Germany who
 * reads the page in English writes 1.234,5 and puts the day before the month.
 */
import type { Locale } from '../../kernel/locale';

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

/** How a locale writes the decimal mark of numbers, and of amounts of money. */
function decimalMarks(tag: string): string[] {
  return [{}, { style: 'currency', currency: 'USD' } as const].map(
    (options) => new Intl.NumberFormat(tag, options).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value ?? '',
  );
}

/**
 * The tag by which numbers are written. It is the one given, except where engines write amounts of money by another mark than
 * other numbers (English in most of Europe): there it is the region's own.
 */
export function numberLocaleOf(tag: string): string {
  const [number, money] = decimalMarks(tag);
  if (number === money) return tag;
  const { region } = new Intl.Locale(tag);
  const own = new Intl.Locale(`und-${region ?? ''}`).maximize().language;
  return `${own}-${region ?? ''}-u-nu-latn`;
}

/** As `localeOf`, for a tag that came from outside: anything but a tag of that language gives the language's own. */
export function localeFrom(language: Locale, tag: string | null): string {
  const read = tag === null || tag.length > 35 ? undefined : parsed(tag);
  return read?.language === language ? read.toString() : PLAIN[language];
}
