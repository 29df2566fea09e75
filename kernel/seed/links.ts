/** What a model's rows point at: references, foreign keys, choices taken from another table, the row an extension extends. */
import type { CrossRule } from '../../schemas';
import type { DynamicModel, ModelColumn } from '../installed/model';
import { type Operation, resolveModel } from '../operation/operation';

export interface Link {
  /** Own columns, and the target's they repeat, in the same order. */
  readonly columns: readonly string[];
  readonly target: DynamicModel;
  readonly targetColumns: readonly string[];
  /** A row cannot do without. */
  readonly required: boolean;
  /** Every row points at another target. */
  readonly unique: boolean;
  /** The column holds a list of them. */
  readonly multiple: boolean;
  /** Only targets whose `column` equals the row's own `sibling`. */
  readonly within: { sibling: string; column: string } | null;
  /** Rules the target has to keep for the row to be possible. */
  readonly rules: readonly CrossRule[];
}

type UniqueColumns = (columns: readonly string[]) => boolean;

const rulesOn = (model: DynamicModel, column: string): CrossRule[] =>
  (model.declared?.rules ?? []).filter((rule) => rule.kind !== 'unique' && rule.ref === column);

/** A rule without a word about it refuses a row that has no parent. */
const needsParent = (rules: readonly CrossRule[]): boolean => rules.some((rule) => rule.on_missing_parent !== 'skip');

function linkOf(operation: Operation, model: DynamicModel, own: ModelColumn, isUnique: UniqueColumns): Link | null {
  const options = own.declared?.options;
  const dynamic = options !== undefined && !Array.isArray(options) ? options : null;
  const key = model.references.find(({ columns, references }) => columns.join() === own.name && references.join() === 'id');
  const name = key?.model ?? dynamic?.source ?? own.ref;
  const target = name === null ? null : resolveModel(operation, model, name);
  if (!target) return null;
  const value = key === undefined && dynamic?.source !== undefined ? (dynamic.value ?? 'id') : 'id';
  if (!target.columns.has(value)) return null;
  const sibling = own.declared?.depends_on;
  const within = dynamic?.filter_by !== undefined && sibling !== undefined && target.columns.has(dynamic.filter_by) && model.columns.has(sibling) ? { sibling, column: dynamic.filter_by } : null; // prettier-ignore
  const rules = rulesOn(model, own.name);
  const multiple = own.kind === 'json' || own.declared?.multiple === true;
  return {
    columns: [own.name],
    target,
    targetColumns: [value],
    required: !multiple && (own.notNull || needsParent(rules)),
    unique: isUnique([own.name]),
    multiple,
    within,
    rules,
  };
}

/** Every link of a model, those of several columns first, so that a column belongs to one of them only. */
export function linksOf(operation: Operation, model: DynamicModel, isUnique: UniqueColumns): Link[] {
  const links: Link[] = [];
  const taken = new Set<string>();
  const add = (link: Link): void => {
    if (link.columns.some((name) => taken.has(name))) return;
    link.columns.forEach((name) => taken.add(name));
    links.push(link);
  };
  const extended = model.declared?.extends === undefined ? null : resolveModel(operation, model, model.declared.extends);
  if (extended)
    add({
      columns: ['id'],
      target: extended,
      targetColumns: ['id'],
      required: true,
      unique: true,
      multiple: false,
      within: null,
      rules: [],
    });
  for (const reference of model.references) {
    const target = resolveModel(operation, model, reference.model);
    const plain = reference.columns.length === 1 && reference.references[0] === 'id';
    const known =
      reference.columns.every((name) => model.columns.has(name)) && reference.references.every((name) => target?.columns.has(name));
    if (!target || plain || !known || reference.columns.length !== reference.references.length) continue;
    // The tenant's own column is the same on both sides.
    const pairs = reference.columns.map((name, index) => [name, reference.references[index] ?? ''] as const);
    const own = pairs.filter(([name]) => name !== model.tenantColumn);
    if (own.length === 0) continue;
    const columns = own.map(([name]) => name);
    add({
      columns,
      target,
      targetColumns: own.map(([, name]) => name),
      required: columns.some((name) => model.columns.get(name)?.notNull),
      unique: isUnique(columns),
      multiple: false,
      within: null,
      rules: columns.flatMap((name) => rulesOn(model, name)),
    });
  }
  for (const own of model.columns.values()) {
    if (own.name === model.tenantColumn || own.name === 'id') continue;
    const link = linkOf(operation, model, own, isUnique);
    if (link) add(link);
  }
  return links;
}
