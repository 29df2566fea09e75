/** Patches by which nothing that was typed is lost without a question, and a save sends what was changed. */
import { fileURLToPath } from 'node:url';
import type { RuntimePatch } from './runtime-patches';

const hook = JSON.stringify(fileURLToPath(new URL('../../app/frame/typed/use-typed-form.ts', import.meta.url)));
const TYPED = `import { useTypedForm as __frameUseTyped } from ${hook};`;

const RECORD = '/dialogs/dynamic-record.js';
const ACTION = '/action-modal-dispatcher.js';
const ASKED = 'what was typed was thrown away without a question';
const KEPT = 'what was typed is lost when the form is drawn anew';
const PARKED = 'what waits for an approval was sent: its form asked whether to throw it away, and could send it twice';

/** The form of a write that waits for an approval (202) says so and closes: what was typed is with the request now. */
const parked = (file: string, find: string, done: string): RuntimePatch => ({
  file,
  why: PARKED,
  find,
  replace: `${find}
                if (res.status === 202) {
                    ${done}onOpenChange(false);
                }`,
});

/** An action's dialog, guarded. */
const action = (name: string): RuntimePatch => ({
  file: ACTION,
  why: ASKED,
  find: `function ${name}({ open, onOpenChange, action, model, record, endpoint, onSuccess }) {`,
  replace: `function ${name}({ open, onOpenChange: __leave, action, model, record, endpoint, onSuccess }) {
    const __typed = __frameUseTyped(open ? { model, mode: 'action', record: record?.id === undefined ? undefined : String(record.id), action: action.key } : null, __leave);
    const onOpenChange = __typed.close;`,
  prelude: TYPED,
});

export const FORM_PATCHES: readonly RuntimePatch[] = [
  {
    file: RECORD,
    why: ASKED,
    find: 'export function DynamicRecordDialog({ open, onOpenChange,',
    replace: 'export function DynamicRecordDialog({ open, onOpenChange: __leave,',
    prelude: TYPED,
  },
  {
    file: RECORD,
    why: ASKED,
    find: '    const branchGate = useBranchCreateGate();\n',
    replace: `    const branchGate = useBranchCreateGate();
    const __typed = __frameUseTyped(open && mode !== 'view' ? { model, mode, record: mode === 'edit' ? String(recordId) : undefined } : null, __leave);
    const onOpenChange = __typed.close;
`,
  },
  { file: RECORD, why: KEPT, find: 'setFormValues(initial);', times: 2, replace: 'setFormValues(__typed.begin(initial));' },
  {
    file: RECORD,
    why: KEPT,
    find: 'setFormValues((prev) => ({ ...prev, [field.key]: val }));',
    replace: 'setFormValues((prev) => ({ ...prev, [field.key]: val }));\n                    __typed.note(field.key, val);',
  },
  {
    file: RECORD,
    why: 'a change of a line below the form threw away what was typed above',
    find: 'next[field.key] = v;',
    replace: 'next[field.key] = __typed.fresh(field.key, v, next[field.key]);',
  },
  { file: RECORD, why: 'what was saved is no draft', find: 'onSaved?.(', times: 3, replace: '__typed.done(), onSaved?.(' },
  {
    file: RECORD,
    why: 'fields that nobody changed were written back, over what somebody else had changed meanwhile',
    find: 'res = await api.put(updateEndpoint, payload);',
    replace:
      'res = await api.put(updateEndpoint, __typed.changes(payload, (modalMeta.fields ?? []).filter((f) => f.hidden).map((f) => f.key)));',
  },
  parked(RECORD, 'handleSubmitError(res.data);', '__typed.done();\n                    '),
  parked(ACTION, 'toastActionError({ response: { data: res.data } }, action.fields, t, i18n.language);', ''),
  parked(ACTION, 'handleActionError({ response: { data: res.data } });', '__typed.done();\n                    '),
  parked(
    ACTION,
    'toastActionError({ response: { data: res.data } }, steps.flatMap(s => s.fields ?? []), t, i18n.language);',
    '__typed.done();\n                    ',
  ),
  action('GenericActionModal'),
  action('WizardActionModal'),
  {
    file: ACTION,
    why: KEPT,
    find: 'setFormData(buildFieldDefaults(action.fields, record));',
    replace: 'setFormData(__typed.begin(buildFieldDefaults(action.fields, record)));',
  },
  {
    file: ACTION,
    why: KEPT,
    find: 'setFormData(buildFieldDefaults(allFields, record));',
    replace: 'setFormData(__typed.begin(buildFieldDefaults(allFields, record)));',
  },
  {
    file: ACTION,
    why: KEPT,
    find: 'setFormData((prev) => ({ ...prev, [key]: value }))',
    times: 2,
    replace: '(__typed.note(key, value), setFormData((prev) => ({ ...prev, [key]: value })))',
  },
  ...['payload', 'formData'].map((sent): RuntimePatch => ({
    file: ACTION,
    why: 'what was sent is no draft',
    find: `const res = await api.post(url, ${sent});\n            if (res.data.success) {`,
    replace: `const res = await api.post(url, ${sent});\n            if (res.data.success) {\n                __typed.done();`,
  })),
];
