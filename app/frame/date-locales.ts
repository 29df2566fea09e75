/** Stands in for `date-fns/locale` inside the UI packages, whose date pickers ask for Spanish whatever the language. */
import type { Locale } from 'date-fns';
import { enUS } from 'date-fns/locale/en-US';
import { es as spanishDates } from 'date-fns/locale/es';
import { localeTag, spanish } from './language';

export { enUS };

const current = (): Locale => (spanish() ? spanishDates : enUS);

/** The locale of the frame's language, under the name the packages import. */
export const es: Locale = {
  get code() {
    return localeTag();
  },
  get formatDistance() {
    return current().formatDistance;
  },
  get formatRelative() {
    return current().formatRelative;
  },
  get localize() {
    return current().localize;
  },
  get formatLong() {
    return current().formatLong;
  },
  get match() {
    return current().match;
  },
  get options() {
    return current().options ?? {};
  },
};
