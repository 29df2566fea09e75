/**
 * A stand-in for an addon that is nowhere to be had: the least that whoever needs it asks of it. Its models, the columns that are pointed
 * at, its events and its places for other addons' parts, and nothing that they do.
 */
import { parse } from 'semver';
import type { Column, ManifestV3, Model } from '../../schemas';
import { isReservedKey } from '../contract/reserved-keys';
import { parseRange, satisfies } from '../expressions/version-range';
import { fitIdentifier } from '../schema/identifiers';

/** Names that a manifest says of another addon, without its key. */
interface Needed {
  /** Columns of each model that foreign keys point at. */
  models: Map<string, Set<string>>;
  extended: Set<string>;
  events: Set<string>;
  slots: Set<string>;
  ranges: string[];
}

/** The addon that a name like `sales.Order` belongs to, and the rest of the name. */
function splitName(name: string): { key: string; rest: string } {
  const dot = name.indexOf('.');
  return dot < 0 ? { key: '', rest: name } : { key: name.slice(0, dot), rest: name.slice(dot + 1) };
}

/** Everything in a manifest that names something of another addon. */
function namesIn({
  models = [],
  contributions,
  compatibility,
}: ManifestV3): { kind: 'model' | 'extended' | 'event' | 'slot' | 'range'; name: string; columns?: readonly string[] }[] {
  return [
    ...compatibility.requires.map(({ key, version }) => ({ kind: 'range' as const, name: `${key}.${version}` })),
    ...models.flatMap(({ columns, foreign_keys: keys = [], extends: extended }) => [
      ...columns.flatMap(({ ref }) => (ref === undefined ? [] : [{ kind: 'model' as const, name: ref }])),
      ...keys.map(({ references }) => ({ kind: 'model' as const, name: references.model, columns: references.columns })),
      ...(extended === undefined ? [] : [{ kind: 'extended' as const, name: extended }]),
    ]),
    ...(contributions?.subscriptions ?? []).map(({ event }) => ({ kind: 'event' as const, name: event })),
    ...(contributions?.slots ?? []).map(({ slot_kind: name }) => ({ kind: 'slot' as const, name })),
  ];
}

function neededOf(key: string, needing: readonly ManifestV3[]): Needed {
  const needed: Needed = { models: new Map(), extended: new Set(), events: new Set(), slots: new Set(), ranges: [] };
  for (const { kind, name, columns = [] } of needing.flatMap(namesIn)) {
    const { key: owner, rest } = splitName(name);
    if (owner !== key) continue;
    if (kind === 'range') needed.ranges.push(rest);
    else if (kind === 'slot') needed.slots.add(name);
    // A pattern subscribes to whatever there is.
    else if (kind === 'event') needed.events.add(name.replaceAll('*', 'any'));
    else {
      needed.models.set(rest, new Set([...(needed.models.get(rest) ?? []), ...columns]));
      if (kind === 'extended') needed.extended.add(rest);
    }
  }
  return needed;
}

/** A version in all the ranges: one that they name, or the one behind it; `1.0.0` where none of these is. */
function versionIn(ranges: readonly string[]): string {
  const named = ranges.flatMap((range) =>
    [...range.matchAll(/\d+(?:\.\d+){0,2}/g)].map(([text]) => [...text.split('.'), '0', '0'].slice(0, 3).join('.')),
  );
  const next = named.flatMap((text) => {
    const version = parse(text);
    return version ? [`${version.major}.${version.minor}.${version.patch + 1}`, `${version.major}.${version.minor + 1}.0`] : [];
  });
  const wanted = ranges.map(parseRange);
  return ['1.0.0', ...named, ...next].find((version) => wanted.every((range) => range === null || satisfies(range, version))) ?? '1.0.0';
}

const NAME: Column = { name: 'name', type: 'text', label: 'Name' };

/** `SaleLine` of `shop` in the table `shop_sale_lines`. */
function modelOf(key: string, name: string, columns: ReadonlySet<string>): Model {
  const snake = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  const asked = [...columns].filter((column) => column !== 'id' && column !== 'name' && column !== 'organization_id');
  return {
    key: name,
    table: fitIdentifier(`${key}_${snake}s`),
    columns: [
      { name: 'organization_id', type: 'uuid', not_null: true },
      NAME,
      ...asked.map((column): Column => ({ name: column, type: 'text' })),
    ],
  };
}

/** Addons that a manifest needs, or says something of, and that are not the host's own: each is one that may have to be stood in for. */
export function neededKeys(manifest: ManifestV3): string[] {
  // Older addons name an event by a table of their own.
  const own = new Set([manifest.metadata.key, 'kernel', ...(manifest.models ?? []).flatMap(({ key, table }) => [key, table])]);
  const keys = namesIn(manifest).map(({ name }) => splitName(name).key);
  return [...new Set(keys)].filter((key) => key !== '' && !own.has(key) && !isReservedKey(key)).sort();
}

/** The manifest of a stand-in for `key`, for those who need it. */
export function standIn(key: string, needing: readonly ManifestV3[]): ManifestV3 {
  const { models, extended, events, slots, ranges } = neededOf(key, needing);
  return {
    apiVersion: 'asteby.com/v3',
    kind: 'Addon',
    metadata: {
      key,
      name: key,
      version: versionIn(ranges),
      description: `Stands in for ${key}: what ${needing.map(({ metadata }) => metadata.name).join(', ')} asks of it, and nothing it does.`,
    },
    compatibility: { requires: [{ key: 'kernel', version: '>=3.0.0 <4.0.0' }] },
    tenancy: { isolation: 'shared', rls_column: 'organization_id' },
    models: [...models].map(([name, columns]) => modelOf(key, name, columns)),
    ...(events.size + slots.size + extended.size > 0 && {
      extension_points: {
        ...(events.size > 0 && { events: [...events].map((name) => ({ name })) }),
        ...(slots.size > 0 && { slot_kinds: [...slots].map((name) => ({ name })) }),
        ...(extended.size > 0 && { model_extensions_accepted: [...extended] }),
      },
    }),
  };
}
