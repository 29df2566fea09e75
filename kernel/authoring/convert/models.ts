/** Model definitions, their relations and the extensions of other addons' models. */
import type { Column, ForeignKey, Index, ManifestV2, Model, ModelExtension, ModelRelation, Rollup } from '../../../schemas';
import { convertMessages } from './messages';
import type { Step } from '../../contract/pointer';
import { convertColumn } from './columns';
import type { Conversion } from './context';
import { STAGE_FIELDS, stageMachineOf, writtenAs } from '../../contract/v2/stages';
import { filled, given, noteUnknown, textOr } from './members';

type ModelV2 = NonNullable<ManifestV2['model_definitions']>[number];
type RelationV2 = NonNullable<ModelV2['relations']>[number];

/** Blocks that v2 documents may carry in their v3 shape. */
const SHARED = ['seed', 'formulas', 'sequences'] as const;
const FIELDS = [
  ...['table_name', 'model_key', 'label', 'org_scoped', 'soft_delete', 'columns', 'relations', 'table', 'modal'],
  ...[...SHARED, ...STAGE_FIELDS, 'stageField', 'onTransition'],
];

export function convertModels(conversion: Conversion): Model[] {
  const labels = labelsOf(conversion);
  const models = (conversion.source.model_definitions ?? []).map((model, index) => convertModel(conversion, model, index, labels));
  addExtensions(conversion, models);
  return models;
}

/** Labels that stand apart from the definitions, by v3 key. */
function labelsOf({ source, model, isOwn, note }: Conversion): Map<string, string> {
  const labels = new Map<string, string>();
  (source.models ?? []).forEach(({ key, label }, index) => {
    const name = key ?? '';
    if (!isOwn(name)) note('CONV-DROP', ['models', index], convertMessages.dropped(name, 'no-definition'));
    else if (textOr(label) !== undefined) labels.set(model(name), label ?? '');
  });
  return labels;
}

function convertModel(conversion: Conversion, model: ModelV2, index: number, labels: ReadonlyMap<string, string>): Model {
  const { note, trace } = conversion;
  const path = ['model_definitions', index];
  const to = ['models', index];
  const key = conversion.modelKeys[index] ?? '';
  noteUnknown(conversion, model, FIELDS, path);
  trace(to, path);
  trace([...to, 'key'], [...path, 'model_key']);
  trace([...to, 'table'], [...path, 'table_name']);
  for (const field of [...SHARED, ...STAGE_FIELDS]) trace([...to, field], [...path, writtenAs(model, field)]);
  if (key !== model.model_key) note('CONV-RENAME', [...path, 'model_key'], convertMessages.renamedModel(model.model_key, key));
  for (const field of ['table', 'modal'] as const)
    if (model[field] !== undefined && model[field] !== null)
      note('CONV-DROP', [...path, field], convertMessages.dropped(field, 'opaque-ui'));
  const columns = convertColumns(conversion, model, index, key);
  const { relations, foreignKeys } = convertRelations(conversion, model, index, columns);
  const shared = Object.fromEntries(SHARED.map((field) => [field, model[field]]));
  return given({
    key,
    table: model.table_name,
    label: textOr(model.label) ?? labels.get(key),
    columns,
    indices: convertIndices(model, to, path, trace),
    foreign_keys: filled(foreignKeys),
    relations: filled(relations),
    // They have the shape of v3 or do not: the check of the result says so.
    ...(shared as Pick<Model, (typeof SHARED)[number]>),
    ...stageMachineOf(model),
  });
}

function convertColumns(conversion: Conversion, model: ModelV2, index: number, key: string): Column[] {
  const { note, trace } = conversion;
  const path = ['model_definitions', index];
  const names = new Set(model.columns.map(({ name }) => name));
  const columns: Column[] = [];
  const add = (column: Column, at: readonly Step[]): void => {
    trace(['models', index, 'columns', columns.length], at);
    columns.push(column);
  };
  if (!names.has('id')) {
    note('CONV-ADD', [...path, 'columns'], convertMessages.addedColumn('id', key));
    add({ name: 'id', type: 'uuid', primary_key: true, default: 'gen_random_uuid()' }, [...path, 'columns']);
  }
  if (!names.has('organization_id')) {
    if (model.org_scoped === true) note('CONV-ADD', [...path, 'org_scoped'], convertMessages.addedColumn('organization_id', key));
    else note('CONV-GUESS', [...path, 'org_scoped'], convertMessages.addedTenant('organization_id', key));
    add({ name: 'organization_id', type: 'uuid', not_null: true }, [...path, 'org_scoped']);
  }
  model.columns.forEach((column, at) => {
    const from = [...path, 'columns', at];
    const converted = convertColumn(conversion, column, from);
    if (column.name === 'id') {
      converted.primary_key = true;
      note('CONV-ADD', [...from, 'name'], convertMessages.primaryKey('id'));
    }
    trace(['models', index, 'columns', columns.length, 'not_null'], [...from, 'required']);
    add(converted, from);
  });
  if (model.soft_delete === true && !names.has('deleted_at')) {
    note('CONV-ADD', [...path, 'soft_delete'], convertMessages.addedColumn('deleted_at', key));
    add({ name: 'deleted_at', type: 'timestamptz' }, [...path, 'soft_delete']);
  }
  return columns;
}

