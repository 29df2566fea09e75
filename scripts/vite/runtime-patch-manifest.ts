/** Patches by which an open screen follows a change of the manifest, or of its rows, instead of being drawn anew. */
import { resolve } from 'node:path';
import type { RuntimePatch, TextEdit } from './runtime-patches';

const change = JSON.stringify(resolve(import.meta.dirname, '../../app/frame/manifest-change.ts'));
const GENERATION = `import { useManifestGeneration as __frameGeneration } from ${change};`;
const FITS = `import { keepWhatFits as __frameKeepWhatFits } from ${change};`;
const REPLACED = `import { isReplaced as __frameIsReplaced } from ${change};`;
const CURRENT = `import { currentAction as __frameCurrentAction } from ${change};`;

const TABLE = '/dynamic-table.js';
const BOARD = '/dynamic-kanban.js';
const RECORD = '/dialogs/dynamic-record.js';
const ROW = '/dynamic-row-actions.js';
const TOOLBAR = '/model-action-toolbar.js';
const ACTION = '/action-modal-dispatcher.js';

/**
 * Heads and cells are functions of a column, made anew whenever rows change. As components each would be another one, and be
 * mounted anew; none of them has hooks, so that they can be called.
 */
const called = (times: number, column: string, part: 'header' | 'cell'): TextEdit => ({
  file: TABLE,
  find: `flexRender(${column}.column.columnDef.${part}, ${column}.getContext())`,
  times,
  replace: `(typeof ${column}.column.columnDef.${part} === 'function' ? ${column}.column.columnDef.${part}(${column}.getContext()) : ${column}.column.columnDef.${part})`,
});

/** A failure of a list that goes to the console, unless what it asked is being replaced. */
const quiet = (file: string, text: string, error: string, times = 1): TextEdit => ({
  file,
  find: `console.error('${text}', ${error});`,
  times,
  replace: `__frameIsReplaced(${error}) || console.error('${text}', ${error});`,
  prelude: REPLACED,
});

