/** Finds the definition of the schema that a value of a document belongs to. */
import type { SchemaShape } from '../../schemas';

/** The definition that `value` has under a field whose edge is given, or `null`: `Stage[]` and a list give `Stage[]`. */
function matchingEdge(edge: string, value: unknown): string | null {
  const isList = Array.isArray(value);
  return edge.split('|').find((side) => side.endsWith('[]') === isList) ?? null;
}

/** Names of the fields of the object at a path, or `[]` where the schema leaves it open. */
export function fieldsAt(shape: SchemaShape, document: unknown, steps: readonly string[]): readonly string[] {
  let edge: string | null = shape.root;
  let value = document;
  for (const step of steps) {
    if (edge === null || edge === '' || typeof value !== 'object' || value === null) return [];
    value = Object.hasOwn(value, step) ? (value as Record<string, unknown>)[step] : undefined;
    if (edge.endsWith('[]') || edge.endsWith('{}')) edge = edge.slice(0, -2);
    else edge = matchingEdge(definitionOf(shape, edge)[step] ?? '', value);
  }
  return Object.keys(definitionOf(shape, edge ?? ''));
}

/** The fields of a definition with their edges; none for a name that is no definition. */
export function definitionOf(shape: SchemaShape, name: string): Readonly<Record<string, string>> {
  return Object.hasOwn(shape.definitions, name) ? (shape.definitions[name] ?? {}) : {};
}

/** The edge of a field, as it applies to a value. */
export function edgeOf(shape: SchemaShape, definition: string, field: string, value: unknown): string {
  const fields = definitionOf(shape, definition);
  return Object.hasOwn(fields, field) ? (matchingEdge(fields[field] ?? '', value) ?? '') : '';
}
