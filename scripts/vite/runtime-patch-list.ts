import { fileURLToPath } from 'node:url';
import { FORM_PATCHES } from './runtime-patch-forms';
import { MANIFEST_PATCHES } from './runtime-patch-manifest';
import { TABLE_PATCHES } from './runtime-patch-table';
import { VALUE_PATCHES } from './runtime-patch-values';
import type { RuntimePatch } from './runtime-patches';

const language = JSON.stringify(fileURLToPath(new URL('../../app/frame/language.ts', import.meta.url)));
const LOCALE_TAG = `import { localeTag as __frameLocaleTag } from ${language};`;
const DATES = `import { es as __frameDates } from 'date-fns/locale';`;
const labelled = JSON.stringify(fileURLToPath(new URL('../../app/frame/values/labelled-field.tsx', import.meta.url)));
const LABELLED = `import { LabelledField as __FrameLabelledField } from ${labelled};`;

const importDialog = JSON.stringify(fileURLToPath(new URL('../../app/frame/imports/import-dialog.tsx', import.meta.url)));

export const RUNTIME_PATCHES: readonly RuntimePatch[] = [
  {
    file: '/dynamic-table.js',
    why: 'an import showed no progress, could not be stopped, and its end was not told',
    find: "import { ImportDialog } from './dialogs/import';",
    replace: `import { ImportDialog } from ${importDialog};`,
  },
  ...VALUE_PATCHES,
  ...FORM_PATCHES,
  ...TABLE_PATCHES,
  ...MANIFEST_PATCHES,
  {
    file: '/dialogs/dynamic-record.js',
    why: 'a declared createTitle is the better title, but is ignored when the model has a title',
    find: 'return name ? `Crear ${name}` :',
    replace: 'return meta.createTitle ? meta.createTitle : name ? `Crear ${name}` :',
  },
  {
    file: '/dialogs/dynamic-record.js',
    why: 'as createTitle, for editTitle',
    find: 'return name ? `Editar ${name}` :',
    replace: 'return meta.editTitle ? meta.editTitle : name ? `Editar ${name}` :',
  },
  {
    file: '/dialogs/dynamic-record.js',
    why: 'labels are drawn beside their controls but not connected to them',
    find: '(_jsx(EditField, { field: field, value: value, onChange: onChange, record: record, invalid: !!error }))',
    replace:
      '(_jsx(__FrameLabelledField, { children: _jsx(EditField, { field: field, value: value, onChange: onChange, record: record, invalid: !!error }) }))',
    prelude: LABELLED,
  },
  {
    file: '/dynamic-date-field.js',
    why: 'the label follows the browser’s language instead of the frame’s',
    find: 'toLocaleDateString(undefined,',
    replace: 'toLocaleDateString(__frameLocaleTag(),',
    prelude: LOCALE_TAG,
  },
  {
    file: '/validation-catalog.js',
    why: 'messages for a field fall back to Spanish where the caller passes no language',
    find: "(language ?? 'es')",
    replace: '(language ?? __frameLocaleTag())',
    prelude: LOCALE_TAG,
  },
  {
    file: '/dynamic-line-items.js',
    why: 'numbers follow the browser’s language instead of the frame’s',
    find: 'toLocaleString(undefined,',
    replace: 'toLocaleString(__frameNumberTag(),',
    prelude: `import { numberTag as __frameNumberTag } from ${language};`,
  },
  {
    file: '/primitives/calendar.js',
    why: 'months and weekdays are English unless the caller gives a locale',
    find: '_jsx(DayPicker, { showOutsideDays',
    replace: '_jsx(DayPicker, { locale: __frameDates, showOutsideDays',
    prelude: DATES,
  },
  {
    file: '/primitives/calendar.js',
    why: 'as above, in the month menu',
    find: "toLocaleString('default',",
    replace: 'toLocaleString(__frameLocaleTag(),',
    prelude: LOCALE_TAG,
  },
  {
    file: '/data-table/filterable-column-header.js',
    why: 'the button that orders a column has no name',
    find: "_jsx(Button, { variant: 'ghost', size: 'icon', className: cn('h-7 w-7",
    replace: "_jsx(Button, { 'aria-label': `Ordenar por ${title}`, variant: 'ghost', size: 'icon', className: cn('h-7 w-7",
  },
  {
    file: '/data-table/filterable-column-header.js',
    why: 'the button that filters a column does not know its title',
    find: '_jsx(ColumnFilterControl, { filterKey:',
    replace: '_jsx(ColumnFilterControl, { label: title, filterKey:',
  },
  {
    file: '/data-table/column-filter-control.js',
    why: 'as above: the button that filters a column has no name',
    find: "_jsx(Button, { variant: 'ghost', size: 'icon', className: cn('h-7 w-7 shrink-0', isActive",
    replace:
      "_jsx(Button, { 'aria-label': `Filtrar por ${label || filterKey}`, variant: 'ghost', size: 'icon', className: cn('h-7 w-7 shrink-0', isActive",
  },
  {
    file: '/data-table/bulk-actions.js',
    why: 'the plural is made by adding an s, which English does not do',
    find: `"seleccionado", selectedCount > 1 ? 's' : ''`,
    replace: `selectedCount > 1 ? "seleccionados" : "seleccionado"`,
  },
];