function convertIndices(model: ModelV2, to: readonly Step[], path: readonly Step[], trace: Conversion['trace']): Index[] | undefined {
  const indices: Index[] = [];
  model.columns.forEach(({ name, unique, index }, at) => {
    const kind = unique === true ? 'unique' : 'index';
    if (unique !== true && index !== true) return;
    trace([...to, 'indices', indices.length], [...path, 'columns', at, kind]);
    indices.push({
      name: `${model.table_name}_${name}_${unique === true ? 'uq' : 'idx'}`,
      columns: [name],
      ...(unique === true ? { unique: true } : {}),
    });
  });
  return filled(indices);
}

function convertRelations(
  conversion: Conversion,
  model: ModelV2,
  index: number,
  columns: readonly Column[],
): { relations: ModelRelation[]; foreignKeys: ForeignKey[] } {
  const relations: ModelRelation[] = [];
  const foreignKeys: ForeignKey[] = [];
  (model.relations ?? []).forEach((relation, at) => {
    const path = ['model_definitions', index, 'relations', at];
    noteUnknown(conversion, relation, ['name', 'kind', 'through', 'foreign_key', 'references', 'pivot', 'label', 'rollups'], path);
    if (relation.kind === 'belongs_to') {
      conversion.trace(['models', index, 'foreign_keys', foreignKeys.length], path);
      foreignKeys.push(belongsTo(conversion, relation, columns, path));
      return;
    }
    for (const field of ['references', 'pivot'] as const)
      if (textOr(relation[field]) !== undefined)
        conversion.note('CONV-DROP', [...path, field], convertMessages.dropped(field, 'no-counterpart'));
    conversion.trace(['models', index, 'relations', relations.length], path);
    relations.push(
      given({
        name: relation.name,
        kind: relation.kind,
        through: conversion.model(relation.through),
        foreign_key: relation.foreign_key,
        label: typeof relation.label === 'string' ? relation.label : undefined,
        rollups: relation.rollups as Rollup[] | undefined,
      }),
    );
  });
  return { relations, foreignKeys };
}

function belongsTo(conversion: Conversion, relation: RelationV2, columns: readonly Column[], path: readonly Step[]): ForeignKey {
  const parent = conversion.model(relation.through);
  const column = columns.find(({ name }) => name === relation.foreign_key);
  if (column !== undefined) column.ref ??= parent;
  conversion.note('CONV-GUESS', [...path, 'kind'], convertMessages.belongsTo(relation.foreign_key, parent));
  return {
    columns: [relation.foreign_key],
    references: { model: parent, columns: [textOr(relation.references) ?? 'id'] },
    policy: 'logical',
  };
}

/** Columns that are put on other addons' models hang on the first own model. */
function addExtensions(conversion: Conversion, models: readonly Model[]): void {
  const [home] = models;
  const extensions: ModelExtension[] = [];
  (conversion.source.extensions ?? []).forEach((extension, index) => {
    const path = ['extensions', index];
    noteUnknown(conversion, extension, ['model', 'columns', 'actions'], path);
    const target = extension.model ?? '';
    if (!target.includes('.')) conversion.note('CONV-GUESS', [...path, 'model'], convertMessages.unqualifiedExtension(target));
    const columns = extension.columns ?? [];
    if (columns.length === 0) return;
    if (home === undefined) {
      conversion.note('CONV-DROP', [...path, 'columns'], convertMessages.dropped('columns', 'no-model'));
      return;
    }
    conversion.note('CONV-GUESS', path, convertMessages.extensionHome(home.key));
    const to = ['models', 0, 'extensions', extensions.length];
    conversion.trace(to, path);
    extensions.push({
      target_model: target,
      columns: columns.map((column, at) => {
        conversion.trace([...to, 'columns', at], [...path, 'columns', at]);
        return convertColumn(conversion, column, [...path, 'columns', at]);
      }),
    });
  });
  if (home !== undefined && extensions.length > 0) home.extensions = extensions;
}
