/**
 * A manifest as people think of it: models with columns, the menu as a tree, who may do what, actions with their fields. Each
 * thing knows where it stands in the text. What has no place here is named and left alone.
 */
import { withinStack } from '../language/within-stack';
import { findNodeAtLocation, getNodeValue, type Node } from 'jsonc-parser';
import { versionOf } from '../../contract/check';
import { MAX_MANIFEST_BYTES, parse } from '../../contract/parse';
import { textOf } from '../language/occurrences';
import { isRecord, type Path, readTree, recordsOf, valueIn } from './draft';
import { type DesignKind, kindOf } from './kinds';

/** Where something stands. UTF-16 units. */
export interface Place {
  path: Path;
  offset: number;
  length: number;
}

export interface DesignOption extends Place {
  value: string;
  label: string;
  color: string;
  icon: string;
}

export interface DesignColumn extends Place {
  name: string;
  type: string;
  kind: DesignKind;
  label: string;
  required: boolean;
  /** By an index or a rule of its own. */
  unique: boolean;
  searchable: boolean;
  readonly: boolean;
  isKey: boolean;
  /** Filled by the host: the key, the tenancy column, the audit columns. */
  isSystem: boolean;
  /** As JSON, or undefined. */
  default: unknown;
  ref: string;
  display: string;
  widget: string;
  comment: string;
  options: DesignOption[];
  /** Members that are not shown here. */
  more: string[];
}

export interface DesignRelation extends Place {
  name: string;
  label: string;
  kind: string;
  through: string;
  foreignKey: string;
}

export interface DesignModel extends Place {
  key: string;
  table: string;
  label: string;
  columns: DesignColumn[];
  relations: DesignRelation[];
  /** Members that are not shown here. */
  more: string[];
}

export interface DesignNav extends Place {
  /** Indexes from the first list of groups on. */
  at: number[];
  title: string;
  icon: string;
  model: string;
  permission: string;
  items: DesignNav[];
  more: string[];
}

export interface DesignRole extends Place {
  key: string;
  label: string;
  permissions: string[];
  more: string[];
}

export interface DesignPermission extends Place {
  key: string;
  label: string;
  /** The models it is about. */
  models: string[];
}

export interface DesignField extends Place {
  key: string;
  label: string;
  type: string;
  required: boolean;
  more: string[];
}

export interface DesignAction extends Place {
  key: string;
  label: string;
  model: string;
  placement: string;
  icon: string;
  confirm: boolean;
  /** The handler's kind, and the address of a webhook. */
  handler: string;
  url: string;
  fields: DesignField[];
  /** Whether its form has steps, which are written in the text. */
  hasSteps: boolean;
  more: string[];
}

/** Something that stays in the text alone. */
export interface LeftAlone extends Place {
  name: string;
}

export interface Design {
  /** Why nothing can be changed here: the text is no JSON, is of the older version, holds no manifest, or one of a kind without models. */
  fault: { kind: 'syntax' | 'v2' | 'empty' | 'modelless'; offset: number; line: number } | null;
  addonKey: string;
  models: DesignModel[];
  navigation: DesignNav[];
  roles: DesignRole[];
  permissions: DesignPermission[];
  actions: DesignAction[];
  left: LeftAlone[];
}

const SHOWN_COLUMN = new Set([
  'name',
  'type',
  'label',
  'not_null',
  'primary_key',
  'default',
  'ref',
  'display',
  'widget',
  'comment',
  'options',
  'searchable',
  'readonly',
]);
const SHOWN_MODEL = new Set(['key', 'table', 'label', 'columns', 'relations']);
const SHOWN_NAV = new Set(['title', 'icon', 'model', 'permission', 'items']);
const SHOWN_ROLE = new Set(['key', 'label', 'permissions']);
const SHOWN_FIELD = new Set(['key', 'label', 'type', 'required']);
const SHOWN_ACTION = new Set(['key', 'label', 'target_model', 'placement', 'icon', 'confirm', 'handler', 'fields']);
/** What the designer knows of the top level; the identity is shown elsewhere. */
const SHOWN_ROOT = new Set(['apiVersion', 'kind', 'models', 'contributions', 'rbac']);
const SHOWN_CONTRIBUTIONS = new Set(['navigation', 'actions']);

