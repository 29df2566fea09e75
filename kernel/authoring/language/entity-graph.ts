/** Models and what ties them together, for the diagram. */
import { indexManifest, modelNamed, modelsOf, textOf } from './occurrences';

export interface Entity {
  key: string;
  table: string;
  columns: { name: string; type: string; isKey: boolean; isReference: boolean }[];
  /** Where the model's key stands in the text; -1 for a model of another addon. */
  offset: number;
}

export interface EntityLink {
  from: string;
  to: string;
  /** Column of `from` that points, or the relation's name. */
  label: string;
  kind: 'reference' | 'foreign-key' | 'relation';
}

export interface EntityGraph {
  entities: Entity[];
  links: EntityLink[];
}

/** More models than a diagram can show. */
export const MAX_ENTITIES = 200;

const records = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value)
    ? value.filter((item): item is Record<string, unknown> => typeof item === 'object' && item !== null && !Array.isArray(item))
    : [];

/** The graph of a text, as far as it can be read. */
export function entityGraph(text: string): EntityGraph {
  const index = indexManifest(text);
  if (!index) return { entities: [], links: [] };
  const models = modelsOf(index.document).slice(0, MAX_ENTITIES);
  const offsets = new Map(
    index.occurrences.filter(({ kind, role }) => kind === 'model' && role === 'definition').map(({ name, offset }) => [name, offset]),
  );
  const links: EntityLink[] = [];
  const link = (from: string, to: unknown, label: string, kind: EntityLink['kind']) => {
    if (typeof to !== 'string' || to === '') return;
    const target = modelNamed(index, to);
    if (!links.some((other) => other.from === from && other.to === target && other.label === label))
      links.push({ from, to: target, label, kind });
  };
  for (const model of models) {
    const key = textOf(model.key);
    for (const foreignKey of records(model.foreign_keys)) {
      const references = foreignKey.references as { model?: unknown } | undefined;
      link(key, references?.model, Array.isArray(foreignKey.columns) ? foreignKey.columns.map(textOf).join(', ') : '', 'foreign-key');
    }
    for (const column of records(model.columns)) link(key, column.ref, textOf(column.name), 'reference');
  }
  for (const model of models) {
    for (const relation of records(model.relations)) {
      const [key, through] = [textOf(model.key), modelNamed(index, textOf(relation.through))];
      // A relation is the other end of a reference; where that is drawn already, one line is enough.
      if (!links.some((other) => other.from === through && other.to === key))
        link(key, relation.through, textOf(relation.name), 'relation');
    }
  }
  const entities = models.map((model): Entity => ({
    key: textOf(model.key),
    table: textOf(model.table),
    columns: records(model.columns).map((column) => ({
      name: textOf(column.name),
      type: textOf(column.type),
      isKey: column.primary_key === true,
      isReference: typeof column.ref === 'string' && column.ref !== '',
    })),
    offset: offsets.get(textOf(model.key)) ?? -1,
  }));
  const known = new Set(entities.map(({ key }) => key));
  const foreign = [...new Set(links.map(({ to }) => to))].filter((to) => !known.has(to));
  return { entities: [...entities, ...foreign.map((key): Entity => ({ key, table: '', columns: [], offset: -1 }))], links };
}
