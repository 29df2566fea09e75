/** Patches that let the published packages show and read days, instants and numbers as they are. */
import { resolve } from 'node:path';
import type { RuntimePatch, TextEdit } from './runtime-patches';

const values = (path: string): string => JSON.stringify(resolve(import.meta.dirname, '../../app/frame/values', path));

const INSTANT = `import { InstantField as __FrameInstantField } from ${values('instant-field.tsx')};
import { isInstantField as __frameIsInstant } from ${values('instant.ts')};`;
const NUMBER = `import { NumberField as __FrameNumberField } from ${values('number-field.tsx')};`;
const EXACTLY = `import { exactly as __frameExactly } from ${values('numbers.ts')};`;
const NUMBER_TAG = `import { numberTag as __frameNumberTag } from ${values('../language.ts')};`;

const FILTER_TEXT = `import { anyOf as __frameAnyOf, choiceOf as __frameChoiceOf, oneOf as __frameOneOf, spanOfDays as __frameSpanOfDays } from ${values('filter-text.ts')};`;
/** Where values of the data become choices of a filter: module, expression, how often. */
const CHOICES: readonly (readonly [file: string, value: string, times: number])[] = [
  ['/use-facet-loaders.js', "r.value ?? ''", 1],
  ['/dynamic-table.js', 'o.value', 2],
  ['/dynamic-table.js', "item.value ?? item.id ?? ''", 1],
  ['/use-dynamic-filters.js', 'o.value', 2],
  ['/use-dynamic-filters.js', "item.value ?? item.id ?? ''", 1],
];
/** Modules that write filters into a request. */
const FILTERS = ['/dynamic-table.js', '/use-dynamic-filters.js'];

const VALUE_AS_NUMBER = `const n = e.target.valueAsNumber;
                    onChange(e.target.value === '' || !Number.isFinite(n) ? '' : n);`;

/** An instant's own field, before a form chooses a calendar for it. @param others properties that this form's fields have */
const instantField = (file: string, find: string, others: string): TextEdit => ({
  file,
  find,
  replace: `if (__frameIsInstant(field, value)) return _jsx(__FrameInstantField, { field: field, value: value, onChange: onChange${others} });
    ${find}`,
  prelude: INSTANT,
});

/** A number's own field, in place of the browser's. */
const numberField = (file: string, find: string, replace: string): TextEdit => ({ file, find, replace, prelude: NUMBER });

const RECORD = '/dialogs/dynamic-record.js';
const ACTION = '/action-modal-dispatcher.js';
const FILTER = '/data-table/column-filter-control.js';
const CELL = '/dynamic-columns.js';
const CARD = '/activity-value-renderer.js';
const WIDGET = '/widget-format.js';
const LINES = '/dynamic-line-items.js';

