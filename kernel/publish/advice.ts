/**
 * How much the version should rise, from a comparison with the last one that was handed out. Advice, not a gate: the table of
 * the public pages, applied to what really changed.
 */
import { inc, parse } from 'semver';
import { equalBytes, isRecord } from '../values/encoding';
import type { Locale } from '../locale';
import { convert } from '../authoring/convert/convert';
import type { Text } from '../contract/text';
import { identityOf } from '../project/identity';
import { recordsIn, textMember } from './context';

export type Bump = 'major' | 'minor' | 'patch';

export interface VersionChange {
  bump: Bump;
  /** What changed, by name: `Order.total`, `migrations/0002.sql`. */
  name: string;
  /** One sentence. */
  message: string;
}

export interface VersionAdvice {
  /** Version of the last one; empty where its manifest says none. */
  from: string;
  /** Version of the new one. */
  version: string;
  /** Whether both have the same `metadata.key`. */
  sameAddon: boolean;
  /** Whether any byte of any file differs. */
  changed: boolean;
  bump: Bump;
  /** The least version that says what changed. */
  advised: string;
  /** Ordered: major, minor, patch. At most `MAX_CHANGES`. */
  changes: VersionChange[];
}

export const MAX_CHANGES = 500;

const RANK: readonly Bump[] = ['major', 'minor', 'patch'];

const SENTENCES = {
  keyRenamed: { en: 'the key of the addon changed', es: 'cambió la clave del addon' },
  modelAdded: { en: 'a model was added', es: 'se agregó un modelo' },
  modelRemoved: { en: 'a model was removed', es: 'se quitó un modelo' },
  tableRenamed: { en: 'the table of a model changed', es: 'cambió la tabla de un modelo' },
  columnAdded: { en: 'a column was added that may be empty', es: 'se agregó una columna que puede quedar vacía' },
  columnRequired: {
    en: 'a column was added that must be filled and has no default',
    es: 'se agregó una columna obligatoria sin valor por omisión',
  },
  columnRemoved: { en: 'a column was removed', es: 'se quitó una columna' },
  columnType: { en: 'the type of a column changed', es: 'cambió el tipo de una columna' },
  columnNotNull: { en: 'a column must be filled now', es: 'una columna ahora es obligatoria' },
  added: { en: 'was added', es: 'se agregó' },
  removed: { en: 'was removed', es: 'se quitó' },
  migrationAdded: { en: 'a migration was added', es: 'se agregó una migración' },
  migrationBreaks: { en: 'a migration drops or renames something', es: 'una migración elimina o renombra algo' },
  migrationChanged: { en: 'a migration that was handed out changed', es: 'cambió una migración ya entregada' },
  migrationRemoved: { en: 'a migration that was handed out is gone', es: 'falta una migración ya entregada' },
  other: { en: 'changed without touching the schema', es: 'cambió sin tocar el esquema' },
} satisfies Record<string, Text>;

/** Blocks of things that are called by their key from outside: adding one is minor, losing one breaks whoever calls it. */
const KEYED: readonly (readonly [steps: readonly string[], label: string])[] = [
  [['settings'], 'settings'],
  [['connectors'], 'connectors'],
  [['rbac', 'permissions'], 'permissions'],
  [['rbac', 'roles'], 'roles'],
  [['contributions', 'actions'], 'actions'],
  [['contributions', 'tools'], 'tools'],
  [['extension_points', 'events'], 'events'],
  [['extension_points', 'slot_kinds'], 'slots'],
  [['provides_capabilities'], 'provides_capabilities'],
  [['provides_options'], 'provides_options'],
  [['schedules'], 'schedules'],
  [['webhooks'], 'webhooks'],
  [['public_routes'], 'public_routes'],
];

const DECODER = new TextDecoder();

/** The manifest as v3; a v2 one is converted, so that both generations compare. */
function documentOf(files: ReadonlyMap<string, Uint8Array>): unknown {
  const text = DECODER.decode(files.get('manifest.json') ?? new Uint8Array());
  try {
    const document: unknown = JSON.parse(text);
    if (isRecord(document) && document.apiVersion === 'asteby.com/v3') return document;
    const converted = convert(text).text;
    return converted === null ? document : (JSON.parse(converted) as unknown);
  } catch {
    return undefined;
  }
}

type Named = Map<string, Record<string, unknown>>;

const nameOf = (entry: Record<string, unknown>): string => textMember(entry.key) || textMember(entry.name) || textMember(entry.path);

function namedIn(list: unknown): Named {
  return new Map(recordsIn(list).map((entry) => [nameOf(entry), entry]));
}

const at = (document: unknown, steps: readonly string[]): unknown =>
  steps.reduce<unknown>((value, step) => (isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined), document);

type Report = (bump: Bump, name: string, sentence: Text) => void;

