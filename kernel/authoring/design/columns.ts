/** Operations on columns and their options. */
import { textOf } from '../language/occurrences';
import { tenancyColumnOf, uniqueColumns } from './design';
import { removeWithDependents } from './dependents';
import { type DesignDraft, isRecord, type Path, recordsOf } from './draft';
import { columnAt, findIn, modelAt, optionAt } from './find';
import { hasOptions, kindOf, membersOf, type WritableKind } from './kinds';
import { append, freeName, moveEntry, ordered, setMember } from './members';
import { badName, lastColumn, type Operation, type OperationContext, type RenameNews, taken } from './operation';
import { rename } from './rename';

type Of<Name extends Operation['do']> = Extract<Operation, { do: Name }>;

const COLUMN_NAME = /^[a-z][a-z0-9_]{1,62}$/;

/** The colours that options begin with, one after the other. */
export const OPTION_COLORS = ['#2563eb', '#16a34a', '#d97706', '#dc2626', '#9333ea', '#0891b2', '#64748b'] as const;

const FIRST_OPTIONS = {
  en: [
    { value: 'open', label: 'Open', color: OPTION_COLORS[0] },
    { value: 'done', label: 'Done', color: OPTION_COLORS[1] },
  ],
  es: [
    { value: 'open', label: 'Abierto', color: OPTION_COLORS[0] },
    { value: 'done', label: 'Hecho', color: OPTION_COLORS[1] },
  ],
} as const;

/** What a new column of a kind says beyond name and label. */
function newColumn(kind: WritableKind, ref: string | undefined, { locale }: OperationContext): Record<string, unknown> {
  const { type, display, widget } = membersOf(kind, undefined);
  return {
    type,
    display,
    widget,
    ...(kind === 'reference' && { ref }),
    ...(kind === 'boolean' && { not_null: true, default: false }),
    ...(hasOptions(kind) && { options: FIRST_OPTIONS[locale] }),
    ...(kind === 'status' && { not_null: true, default: FIRST_OPTIONS[locale][0].value }),
  };
}

export function addColumn(draft: DesignDraft, operation: Of<'add-column'>, context: OperationContext): Path {
  const { model, name, label, kind, ref, required, at } = operation;
  const list = [...modelAt(draft, model).path, 'columns'];
  if (!COLUMN_NAME.test(name)) throw badName(name);
  if (findIn(draft, list, (column) => column.name === name) !== null) throw taken(name);
  const value = {
    name,
    label: label === '' ? undefined : label,
    ...newColumn(kind, ref, context),
    ...(required === true && { not_null: true }),
  };
  return append(draft, list, ordered([...list, 0], value), at);
}

export function renameColumn(draft: DesignDraft, { model, column, to }: Of<'rename-column'>, context: OperationContext): RenameNews | null {
  if (!COLUMN_NAME.test(to)) throw badName(to);
  return rename(draft, [...columnAt(draft, model, column).path, 'name'], to, context);
}

export function setColumn(draft: DesignDraft, { model, column, member, value }: Of<'set-column'>): Path {
  const { path } = columnAt(draft, model, column);
  // What is false or empty is left out, as authors do; a default may well be either.
  const isLeftOut = value === undefined || (member !== 'default' && (value === '' || value === false));
  setMember(draft, path, member, isLeftOut ? undefined : value);
  return path;
}

/** Makes a column another kind: its type, cell and control, and what only the old kind had. */
export function setKind(draft: DesignDraft, { model, column, kind, ref }: Of<'set-kind'>, context: OperationContext): Path {
  const { path, value } = columnAt(draft, model, column);
  const before = kindOf(value);
  const members = membersOf(kind, value.type);
  if (before === kind && (kind !== 'reference' || value.ref === ref)) return path;
  const sameType = members.type === value.type;
  setMember(draft, path, 'type', members.type);
  if (!sameType) for (const member of ['default', 'validation', 'display_config']) setMember(draft, path, member, undefined);
  setMember(draft, path, 'ref', kind === 'reference' ? ref : undefined);
  if (kind !== 'reference') setMember(draft, path, 'multiple', undefined);
  if (!hasOptions(kind) && value.options !== undefined) {
    if (recordsOf(value.options).some((option) => option.value === value.default)) setMember(draft, path, 'default', undefined);
    setMember(draft, path, 'options', undefined);
    setMember(draft, path, 'option_filter', undefined);
  }
  setMember(draft, path, 'display', members.display);
  setMember(draft, path, 'widget', members.widget);
  if (hasOptions(kind) && !Array.isArray(value.options)) {
    setMember(draft, path, 'default', kind === 'status' ? FIRST_OPTIONS[context.locale][0].value : undefined);
    setMember(draft, path, 'options', FIRST_OPTIONS[context.locale]);
  }
  return path;
}