export const MANIFEST_PATCHES: readonly RuntimePatch[] = [
  {
    id: 'replaced-is-no-fault',
    fault:
      'a list on the screen whose model leaves the manifest, or whose kernel ends, writes an error to the console before the new menu takes it away',
    edits: [
      quiet(TABLE, 'Error al cargar la configuración de la tabla', 'error'),
      quiet(TABLE, 'Error al cargar los datos', 'error', 2),
      quiet(TABLE, 'Error al cargar los totales', 'error'),
      quiet(BOARD, 'Error al cargar la configuración del tablero', 'err'),
      quiet(BOARD, 'Error al cargar las tarjetas', 'err'),
    ],
  },
  {
    id: 'open-menu-stays',
    fault: 'a filter or a menu of the list that is open closes whenever rows change',
    edits: [called(1, 'header', 'header'), called(4, 'cell', 'cell'), called(2, 'actionsCell', 'cell')],
  },
  {
    id: 'table-follows-manifest',
    fault: 'a list reads its metadata once in its life, so that it does not see that the manifest changed',
    edits: [
      {
        file: TABLE,
        find: `    const metaInitRef = useRef(false);
    useEffect(() => {
        if (metaInitRef.current)
            return;
        metaInitRef.current = true;
`,
        replace: `    const __generation = __frameGeneration();
    const metaInitRef = useRef(undefined);
    useEffect(() => {
        if (metaInitRef.current === __generation)
            return;
        const __first = metaInitRef.current === undefined;
        metaInitRef.current = __generation;
`,
        prelude: GENERATION,
      },
      // What is there stays until the new metadata is.
      {
        file: TABLE,
        find: `            else {
                setLoading(true);
            }
            let meta = cached || null;`,
        replace: `            else if (__first) {
                setLoading(true);
            }
            let meta = cached || null;`,
      },
      // An answer that comes late is of an older manifest, and what names a column that is gone is taken back.
      {
        file: TABLE,
        find: `                if (res.data.success) {
                    const fresh = res.data.data;
                    meta = fresh;`,
        replace: `                if (res.data.success && metaInitRef.current === __generation) {
                    const fresh = res.data.data;
                    meta = fresh;
                    __frameKeepWhatFits(fresh, { sorting: setSorting, columnFilters: setColumnFilters, dynamicFilters: setDynamicFilters });`,
        prelude: FITS,
      },
      // The page size that somebody chose is his.
      {
        file: TABLE,
        find: `                    if (!urlHadPerPage.current && storedPageSizeRef.current == null)
                        setPagination((prev) => ({ ...prev, pageSize: fresh.defaultPerPage || 10 }));`,
        replace: `                    if (__first && !urlHadPerPage.current && storedPageSizeRef.current == null)
                        setPagination((prev) => ({ ...prev, pageSize: fresh.defaultPerPage || 10 }));`,
      },
      {
        file: TABLE,
        find: `        initMetadataAndOptions();
    }, [model]);`,
        replace: `        initMetadataAndOptions();
    }, [model, __generation]);`,
      },
    ],
  },
  {
    id: 'board-follows-manifest',
    fault: 'a board reads its metadata once in its life, so that it does not see that the manifest changed',
    edits: [
      {
        file: BOARD,
        find: '    // ---- metadata fetch (same path as DynamicTable) ----\n',
        replace: '    const __generation = __frameGeneration();\n',
        prelude: GENERATION,
      },
      // What is there stays until the new metadata is.
      {
        file: BOARD,
        find: `        else {
            setLoading(true);
        }
        api
            .get(\`/metadata/table/\${model}\`)`,
        replace: `        else if (!metadata) {
            setLoading(true);
        }
        api
            .get(\`/metadata/table/\${model}\`)`,
      },
      {
        file: BOARD,
        find: `        // eslint-disable-next-line react-hooks/exhaustive-deps
    }, [model]);`,
        replace: '    }, [model, __generation]);',
      },
    ],
  },
  {
    id: 'record-follows-manifest',
    fault: 'an open record reads its metadata once, so that it does not see that the manifest changed',
    edits: [
      {
        file: RECORD,
        find: `    // ── Fetch metadata + record when dialog opens ──────────────────────────
`,
        replace: `    const __generation = __frameGeneration();
    const __shown = useRef(undefined);
`,
        prelude: GENERATION,
      },
      // An open form keeps its step and its errors.
      {
        file: RECORD,
        find: `        setFieldErrors({});
        setStepIndex(0);
        let cancelled = false;`,
        replace: `        const __again = __shown.current === \`\${mode}/\${recordId}\`;
        __shown.current = \`\${mode}/\${recordId}\`;
        if (!__again) {
            setFieldErrors({});
            setStepIndex(0);
        }
        let cancelled = false;`,
      },
      {
        file: RECORD,
        find: `            setLoading(true);
            try {
                let meta = schema ? schema : null;`,
        replace: `            if (!__again)
                setLoading(true);
            try {
                let meta = schema ? schema : null;`,
      },
      {
        file: RECORD,
        find: '    }, [open, recordId, model, endpoint, isCreate, schema, ensureFields]);',
        replace: '    }, [open, recordId, model, endpoint, isCreate, schema, ensureFields, __generation]);',
      },
      // A form that was closed begins anew.
      {
        file: RECORD,
        find: `        if (!open) {
            setModalMeta(null);`,
        replace: `        if (!open) {
            __shown.current = undefined;
            setModalMeta(null);`,
      },
      {
        file: RECORD,
        find: '    }, [open, mode, model, recordId, api, t]);',
        replace: '    }, [open, mode, model, recordId, api, t, __generation]);',
      },
    ],
  },
  {
    id: 'toolbar-action-steps',
    fault: 'an action in steps does not open from the toolbar, which forgets its steps',
    edits: [{ file: TOOLBAR, find: 'fields: a.fields,', replace: 'fields: a.fields,\n        steps: a.steps,' }],
  },
  {
    id: 'action-follows-manifest',
    fault: 'an open dialog goes on with the action as the manifest had it when it was opened',
    needs: ['toolbar-action-steps'],
    edits: [
      {
        file: ROW,
        find: 'actionModal.action && (_jsx(ActionModalDispatcher, { open: actionModal.open,',
        replace: '__action && (_jsx(ActionModalDispatcher, { open: actionModal.open,',
      },
      { file: ROW, find: 'action: actionModal.action, model: model', replace: 'action: __action, model: model' },
      {
        file: ROW,
        find: '    const dialogs = (_jsxs(_Fragment,',
        replace: `    const __action = __frameCurrentAction(metadata?.actions, actionModal.action);
    const dialogs = (_jsxs(_Fragment,`,
        prelude: CURRENT,
      },
      {
        file: TOOLBAR,
        find: '}) }), active && (_jsx(ActionModalDispatcher, { open: !!active,',
        replace: '}) }), __active && (_jsx(ActionModalDispatcher, { open: true,',
      },
      { file: TOOLBAR, find: 'action: active, model: model', replace: 'action: __active, model: model' },
      {
        file: TOOLBAR,
        find: '    const dataEndpoint = endpoint ?? `/data/${model}/me`;\n',
        replace: '    const dataEndpoint = endpoint ?? `/data/${model}/me`;\n    const __active = __frameCurrentAction(all, active);\n',
        prelude: CURRENT,
      },
    ],
  },
  {
    id: 'wizard-keeps-step',
    fault: 'an action in steps goes back to its first step when its steps change, or when the toolbar is drawn again',
    edits: [
      {
        file: ACTION,
        find: '    const [stepIndex, setStepIndex] = useState(0);\n',
        replace: '    const [stepIndex, setStepIndex] = useState(0);\n    const __opened = __frameRef(false);\n',
        prelude: "import { useRef as __frameRef } from 'react';",
      },
      {
        file: ACTION,
        find: `        if (!open)
            return;
        const allFields`,
        replace: `        const __again = open && __opened.current;
        __opened.current = open;
        if (!open)
            return;
        const allFields`,
      },
      {
        file: ACTION,
        find: '        setStepIndex(0);\n    }, [open, action.steps, record]);',
        replace: `        setStepIndex((at) => (__again ? Math.max(Math.min(at, steps.length - 1), 0) : 0));
    }, [open, action.steps, record]);`,
      },
    ],
  },
];
