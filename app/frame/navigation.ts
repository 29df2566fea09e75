/**
 * The menu of the preview, from what the kernel answers. Everything here is read with care: labels, icons and addresses
 * come from a manifest that somebody is just writing.
 */
import { readableTitle } from '../../kernel/installed/label';

/** A screen that can be opened: a list or board of one model, under fixed filters. */
export interface Screen {
  /** Same for the same screen across changes of the manifest. */
  id: string;
  title: string;
  model: string;
  view: 'table' | 'kanban';
  /** Column → filter value, as the list takes it. */
  filters: Readonly<Record<string, string>>;
  groupBy?: string;
  /** Row actions the entry shows; absent: all. */
  actions?: readonly string[];
  /** Columns the entry shows; absent: all. */
  columns?: readonly string[];
}

export interface NavigationEntry {
  /** Place in the tree, such as `0.2.1`. */
  key: string;
  title: string;
  icon?: string;
  screen?: Screen;
  /** Address of an entry that only a host can open. */
  url?: string;
  children: readonly NavigationEntry[];
}

export interface NavigationGroup {
  key: string;
  title: string;
  icon?: string;
  entries: readonly NavigationEntry[];
}

/** Deeper entries are left out: a menu of six levels cannot be read, and the tree must end somewhere. */
const MAX_DEPTH = 6;
/** Entries read from one answer, all levels together. */
const MAX_ENTRIES = 1_000;

type Bag = Readonly<Record<string, unknown>>;

const isBag = (value: unknown): value is Bag => typeof value === 'object' && value !== null && !Array.isArray(value);
const bagsIn = (value: unknown): Bag[] => (Array.isArray(value) ? value.filter(isBag) : []);
const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined);
const textsIn = (value: unknown): string[] | undefined =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : undefined;

