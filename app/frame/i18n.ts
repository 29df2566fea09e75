import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { FRAME_TEXTS } from './texts';

/**
 * The i18n instance of the frame. Resources are in the script, so it is ready when this returns. Its language is the whole
 * tag: the published runtime writes numbers by it.
 */
export function createI18n(locale: string): i18n {
  const instance = i18next.createInstance();
  void instance.use(initReactI18next).init({
    lng: locale,
    fallbackLng: 'en',
    initAsync: false,
    resources: FRAME_TEXTS,
    // React escapes what it draws.
    interpolation: { escapeValue: false },
    // Labels of an addon may be added after the first paint; whoever shows them is drawn again.
    react: { useSuspense: false, bindI18nStore: 'added removed' },
  });
  return instance;
}