const AUDIT_COLUMNS = new Set(['created_at', 'updated_at', 'deleted_at', 'created_by_id', 'updated_by_id', 'deleted_by_id']);

const namesOf = (value: Record<string, unknown>, shown: ReadonlySet<string>): string[] =>
  Object.keys(value).filter((name) => !shown.has(name));

export const EMPTY_DESIGN: Design = {
  fault: { kind: 'empty', offset: 0, line: 1 },
  addonKey: '',
  models: [],
  navigation: [],
  roles: [],
  permissions: [],
  actions: [],
  left: [],
};

/** Columns that alone are unique, by an index or a rule. */
export function uniqueColumns(model: Record<string, unknown>, tenancyColumn: string): Set<string> {
  const lists = [
    ...recordsOf(model.indices).filter(({ unique, where }) => unique === true && where === undefined),
    ...recordsOf(model.rules).filter(({ kind }) => kind === 'unique'),
  ].map(({ columns }) => (Array.isArray(columns) ? (columns as unknown[]) : []).filter((name) => name !== tenancyColumn));
  return new Set(lists.flatMap((columns) => (columns.length === 1 ? columns.map(textOf) : [])));
}

/** The column by which rows of organizations are told apart. */
export const tenancyColumnOf = (document: Record<string, unknown>): string =>
  textOf(valueIn(document, ['tenancy', 'rls_column'])) || 'organization_id';

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** Reads a manifest's text, also one that does not hold: what can be read is shown. Never throws. */
export function designOf(text: string): Design {
  return text.length > MAX_MANIFEST_BYTES ? EMPTY_DESIGN : (withinStack(() => designText(text)) ?? EMPTY_DESIGN);
}

