/** Renaming a model, a column or anything else that a manifest defines, everywhere it is named. */
import { visible } from '../../values/visible';
import type { Locale } from '../../locale';
import { indexManifest, type ManifestIndex, type Occurrence, occurrenceAt } from './occurrences';
import { followedColumns, memberNames, qualifiedColumns } from './member-names';
import { modelsOf, textOf } from './occurrences';
import type { SymbolKind } from './places';
import { type MigrationFile, type NamedThing, renameMigration } from './rename-migration';

export interface TextEdit {
  offset: number;
  length: number;
  text: string;
}

/** A line of a migration that names the old thing: a suggestion, since what it should say cannot be known. */
export interface MigrationMention {
  path: string;
  /** From 1. */
  line: number;
  text: string;
}

export interface Renamed {
  ok: true;
  edits: TextEdit[];
  migrations: MigrationMention[];
  /** Null where nothing of it is stored by this name. */
  stored: NamedThing | null;
  /** A new migration that moves the values on hosts, as a suggestion; null where none is needed. */
  suggestion: MigrationFile | null;
}

export type RenameResult = Renamed | { ok: false; message: string };

const PATTERNS: Partial<Record<SymbolKind, RegExp>> = {
  model: /^[A-Z][A-Za-z0-9]+$/,
  table: /^[a-z][a-z0-9_]+$/,
  column: /^[a-z][a-z0-9_]+$/,
  stage: /^.+$/,
  relation: /^.+$/,
  sequence: /^[a-z][a-z0-9_]*$/,
  permission: /^[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_:]*)+$/,
  role: /^[a-z][a-z0-9_]+$/,
  setting: /^[a-z][a-z0-9_]+$/,
  event: /^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/,
  slot: /^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/,
  action: /^.+$/,
  connector: /^[a-z][a-z0-9_]*$/,
  document: /^[a-z][a-z0-9_]*$/,
};

const SENTENCES = {
  nothing: { en: 'There is nothing here that can be renamed.', es: 'Aquí no hay nada que se pueda renombrar.' },
  foreign: {
    en: 'This is defined elsewhere and cannot be renamed here.',
    es: 'Esto se define en otra parte y no se puede renombrar aquí.',
  },
  pattern: {
    en: (name: string) => `“${visible(name)}” is no valid name here.`,
    es: (name: string) => `“${visible(name)}” no es un nombre válido aquí.`,
  },
  taken: { en: (name: string) => `“${visible(name)}” is already in use.`, es: (name: string) => `“${visible(name)}” ya está en uso.` },
} as const;

/** What may be renamed at an offset, for the editor's input box. */
export function renamableAt(text: string, offset: number): { offset: number; length: number; name: string } | null {
  const index = indexManifest(text);
  const here = index && occurrenceAt(index, offset);
  if (!here || !PATTERNS[here.kind] || !isDefinedHere(index, here)) return null;
  return { offset: here.offset, length: here.length, name: here.name };
}

function isDefinedHere(index: ManifestIndex, here: Occurrence): boolean {
  return index.occurrences.some((other) => other.symbol === here.symbol && other.role === 'definition');
}

const escapeForRegex = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** How many lines of migrations are shown. */
const MAX_MENTIONS = 200;

function mentionsIn(files: Readonly<Record<string, string>>, name: string): MigrationMention[] {
  const word = new RegExp(`(?<![A-Za-z0-9_])${escapeForRegex(name)}(?![A-Za-z0-9_])`);
  return Object.entries(files)
    .filter(([path]) => path.startsWith('migrations/') && path.endsWith('.sql'))
    .flatMap(([path, text]) =>
      text.split('\n').flatMap((line, index) => (word.test(line) ? [{ path, line: index + 1, text: line.trim() }] : [])),
    )
    .slice(0, MAX_MENTIONS);
}

/** Members of the models whose keys are the model's qualified name: events and `enables` that spell it out. */
function qualifiedEdits(text: string, index: ManifestIndex, here: Occurrence, newName: string): TextEdit[] {
  if (here.kind !== 'model') return [];
  const pattern = new RegExp(`"(?:action:|${escapeForRegex(index.addonKey)}\\.)(${escapeForRegex(here.name)})\\.[a-z][a-z0-9_]*"`, 'g');
  const known = new Set(index.occurrences.filter((other) => other.symbol === here.symbol).map(({ offset }) => offset));
  return [...text.matchAll(pattern)]
    .map((match) => ({ offset: match.index + match[0].indexOf(here.name), length: here.name.length, text: newName }))
    .filter(({ offset }) => !known.has(offset));
}

/** Members that are named after a column (values of seed rows, what filters compare) and columns with their model in front. */
function memberEdits(index: ManifestIndex, { kind, symbol, name }: Occurrence, newName: string): TextEdit[] {
  const model = kind === 'model' ? name : symbol.slice('column:'.length, -name.length - 1);
  if (kind !== 'column' && kind !== 'model') return [];
  const named =
    kind === 'model'
      ? qualifiedColumns(index, model)
      : [...memberNames(index, model, name), ...qualifiedColumns(index, model, name), ...followedColumns(index, model, name)];
  return named.map(({ offset, length, isStem }) => ({ offset, length, text: isStem ? newName.replace(/_id$/, '') : newName }));
}

function storedName(index: ManifestIndex, { kind, symbol, name }: Occurrence, to: string): NamedThing | null {
  if (name === to) return null;
  if (kind === 'table' || kind === 'model') return { kind, from: name, to };
  if (kind !== 'column') return null;
  const owner = symbol.slice('column:'.length, -name.length - 1);
  const table = textOf(modelsOf(index.document).find((model) => model.key === owner)?.table);
  return table === '' ? null : { kind, table, from: name, to };
}

/** The edits that give what stands at `offset` another name. `files` are the project's texts by path. */
export function renameAt(
  text: string,
  offset: number,
  newName: string,
  files: Readonly<Record<string, string>>,
  locale: Locale = 'en',
): RenameResult {
  const index = indexManifest(text);
  const here = index && occurrenceAt(index, offset);
  const pattern = here && PATTERNS[here.kind];
  if (!here || !pattern) return { ok: false, message: SENTENCES.nothing[locale] };
  if (!isDefinedHere(index, here)) return { ok: false, message: SENTENCES.foreign[locale] };
  if (!pattern.test(newName)) return { ok: false, message: SENTENCES.pattern[locale](newName) };
  const symbol = here.symbol.slice(0, here.symbol.length - here.name.length) + newName;
  if (newName !== here.name && index.occurrences.some((other) => other.symbol === symbol && other.role === 'definition')) {
    return { ok: false, message: SENTENCES.taken[locale](newName) };
  }
  const edits = index.occurrences
    // A model that is named by its table keeps that name: the table is another thing.
    .filter((other) => other.symbol === here.symbol && other.name === here.name)
    .map((other) => ({ offset: other.offset, length: other.length, text: newName }));
  const stored = storedName(index, here, newName);
  return {
    ok: true,
    stored,
    suggestion: stored === null ? null : renameMigration(stored, index.document, Object.keys(files)),
    edits: [...edits, ...qualifiedEdits(text, index, here, newName), ...memberEdits(index, here, newName)].sort(
      (a, b) => a.offset - b.offset,
    ),
    migrations: mentionsIn(files, here.name),
  };
}
