/** Patches that let the published packages show and read days, instants and numbers as they are. */
import { fileURLToPath } from 'node:url';
import type { RuntimePatch } from './runtime-patches';

const values = (path: string): string => JSON.stringify(fileURLToPath(new URL(`../../app/frame/values/${path}`, import.meta.url)));

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

const TIME_LOST = 'the date picker drops the time of an instant';
const NUMBER_READ = 'the browser’s number input reads another format than the page shows, and gives back a double';
const BY_LOCALE = 'numbers are written as they can be typed, amounts of money and sums too';
const NUMBER_SHOWN = 'a number that no double holds arrives as text and was shown rounded';

const VALUE_AS_NUMBER = `const n = e.target.valueAsNumber;
                    onChange(e.target.value === '' || !Number.isFinite(n) ? '' : n);`;

export const VALUE_PATCHES: readonly RuntimePatch[] = [
  {
    file: '/dynamic-columns.js',
    why: 'a day was read as an instant, so that it was another day west of London, and instants had no time',
    find: 'export function formatDateCell(value, renderAs, locale, timeZone) {',
    replace: 'export function formatDateCell(value, renderAs, locale, timeZone) {\n    return __frameShownDate(value, renderAs);',
    prelude: `import { shownDate as __frameShownDate } from ${values('shown-date.ts')};`,
  },
  {
    file: '/dynamic-columns.js',
    why: NUMBER_SHOWN,
    find: 'formatNumber(num,',
    times: 5,
    replace: 'formatNumber(__frameExactly(value, num),',
    prelude: EXACTLY,
  },
  {
    file: '/dynamic-columns.js',
    why: 'a number without a declared number of decimals was cut to three',
    find: 'const formatNumber = (value, opts, locale) => new Intl.NumberFormat(locale || undefined, opts)',
    replace:
      'const formatNumber = (value, opts) => new Intl.NumberFormat(__frameNumberTag(), { maximumFractionDigits: opts.style ? undefined : 20, ...opts })',
    prelude: NUMBER_TAG,
  },
  {
    file: '/activity-value-renderer.js',
    why: NUMBER_SHOWN,
    find: 'formatNumber(num,',
    times: 2,
    replace: 'formatNumber(__frameExactly(value, num),',
    prelude: EXACTLY,
  },
  {
    file: '/activity-value-renderer.js',
    why: BY_LOCALE,
    find: 'new Intl.NumberFormat(locale || undefined, opts)',
    replace: 'new Intl.NumberFormat(__frameNumberTag(), opts)',
    prelude: NUMBER_TAG,
  },
  {
    file: '/dialogs/dynamic-record.js',
    why: BY_LOCALE,
    find: "const localeTag = i18n.language || 'es';",
    replace: 'const localeTag = __frameNumberTag();',
    prelude: NUMBER_TAG,
  },
  {
    file: '/widget-format.js',
    why: BY_LOCALE,
    find: 'const loc = locale || undefined;',
    times: 2,
    replace: 'const loc = __frameNumberTag();',
    prelude: NUMBER_TAG,
  },
  {
    file: '/widget-format.js',
    why: BY_LOCALE,
    find: 'new Intl.NumberFormat(locale || undefined, {',
    replace: 'new Intl.NumberFormat(__frameNumberTag(), {',
  },
  {
    file: '/activity-value-renderer.js',
    why: 'as in the list, in cards of a board',
    find: ': {}, locale) }));',
    replace: ': { maximumFractionDigits: 20 }, locale) }));',
  },
  {
    file: '/dialogs/dynamic-record.js',
    why: TIME_LOST,
    find: "if (field.type === 'date' || field.type === 'datetime' ||",
    replace:
      'if (__frameIsInstant(field, value)) return _jsx(__FrameInstantField, { field: field, value: value, onChange: onChange, invalid: invalid });\n' +
      "    if (field.type === 'date' || field.type === 'datetime' ||",
    prelude: INSTANT,
  },
  {
    file: '/dialogs/dynamic-record.js',
    why: NUMBER_READ,
    find: 'const input = (_jsx(Input, { type: inputType,',
    replace:
      "const input = inputType === 'number' ? (_jsx(__FrameNumberField, { value: value, onChange: onChange, placeholder: field.placeholder, 'aria-invalid': invalid || undefined, className: className })) : (_jsx(Input, { type: inputType,",
    prelude: NUMBER,
  },
  {
    file: '/dialogs/dynamic-record.js',
    why: 'the view wrote numbers as programs do, the list beside it as people do',
    find: `    // Structured value with no label — JSON beats "[object Object]".`,
    replace: `    if (field.type === 'number')
        return __frameShownNumber(value, __frameNumberTag());
    // Structured value with no label — JSON beats "[object Object]".`,
    prelude: `import { shownNumber as __frameShownNumber } from ${values('numbers.ts')};`,
  },
  {
    file: '/dialogs/dynamic-record.js',
    why: NUMBER_SHOWN,
    find: '}).format(num);',
    replace: '}).format(__frameExactly(value, num));',
    prelude: EXACTLY,
  },
  {
    file: '/action-modal-dispatcher.js',
    why: NUMBER_READ,
    find: `return _jsx(Input, { id: field.key, type: "number", value: value ?? '', onChange: (e) => {
                    ${VALUE_AS_NUMBER}
                }, placeholder:`,
    replace: 'return _jsx(__FrameNumberField, { id: field.key, value: value, onChange: onChange, placeholder:',
    prelude: NUMBER,
  },
  {
    file: '/action-modal-dispatcher.js',
    why: TIME_LOST,
    find: '    switch (widget) {',
    replace:
      '    if (__frameIsInstant(field, value)) return _jsx(__FrameInstantField, { field: field, value: value, onChange: onChange, invalid: invalid });\n    switch (widget) {',
    prelude: INSTANT,
  },
  {
    file: '/dynamic-form.js',
    why: NUMBER_READ,
    find: `return _jsx(Input, { id: field.key, type: "number", value: value ?? '', onChange: (e) => {
                    ${VALUE_AS_NUMBER}
                }, placeholder:`,
    replace: 'return _jsx(__FrameNumberField, { id: field.key, value: value, onChange: onChange, placeholder:',
    prelude: NUMBER,
  },
  {
    file: '/dynamic-form.js',
    why: TIME_LOST,
    find: '    switch (widget) {',
    replace:
      '    if (__frameIsInstant(field, value)) return _jsx(__FrameInstantField, { field: field, value: value, onChange: onChange });\n    switch (widget) {',
    prelude: INSTANT,
  },
  {
    file: '/dynamic-line-items.js',
    why: NUMBER_READ,
    find: `return (_jsx(Input, { type: "number", value: value ?? '', onChange: (e) => {
                    const n = e.target.valueAsNumber;
                    // \`0 || ''\` would wipe a legitimate zero (unit_price=0)
                    // and then required-validation fires with nothing marked.
                    onChange(e.target.value === '' || !Number.isFinite(n) ? '' : n);
                }, placeholder:`,
    replace: 'return (_jsx(__FrameNumberField, { value: value, onChange: onChange, placeholder:',
    prelude: NUMBER,
  },
  {
    file: '/dynamic-line-items.js',
    why: TIME_LOST,
    find: '    switch (widget) {',
    replace:
      '    if (__frameIsInstant(field, value)) return _jsx(__FrameInstantField, { field: field, value: value, onChange: onChange, disabled: off, invalid: invalid });\n    switch (widget) {',
    prelude: INSTANT,
  },
  {
    file: '/dynamic-form-schema.js',
    why: 'kinds of numbers that the contract knows were plain text, read as a program reads them',
    find: "case 'number': return 'number';",
    replace: `case 'integer': case 'int': case 'decimal': case 'numeric': case 'float': case 'currency': case 'money': case 'percent':
        case 'number': return 'number';`,
  },
  ...['localMin', 'localMax'].map((name): RuntimePatch => ({
    file: '/data-table/column-filter-control.js',
    why: NUMBER_READ,
    find: `_jsx(Input, { type: 'number', placeholder: '${name === 'localMin' ? '0' : '999999'}', value: ${name}, onChange: (e) => set${name.replace('l', 'L')}(e.target.value),`,
    replace: `_jsx(__FrameNumberField, { placeholder: '', value: ${name}, onChange: (value) => set${name.replace('l', 'L')}(String(value)),`,
    prelude: NUMBER,
  })),
  {
    file: '/data-table/column-filter-control.js',
    why: 'what is no number must not be sent as a bound, which would be dropped in silence',
    find: 'const handleNumberRangeSubmit = () => {',
    replace: `const handleNumberRangeSubmit = () => {
        if (__frameUnreadText(localMin) !== undefined || __frameUnreadText(localMax) !== undefined)
            return;`,
    prelude: `import { unreadText as __frameUnreadText } from ${values('numbers.ts')};`,
  },
  ...CHOICES.map(([file, value, times]): RuntimePatch => ({
    file,
    why: 'a value of the data was read as an operator, or as a list, when it was filtered by',
    find: `value: String(${value})`,
    times,
    replace: `value: __frameChoiceOf(String(${value}))`,
    prelude: FILTER_TEXT,
  })),
  ...['/dynamic-table.js', '/use-dynamic-filters.js'].flatMap((file): RuntimePatch[] => [
    {
      file,
      why: 'values with commas were several',
      find: "`IN:${values.join(',')}`",
      replace: '__frameAnyOf(values)',
      prelude: FILTER_TEXT,
    },
    {
      file,
      why: 'days of an instant began and ended where London’s do',
      find: 'params[`f_${key}`] = values[0];',
      replace: 'params[`f_${key}`] = __frameOneOf(values[0], key, metadata?.columns);',
    },
  ]),
  {
    file: '/dynamic-table.js',
    why: 'as above, for the span above the list',
    find: '`${startDate}_${endDate}`',
    replace: '__frameSpanOfDays(`${startDate}_${endDate}`)',
  },
];
