/** What an install does to one schema, worked out from what was read of it. Pure. */
import type { ManifestV3 } from '../../schemas';
import type { SchemaState } from '../schema/state';
import type { ForeignKeyAt } from './catalogue';
import type { InstallNote } from './notes';
import { planSchema, stateAfter } from './plan-schema';
import { planRenames } from './renames';
import type { InstallRequest } from './request';
import type { Ask } from './row-facts';
import type { SchemaStep } from './steps/step';

/** What is in a schema before the rows are asked anything. */
export interface SchemaStand {
  /** What the manifest asks for, the targets of extensions resolved. */
  wanted: SchemaState;
  /** What is installed; null where nothing is. */
  state: SchemaState | null;
  /** Foreign keys of other addons' tables that point into the schema: those that are there, and those that should be. */
  pointing: ForeignKeyAt[];
  extensions: ForeignKeyAt[];
  /** What leaves the manifest stays, hidden, whether it holds anything or not: a release takes nothing away by itself. */
  keeps: boolean;
}

export interface SchemaChanges {
  /** The steps that give what is there its new names. */
  renames: SchemaStep[];
  /** All steps, the renames first. */
  steps: SchemaStep[];
  notes: InstallNote[];
  /** What to remember once they are done. */
  state: SchemaState;
}

/** As `ask`, where whatever leaves the manifest counts as something that holds values. */
function keeping({ wanted }: SchemaStand, ask: Ask): Ask {
  return (question) => {
    const table = wanted.tables.find(({ name }) => name === question.table);
    if (question.about === 'rows' && !table) return true;
    if (question.about === 'values' && !table?.columns.some(({ name }) => name === question.column.name)) return true;
    return ask(question);
  };
}

/** Columns of primary keys that the manifest no longer names, as `table.column`. */
export const droppedKeys = ({ state, wanted }: SchemaStand): { table: string; column: string }[] =>
  (state?.tables ?? []).flatMap(({ name: table, primaryKey }) => {
    const next = wanted.tables.find(({ name }) => name === table);
    const gone = next ? primaryKey.filter((column) => !next.columns.some(({ name }) => name === column)) : [];
    return gone.map((column) => ({ table, column }));
  });

/** @throws KernelError `needs_rebuild`, `values_not_computed` */
export function schemaChanges(stand: SchemaStand, request: Pick<InstallRequest, 'renames'>, ask: Ask): SchemaChanges {
  const { wanted, state, extensions } = stand;
  const renamed = planRenames(state, wanted, request.renames ?? []);
  const newName = (table: string) =>
    renamed.steps.reduce((name, step) => (step.kind === 'rename-table' && step.table === name ? step.to : name), table);
  const pointing = stand.pointing.map((key) => ({ ...key, foreignKey: { ...key.foreignKey, table: newName(key.foreignKey.table) } }));
  const { steps, notes } = planSchema(renamed.state, wanted, stand.keeps ? keeping(stand, ask) : ask, { pointing, wanted: extensions });
  return { renames: renamed.steps, steps: [...renamed.steps, ...steps], notes, state: stateAfter(renamed.state, wanted, steps) };
}

/** Where a manifest speaks of what a step changes, as a JSON pointer. */
export function reasonOf({ models = [] }: ManifestV3, step: SchemaStep): string {
  const table = 'table' in step ? (typeof step.table === 'string' ? step.table : step.table.name) : null;
  const at = models.findIndex((model) => model.table === (step.kind === 'rename-table' ? step.to : table));
  const model = models[at];
  if (!model) return '/models';
  const place = `/models/${at}`;
  if ('column' in step) {
    const name = step.kind === 'rename-column' ? step.to : typeof step.column === 'string' ? step.column : step.column.name;
    const column = model.columns.findIndex((one) => one.name === name);
    return column < 0 ? `${place}/columns` : `${place}/columns/${column}`;
  }
  if (step.kind === 'create-index') {
    const { rule, name } = step.index;
    if (rule) return `${place}/rules`;
    const index = (model.indices ?? []).findIndex((one) => one.name === name);
    return index < 0 ? place : `${place}/indices/${index}`;
  }
  if (step.kind === 'add-foreign-key') {
    const key = (model.foreign_keys ?? []).findIndex(({ columns }) => columns.join() === step.foreignKey.columns.join());
    return key < 0 ? place : `${place}/foreign_keys/${key}`;
  }
  return place;
}
