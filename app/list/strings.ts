/** Sentences of lists, in both languages. */
import { useLanguage } from '../i18n/language';

const EN = {
  line: (line: number) => `Line ${String(line)}`,
  gone: 'goes',
  come: 'comes',
};

const ES: typeof EN = {
  line: (line) => `Línea ${String(line)}`,
  gone: 'se va',
  come: 'llega',
};

const STRINGS = { en: EN, es: ES };

export const useListStrings = (): typeof EN => STRINGS[useLanguage((state) => state.language)];
