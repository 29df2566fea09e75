/**
 * What a starter looks like and what it brings, read from its own files as data: its menu, the first screen with its columns and sample
 * rows, its roles. The gallery draws it; nothing is installed, and no picture has to be kept true.
 */
import { localeTexts } from '../../kernel/contract/locale-texts';
import type { Locale } from '../../kernel/locale';
import type { Column, FieldOption, ManifestV3, Model, NavItem } from '../../schemas';

export interface Chip {
  text: string;
  /** A colour of the manifest; empty for none. */
  color: string;
}

/** What stands in a cell: a text, or a value in its colour. */
export type Cell = string | Chip;

export type Portrait =
  | { kind: 'table'; menu: string[]; title: string; columns: string[]; rows: Cell[][] }
  | { kind: 'board'; menu: string[]; title: string; lanes: { title: Chip; cards: string[] }[] }
  | { kind: 'theme'; swatches: { name: string; light: string; dark: string }[] }
  | { kind: 'bundle'; members: string[] };

export interface Facts {
  models: string[];
  screens: string[];
  roles: string[];
  actions: string[];
  rows: number;
  portrait: Portrait;
}

type Files = Readonly<Record<string, string>>;
type Row = Readonly<Record<string, unknown>>;

const SHOWN_COLUMNS = 4;
const SHOWN_ROWS = 5;
const SHOWN_CARDS = 3;

function readJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text of the manifest in a language: by its key, else as it stands. */
function reader(files: Files, locale: Locale): (text: string | undefined) => string {
  const own = localeTexts(files[`locales/${locale}.json`] ?? '{}');
  const other = localeTexts(files['locales/en.json'] ?? '{}');
  return (text = '') => own?.get(text) ?? other?.get(text) ?? text;
}

const isMenued = (items: readonly NavItem[]): NavItem[] => items.flatMap((item) => (item.items ? isMenued(item.items) : [item]));

/** The sample rows of a table as they are written. */
function rowsOf(files: Files, table: string): Row[] {
  const rows = readJson(files[`sample/${table}.json`]);
  return Array.isArray(rows) ? rows.filter(isRow) : [];
}

/** The values that rows of another addon's table have for a model that extends it: their members carry its key. */
function extendedRows(files: Files, { key }: Model): Row[] {
  const prefix = `${key}.`;
  const all = Object.keys(files).flatMap((path) => rowsOf(files, /^sample\/(\w+)\.json$/.exec(path)?.[1] ?? ''));
  const own = all.map((row) =>
    Object.fromEntries(
      Object.entries(row).flatMap(([name, value]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [])),
    ),
  );
  return own.filter((row) => Object.keys(row).length > 0);
}

/** A row as the changes behind it leave it. */
function settled(row: Row): Row {
  const then = Array.isArray(row.$then) ? row.$then.filter(isRow) : [];
  return Object.assign({}, row, ...then) as Row;
}

interface Teller {
  say: (text: string | undefined) => string;
  locale: Locale;
  /** Texts of rows by the keys that others refer to them by. */
  named: ReadonlyMap<string, string>;
  users: readonly string[];
}