/** One value in one row of an organization, by an index; or no longer. */
export function setUnique(draft: DesignDraft, { model, column, unique }: Of<'set-unique'>): Path {
  const { path, value } = modelAt(draft, model);
  const target = columnAt(draft, model, column);
  const tenancy = tenancyColumnOf(draft.document());
  if (uniqueColumns(value, tenancy).has(column) === unique) return target.path;
  if (unique) {
    const indexes = recordsOf(value.indices).map(({ name }) => textOf(name));
    const hasTenancy = recordsOf(value.columns).some(({ name }) => name === tenancy);
    append(draft, [...path, 'indices'], {
      name: freeName(`${textOf(value.table)}_${column}_key`.slice(0, 58), new Set(indexes)),
      columns: hasTenancy ? [tenancy, column] : [column],
      unique: true,
    });
    return target.path;
  }
  for (const member of ['indices', 'rules']) {
    const list = draft.at([...path, member]);
    if (!Array.isArray(list)) continue;
    for (let at = list.length - 1; at >= 0; at -= 1) {
      const entry: unknown = list[at];
      if (isRecord(entry) && uniqueColumns({ [member]: [entry] }, tenancy).has(column))
        draft.change({ do: 'remove', path: [...path, member, at] });
    }
    if (Array.isArray(draft.at([...path, member])) && (draft.at([...path, member]) as unknown[]).length === 0)
      draft.change({ do: 'remove', path: [...path, member] });
  }
  return target.path;
}

export const moveColumn = (draft: DesignDraft, { model, column, to }: Of<'move-column'>): Path =>
  moveEntry(draft, columnAt(draft, model, column).path, to);

export function duplicateColumn(draft: DesignDraft, { model, column }: Of<'duplicate-column'>): Path {
  const { path, value, index } = columnAt(draft, model, column);
  const names = new Set(recordsOf(draft.at(path.slice(0, -1))).map(({ name }) => textOf(name)));
  const copy = { ...value, name: freeName(`${column}_copy`, names) };
  // Only one column is the key.
  return append(
    draft,
    path.slice(0, -1),
    Object.fromEntries(Object.entries(copy).filter(([member]) => member !== 'primary_key')),
    index + 1,
  );
}

/** @throws Refusal where it is the only one: a model has columns */
export function removeColumn(draft: DesignDraft, { model, column }: Of<'remove-column'>): Path[] {
  const { path } = columnAt(draft, model, column);
  if (recordsOf(draft.at(path.slice(0, -1))).length === 1) throw lastColumn(column);
  return removeWithDependents(draft, path);
}

export function addOption(draft: DesignDraft, { model, column, value, label, color }: Of<'add-option'>): Path {
  const { path, value: owner } = columnAt(draft, model, column);
  const list = [...path, 'options'];
  if (value === '') throw badName(value);
  if (findIn(draft, list, (option) => option.value === value) !== null) throw taken(value);
  const options = recordsOf(owner.options);
  const hasColors = options.length === 0 || options.some((option) => typeof option.color === 'string');
  const next = OPTION_COLORS[options.length % OPTION_COLORS.length];
  return append(draft, list, { value, label: label === '' ? value : label, ...(hasColors && { color: color ?? next }) });
}

export function setOption(draft: DesignDraft, operation: Of<'set-option'>): Path {
  const { model, column, option, member, value } = operation;
  const { path } = optionAt(draft, model, column, option);
  const owner = columnAt(draft, model, column);
  if (member === 'value' && value !== option) {
    if (value === '') throw badName(value);
    if (findIn(draft, [...owner.path, 'options'], (other) => other.value === value) !== null) throw taken(value);
    if (owner.value.default === option) setMember(draft, owner.path, 'default', value);
    followOption(draft, operation);
  }
  setMember(draft, path, member, value === '' && member !== 'label' ? undefined : value === '' ? option : value);
  return path;
}

/** Where a value is named as a text: menus that filter by it, columns and fields that show while it is chosen. */
function followOption(draft: DesignDraft, { model, column, option, value }: Of<'set-option'>): void {
  const { path } = modelAt(draft, model);
  recordsOf(draft.at([...path, 'columns'])).forEach(({ visible_when: when }, index) => {
    if (!isRecord(when) || when.field !== column) return;
    const at = [...path, 'columns', index, 'visible_when'];
    if (when.equals === option) setMember(draft, at, 'equals', value);
    if (Array.isArray(when.in))
      when.in.forEach((one, place) => {
        if (one === option) draft.change({ do: 'set', path: [...at, 'in', place], value });
      });
  });
  const visit = (list: Path): void => {
    const items = draft.at(list);
    (Array.isArray(items) ? items : []).forEach((item: unknown, index) => {
      if (!isRecord(item)) return;
      if (item.model === model && isRecord(item.filter) && item.filter[column] === option)
        draft.change({ do: 'set', path: [...list, index, 'filter', column], value });
      visit([...list, index, 'items']);
    });
  };
  recordsOf(draft.at(['contributions', 'navigation'])).forEach((_, index) => visit(['contributions', 'navigation', index, 'items']));
}

export const moveOption = (draft: DesignDraft, { model, column, option, to }: Of<'move-option'>): Path =>
  moveEntry(draft, optionAt(draft, model, column, option).path, to);

export function removeOption(draft: DesignDraft, { model, column, option }: Of<'remove-option'>): Path {
  const owner = columnAt(draft, model, column);
  const { path } = optionAt(draft, model, column, option);
  if (owner.value.default === option) setMember(draft, owner.path, 'default', undefined);
  draft.change({ do: 'remove', path });
  return owner.path;
}
