import { create } from 'zustand';
import type { Locale } from '../../kernel/locale';
import { STRINGS, type Strings } from './strings';
import { readSetting, writeSetting } from '../settings';

interface LanguageState {
  language: Locale;
  setLanguage: (language: Locale) => void;
}

function initial(): Locale {
  const stored = readSetting('language');
  if (stored === 'en' || stored === 'es') return stored;
  return navigator.language.toLowerCase().startsWith('es') ? 'es' : 'en';
}

function apply(language: Locale): void {
  document.documentElement.lang = language;
}

export const useLanguage = create<LanguageState>((set) => {
  const language = initial();
  apply(language);
  return {
    language,
    setLanguage: (next) => {
      writeSetting('language', next);
      apply(next);
      set({ language: next });
    },
  };
});

/** The sentences in the language that is chosen. */
export const useStrings = (): Strings => STRINGS[useLanguage((state) => state.language)];

/** True while texts are wanted in Spanish: for the UI packages' own words, which the build swaps. */
export const spanish = (): boolean => useLanguage.getState().language === 'es';
