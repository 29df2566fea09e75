/** Every name in a manifest's text: where it stands, what it names, whether it defines or points. */
import { getNodePath, getNodeValue, type Node, parseTree } from 'jsonc-parser';
import { MAX_MANIFEST_BYTES } from '../../contract/parse';
import { withinStack } from './within-stack';
import { type Owner, type Place, placeOf, type SymbolKind } from './places';

export interface Occurrence {
  /** Kind and full name: `column:Ticket.status`, `model:core.User`. Occurrences of one symbol share it. */
  symbol: string;
  kind: SymbolKind;
  /** The name as it stands in the text. */
  name: string;
  role: 'definition' | 'reference';
  /** UTF-16 units; the name only, without quotes. */
  offset: number;
  length: number;
  path: (string | number)[];
}

export interface ManifestIndex {
  root: Node;
  /** The document as far as it can be read. */
  document: Record<string, unknown>;
  addonKey: string;
  occurrences: Occurrence[];
}

/** More strings than any manifest has; the rest is not indexed. */
const MAX_STRINGS = 100_000;

/** A value that should be text; anything else reads as empty. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** Own models of a document, by key. */
export function modelsOf(document: Record<string, unknown>): Record<string, unknown>[] {
  return listOf(document.models);
}

/** The key of the own model that a text names (by key, `addon.Model` or table), or the text itself for a foreign one. */
export function modelNamed(index: Pick<ManifestIndex, 'document' | 'addonKey'>, text: string): string {
  const bare = text.startsWith(`${index.addonKey}.`) ? text.slice(index.addonKey.length + 1) : text;
  const found = modelsOf(index.document).find((model) => model.key === bare || model.table === bare);
  return typeof found?.key === 'string' ? found.key : text;
}

function at(document: unknown, path: readonly (string | number)[]): unknown {
  let value = document;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

/** The model whose columns a place means, or null when it cannot be told. */
export function ownerModel(
  index: Pick<ManifestIndex, 'document' | 'addonKey'>,
  owner: Owner,
  path: readonly (string | number)[],
): string | null {
  const name =
    owner === 'own' ? at(index.document, [...path.slice(0, 2), 'key']) : at(index.document, [...path.slice(0, -owner.up), owner.member]);
  return typeof name === 'string' ? modelNamed(index, name) : null;
}

interface Piece {
  name: string;
  /** From the first character inside the quotes. */
  start: number;
}

const IDENTIFIER = /[A-Za-z_][A-Za-z0-9_]*/g;

function piecesOf(place: Place, text: string): Piece[] {
  switch (place.reading ?? 'plain') {
    case 'plain':
    case 'model': {
      const dot = place.reading === 'model' ? text.lastIndexOf('.') : -1;
      return [{ name: text.slice(dot + 1), start: dot + 1 }];
    }
    case 'expression': {
      // Quoted literals of an index predicate hold words that are no columns.
      const bare = text.replace(/'[^']*'|"[^"]*"/g, (quoted) => ' '.repeat(quoted.length));
      return [...bare.matchAll(IDENTIFIER)].map((match) => ({ name: match[0], start: match.index }));
    }
    case 'marks':
      if (!text.includes('{')) return [{ name: text, start: 0 }];
      return [...text.matchAll(/\{([a-z0-9_]+)\}/g)].map((match) => ({ name: match[1] ?? '', start: match.index + 1 }));
    case 'handler': {
      const colon = text.indexOf(':');
      if (colon >= 0 && text.slice(0, colon) !== 'wasm') return [];
      return [{ name: text.slice(colon + 1), start: colon + 1 }];
    }
  }
}

function hasColumn(document: Record<string, unknown>, model: string, column: string): boolean {
  const found = modelsOf(document).find((other) => other.key === model);
  return listOf(found?.columns).some((other) => other.name === column);
}

function occurrencesOf(index: Omit<ManifestIndex, 'occurrences'>, node: Node, text: string): Occurrence[] {
  const path = getNodePath(node);
  const place = placeOf(path);
  if (!place || typeof node.value !== 'string') return [];
  const raw = text.slice(node.offset + 1, node.offset + node.length - 1);
  // Where characters are escaped, places inside the text cannot be counted.
  if (raw !== node.value) return [];
  const owner = place.owner === undefined ? null : ownerModel(index, place.owner, path);
  if (place.owner !== undefined && owner === null) return [];
  return piecesOf(place, node.value).flatMap(({ name, start }) => {
    if (name === '') return [];
    if (place.reading === 'expression' && !hasColumn(index.document, owner ?? '', name)) return [];
    const full = place.kind === 'model' ? modelNamed(index, String(node.value)) : owner === null ? name : `${owner}.${name}`;
    return [
      {
        symbol: `${place.kind}:${full}`,
        kind: place.kind,
        name,
        role: place.role,
        offset: node.offset + 1 + start,
        length: name.length,
        path,
      },
    ];
  });
}

/** Indexes a text, also one that is being typed. Null when there is no object in it, or it is longer or deeper than a manifest may be. */
export function indexManifest(text: string): ManifestIndex | null {
  return text.length > MAX_MANIFEST_BYTES ? null : withinStack(() => indexText(text));
}

function indexText(text: string): ManifestIndex | null {
  const root = parseTree(text, [], { allowTrailingComma: true });
  if (root?.type !== 'object') return null;
  const document = getNodeValue(root) as Record<string, unknown>;
  const metadata = document.metadata;
  const addonKey = isObject(metadata) && typeof metadata.key === 'string' ? metadata.key : '';
  const index = { root, document, addonKey };
  const occurrences: Occurrence[] = [];
  const waiting: Node[] = [root];
  let strings = 0;
  while (waiting.length > 0 && strings < MAX_STRINGS) {
    const node = waiting.pop();
    if (!node) break;
    if (node.type === 'string') {
      strings += 1;
      occurrences.push(...occurrencesOf(index, node, text));
    } else if (node.type === 'property') {
      const value = node.children?.[1];
      if (value) waiting.push(value);
    } else waiting.push(...(node.children ?? []));
  }
  return { ...index, occurrences: occurrences.sort((a, b) => a.offset - b.offset) };
}

/** The occurrence at an offset; the place right behind a name counts as the name. */
export function occurrenceAt(index: ManifestIndex, offset: number): Occurrence | null {
  return index.occurrences.find((occurrence) => offset >= occurrence.offset && offset <= occurrence.offset + occurrence.length) ?? null;
}
