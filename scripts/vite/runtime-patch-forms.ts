/** Patches of forms: nothing that was typed is lost without a question, a save sends what was changed, fields have names. */
import { resolve } from 'node:path';
import type { RuntimePatch, TextEdit } from './runtime-patches';

const inFrame = (path: string): string => JSON.stringify(resolve(import.meta.dirname, '../../app/frame', path));
const TYPED = `import { useTypedForm as __frameUseTyped } from ${inFrame('typed/use-typed-form.ts')};`;

const RECORD = '/dialogs/dynamic-record.js';
const ACTION = '/action-modal-dispatcher.js';

/** The form of a write that waits for an approval (202) says so and closes: what was typed is with the request now. */
const parked = (file: string, find: string, done: string): TextEdit => ({
  file,
  find,
  replace: `${find}
                if (res.status === 202) {
                    ${done}onOpenChange(false);
                }`,
});

/** An action's dialog, guarded. */
const guarded = (name: string): TextEdit => ({
  file: ACTION,
  find: `function ${name}({ open, onOpenChange, action, model, record, endpoint, onSuccess }) {`,
  replace: `function ${name}({ open, onOpenChange: __leave, action, model, record, endpoint, onSuccess }) {
    const __typed = __frameUseTyped(open ? { model, mode: 'action', record: record?.id === undefined ? undefined : String(record.id), action: action.key } : null, __leave);
    const onOpenChange = __typed.close;`,
  prelude: TYPED,
});

const kept = (find: string, replace: string, file = ACTION, times = 1): TextEdit => ({ file, find, times, replace });

export const FORM_PATCHES: readonly RuntimePatch[] = [
  {
    id: 'discard-asked',
    fault: 'what was typed is thrown away without a question when a form is closed',
    edits: [
      {
        file: RECORD,
        find: 'export function DynamicRecordDialog({ open, onOpenChange,',
        replace: 'export function DynamicRecordDialog({ open, onOpenChange: __leave,',
        prelude: TYPED,
      },
      {
        file: RECORD,
        find: '    const branchGate = useBranchCreateGate();\n',
        replace: `    const branchGate = useBranchCreateGate();
    const __typed = __frameUseTyped(open && mode !== 'view' ? { model, mode, record: mode === 'edit' ? String(recordId) : undefined } : null, __leave);
    const onOpenChange = __typed.close;
`,
      },
      guarded('GenericActionModal'),
      guarded('WizardActionModal'),
      // What was typed is known field by field.
      kept(
        'setFormValues((prev) => ({ ...prev, [field.key]: val }));',
        'setFormValues((prev) => ({ ...prev, [field.key]: val }));\n                    __typed.note(field.key, val);',
        RECORD,
      ),
      kept(
        'setFormData((prev) => ({ ...prev, [key]: value }))',
        '(__typed.note(key, value), setFormData((prev) => ({ ...prev, [key]: value })))',
        ACTION,
        2,
      ),
    ],
  },
  {
    id: 'typed-text-kept',
    fault: 'what was typed is lost when the form begins anew: with other metadata, or after the frame was loaded again',
    needs: ['discard-asked'],
    edits: [
      kept('setFormValues(initial);', 'setFormValues(__typed.begin(initial));', RECORD, 2),
      kept(
        'setFormData(buildFieldDefaults(action.fields, record));',
        'setFormData(__typed.begin(buildFieldDefaults(action.fields, record)));',
      ),
      kept('setFormData(buildFieldDefaults(allFields, record));', 'setFormData(__typed.begin(buildFieldDefaults(allFields, record)));'),
    ],
  },
  {
    id: 'lines-leave-the-form',
    fault: 'a change of a line below the form throws away what was typed above',
    needs: ['typed-text-kept'],
    edits: [{ file: RECORD, find: 'next[field.key] = v;', replace: 'next[field.key] = __typed.fresh(field.key, v, next[field.key]);' }],
  },
  {
    id: 'saved-is-no-draft',
    fault: 'what was saved or sent is asked about, and comes back as a draft',
    needs: ['discard-asked'],
    edits: [
      { file: RECORD, find: 'onSaved?.(', times: 3, replace: '__typed.done(), onSaved?.(' },
      ...['payload', 'formData'].map((sent): TextEdit => ({
        file: ACTION,
        find: `const res = await api.post(url, ${sent});\n            if (res.data.success) {`,
        replace: `const res = await api.post(url, ${sent});\n            if (res.data.success) {\n                __typed.done();`,
      })),
    ],
  },
  {
    id: 'changed-fields-only',
    fault: 'fields that nobody changed are written back, over what somebody else changed meanwhile',
    needs: ['typed-text-kept'],
    edits: [
      {
        file: RECORD,
        find: 'res = await api.put(updateEndpoint, payload);',
        replace:
          'res = await api.put(updateEndpoint, __typed.changes(payload, (modalMeta.fields ?? []).filter((f) => f.hidden).map((f) => f.key)));',
      },
    ],
  },
  {
    id: 'parked-write-closes',
    fault: 'what waits for an approval was sent: its form asks whether to throw it away, and can send it twice',
    needs: ['discard-asked'],
    edits: [
      parked(RECORD, 'handleSubmitError(res.data);', '__typed.done();\n                    '),
      parked(ACTION, 'toastActionError({ response: { data: res.data } }, action.fields, t, i18n.language);', ''),
      parked(ACTION, 'handleActionError({ response: { data: res.data } });', '__typed.done();\n                    '),
      parked(
        ACTION,
        'toastActionError({ response: { data: res.data } }, steps.flatMap(s => s.fields ?? []), t, i18n.language);',
        '__typed.done();\n                    ',
      ),
    ],
  },
  {
    id: 'declared-titles',
    fault: 'a declared createTitle or editTitle is the better title, but is ignored when the model has a title',
    edits: [
      {
        file: RECORD,
        find: 'return name ? `Crear ${name}` :',
        replace: 'return meta.createTitle ? meta.createTitle : name ? `Crear ${name}` :',
      },
      {
        file: RECORD,
        find: 'return name ? `Editar ${name}` :',
        replace: 'return meta.editTitle ? meta.editTitle : name ? `Editar ${name}` :',
      },
    ],
  },
  {
    id: 'labelled-fields',
    fault: 'labels are drawn beside their controls but not connected to them',
    edits: [
      {
        file: RECORD,
        find: '(_jsx(EditField, { field: field, value: value, onChange: onChange, record: record, invalid: !!error }))',
        replace:
          '(_jsx(__FrameLabelledField, { children: _jsx(EditField, { field: field, value: value, onChange: onChange, record: record, invalid: !!error }) }))',
        prelude: `import { LabelledField as __FrameLabelledField } from ${inFrame('values/labelled-field.tsx')};`,
      },
    ],
  },
];
