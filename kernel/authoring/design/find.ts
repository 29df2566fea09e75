/** Finds things in a document by the names that operations give them. @throws Refusal `gone` where there is none */
import { textOf } from '../language/occurrences';
import { type DesignDraft, isRecord, type Path } from './draft';
import { type ActionName, gone, type NavName } from './operation';

export interface Found {
  path: Path;
  value: Record<string, unknown>;
  index: number;
}

/** The first object of a list that a test takes. */
export function findIn(draft: DesignDraft, list: Path, matches: (value: Record<string, unknown>) => boolean): Found | null {
  const items = draft.at(list);
  if (!Array.isArray(items)) return null;
  const index = items.findIndex((item: unknown) => isRecord(item) && matches(item));
  const value: unknown = items[index];
  return isRecord(value) ? { path: [...list, index], value, index } : null;
}

const named = (draft: DesignDraft, list: Path, member: string, name: string): Found => {
  const found = findIn(draft, list, (value) => textOf(value[member]) === name);
  if (found === null) throw gone(name);
  return found;
};

export const modelAt = (draft: DesignDraft, key: string): Found => named(draft, ['models'], 'key', key);
export const columnAt = (draft: DesignDraft, model: string, name: string): Found =>
  named(draft, [...modelAt(draft, model).path, 'columns'], 'name', name);
export const optionAt = (draft: DesignDraft, model: string, column: string, value: string): Found =>
  named(draft, [...columnAt(draft, model, column).path, 'options'], 'value', value);
export const relationAt = (draft: DesignDraft, model: string, name: string): Found =>
  named(draft, [...modelAt(draft, model).path, 'relations'], 'name', name);
export const roleAt = (draft: DesignDraft, key: string): Found => named(draft, ['rbac', 'roles'], 'key', key);
export const permissionAt = (draft: DesignDraft, key: string): Found => named(draft, ['rbac', 'permissions'], 'key', key);

export const ACTIONS: Path = ['contributions', 'actions'];
export const NAVIGATION: Path = ['contributions', 'navigation'];

export function actionAt(draft: DesignDraft, { action, model }: ActionName): Found {
  const found = findIn(draft, ACTIONS, ({ key, target_model: target }) => textOf(key) === action && textOf(target) === model);
  if (found === null) throw gone(action);
  return found;
}

export const fieldAt = (draft: DesignDraft, name: ActionName, field: string): Found =>
  named(draft, [...actionAt(draft, name).path, 'fields'], 'key', field);

/** The path of a menu's entry; its title has to be the one that is named. */
export function navPath(at: readonly number[]): Path {
  return at.flatMap((index, depth) => (depth === 0 ? [...NAVIGATION, index] : ['items', index]));
}

export function navAt(draft: DesignDraft, { at, title }: NavName): Found {
  const path = navPath(at);
  const value = draft.at(path);
  if (!isRecord(value) || textOf(value.title) !== title) throw gone(title);
  return { path, value, index: at.at(-1) ?? 0 };
}
