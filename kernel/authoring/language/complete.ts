/** Completion that knows the project: the names a place may hold. What the schema knows is offered by `structure/`. */
import { findNodeAtLocation, findNodeAtOffset, getNodePath, type Node } from 'jsonc-parser';
import { OFFERED_TYPES } from '../../columns/column-type';
import { indexManifest, type ManifestIndex, modelsOf, ownerModel, textOf } from './occurrences';
import { isTextPlace, type Place, placeOf, type SymbolKind } from './places';
import type { NeighbourNames, ProjectNames } from './surroundings';
import { DISPLAYS, WIDGETS } from '../../contract/read/renderers';

export interface Completion {
  /** What is inserted between the quotes. */
  label: string;
  kind: SymbolKind | 'text';
  /** One line beside the label. */
  detail: string;
}

/** What the editor knows beyond the manifest's text. */
export interface Surroundings extends ProjectNames, NeighbourNames {
  /** Icon names, PascalCase. */
  icons: readonly string[];
}

export interface Completions {
  /** The text that is replaced: what stands between the quotes. */
  offset: number;
  length: number;
  items: Completion[];
}

/** Icons shown at once; typing narrows them. */
const MAX_ICONS = 200;

const RANGES = ['>=3.0.0 <4.0.0', '^3.0.0', '^1.0.0', '>=1.0.0 <2.0.0', '~1.2.0', '*'];
const CRUD_EVENTS = ['created', 'updated', 'deleted'];

const stringsIn = (list: unknown, member: string): string[] =>
  Array.isArray(list)
    ? list.flatMap((item) =>
        typeof item === 'object' && item !== null && typeof (item as Record<string, unknown>)[member] === 'string'
          ? [String((item as Record<string, unknown>)[member])]
          : [],
      )
    : [];

function columnsOf(index: ManifestIndex, model: string | null): Completion[] {
  const found = modelsOf(index.document).find((other) => other.key === model);
  if (!Array.isArray(found?.columns)) return [];
  return found.columns.flatMap((column: unknown) => {
    if (typeof column !== 'object' || column === null) return [];
    const { name, type } = column as { name?: unknown; type?: unknown };
    return typeof name === 'string'
      ? [{ label: name, kind: 'column' as const, detail: `${model ?? ''} · ${typeof type === 'string' ? type : ''}` }]
      : [];
  });
}

function definedHere(index: ManifestIndex, kind: SymbolKind, owner: string | null): Completion[] {
  const prefix = owner === null ? '' : `${kind}:${owner}.`;
  return index.occurrences
    .filter((occurrence) => occurrence.kind === kind && occurrence.role === 'definition' && occurrence.symbol.startsWith(prefix))
    .map(({ name }) => ({ label: name, kind, detail: owner ?? index.addonKey }));
}

/** The model to offer in the form a place wants: the bare key, or `addon.Model` for somebody else's. */
function modelItems(index: ManifestIndex, surroundings: Surroundings): Completion[] {
  const own = modelsOf(index.document).flatMap((model) =>
    typeof model.key === 'string' ? [{ label: model.key, kind: 'model' as const, detail: textOf(model.table) }] : [],
  );
  return [...own, ...surroundings.models.map((label) => ({ label, kind: 'model' as const, detail: label.split('.')[0] ?? '' }))];
}

/** States an action may ask for: declared stages, else the choices of the status column. */
function stageItems(index: ManifestIndex, model: string | null): Completion[] {
  const declared = definedHere(index, 'stage', model);
  if (declared.length > 0) return declared;
  const found = modelsOf(index.document).find((other) => other.key === model);
  const columns = Array.isArray(found?.columns) ? (found.columns as unknown[]) : [];
  return columns.flatMap((column) => {
    const { name, options } = column as { name?: unknown; options?: unknown };
    return name === 'status' || name === 'state'
      ? stringsIn(options, 'value').map((label) => ({ label, kind: 'stage' as const, detail: `${model ?? ''}.${name}` }))
      : [];
  });
}

function eventItems(index: ManifestIndex, surroundings: Surroundings): Completion[] {
  const crud = modelsOf(index.document).flatMap(({ key }) =>
    typeof key === 'string' ? CRUD_EVENTS.map((event) => `${index.addonKey}.${key}.${event}`) : [],
  );
  const declared = definedHere(index, 'event', null);
  return [
    ...declared,
    ...[...crud, ...surroundings.events].map((label) => ({ label, kind: 'event' as const, detail: label.split('.')[0] ?? '' })),
  ];
}

function targetItems(index: ManifestIndex, path: readonly (string | number)[]): Completion[] {
  const list = index.document.capabilities;
  const capability: unknown = Array.isArray(list) ? list[Number(path[1])] : undefined;
  const kind = typeof capability === 'object' && capability !== null ? (capability as { kind?: unknown }).kind : undefined;
  const item = (label: string, detail: string): Completion => ({ label, kind: 'target', detail });
  const tables = modelsOf(index.document).flatMap((model) => (typeof model.table === 'string' ? [model.table] : []));
  switch (kind) {
    case 'db:read':
    case 'db:write':
      return [...tables, `addon_${index.addonKey}.*`, 'users', 'organizations'].map((label) => item(label, kind));
    case 'http:fetch':
      return [
        item('api.example.com', 'host'),
        item('*.example.com', 'host and its subdomains'),
        ...definedHere(index, 'connector', null).map(({ label }) => item(`connector:${label}.url`, 'connector')),
      ];
    case 'event:emit':
    case 'event:subscribe':
      return [...definedHere(index, 'event', null).map(({ label }) => item(label, kind)), item(`${index.addonKey}.*`, kind)];
    case 'ctx:user':
    case 'ctx:roles':
    case 'ctx:org_config':
      return [item('*', kind)];
    default:
      return [];
  }
}

