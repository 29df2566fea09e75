/** Columns that are named by members instead of texts: values of a seed row, what a filter compares, what a transition sets. */
import { findNodeAtLocation, type Node } from 'jsonc-parser';
import { type ManifestIndex, modelsOf, ownerModel } from './occurrences';
import type { Owner } from './places';

interface MemberPlace {
  /** Path of the object whose members are named after columns; `*` stands for an index. */
  at: string;
  owner: Owner;
}

const PLACES: readonly MemberPlace[] = [
  { at: 'models/*/seed/rows/*', owner: 'own' },
  { at: 'models/*/on_transition/*/set', owner: 'own' },
  { at: 'models/*/rules/*/where', owner: 'own' },
  { at: 'models/*/rules/*/require', owner: { up: 1, member: 'parent' } },
  { at: 'models/*/relations/*/scope', owner: { up: 1, member: 'through' } },
  { at: 'models/*/relations/*/rollups/*/where', owner: { up: 3, member: 'through' } },
  { at: 'contributions/navigation/*/items/*/filter', owner: { up: 1, member: 'model' } },
  { at: 'contributions/dashboard/*/query/where', owner: { up: 1, member: 'model' } },
  { at: 'option_metrics/*/where', owner: { up: 1, member: 'model' } },
  { at: 'provides_options/*/where', owner: { up: 1, member: 'model' } },
];

export interface MemberName {
  /** The object's path and the member. */
  path: (string | number)[];
  /** The name only, without quotes. UTF-16 units. */
  offset: number;
  length: number;
  /** Whether what is named is the column without its `_id`. */
  isStem?: true;
}

/** Paths that a pattern meets; lists of `items` are gone through to any depth. */
function meet(node: Node | undefined, steps: readonly string[], path: (string | number)[]): (string | number)[][] {
  const [step, ...rest] = steps;
  if (node === undefined) return [];
  if (step === undefined) return [path];
  if (step === '*')
    return (node.type === 'array' ? (node.children ?? []) : []).flatMap((child, index) => [
      ...meet(child, rest, [...path, index]),
      // Menus nest.
      ...(path.at(-1) === 'items' ? meet(findNodeAtLocation(child, ['items']), steps, [...path, index, 'items']) : []),
    ]);
  return meet(findNodeAtLocation(node, [step]), rest, [...path, step]);
}

/** Columns of an extension that are named with their model, `TireSpec.width`, as public views do. The column alone counts where one is given. */
export function qualifiedColumns(index: ManifestIndex, model: string, column?: string): MemberName[] {
  return meet(index.root, ['contributions', 'public_routes', '*', 'columns', '*'], []).flatMap((path) => {
    const node = findNodeAtLocation(index.root, path);
    if (node?.type !== 'string') return [];
    const [owner, name] = String(node.value).split('.');
    if (owner !== model || name === undefined || (column !== undefined && name !== column)) return [];
    const offset = node.offset + 1;
    return [
      column === undefined ? { path, offset, length: model.length } : { path, offset: offset + model.length + 1, length: column.length },
    ];
  });
}

/** References that public views follow by a column, `customer_id`, or by its stem, `customer`. */
export function followedColumns(index: ManifestIndex, model: string, column: string): MemberName[] {
  const relations = new Set(
    modelsOf(index.document)
      .flatMap((own) => (own.key === model && Array.isArray(own.relations) ? (own.relations as unknown[]) : []))
      .map((relation: unknown) => (relation as { name?: unknown } | null)?.name),
  );
  return meet(index.root, ['contributions', 'public_routes', '*', 'relations', '*'], []).flatMap((path) => {
    const node = findNodeAtLocation(index.root, path);
    const isOfModel = ownerModel(index, { up: 2, member: 'model' }, path) === model;
    if (!isOfModel || node?.type !== 'string' || relations.has(node.value)) return [];
    const place = { path, offset: node.offset + 1, length: String(node.value).length };
    if (node.value === column) return [place];
    return `${String(node.value)}_id` === column ? [{ ...place, isStem: true as const }] : [];
  });
}

/** Every member that is named after a column of an own model. */
export function memberNames(index: ManifestIndex, model: string, column: string): MemberName[] {
  if (!modelsOf(index.document).some(({ key }) => key === model)) return [];
  return PLACES.flatMap(({ at, owner }) =>
    meet(index.root, at.split('/'), []).flatMap((path) => {
      if (ownerModel(index, owner, path) !== model) return [];
      const object = findNodeAtLocation(index.root, path);
      return (object?.type === 'object' ? (object.children ?? []) : []).flatMap((property) => {
        const [name] = property.children ?? [];
        return name?.value === column ? [{ path: [...path, column], offset: name.offset + 1, length: column.length }] : [];
      });
    }),
  );
}