function filtersOf(value: unknown): Record<string, string> {
  const entries = isBag(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

type ScreenParts = Omit<Screen, 'id' | 'view' | 'groupBy' | 'actions' | 'columns'> & {
  view: string | undefined;
  groupBy?: string | undefined;
  actions?: readonly string[] | undefined;
  columns?: readonly string[] | undefined;
};

function screen({ title, model, view, filters, groupBy, actions, columns }: ScreenParts): Screen {
  const kind = view === 'kanban' ? 'kanban' : 'table';
  return {
    id: JSON.stringify([model, kind, Object.entries(filters).sort(([left], [right]) => (left < right ? -1 : 1))]),
    title,
    model,
    view: kind,
    filters,
    ...(groupBy === undefined ? {} : { groupBy }),
    ...(actions === undefined ? {} : { actions }),
    ...(columns === undefined ? {} : { columns }),
  };
}

/**
 * The screen behind a host's address `/m/<model>?view=…&group_by=…&f_<column>=…`, or undefined for any other address.
 */
export function screenOfUrl(url: string, title: string): Screen | undefined {
  const match = /^\/m\/([\w.-]+)\/?(?:\?([^#]*))?(?:#.*)?$/.exec(url);
  if (match?.[1] === undefined) return undefined;
  const query = new URLSearchParams(match[2] ?? '');
  const filters = Object.fromEntries([...query].filter(([name]) => name.startsWith('f_')).map(([name, value]) => [name.slice(2), value]));
  return screen({ title, model: match[1], view: query.get('view') ?? undefined, filters, groupBy: query.get('group_by') ?? undefined });
}

/** The longest address of a screen that is read or told. */
const MAX_ADDRESS_CHARS = 128;

/**
 * How a screen is named outside of the frame: `tickets`, `tickets?view=kanban&f_status=open`, as in a host's address without
 * its `/m/`. A screen whose filters make it too long is named by its model alone.
 */
export function addressOfScreen({ model, view, filters, groupBy }: Screen): string {
  const query = new URLSearchParams([
    ...(view === 'table' ? [] : [['view', view]]),
    ...(groupBy === undefined ? [] : [['group_by', groupBy]]),
    ...Object.entries(filters).map(([column, value]) => [`f_${column}`, value]),
  ]).toString();
  const address = query === '' ? model : `${model}?${query}`;
  return address.length > MAX_ADDRESS_CHARS ? model.slice(0, MAX_ADDRESS_CHARS) : address;
}

/** The screen that the frame's own address asks for (`#view=…`), or undefined. */
export function screenWanted(hash: string): Screen | undefined {
  const address = new URLSearchParams(hash.replace(/^#/, '')).get('view');
  return address === null || address.length > MAX_ADDRESS_CHARS ? undefined : screenOfUrl(`/m/${address}`, address);
}

/** Reads the answer of `GET /metacore/navigation`: a bare list of groups. Whatever does not fit is left out. */
export function readNavigation(body: unknown): NavigationGroup[] {
  let left = MAX_ENTRIES;

  function entries(items: unknown, place: string, depth: number): NavigationEntry[] {
    if (depth > MAX_DEPTH) return [];
    const read: NavigationEntry[] = [];
    for (const item of bagsIn(items)) {
      if (left-- <= 0) break;
      const entry = readEntry(item, `${place}.${read.length}`, depth);
      if (entry !== undefined) read.push(entry);
    }
    return read;
  }

  function readEntry(item: Bag, key: string, depth: number): NavigationEntry | undefined {
    const model = textOf(item.model);
    const url = textOf(item.url);
    const label = textOf(item.title) ?? model ?? url;
    if (label === undefined) return undefined;
    const title = readableTitle(label);
    const icon = textOf(item.icon);
    const children = entries(item.items, key, depth + 1);
    const opened =
      model === undefined
        ? url === undefined
          ? undefined
          : screenOfUrl(url, title)
        : screen({
            title,
            model,
            view: textOf(item.view_type),
            filters: filtersOf(item.filter),
            groupBy: textOf(item.group_by),
            actions: textsIn(item.actions),
            columns: textsIn(item.columns),
          });
    return {
      key,
      title,
      children,
      ...(icon === undefined ? {} : { icon }),
      ...(opened === undefined ? {} : { screen: opened }),
      ...(url === undefined || opened !== undefined ? {} : { url }),
    };
  }

  return bagsIn(body).flatMap((group, index) => {
    const key = String(index);
    const read = entries(group.items, key, 1);
    const icon = textOf(group.icon);
    if (read.length === 0) return [];
    return [{ key, title: readableTitle(textOf(group.title) ?? ''), entries: read, ...(icon === undefined ? {} : { icon }) }];
  });
}

/** A menu of all models, from `GET /metadata/all`, for an addon that declares no navigation. */
export function modelsNavigation(body: unknown, title: string): NavigationGroup[] {
  const data = isBag(body) && isBag(body.data) ? body.data : body;
  const tables = isBag(data) && isBag(data.tables) ? Object.entries(data.tables) : [];
  const entries = tables.slice(0, MAX_ENTRIES).map(([model, table], index): NavigationEntry => {
    const label = readableTitle((isBag(table) ? textOf(table.title) : undefined) ?? model);
    const view = isBag(table) ? textOf(table.view_type) : undefined;
    return { key: `0.${index}`, title: label, children: [], screen: screen({ title: label, model, view, filters: {} }) };
  });
  return entries.length === 0 ? [] : [{ key: '0', title, entries }];
}

/** Every screen of the menu, in its order. */
export function screensOf(groups: readonly NavigationGroup[]): Screen[] {
  const below = (entry: NavigationEntry): Screen[] => [
    ...(entry.screen === undefined ? [] : [entry.screen]),
    ...entry.children.flatMap(below),
  ];
  return groups.flatMap((group) => group.entries.flatMap(below));
}

/**
 * The screen to show: the one that was open, else one of the same model, else the first.
 *
 * @param open what was open before the menu changed.
 */
export function screenToShow(groups: readonly NavigationGroup[], open: Pick<Screen, 'id' | 'model'> | undefined): Screen | undefined {
  const screens = screensOf(groups);
  return screens.find(({ id }) => id === open?.id) ?? screens.find(({ model }) => model === open?.model) ?? screens[0];
}
