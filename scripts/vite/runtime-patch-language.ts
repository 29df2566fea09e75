/** Patches by which the published packages speak the frame's language where a caller names none. */
import { resolve } from 'node:path';
import type { RuntimePatch } from './runtime-patches';

const language = JSON.stringify(resolve(import.meta.dirname, '../../app/frame/language.ts'));
const LOCALE_TAG = `import { localeTag as __frameLocaleTag } from ${language};`;

export const LANGUAGE_PATCHES: readonly RuntimePatch[] = [
  {
    id: 'date-button-language',
    fault: 'the button of a date field follows the browser’s language instead of the frame’s',
    edits: [
      {
        file: '/dynamic-date-field.js',
        find: 'toLocaleDateString(undefined,',
        replace: 'toLocaleDateString(__frameLocaleTag(),',
        prelude: LOCALE_TAG,
      },
    ],
  },
  {
    id: 'validation-language',
    fault: 'messages for a field are Spanish where the caller passes no language',
    edits: [
      {
        file: '/validation-catalog.js',
        find: "(language ?? 'es')",
        replace: '(language ?? __frameLocaleTag())',
        prelude: LOCALE_TAG,
      },
    ],
  },
  {
    id: 'calendar-language',
    fault: 'months and weekdays of a calendar are English, those of its month menu the browser’s, unless the caller gives a locale',
    edits: [
      {
        file: '/primitives/calendar.js',
        find: '_jsx(DayPicker, { showOutsideDays',
        replace: '_jsx(DayPicker, { locale: __frameDates, showOutsideDays',
        prelude: `import { es as __frameDates } from 'date-fns/locale';`,
      },
      {
        file: '/primitives/calendar.js',
        find: "toLocaleString('default',",
        replace: 'toLocaleString(__frameLocaleTag(),',
        prelude: LOCALE_TAG,
      },
    ],
  },
];
