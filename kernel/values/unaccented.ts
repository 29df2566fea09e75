/** The text without accents and other marks above or below its letters: `límite` is `limite`. */
export const unaccented = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '');
