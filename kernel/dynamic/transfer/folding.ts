/** A text as it is compared where case does not matter: capitals first, which make `ß` two letters and every Σ the same. */
export const folded = (text: string): string => text.normalize('NFC').toUpperCase().toLowerCase();
