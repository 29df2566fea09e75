import { useLanguage } from '../i18n/language';
import { ARRIVAL_STRINGS, type ArrivalStrings } from './strings';

/** The sentences of the sheets in the language that is chosen. */
export const useArrivalStrings = (): ArrivalStrings => ARRIVAL_STRINGS[useLanguage((state) => state.language)];