function textOf(value: unknown, column: Column, { locale, named, users }: Teller): string {
  if (value === undefined || value === null || value === '') return '';
  if (typeof value === 'boolean') return value ? '✓' : '–';
  if (isRow(value)) {
    if (isRow(value.$text)) return typeof value.$text[locale] === 'string' ? value.$text[locale] : '';
    if (typeof value.$row === 'string') return named.get(value.$row) ?? '';
    if (typeof value.$user === 'number') return users[value.$user] ?? '';
    if (typeof value.$day === 'number') return dayText(value.$day, locale);
    return '';
  }
  if (column.display === 'currency' && !Number.isNaN(Number(value)))
    return Number(value).toLocaleString(locale, { style: 'currency', currency: 'USD', maximumFractionDigits: 0 });
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

const DAY_MS = 86_400_000;

const dayText = (days: number, locale: Locale): string =>
  new Date(Date.now() + days * DAY_MS).toLocaleDateString(locale, { month: 'short', day: 'numeric' });

/** The choices that a column lists itself. */
const choicesOf = ({ options }: Column): readonly FieldOption[] => (Array.isArray(options) ? options : []);

function cellOf(row: Row, column: Column, teller: Teller): Cell {
  const value = row[column.name] ?? column.default;
  const option = choicesOf(column).find((one) => one.value === value);
  if (option) return { text: teller.say(option.label), color: option.color ?? '' };
  return row[column.name] === undefined ? '' : textOf(row[column.name], column, teller);
}

/** The columns that a person sees first. */
const shownColumns = ({ columns }: Model): Column[] =>
  columns.filter(
    ({ name, primary_key: key, visibility }) =>
      key !== true && !/^(?:organization_id|created_at|updated_at|deleted_at)$/.test(name) && visibility !== 'modal',
  );

/** The text that stands for a row. */
function titleOf(row: Row, model: Model, teller: Teller): string {
  const column = model.columns.find(({ name, searchable }) => searchable === true && row[name] !== undefined) ?? shownColumns(model)[0];
  return column ? textOf(row[column.name], column, teller) : '';
}

function namesOf(files: Files, models: readonly Model[], teller: Teller): Map<string, string> {
  return new Map(
    models.flatMap((model) =>
      rowsOf(files, model.table).flatMap((row) => (typeof row.$key === 'string' ? [[row.$key, titleOf(row, model, teller)] as const] : [])),
    ),
  );
}

const USERS = ['Ana Torres', 'Bruno Díaz', 'Carla Núñez'];

function addonPortrait(manifest: ManifestV3, files: Files, locale: Locale): Portrait {
  const { models = [] } = manifest;
  const say = reader(files, locale);
  const nobody: Teller = { say, locale, named: new Map(), users: USERS };
  const teller = { ...nobody, named: namesOf(files, models, nobody) };
  const items = isMenued((manifest.contributions?.navigation ?? []).flatMap((group) => group.items));
  const entries = items.map(({ title }) => say(title));
  const first = items.find(({ model }) => models.some(({ key }) => key === model));
  const model = models.find(({ key }) => key === first?.model) ?? models[0];
  if (!model) return { kind: 'table', menu: entries, title: say(manifest.metadata.name), columns: [], rows: [] };
  const title = first ? say(first.title) : say(model.label);
  // What extends another addon's model is seen on that one's screens.
  const menu = entries.length > 0 ? entries : [title];
  const rows = (model.extends === undefined ? rowsOf(files, model.table) : extendedRows(files, model)).map(settled);
  const lanes = first?.view_type === 'kanban' ? model.columns.filter(({ name }) => name === first.group_by).flatMap(choicesOf) : [];
  if (lanes.length > 0 && first?.group_by !== undefined) {
    const by = first.group_by;
    const start = model.columns.find(({ name }) => name === by)?.default;
    return {
      kind: 'board',
      menu,
      title,
      lanes: lanes.slice(0, SHOWN_COLUMNS).map(({ value, label, color }) => ({
        title: { text: say(label), color: color ?? '' },
        cards: rows
          .filter((row) => (row[by] ?? start) === value)
          .slice(0, SHOWN_CARDS)
          .map((row) => titleOf(row, model, teller)),
      })),
    };
  }
  // What only a database works out, such as numbers and totals, is in no sample file.
  const isKnown = ({ name, default: given }: Column): boolean => given !== undefined || rows.some((row) => row[name] !== undefined);
  const columns = shownColumns(model).filter(isKnown).slice(0, SHOWN_COLUMNS);
  return {
    kind: 'table',
    menu,
    title,
    columns: columns.map(({ label, name }) => say(label ?? name)),
    rows: rows.slice(0, SHOWN_ROWS).map((row) => columns.map((column) => cellOf(row, column, teller))),
  };
}

const SWATCHES = ['background', 'foreground', 'primary', 'muted', 'border', 'destructive'] as const;

function themePortrait(files: Files): Portrait {
  const tokens = Object.entries(files).find(([path]) => path.endsWith('tokens.json'))?.[1];
  const read = readJson(tokens);
  const side = (name: string): Row => (isRow(read) && isRow(read[name]) ? read[name] : {});
  const color = (value: unknown): string => (typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value) ? value : 'transparent');
  return {
    kind: 'theme',
    swatches: SWATCHES.map((name) => ({ name, light: color(side('light')[name]), dark: color(side('dark')[name]) })),
  };
}

/** What a starter brings, in a language. `files`: as a template has them, whose manifest is known to hold. */
export function factsOf(files: Files, locale: Locale, memberName: (key: string) => string): Facts {
  const manifest = readJson(files['manifest.json']) as ManifestV3;
  const say = reader(files, locale);
  const { models = [], contributions, rbac, preset } = manifest;
  const screens = isMenued((contributions?.navigation ?? []).flatMap((group) => group.items)).map(({ title }) => say(title));
  const sample = Object.entries(files).filter(([path]) => path.startsWith('sample/'));
  const count = (text: string): number => {
    const rows = readJson(text);
    return Array.isArray(rows) ? rows.length : 0;
  };
  return {
    models: models.map(({ label }) => say(label)),
    screens,
    roles: (rbac?.roles ?? []).map(({ label }) => say(label)),
    actions: (contributions?.actions ?? []).map(({ label }) => say(label)),
    rows: sample.reduce((sum, [, text]) => sum + count(text), 0),
    portrait:
      manifest.kind === 'Theme'
        ? themePortrait(files)
        : manifest.kind === 'Preset'
          ? { kind: 'bundle', members: (preset?.addons ?? []).map(({ key }) => memberName(key)) }
          : addonPortrait(manifest, files, locale),
  };
}
