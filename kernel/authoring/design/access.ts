/** Operations on roles and permissions. */
import { textOf } from '../language/occurrences';
import { removeWithDependents } from './dependents';
import { type DesignDraft, recordsOf, type Path } from './draft';
import { findIn, modelAt, permissionAt, roleAt } from './find';
import { append, setMember } from './members';
import { badName, gone, type Operation, type OperationContext, taken } from './operation';

type Of<Name extends Operation['do']> = Extract<Operation, { do: Name }>;

const VERBS = ['index', 'create', 'update', 'delete'] as const;
const VERB_LABELS = {
  en: { index: 'See', create: 'Create', update: 'Change', delete: 'Delete' },
  es: { index: 'Ver', create: 'Crear', update: 'Cambiar', delete: 'Eliminar' },
} as const;
/** Reserved for the host: see rule GRANT-FOREIGN and what it says of roles. */
const ROLE_KEY = /^[a-z][a-z0-9_]+$/;

/**
 * Declares the four permissions of a model that are not there yet, and gives each to the roles that hold all the others.
 * @returns the keys of the model's permissions
 */
export function addPermissions(draft: DesignDraft, model: string, { locale }: OperationContext): string[] {
  const { value } = modelAt(draft, model);
  const table = textOf(value.table);
  const declared = new Set(recordsOf(draft.at(['rbac', 'permissions'])).map(({ key }) => textOf(key)));
  const isLabelText = !/^[a-z0-9_]+(\.[a-z0-9_]+)+$/.test(textOf(value.label));
  const shown = (isLabelText ? textOf(value.label) : '') || table;
  const keys = (value.append_only === true ? VERBS.slice(0, 2) : VERBS).map((verb) => ({ verb, key: `${table}.${verb}` }));
  const missing = keys.filter(({ key }) => !declared.has(key));
  for (const { verb, key } of missing)
    append(draft, ['rbac', 'permissions'], {
      key,
      label: `${VERB_LABELS[locale][verb]} ${shown.toLowerCase()}`,
      models: [{ model, actions: [verb] }],
    });
  if (declared.size > 0) {
    recordsOf(draft.at(['rbac', 'roles'])).forEach((role, index) => {
      const held = new Set(Array.isArray(role.permissions) ? role.permissions.map(textOf) : []);
      if (![...declared].every((key) => held.has(key))) return;
      for (const { key } of missing) append(draft, ['rbac', 'roles', index, 'permissions'], key);
    });
  }
  return keys.map(({ key }) => key);
}

export function removePermission(draft: DesignDraft, { permission }: Of<'remove-permission'>): Path[] {
  return removeWithDependents(draft, permissionAt(draft, permission).path);
}

export function addRole(draft: DesignDraft, { key, label, permissions }: Of<'add-role'>): Path {
  if (!ROLE_KEY.test(key)) throw badName(key);
  if (findIn(draft, ['rbac', 'roles'], (role) => role.key === key) !== null) throw taken(key);
  return append(draft, ['rbac', 'roles'], { key, label: label === '' ? key : label, permissions: [...permissions] });
}

export function labelRole(draft: DesignDraft, { role, label }: Of<'label-role'>): Path {
  const { path } = roleAt(draft, role);
  // A role has to have one.
  setMember(draft, path, 'label', label === '' ? role : label);
  return path;
}

export const removeRole = (draft: DesignDraft, { role }: Of<'remove-role'>): Path[] =>
  removeWithDependents(draft, roleAt(draft, role).path);

/** Grants a key to a role, where the other keys of its model stand, or takes it back. */
export function grant(draft: DesignDraft, { role, permission, granted }: Of<'grant'>): Path {
  const { path, value } = roleAt(draft, role);
  const held = Array.isArray(value.permissions) ? value.permissions.map(textOf) : [];
  const at = held.indexOf(permission);
  const list = [...path, 'permissions'];
  if (!granted) {
    if (at >= 0) draft.change({ do: 'remove', path: [...list, at] });
    return path;
  }
  if (at >= 0) return path;
  const declared = recordsOf(draft.at(['rbac', 'permissions'])).map(({ key }) => textOf(key));
  const place = declared.indexOf(permission);
  if (place < 0) throw gone(permission);
  // Behind the last key that is declared before it.
  const before = held.findLastIndex((key) => declared.includes(key) && declared.indexOf(key) < place);
  append(draft, list, permission, before >= 0 ? before + 1 : held.some((key) => declared.includes(key)) ? 0 : held.length);
  return path;
}