function designText(text: string): Design {
  const { root, errors } = readTree(text);
  if (root?.type !== 'object') return EMPTY_DESIGN;
  const document = getNodeValue(root) as Record<string, unknown>;
  const left: LeftAlone[] = [];
  const placeOf = (path: Path): Place => {
    const node: Node | undefined = findNodeAtLocation(root, [...path]);
    return { path, offset: node?.offset ?? 0, length: node?.length ?? 0 };
  };
  const leave = (path: Path, name: string): void => {
    left.push({ ...placeOf(path), name });
  };
  /** The objects of a list with their paths; anything else in it is left alone. */
  const entries = (path: Path): { value: Record<string, unknown>; path: Path; index: number }[] => {
    const list = valueIn(document, path);
    if (list === undefined) return [];
    if (!Array.isArray(list)) {
      leave(path, path.join('.'));
      return [];
    }
    return list.flatMap((value: unknown, index) => {
      const at = [...path, index];
      if (isRecord(value)) return [{ value, path: at, index }];
      leave(at, at.join('.'));
      return [];
    });
  };
  const tenancyColumn = tenancyColumnOf(document);

  const columnOf = (value: Record<string, unknown>, path: Path, unique: ReadonlySet<string>): DesignColumn => {
    const name = textOf(value.name);
    return {
      ...placeOf(path),
      name,
      type: textOf(value.type),
      kind: kindOf(value),
      label: textOf(value.label),
      required: value.not_null === true,
      unique: unique.has(name),
      searchable: value.searchable === true,
      readonly: value.readonly === true,
      isKey: value.primary_key === true,
      isSystem: value.primary_key === true || name === tenancyColumn || AUDIT_COLUMNS.has(name),
      default: value.default,
      ref: textOf(value.ref),
      display: textOf(value.display),
      widget: textOf(value.widget),
      comment: textOf(value.comment),
      options: Array.isArray(value.options)
        ? entries([...path, 'options']).map((option) => ({
            ...placeOf(option.path),
            value: textOf(option.value.value),
            label: textOf(option.value.label),
            color: textOf(option.value.color),
            icon: textOf(option.value.icon),
          }))
        : [],
      more: namesOf(value, SHOWN_COLUMN).concat(isRecord(value.options) ? ['options'] : []),
    };
  };

  const models = entries(['models']).map(({ value, path }): DesignModel => {
    const unique = uniqueColumns(value, tenancyColumn);
    return {
      ...placeOf(path),
      key: textOf(value.key),
      table: textOf(value.table),
      label: textOf(value.label),
      columns: entries([...path, 'columns']).map((column) => columnOf(column.value, column.path, unique)),
      relations: entries([...path, 'relations']).map((relation) => ({
        ...placeOf(relation.path),
        name: textOf(relation.value.name),
        label: textOf(relation.value.label),
        kind: textOf(relation.value.kind),
        through: textOf(relation.value.through),
        foreignKey: textOf(relation.value.foreign_key),
      })),
      more: namesOf(value, SHOWN_MODEL),
    };
  });

  const navOf = (list: Path, at: readonly number[]): DesignNav[] =>
    entries(list).map(({ value, path, index }) => ({
      ...placeOf(path),
      at: [...at, index],
      title: textOf(value.title),
      icon: textOf(value.icon),
      model: textOf(value.model),
      permission: textOf(value.permission),
      items: navOf([...path, 'items'], [...at, index]),
      more: namesOf(value, SHOWN_NAV),
    }));

  const actions = entries(['contributions', 'actions']).map(({ value, path }): DesignAction => {
    const handler = isRecord(value.handler) ? value.handler : {};
    return {
      ...placeOf(path),
      key: textOf(value.key),
      label: textOf(value.label),
      model: textOf(value.target_model),
      placement: textOf(value.placement),
      icon: textOf(value.icon),
      confirm: value.confirm === true,
      handler: textOf(handler.type),
      url: textOf(handler.url),
      fields: entries([...path, 'fields']).map((field) => ({
        ...placeOf(field.path),
        key: textOf(field.value.key),
        label: textOf(field.value.label),
        type: textOf(field.value.type),
        required: field.value.required === true,
        more: namesOf(field.value, SHOWN_FIELD),
      })),
      hasSteps: value.steps !== undefined,
      more: namesOf(value, SHOWN_ACTION),
    };
  });

  const navigation = navOf(['contributions', 'navigation'], []);
  const roles = entries(['rbac', 'roles']).map(({ value, path }) => ({
    ...placeOf(path),
    key: textOf(value.key),
    label: textOf(value.label),
    permissions: Array.isArray(value.permissions) ? value.permissions.map(textOf) : [],
    more: namesOf(value, SHOWN_ROLE),
  }));
  const permissions = entries(['rbac', 'permissions']).map(({ value, path }) => ({
    ...placeOf(path),
    key: textOf(value.key),
    label: textOf(value.label),
    models: recordsOf(value.models).map(({ model }) => textOf(model)),
  }));
  for (const name of namesOf(document, SHOWN_ROOT)) leave([name], name);
  if (isRecord(document.contributions))
    for (const name of namesOf(document.contributions, SHOWN_CONTRIBUTIONS)) leave(['contributions', name], `contributions.${name}`);

  const isOld = versionOf(text, parse(text).tree) === 'v2';
  const [slip] = errors;
  const fault: Design['fault'] =
    slip !== undefined
      ? { kind: 'syntax', offset: slip.offset, line: lineOf(text, slip.offset) }
      : isOld
        ? { kind: 'v2', offset: 0, line: 1 }
        : document.kind === 'Preset' || document.kind === 'Theme'
          ? { kind: 'modelless', offset: 0, line: 1 }
          : null;
  return { fault, addonKey: textOf(valueIn(document, ['metadata', 'key'])), models, navigation, roles, permissions, actions, left };
}
