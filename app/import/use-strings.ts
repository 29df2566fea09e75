import { useLanguage } from '../i18n/language';
import { IMPORT_STRINGS, type ImportStrings } from './strings';

/** The sentences of the import sheet in the language that is chosen. */
export const useImportStrings = (): ImportStrings => IMPORT_STRINGS[useLanguage((state) => state.language)];
