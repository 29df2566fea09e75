/** What the rules between fields look at: the document, typed, with its names looked up once. */
import { tenancyColumnOf } from '../../schema/tenancy-column';
import type { Column, ManifestV3, Model } from '../../../schemas';
import { trimmed } from '../../expressions/trim';
import { tableColumns, type TableColumn } from '../../schema/table-columns';
import { asStored, type Written } from '../written';

export interface ModelFacts {
  model: Model;
  index: number;
  /** Columns that the kernel knows under the model's key, by name. */
  columns: ReadonlyMap<string, Column>;
  /** Keys of its stages. */
  stageKeys: ReadonlySet<string>;
  /** Columns that own extensions of this model add, as `Extension.column`. */
  extensionColumns: ReadonlyMap<string, Column>;
}

export interface RuleContext {
  manifest: ManifestV3;
  models: readonly ModelFacts[];
  /** Own models by key; of two with the same key the first. */
  byKey: ReadonlyMap<string, ModelFacts>;
  /** The own model that a reference means, by its key or by its table, with or without the addon in front; of two the first. */
  ownModel: (reference: string) => ModelFacts | undefined;
  /** Every column of a model's table, those of the host among them. */
  tableColumns: (model: Model) => ReadonlyMap<string, TableColumn>;
  /** Own model keys and every model of others that the older kind of extension names. */
  knownModels: ReadonlySet<string>;
  /** The column that rows are scoped by. */
  tenancyColumn: string;
  hostVersion: string;
  /** How its numbers are quoted. */
  written: Written;
}

/** The names of a document that satisfies the schema, looked up once for all rules. */
export function createRuleContext(manifest: ManifestV3, hostVersion: string, written: Written = asStored): RuleContext {
  const models = (manifest.models ?? []).map((model, index): ModelFacts & { extensionColumns: Map<string, Column> } => {
    const columns = new Map(model.columns.map((column) => [column.name, column]));
    return { model, index, columns, stageKeys: new Set((model.stages ?? []).map(({ key }) => key)), extensionColumns: new Map() };
  });
  // Of two with one name the kernel's maps keep the last: columns within a model, and the columns of models.
  const byKey = new Map(models.map((facts) => [facts.model.key, facts]));
  for (const facts of models) facts.columns = byKey.get(facts.model.key)?.columns ?? facts.columns;
  for (const { model, columns } of models) {
    const [addon, target] = (model.extends ?? '').split('.');
    const extended = addon === manifest.metadata.key && target !== undefined ? byKey.get(target) : undefined;
    if (extended !== undefined) for (const [name, column] of columns) extended.extensionColumns.set(`${model.key}.${name}`, column);
  }
  const knownModels = new Set(byKey.keys());
  for (const { model } of models) for (const extension of model.extensions ?? []) knownModels.add(extension.target_model);
  const byName = new Map<string, ModelFacts>();
  for (const facts of models) for (const name of [facts.model.key, facts.model.table]) if (!byName.has(name)) byName.set(name, facts);
  const own = `${manifest.metadata.key}.`;
  const tables = new Map<Model, ReadonlyMap<string, TableColumn>>();
  return {
    manifest,
    models,
    byKey,
    ownModel: (reference) => byName.get(reference.startsWith(own) ? reference.slice(own.length) : reference),
    // Several rules ask for the same ones, some once for each reference.
    tableColumns: (model) => {
      const known = tables.get(model) ?? tableColumns(manifest, model);
      tables.set(model, known);
      return known;
    },
    knownModels,
    tenancyColumn: tenancyColumnOf(manifest),
    hostVersion,
    written,
  };
}

/** Columns the host adds to every table; they do not count as own, but they are there. */
export const HOST_COLUMNS: ReadonlySet<string> = new Set([
  'id',
  'organization_id',
  'created_at',
  'updated_at',
  'deleted_at',
  'created_by_id',
  'updated_by_id',
  'deleted_by_id',
]);

/** Nothing but white space, as hosts trim it. */
export const isBlank = (text: string | undefined): boolean => trimmed(text ?? '') === '';

/** Not there, or the empty text, which hosts cannot tell apart. White space counts as a text. */
export const isEmpty = (text: string | undefined): boolean => (text ?? '') === '';

/** Calls `report` with the index of every entry whose name was seen before. Blank names are left to other rules. */
export function eachRepeated(names: readonly (string | undefined)[], report: (index: number, name: string) => void): void {
  const seen = new Set<string>();
  names.forEach((name, index) => {
    if (name === undefined || name === '') return;
    if (seen.has(name)) report(index, name);
    seen.add(name);
  });
}
