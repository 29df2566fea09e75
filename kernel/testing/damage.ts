/** Damages to JSON, for specs of what was stored. */
import fc from './property';

export type Path = readonly string[];

/** Every place in a document but the document itself. */
export function placesIn(value: unknown, path: Path = []): Path[] {
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [...(path.length > 0 ? [path] : []), ...members.flatMap(([name, member]) => placesIn(member, [...path, name]))];
}

/** The document with another value at a place; without it where that is undefined. */
export function damagedAt(document: unknown, path: Path, value: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  const members = Object.entries(document as object).flatMap(([key, member]: [string, unknown]) => {
    if (key !== name) return [[key, member] as const];
    if (rest.length > 0) return [[key, damagedAt(member, rest, value)] as const];
    return value === undefined ? [] : [[key, value] as const];
  });
  return Array.isArray(document) ? members.map(([, member]) => member) : Object.fromEntries(members);
}

/** What stands in a place after the damage; undefined takes the member away. */
export const damages = fc.constantFrom<unknown>(null, {}, [], 'x', 7, true, [null], [{}], undefined);
