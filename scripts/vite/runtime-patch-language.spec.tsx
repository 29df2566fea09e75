// @vitest-environment happy-dom
import { describe } from 'vitest';
import { textOf } from './testing/stage';
import { showsFault } from './testing/shows-fault';

const JULY = new Date(2026, 6, 1);

describe('the language of what a caller names no language for', () => {
  showsFault(
    'date-button-language',
    (runtime) => {
      runtime.setLanguage('es', 'ja-JP');
      const field = { key: 'due', label: 'Due', type: 'date' };
      return textOf(runtime, <runtime.DynamicDateField field={field} value="2026-07-04" onChange={() => undefined} />, 'ja-JP').includes(
        '年',
      );
    },
    { without: false, patched: true },
  );
  showsFault('validation-language', ({ validationCatalog }) => validationCatalog().required, {
    without: 'El campo {{label}} es obligatorio',
    patched: 'The {{label}} field is required',
  });
  showsFault(
    'calendar-language',
    (runtime) => {
      runtime.setLanguage('es', 'ja-JP');
      const text = textOf(runtime, <runtime.Calendar month={JULY} captionLayout="dropdown" />);
      return { weekdays: /dom?/.test(text), months: text.includes('月') };
    },
    { without: { weekdays: false, months: false }, patched: { weekdays: true, months: true } },
  );
});
