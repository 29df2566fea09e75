/** Sentences of the embedded page alone, in both languages side by side. */
import { useLanguage } from '../i18n/language';

const EN = { open: 'Open in the playground' };

const ES: typeof EN = { open: 'Abrir en el playground' };

export const useEmbedStrings = (): typeof EN => (useLanguage((state) => state.language) === 'es' ? ES : EN);
