/** Operations on actions and the fields of their forms. */
import { textOf } from '../language/occurrences';
import { removeWithDependents } from './dependents';
import { type DesignDraft, isRecord, type Path, recordsOf } from './draft';
import { actionAt, ACTIONS, fieldAt, findIn, modelAt } from './find';
import { append, moveEntry, ordered, setMember } from './members';
import { badName, noAddress, type Operation, type OperationContext, type RenameNews, taken } from './operation';
import { rename } from './rename';

type Of<Name extends Operation['do']> = Extract<Operation, { do: Name }>;

const KEY = /^[a-z][a-z0-9_]*$/;

/** The host that an address leads to, or null. */
function hostOf(url: string): string | null {
  return /^https:\/\/([a-z0-9.-]+(?::\d+)?)(?:[/?#]|$)/i.exec(url)?.[1]?.toLowerCase() ?? null;
}

/** A webhook leaves the host only with a capability for where it goes. */
function allowHost(draft: DesignDraft, url: string, { locale }: OperationContext): void {
  const host = hostOf(url);
  if (host === null) return;
  const has = recordsOf(draft.at(['capabilities'])).some(({ kind, target }) => kind === 'http:fetch' && textOf(target) === host);
  if (has) return;
  append(draft, ['capabilities'], {
    kind: 'http:fetch',
    target: host,
    reason: locale === 'es' ? 'Avisa al servicio cuando se usa una acción' : 'Tells the service when an action is used',
  });
}

export function addAction(draft: DesignDraft, { key, label, model, url }: Of<'add-action'>, context: OperationContext): Path {
  if (!KEY.test(key)) throw badName(key);
  const { value: owner } = modelAt(draft, model);
  if (findIn(draft, ACTIONS, (action) => action.key === key && action.target_model === model) !== null) throw taken(key);
  const value = { key, label: label === '' ? key : label, target_model: model, placement: 'row', handler: { type: 'webhook', url } };
  const path = append(draft, ACTIONS, ordered([...ACTIONS, 0], value));
  allowHost(draft, url, context);
  // Where what may be done is written key by key, an action needs one too.
  const table = textOf(owner.table);
  const permissions = recordsOf(draft.at(['rbac', 'permissions']));
  const about = permissions.some(({ models }) => recordsOf(models).some((each) => each.model === model));
  if (about && !permissions.some(({ key: declared }) => declared === `${table}.${key}`))
    append(draft, ['rbac', 'permissions'], {
      key: `${table}.${key}`,
      label: label === '' ? key : label,
      models: [{ model, actions: [key] }],
    });
  return path;
}

export function renameAction(draft: DesignDraft, operation: Of<'rename-action'>, context: OperationContext): RenameNews | null {
  const { action, model, to } = operation;
  if (!KEY.test(to)) throw badName(to);
  const { path, value } = actionAt(draft, operation);
  // Permissions say which action they allow by its bare name.
  recordsOf(draft.at(['rbac', 'permissions'])).forEach(({ models }, index) => {
    recordsOf(models).forEach((each, at) => {
      if (each.model !== model || !Array.isArray(each.actions)) return;
      each.actions.forEach((name, place) => {
        if (name === action) draft.change({ do: 'set', path: ['rbac', 'permissions', index, 'models', at, 'actions', place], value: to });
      });
    });
  });
  // A form of the addon's own is named after the action.
  const modal = `${textOf(draft.at(['metadata', 'key']))}.${action}`;
  if (value.modal === modal) setMember(draft, path, 'modal', modal.slice(0, -action.length) + to);
  if (textOf(value.target_model) === '') {
    setMember(draft, path, 'key', to);
    return null;
  }
  return rename(draft, [...path, 'key'], to, context);
}

export function setAction(draft: DesignDraft, operation: Of<'set-action'>, context: OperationContext): Path {
  const { member, value } = operation;
  const { path, value: action } = actionAt(draft, operation);
  const written = value === '' || value === false ? undefined : value;
  if (member !== 'url') {
    if (member === 'target_model') modelAt(draft, String(value));
    setMember(draft, path, member, written);
    return path;
  }
  if (isRecord(action.handler)) setMember(draft, [...path, 'handler'], 'url', written);
  if (typeof value === 'string') allowHost(draft, value, context);
  return path;
}

export const moveAction = (draft: DesignDraft, operation: Of<'move-action'>): Path =>
  moveEntry(draft, actionAt(draft, operation).path, operation.to);

export function removeAction(draft: DesignDraft, operation: Of<'remove-action'>): Path[] {
  const { path } = actionAt(draft, operation);
  const { action, model } = operation;
  // Its permission is about nothing else: taken out with everybody's hold of it.
  const only = recordsOf(draft.at(['rbac', 'permissions'])).findIndex(({ models }) => {
    const about = recordsOf(models);
    return about.length === 1 && about[0]?.model === model && Array.isArray(about[0].actions) && about[0].actions.join() === action;
  });
  const others = recordsOf(draft.at(ACTIONS)).filter(({ key, target_model: target }) => key === action && target === model).length;
  if (only < 0 || others > 1) return removeWithDependents(draft, path);
  const permission = ['rbac', 'permissions', only];
  const along = removeWithDependents(draft, permission);
  return [permission, ...along, ...removeWithDependents(draft, actionAt(draft, operation).path)];
}

export function addField(draft: DesignDraft, operation: Of<'add-field'>): Path {
  const { key, label, type } = operation;
  if (!KEY.test(key)) throw badName(key);
  const { path, value: action } = actionAt(draft, operation);
  if (isRecord(action.handler) && action.handler.type === 'webhook' && textOf(action.handler.url) === '') throw noAddress(operation.action);
  const list = [...path, 'fields'];
  if (findIn(draft, list, (field) => field.key === key) !== null) throw taken(key);
  const options =
    type === 'select'
      ? [
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
        ]
      : undefined;
  return append(draft, list, ordered([...list, 0], { key, label: label === '' ? key : label, type, options }));
}

export function renameField(draft: DesignDraft, operation: Of<'rename-field'>): Path {
  const { field, to } = operation;
  if (!KEY.test(to)) throw badName(to);
  const { path } = fieldAt(draft, operation, field);
  if (field === to) return path;
  const list = path.slice(0, -1);
  if (findIn(draft, list, (other) => other.key === to) !== null) throw taken(to);
  recordsOf(draft.at(list)).forEach((other, index) => {
    if (other.depends_on === field) setMember(draft, [...list, index], 'depends_on', to);
    if (isRecord(other.visible_when) && other.visible_when.field === field) setMember(draft, [...list, index, 'visible_when'], 'field', to);
  });
  setMember(draft, path, 'key', to);
  return path;
}

export function setField(draft: DesignDraft, operation: Of<'set-field'>): Path {
  const { path, value: field } = fieldAt(draft, operation, operation.field);
  const { member, value } = operation;
  setMember(draft, path, member, value === '' || value === false ? undefined : value);
  if (member === 'type') {
    if (value !== 'select' && Array.isArray(field.options)) setMember(draft, path, 'options', undefined);
    if (value === 'select' && field.options === undefined)
      setMember(draft, path, 'options', [
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
      ]);
  }
  return path;
}

export const moveField = (draft: DesignDraft, operation: Of<'move-field'>): Path =>
  moveEntry(draft, fieldAt(draft, operation, operation.field).path, operation.to);

export function removeField(draft: DesignDraft, operation: Of<'remove-field'>): null {
  const { path } = fieldAt(draft, operation, operation.field);
  const list = path.slice(0, -1);
  recordsOf(draft.at(list)).forEach((other, index) => {
    if (other.depends_on === operation.field) setMember(draft, [...list, index], 'depends_on', undefined);
    if (isRecord(other.visible_when) && other.visible_when.field === operation.field)
      setMember(draft, [...list, index], 'visible_when', undefined);
  });
  draft.change({ do: 'remove', path });
  return null;
}
