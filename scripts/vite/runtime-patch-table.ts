/** Patches of the list around its rows: search, paging, what can be done with chosen rows, export. */
import { fileURLToPath } from 'node:url';
import type { RuntimePatch } from './runtime-patches';

const PAGING = '/data-table/pagination.js';
const TABLE = '/dynamic-table.js';
const BULK = '/data-table/bulk-actions.js';
const EXPORT = '/dialogs/export.js';

const total = JSON.stringify(fileURLToPath(new URL('../../app/frame/row-total.tsx', import.meta.url)));
const save = JSON.stringify(fileURLToPath(new URL('../../app/frame/save-file.ts', import.meta.url)));

const bulkActions = `_jsx(DataTableBulkActions, { table: table, entityName: "registro", children: _jsxs(Button, { variant: "destructive", size: "sm", className: "h-8", onClick: () => setShowBulkDeleteConfirm(true), children: [_jsx(Trash2, { className: "h-4 w-4 mr-1.5" }), " Eliminar"] }) })`;
const jsonChoice = `_jsx(Label, { htmlFor: "format-json", className: "font-normal cursor-pointer", children: "JSON" })] })`;

export const TABLE_PATCHES: readonly RuntimePatch[] = [
  {
    file: '/data-table/toolbar.js',
    why: 'the search box is too narrow for what it says, and has no name but a text that goes away',
    find: "className: 'h-8 w-full sm:w-[150px] lg:w-[250px]'",
    times: 2,
    replace: "'aria-label': searchPlaceholder, className: 'h-8 w-full sm:min-w-40 sm:max-w-sm sm:flex-1'",
  },
  {
    file: PAGING,
    why: 'the choice of the page size cuts its number off and has no name',
    find: "_jsx(SelectTrigger, { className: 'h-9 w-[70px]',",
    replace: "_jsx(SelectTrigger, { className: 'h-9 w-auto min-w-24', 'aria-label': t('datatable.rows_per_page'),",
  },
  {
    file: PAGING,
    why: 'nothing says how many rows there are',
    find: "children: t('datatable.rows_per_page') }), leftActions]",
    replace: "children: t('datatable.rows_per_page') }), leftActions, _jsx(__FrameRowTotal, { rows: table.getRowCount() })]",
    prelude: `import { RowTotal as __FrameRowTotal } from ${total};`,
  },
  {
    file: TABLE,
    why: 'as above: the table is told of pages only',
    find: 'pageCount: Math.ceil(rowCount / pagination.pageSize),',
    replace: 'pageCount: Math.ceil(rowCount / pagination.pageSize),\n        rowCount,',
  },
  {
    file: TABLE,
    why: 'what can be done with chosen rows floats over the paging',
    find: `, ${bulkActions}] }));`,
    replace: '] }));',
  },
  {
    file: TABLE,
    why: 'as above: it stands between the rows and the paging',
    find: '_jsx("div", { className: \'shrink-0 pt-4\', children: infiniteScroll ?',
    replace: `${bulkActions}, _jsx("div", { className: 'shrink-0 pt-4', children: infiniteScroll ?`,
  },
  {
    file: BULK,
    why: 'as above',
    find: "cn('fixed bottom-6 left-1/2 z-50 -translate-x-1/2 rounded-xl', 'transition-all delay-100 duration-300 ease-out hover:scale-105',",
    replace: "cn('mx-auto mt-4 max-w-full shrink-0 rounded-xl',",
  },
  {
    file: EXPORT,
    why: 'workbooks can be exported, and nothing offers them',
    find: jsonChoice,
    replace: `${jsonChoice}, _jsxs("div", { className: "flex items-center gap-2", children: [_jsx(RadioGroupItem, { value: "xlsx", id: "format-xlsx" }), _jsx(Label, { htmlFor: "format-xlsx", className: "font-normal cursor-pointer", children: "Excel" })] })`,
  },
  {
    file: EXPORT,
    why: 'the frame may start no download: the page names files and lets the browser save them. What is no JSON was called .csv',
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
    prelude: `import { saveFile as __frameSave } from ${save};`,
  },
];
