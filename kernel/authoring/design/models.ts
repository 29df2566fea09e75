/** Operations on models and what ties them together. */
import { textOf } from '../language/occurrences';
import { addPermissions } from './access';
import { removeWithDependents } from './dependents';
import { type DesignDraft, recordsOf, type Path } from './draft';
import { tenancyColumnOf } from './design';
import { columnAt, findIn, modelAt, NAVIGATION, relationAt } from './find';
import { append, moveEntry, ordered, setMember } from './members';
import { badName, type Operation, type OperationContext, type RenameNews, taken } from './operation';
import { rename } from './rename';

type Of<Name extends Operation['do']> = Extract<Operation, { do: Name }>;

const MODEL_KEY = /^[A-Z][A-Za-z0-9]+$/;
const TABLE = /^[a-z][a-z0-9_]{1,62}$/;

const isShared = (draft: DesignDraft): boolean => (textOf(draft.at(['tenancy', 'isolation'])) || 'shared') === 'shared';

/** The columns that every other model of the project begins with, as they are written there. */
function firstColumns(draft: DesignDraft): Record<string, unknown>[] {
  const tenancy = tenancyColumnOf(draft.document());
  const others = recordsOf(draft.at(['models'])).map(({ columns }) => recordsOf(columns));
  const beginsWith = (columns: Record<string, unknown>[]): Record<string, unknown> | undefined =>
    columns.find((column) => column.primary_key === true && textOf(column.type) === 'uuid' && column.default !== undefined);
  const key = others.length > 0 && others.every((columns) => beginsWith(columns) !== undefined) ? beginsWith(others[0] ?? []) : undefined;
  return [...(key === undefined ? [] : [key]), ...(isShared(draft) ? [{ name: tenancy, type: 'uuid', not_null: true }] : [])];
}

export function addModel(draft: DesignDraft, operation: Of<'add-model'>, context: OperationContext): Path {
  const { key, table, label } = operation;
  if (!MODEL_KEY.test(key)) throw badName(key);
  if (!TABLE.test(table)) throw badName(table);
  if (findIn(draft, ['models'], (model) => model.key === key) !== null) throw taken(key);
  if (findIn(draft, ['models'], (model) => model.table === table) !== null) throw taken(table);
  const [name, caption] = context.locale === 'es' ? ['nombre', 'Nombre'] : ['name', 'Name'];
  const path = append(draft, ['models'], {
    key,
    table,
    label,
    columns: [...firstColumns(draft), { name, type: 'text', not_null: true, label: caption, searchable: true }],
  });
  const keys = operation.withPermissions ? addPermissions(draft, key, context) : [];
  if (operation.inMenu) {
    const item = { title: label, model: key, ...(keys.includes(`${table}.index`) && { permission: `${table}.index` }) };
    const groups = recordsOf(draft.at(NAVIGATION));
    if (groups.length > 0) append(draft, [...NAVIGATION, groups.length - 1, 'items'], item);
    else append(draft, NAVIGATION, { title: textOf(draft.at(['metadata', 'name'])) || label, items: [item] });
  }
  return path;
}

export function renameModel(
  draft: DesignDraft,
  { do: what, model, to }: Of<'rename-model' | 'rename-table'>,
  context: OperationContext,
): RenameNews | null {
  return rename(draft, [...modelAt(draft, model).path, what === 'rename-model' ? 'key' : 'table'], to, context);
}

export function labelModel(draft: DesignDraft, { model, label }: Of<'label-model'>): Path {
  const { path } = modelAt(draft, model);
  setMember(draft, path, 'label', label === '' ? undefined : label);
  return path;
}

export const moveModel = (draft: DesignDraft, { model, to }: Of<'move-model'>): Path => moveEntry(draft, modelAt(draft, model).path, to);

export function removeModel(draft: DesignDraft, { model }: Of<'remove-model'>): Path[] {
  const { path } = modelAt(draft, model);
  return removeWithDependents(draft, path);
}

export function addRelation(draft: DesignDraft, { model, name, label, through, foreignKey }: Of<'add-relation'>): Path {
  const { path } = modelAt(draft, model);
  columnAt(draft, through, foreignKey);
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) throw badName(name);
  const list = [...path, 'relations'];
  if (findIn(draft, list, (relation) => relation.name === name) !== null) throw taken(name);
  const value = ordered([...list, 0], {
    name,
    kind: 'one_to_many',
    through,
    foreign_key: foreignKey,
    label: label === '' ? undefined : label,
  });
  return append(draft, list, value);
}

export function labelRelation(draft: DesignDraft, { model, relation, label }: Of<'label-relation'>): Path {
  const { path } = relationAt(draft, model, relation);
  setMember(draft, path, 'label', label === '' ? undefined : label);
  return path;
}

export const removeRelation = (draft: DesignDraft, { model, relation }: Of<'remove-relation'>): Path[] =>
  removeWithDependents(draft, relationAt(draft, model, relation).path);