const UPGRADE = 'lifecycle/upgrade/*/function';

/** Which files a place can mean; those of other kinds are not offered there. */
const FILE_KINDS: Readonly<Record<string, RegExp>> = {
  [UPGRADE]: /^migrations\/.*\.sql$/i,
  'i18n/bundles/*/path': /\.json$/i,
  'metadata/readme': /\.md$/i,
  'metadata/screenshots/*': /\.(?:png|jpe?g|gif|webp|avif|svg)$/i,
  'contributions/documents/*/template': /\.html$/i,
  'extension_points/events/*/payload_schema': /\.json$/i,
  'extension_points/slot_kinds/*/props_schema': /\.json$/i,
};

const fileItems = ({ at }: Place, { files }: Surroundings): Completion[] =>
  files.filter((path) => FILE_KINDS[at]?.test(path) ?? true).map((label) => ({ label, kind: 'file', detail: '' }));

const functionItems = ({ reading }: Place, { functions }: Surroundings): Completion[] =>
  functions.map(({ name, from }) => ({ label: reading === 'handler' ? `wasm:${name}` : name, kind: 'function', detail: from }));

/** Value of another member of the object that the value at `path` is a member of. */
function siblingOf(index: ManifestIndex, path: readonly (string | number)[], member: string): unknown {
  const node = findNodeAtLocation(index.root, [...path.slice(0, -1), member]);
  return node?.value;
}

/** Texts shown beside their keys are cut. */
const MAX_DETAIL_LENGTH = 80;

const textItems = ({ texts }: Surroundings): Completion[] =>
  texts.map(({ key, text }) => ({ label: key, kind: 'text', detail: text.slice(0, MAX_DETAIL_LENGTH) }));

function itemsFor(
  index: ManifestIndex,
  place: Place,
  path: readonly (string | number)[],
  typed: string,
  surroundings: Surroundings,
): Completion[] {
  const owner = place.owner === undefined ? null : ownerModel(index, place.owner, path);
  switch (place.kind) {
    case 'column':
      return columnsOf(index, owner);
    case 'model':
      return modelItems(index, surroundings);
    case 'stage':
      return stageItems(index, owner);
    case 'event':
      return eventItems(index, surroundings);
    case 'slot':
      return [
        ...definedHere(index, 'slot', null),
        ...surroundings.slots.map((label) => ({ label, kind: 'slot' as const, detail: label.split('.')[0] ?? '' })),
      ];
    case 'addon':
      return [
        { label: 'kernel', kind: 'addon', detail: '>=3.0.0 <4.0.0' },
        ...surroundings.addons.map(({ key, version }) => ({ label: key, kind: 'addon' as const, detail: version })),
      ];
    case 'range':
      return RANGES.map((label) => ({ label, kind: 'range', detail: '' }));
    case 'column-type':
      return OFFERED_TYPES.map((label) => ({ label, kind: 'column-type', detail: '' }));
    case 'display':
      return DISPLAYS.map((label) => ({ label, kind: 'display', detail: '' }));
    case 'widget':
      return WIDGETS.map((label) => ({ label, kind: 'widget', detail: '' }));
    case 'function':
      return functionItems(place, surroundings);
    case 'file':
      return place.at === UPGRADE && siblingOf(index, path, 'type') === 'wasm'
        ? functionItems(place, surroundings)
        : fileItems(place, surroundings);
    case 'icon': {
      const wanted = typed.toLowerCase();
      return surroundings.icons
        .filter((icon) => icon.toLowerCase().includes(wanted))
        .slice(0, MAX_ICONS)
        .map((label) => ({ label, kind: 'icon', detail: 'lucide' }));
    }
    case 'target':
      return targetItems(index, path);
    case 'permission':
    case 'relation':
    case 'sequence':
    case 'action':
      return definedHere(index, place.kind, owner);
    case 'table':
    case 'role':
    case 'setting':
    case 'connector':
    case 'document':
      return definedHere(index, place.kind, null);
  }
}

function stringAt(root: Node, offset: number): Node | null {
  const node = findNodeAtOffset(root, offset, true);
  if (node?.type !== 'string' || offset <= node.offset || offset >= node.offset + node.length) return null;
  const isName = node.parent?.type === 'property' && node.parent.children?.[0] === node;
  return isName ? null : node;
}

/** What may stand in the string at `offset`; null where no name is wanted. A place that defines a name offers nothing. */
export function completionsAt(text: string, offset: number, surroundings: Surroundings): Completions | null {
  const index = indexManifest(text);
  const node = index && stringAt(index.root, offset);
  if (!node) return null;
  const path = getNodePath(node);
  const place = placeOf(path);
  const typed = typeof node.value === 'string' ? node.value : '';
  const isText = place === null && isTextPlace(path) && surroundings.texts.length > 0;
  if (place?.role !== 'reference' && !isText) return null;
  const seen = new Set<string>();
  const items = (place === null ? textItems(surroundings) : itemsFor(index, place, path, typed, surroundings)).filter(({ label }) => {
    const fresh = !seen.has(label);
    seen.add(label);
    return fresh;
  });
  return { offset: node.offset + 1, length: Math.max(0, node.length - 2), items };
}
