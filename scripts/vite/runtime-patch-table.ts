/** Patches of the list around its rows: search, column heads, paging, what can be done with chosen rows, import and export. */
import { resolve } from 'node:path';
import type { RuntimePatch } from './runtime-patches';

const PAGING = '/data-table/pagination.js';
const TABLE = '/dynamic-table.js';
const BULK = '/data-table/bulk-actions.js';
const HEAD = '/data-table/filterable-column-header.js';
const EXPORT = '/dialogs/export.js';

const inFrame = (path: string): string => JSON.stringify(resolve(import.meta.dirname, '../../app/frame', path));

const bulkActions = `_jsx(DataTableBulkActions, { table: table, entityName: "registro", children: _jsxs(Button, { variant: "destructive", size: "sm", className: "h-8", onClick: () => setShowBulkDeleteConfirm(true), children: [_jsx(Trash2, { className: "h-4 w-4 mr-1.5" }), " Eliminar"] }) })`;
const jsonChoice = `_jsx(Label, { htmlFor: "format-json", className: "font-normal cursor-pointer", children: "JSON" })] })`;

export const TABLE_PATCHES: readonly RuntimePatch[] = [
  {
    id: 'import-as-a-job',
    fault: 'an import shows no progress, cannot be stopped, and does not tell its end',
    edits: [
      {
        file: TABLE,
        find: "import { ImportDialog } from './dialogs/import';",
        replace: `import { ImportDialog } from ${inFrame('imports/import-dialog.tsx')};`,
      },
    ],
  },
  {
    id: 'search-box',
    fault: 'the search box is too narrow for what it says, and has no name but a text that goes away',
    edits: [
      {
        file: '/data-table/toolbar.js',
        find: "className: 'h-8 w-full sm:w-[150px] lg:w-[250px]'",
        times: 2,
        replace: "'aria-label': searchPlaceholder, className: 'h-8 w-full sm:min-w-40 sm:max-w-sm sm:flex-1'",
      },
    ],
  },
  {
    id: 'page-size',
    fault: 'the choice of the page size cuts its number off and has no name',
    edits: [
      {
        file: PAGING,
        find: "_jsx(SelectTrigger, { className: 'h-9 w-[70px]',",
        replace: "_jsx(SelectTrigger, { className: 'h-9 w-auto min-w-24', 'aria-label': t('datatable.rows_per_page'),",
      },
    ],
  },
  {
    id: 'row-total',
    fault: 'nothing says how many rows there are: the table is told of pages only',
    edits: [
      {
        file: PAGING,
        find: "children: t('datatable.rows_per_page') }), leftActions]",
        replace: "children: t('datatable.rows_per_page') }), leftActions, _jsx(__FrameRowTotal, { rows: table.getRowCount() })]",
        prelude: `import { RowTotal as __FrameRowTotal } from ${inFrame('row-total.tsx')};`,
      },
      {
        file: TABLE,
        find: 'pageCount: Math.ceil(rowCount / pagination.pageSize),',
        replace: 'pageCount: Math.ceil(rowCount / pagination.pageSize),\n        rowCount,',
      },
    ],
  },
  {
    id: 'last-page',
    fault: 'a list whose page is no longer there, because rows vanished, shows nothing and does not say why',
    edits: [
      {
        file: TABLE,
        find: '                setData(rows);\n',
        replace: `                const __last = Math.max(Math.ceil((res.data.meta?.total ?? 0) / pagination.pageSize) - 1, 0);
                if (rows.length === 0 && res.data.meta && pagination.pageIndex > __last) {
                    // Its own deletion and the event that tells of it both ask again: one message.
                    toast.info(t('datatable.page_gone', { page: pagination.pageIndex + 1 }), { id: 'datatable.page_gone' });
                    setPagination((prev) => ({ ...prev, pageIndex: __last }));
                    return;
                }
                setData(rows);
`,
      },
    ],
  },
  {
    id: 'bulk-actions-place',
    fault: 'what can be done with chosen rows floats over the paging, instead of standing between it and the rows',
    edits: [
      { file: TABLE, find: `, ${bulkActions}] }));`, replace: '] }));' },
      {
        file: TABLE,
        find: '_jsx("div", { className: \'shrink-0 pt-4\', children: infiniteScroll ?',
        replace: `${bulkActions}, _jsx("div", { className: 'shrink-0 pt-4', children: infiniteScroll ?`,
      },
      {
        file: BULK,
        find: "cn('fixed bottom-6 left-1/2 z-50 -translate-x-1/2 rounded-xl', 'transition-all delay-100 duration-300 ease-out hover:scale-105',",
        replace: "cn('mx-auto mt-4 max-w-full shrink-0 rounded-xl',",
      },
    ],
  },
  {
    id: 'chosen-rows-plural',
    fault: 'the plural of the chosen rows is made by adding an s, which English does not do',
    edits: [
      {
        file: BULK,
        find: `"seleccionado", selectedCount > 1 ? 's' : ''`,
        replace: `selectedCount > 1 ? "seleccionados" : "seleccionado"`,
      },
    ],
  },
  {
    id: 'export-workbook',
    fault: 'workbooks can be exported, and nothing offers them',
    edits: [
      {
        file: EXPORT,
        find: jsonChoice,
        replace: `${jsonChoice}, _jsxs("div", { className: "flex items-center gap-2", children: [_jsx(RadioGroupItem, { value: "xlsx", id: "format-xlsx" }), _jsx(Label, { htmlFor: "format-xlsx", className: "font-normal cursor-pointer", children: "Excel" })] })`,
      },
    ],
  },
  {
    id: 'export-saved-by-the-page',
    fault: 'an export starts a download, which the frame may not; and what is no JSON is called .csv',
    edits: [
      {
        file: EXPORT,
        find: `        const url = window.URL.createObjectURL(blob);
        const link = document.createElement('a');
        link.href = url;
        link.download = \`\${model}-export.\${fmt === 'json' ? 'json' : 'csv'}\`;
        document.body.appendChild(link);
        link.click();
        document.body.removeChild(link);
        window.URL.revokeObjectURL(url);
`,
        replace: '        __frameSave(`${model}-export.${fmt}`, blob);\n',
        prelude: `import { saveFile as __frameSave } from ${inFrame('save-file.ts')};`,
      },
    ],
  },
  {
    id: 'column-button-names',
    fault: 'the buttons that order and filter a column have no name',
    edits: [
      {
        file: HEAD,
        find: "_jsx(Button, { variant: 'ghost', size: 'icon', className: cn('h-7 w-7",
        replace: "_jsx(Button, { 'aria-label': `Ordenar por ${title}`, variant: 'ghost', size: 'icon', className: cn('h-7 w-7",
      },
      {
        file: HEAD,
        find: '_jsx(ColumnFilterControl, { filterKey:',
        replace: '_jsx(ColumnFilterControl, { label: title, filterKey:',
      },
      {
        file: '/data-table/column-filter-control.js',
        find: "_jsx(Button, { variant: 'ghost', size: 'icon', className: cn('h-7 w-7 shrink-0', isActive",
        replace:
          "_jsx(Button, { 'aria-label': `Filtrar por ${label || filterKey}`, variant: 'ghost', size: 'icon', className: cn('h-7 w-7 shrink-0', isActive",
      },
    ],
  },
];