export const VALUE_PATCHES: readonly RuntimePatch[] = [
  {
    id: 'shown-dates',
    fault: 'a day among instants is read as London’s midnight, so that it is another day west of it, and dates are written as in no region',
    edits: [
      {
        file: CELL,
        find: 'export function formatDateCell(value, renderAs, locale, timeZone) {',
        replace: 'export function formatDateCell(value, renderAs, locale, timeZone) {\n    return __frameShownDate(value, renderAs);',
        prelude: `import { shownDate as __frameShownDate } from ${values('shown-date.ts')};`,
      },
    ],
  },
  {
    id: 'exact-numbers',
    fault: 'a number that no double holds arrives as text and is shown rounded',
    edits: [
      { file: CELL, find: 'formatNumber(num,', times: 5, replace: 'formatNumber(__frameExactly(value, num),', prelude: EXACTLY },
      { file: CARD, find: 'formatNumber(num,', times: 2, replace: 'formatNumber(__frameExactly(value, num),', prelude: EXACTLY },
      { file: RECORD, find: '}).format(num);', replace: '}).format(__frameExactly(value, num));', prelude: EXACTLY },
    ],
  },
  {
    id: 'all-decimals',
    fault: 'a number without a declared number of decimals is cut to three',
    edits: [
      {
        file: CELL,
        find: 'new Intl.NumberFormat(locale || undefined, opts)',
        replace: 'new Intl.NumberFormat(locale || undefined, { maximumFractionDigits: opts.style ? undefined : 20, ...opts })',
      },
      { file: CARD, find: ': {}, locale) }));', replace: ': { maximumFractionDigits: 20 }, locale) }));' },
    ],
  },
  {
    id: 'number-locale',
    fault: 'numbers are written otherwise than they can be typed, amounts of money and sums too',
    edits: [
      {
        file: CELL,
        find: 'const formatNumber = (value, opts, locale) =>',
        replace: 'const formatNumber = (value, opts, __passed, locale = __frameNumberTag()) =>',
        prelude: NUMBER_TAG,
      },
      {
        file: CARD,
        find: 'new Intl.NumberFormat(locale || undefined, opts)',
        replace: 'new Intl.NumberFormat(__frameNumberTag(), opts)',
        prelude: NUMBER_TAG,
      },
      {
        file: RECORD,
        find: "const localeTag = i18n.language || 'es';",
        replace: 'const localeTag = __frameNumberTag();',
        prelude: NUMBER_TAG,
      },
      { file: WIDGET, find: 'const loc = locale || undefined;', times: 2, replace: 'const loc = __frameNumberTag();', prelude: NUMBER_TAG },
      {
        file: WIDGET,
        find: 'new Intl.NumberFormat(locale || undefined, {',
        replace: 'new Intl.NumberFormat(__frameNumberTag(), {',
      },
      { file: LINES, find: 'toLocaleString(undefined,', replace: 'toLocaleString(__frameNumberTag(),', prelude: NUMBER_TAG },
    ],
  },
  {
    id: 'time-of-instants',
    fault: 'the date picker drops the time of an instant',
    edits: [
      instantField(RECORD, "if (field.type === 'date' || field.type === 'datetime' ||", ', invalid: invalid'),
      instantField(ACTION, 'switch (widget) {', ', invalid: invalid'),
      instantField('/dynamic-form.js', 'switch (widget) {', ''),
      instantField(LINES, 'switch (widget) {', ', disabled: off, invalid: invalid'),
    ],
  },
  {
    id: 'typed-numbers',
    fault:
      'the browser’s number input reads another format than the page shows, gives back a double, and drops in silence what is no number',
    edits: [
      numberField(
        RECORD,
        'const input = (_jsx(Input, { type: inputType,',
        "const input = inputType === 'number' ? (_jsx(__FrameNumberField, { value: value, onChange: onChange, placeholder: field.placeholder, 'aria-invalid': invalid || undefined, className: className })) : (_jsx(Input, { type: inputType,",
      ),
      ...[ACTION, '/dynamic-form.js'].map((file) =>
        numberField(
          file,
          `return _jsx(Input, { id: field.key, type: "number", value: value ?? '', onChange: (e) => {
                    ${VALUE_AS_NUMBER}
                }, placeholder:`,
          'return _jsx(__FrameNumberField, { id: field.key, value: value, onChange: onChange, placeholder:',
        ),
      ),
      numberField(
        LINES,
        `return (_jsx(Input, { type: "number", value: value ?? '', onChange: (e) => {
                    const n = e.target.valueAsNumber;
                    // \`0 || ''\` would wipe a legitimate zero (unit_price=0)
                    // and then required-validation fires with nothing marked.
                    onChange(e.target.value === '' || !Number.isFinite(n) ? '' : n);
                }, placeholder:`,
        'return (_jsx(__FrameNumberField, { value: value, onChange: onChange, placeholder:',
      ),
      ...['localMin', 'localMax'].map((name) =>
        numberField(
          FILTER,
          `_jsx(Input, { type: 'number', placeholder: '${name === 'localMin' ? '0' : '999999'}', value: ${name}, onChange: (e) => set${name.replace('l', 'L')}(e.target.value),`,
          `_jsx(__FrameNumberField, { placeholder: '', value: ${name}, onChange: (value) => set${name.replace('l', 'L')}(String(value)),`,
        ),
      ),
      // What is no number must not be sent as a bound, which would be dropped in silence.
      {
        file: FILTER,
        find: 'const handleNumberRangeSubmit = () => {',
        replace: `const handleNumberRangeSubmit = () => {
        if (__frameUnreadText(localMin) !== undefined || __frameUnreadText(localMax) !== undefined)
            return;`,
        prelude: `import { unreadText as __frameUnreadText } from ${values('numbers.ts')};`,
      },
    ],
  },
  {
    id: 'number-kinds',
    fault: 'kinds of numbers that the contract knows are plain text, read as a program reads them',
    edits: [
      {
        file: '/dynamic-form-schema.js',
        find: "case 'number': return 'number';",
        replace: `case 'integer': case 'int': case 'decimal': case 'numeric': case 'float': case 'currency': case 'money': case 'percent':
        case 'number': return 'number';`,
      },
    ],
  },
  {
    id: 'record-view-numbers',
    fault: 'the view of a record writes numbers as programs do, the list beside it as people do',
    edits: [
      {
        file: RECORD,
        find: `    // Structured value with no label — JSON beats "[object Object]".`,
        replace: `    if (field.type === 'number')
        return __frameShownNumber(value, __frameNumberTag());
    // Structured value with no label — JSON beats "[object Object]".`,
        prelude: `import { shownNumber as __frameShownNumber } from ${values('numbers.ts')};\n${NUMBER_TAG}`,
      },
    ],
  },
  {
    id: 'filter-values',
    fault: 'a value of the data is read as an operator, or as a list, when it is filtered by',
    edits: [
      ...CHOICES.map(([file, value, times]): TextEdit => ({
        file,
        find: `value: String(${value})`,
        times,
        replace: `value: __frameChoiceOf(String(${value}))`,
        prelude: FILTER_TEXT,
      })),
      ...FILTERS.map((file): TextEdit => ({
        file,
        find: "`IN:${values.join(',')}`",
        replace: '__frameAnyOf(values)',
        prelude: FILTER_TEXT,
      })),
    ],
  },
  {
    id: 'filter-days',
    fault: 'days of an instant begin and end where London’s do when they are filtered by',
    edits: [
      ...FILTERS.map((file): TextEdit => ({
        file,
        find: 'params[`f_${key}`] = values[0];',
        replace: 'params[`f_${key}`] = __frameOneOf(values[0], key, metadata?.columns);',
        prelude: FILTER_TEXT,
      })),
      // The span above the list.
      {
        file: '/dynamic-table.js',
        find: '`${startDate}_${endDate}`',
        replace: '__frameSpanOfDays(`${startDate}_${endDate}`)',
        prelude: FILTER_TEXT,
      },
    ],
  },
];