function compareColumns(model: string, before: Named, after: Named, report: Report): void {
  for (const [name, column] of after) {
    const old = before.get(name);
    const required = column.not_null === true && column.default === undefined && column.primary_key !== true;
    if (old === undefined)
      report(required ? 'major' : 'minor', `${model}.${name}`, required ? SENTENCES.columnRequired : SENTENCES.columnAdded);
    else if (old.type !== column.type) report('major', `${model}.${name}`, SENTENCES.columnType);
    else if (old.not_null !== true && required) report('major', `${model}.${name}`, SENTENCES.columnNotNull);
  }
  for (const name of before.keys()) if (!after.has(name)) report('major', `${model}.${name}`, SENTENCES.columnRemoved);
}

function compareModels(before: unknown, after: unknown, report: Report): void {
  const [old, now] = [namedIn(at(before, ['models'])), namedIn(at(after, ['models']))];
  for (const [key, model] of now) {
    const was = old.get(key);
    if (was === undefined) report('minor', key, SENTENCES.modelAdded);
    else {
      if (textMember(was.table) !== textMember(model.table)) report('major', key, SENTENCES.tableRenamed);
      compareColumns(key, namedIn(was.columns), namedIn(model.columns), report);
    }
  }
  for (const key of old.keys()) if (!now.has(key)) report('major', key, SENTENCES.modelRemoved);
}

function compareKeyed(before: unknown, after: unknown, report: Report): void {
  for (const [steps, label] of KEYED) {
    const [old, now] = [namedIn(at(before, steps)), namedIn(at(after, steps))];
    for (const key of now.keys()) if (!old.has(key)) report('minor', `${label}: ${key}`, SENTENCES.added);
    for (const key of old.keys()) if (!now.has(key)) report('major', `${label}: ${key}`, SENTENCES.removed);
  }
  // What is asked for is consented to at the update: an administrator has to look again.
  const grants = (document: unknown): Set<string> =>
    new Set(recordsIn(at(document, ['capabilities'])).map(({ kind, target }) => `${textMember(kind)} ${textMember(target)}`));
  const old = grants(before);
  for (const grant of grants(after)) if (!old.has(grant)) report('minor', `capabilities: ${grant}`, SENTENCES.added);
}

const BREAKING_SQL =
  /\b(?:drop\s+(?:table|column|type|view|schema)|rename\s+(?:to|column|constraint)|alter\s+column\s+\S{1,130}\s+(?:set\s+data\s+)?type)\b/i;
const withoutComments = (sql: string): string => sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');

function compareFiles(before: ReadonlyMap<string, Uint8Array>, after: ReadonlyMap<string, Uint8Array>, report: Report): boolean {
  let changed = false;
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(path), after.get(path)];
    if (old !== undefined && now !== undefined && equalBytes(old, now)) continue;
    changed = true;
    if (path === 'manifest.json') continue;
    if (!/^migrations\/.+\.sql$/.test(path)) report('patch', path, SENTENCES.other);
    else if (old !== undefined) report('major', path, now === undefined ? SENTENCES.migrationRemoved : SENTENCES.migrationChanged);
    else {
      const breaks = BREAKING_SQL.test(withoutComments(DECODER.decode(now ?? new Uint8Array())));
      report(breaks ? 'major' : 'minor', path, breaks ? SENTENCES.migrationBreaks : SENTENCES.migrationAdded);
    }
  }
  return changed;
}

/** The least version after `from` that says `bump`; below 1.0.0 too, where the first number still promises nothing. */
function raised(from: string, bump: Bump): string {
  return inc(from, bump) ?? '';
}

/**
 * What the next version should be called. `null` when either manifest is no JSON.
 * @param before files of the last version that was handed out
 * @param after files of the one that is about to be
 */
export function adviseVersion(
  before: ReadonlyMap<string, Uint8Array>,
  after: ReadonlyMap<string, Uint8Array>,
  locale: Locale = 'en',
): VersionAdvice | null {
  const [old, now] = [documentOf(before), documentOf(after)];
  if (old === undefined || now === undefined) return null;
  const changes: VersionChange[] = [];
  const report: Report = (bump, name, sentence) => {
    changes.push({ bump, name, message: sentence[locale] });
  };
  const [was, is] = [identityOf(old), identityOf(now)];
  const sameAddon = was.key === is.key;
  if (!sameAddon) report('major', is.key, SENTENCES.keyRenamed);
  compareModels(old, now, report);
  compareKeyed(old, now, report);
  const changed = compareFiles(before, after, report);
  if (changed && changes.length === 0) report('patch', 'manifest.json', SENTENCES.other);
  changes.sort((a, b) => RANK.indexOf(a.bump) - RANK.indexOf(b.bump));
  const bump = changes[0]?.bump ?? 'patch';
  const isVersion = parse(was.version) !== null;
  const advised = !isVersion ? is.version : changed ? raised(was.version, bump) : was.version;
  return { from: was.version, version: is.version, sameAddon, changed, bump, advised, changes: changes.slice(0, MAX_CHANGES) };
}
