/** How the window is laid out: what is open, how wide it is, and at which width the preview shows its screens. Kept for the next visit. */
import { create } from 'zustand';
import { readSetting, writeSetting } from '../settings';

export const SIDE_PANELS = ['files', 'search', 'models', 'screens', 'access', 'automation', 'docs'] as const;
export type SidePanelName = (typeof SIDE_PANELS)[number];

/** The panels that list what the manifest defines. */
export type DefinitionPanelName = Exclude<SidePanelName, 'files' | 'search' | 'docs'>;

export const DRAWER_PANELS = ['problems', 'diagram', 'data', 'activity', 'events', 'permissions', 'texts', 'installations', 'log'] as const;
export type DrawerPanelName = (typeof DRAWER_PANELS)[number];

/** Areas that can take the whole window. */
export const AREAS = ['editor', 'preview', 'drawer'] as const;
export type Area = (typeof AREAS)[number];

/** Widths of the preview in CSS pixels; `whole` is the room that there is. */
export const PREVIEW_WIDTHS = ['whole', 1280, 768, 390] as const;
export type PreviewWidth = (typeof PREVIEW_WIDTHS)[number];

interface Kept {
  /** The panel beside the rail; null while none is open. */
  side: SidePanelName | null;
  drawer: DrawerPanelName;
  isDrawerOpen: boolean;
  previewWidth: PreviewWidth;
  /** The page at which the documentation stands open; empty at its contents. */
  document: string;
  /** Per group of panes, the share of each in per cent, by its name. */
  shares: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface Layout extends Kept {
  /** The area that takes the whole window. Not kept: the next visit shows all of them. */
  maximised: Area | null;
  /** The one area that is shown where the window is narrow. Of the panels beside the rail the documentation alone is shown there. */
  narrow: Area | 'docs';
  /** How often a page of the documentation was asked for: one that is open already may be hidden by a search. */
  asked: number;
}

const FIRST: Kept = { side: null, drawer: 'problems', isDrawerOpen: false, previewWidth: 'whole', document: '', shares: {} };

/** More groups of panes than the window has, each with more panes than it has: what is kept came from somewhere else. */
const MAX_ENTRIES = 16;

/** No name of a page is longer. */
const MAX_DOCUMENT = 200;

function readShares(value: unknown): Kept['shares'] {
  if (typeof value !== 'object' || value === null) return {};
  const groups = Object.entries(value as Record<string, unknown>).slice(0, MAX_ENTRIES);
  return Object.fromEntries(
    groups.flatMap(([group, shares]) => {
      if (typeof shares !== 'object' || shares === null) return [];
      const entries = Object.entries(shares as Record<string, unknown>).slice(0, MAX_ENTRIES);
      const isWhole = entries.every(([, share]) => typeof share === 'number' && share >= 0 && share <= 100);
      return isWhole ? [[group, Object.fromEntries(entries) as Record<string, number>]] : [];
    }),
  );
}

const oneOf = <T>(all: readonly T[], value: unknown): T | undefined => all.find((one) => one === value);

/** What a former visit kept. What is not understood is as on a first visit. */
export function readLayout(text: string | null): Kept {
  let value: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(text ?? '{}');
    if (typeof parsed === 'object' && parsed !== null) value = parsed as Record<string, unknown>;
  } catch {
    // As on a first visit.
  }
  return {
    side: oneOf(SIDE_PANELS, value.side) ?? FIRST.side,
    drawer: oneOf(DRAWER_PANELS, value.drawer) ?? FIRST.drawer,
    isDrawerOpen: value.isDrawerOpen === true,
    previewWidth: oneOf(PREVIEW_WIDTHS, value.previewWidth) ?? FIRST.previewWidth,
    document: typeof value.document === 'string' ? value.document.slice(0, MAX_DOCUMENT) : FIRST.document,
    shares: readShares(value.shares),
  };
}

export const useLayout = create<Layout>(() => ({ ...readLayout(readSetting('layout')), maximised: null, narrow: 'editor', asked: 0 }));

const { getState: get, setState: set } = useLayout;

function change(next: Partial<Kept>): void {
  set(next);
  const { side, drawer, isDrawerOpen, previewWidth, document, shares } = get();
  writeSetting('layout', JSON.stringify({ side, drawer, isDrawerOpen, previewWidth, document, shares } satisfies Kept));
}

/** Opens a panel beside the rail. */
export function showSide(side: SidePanelName): void {
  set({ maximised: null, ...(side === 'docs' && { narrow: 'docs' }) });
  change({ side });
}

export function closeSide(): void {
  if (get().narrow === 'docs') set({ narrow: 'editor' });
  change({ side: null });
}

/** Opens a panel beside the rail, or closes it where it is the one that is open. */
export const toggleSide = (side: SidePanelName): void => (get().side === side ? closeSide() : showSide(side));

/** Opens the documentation at a page: its path below `docs/` without `.md`, `reference/` and a part of the contract, or its contents. */
export function openDocument(document: string): void {
  set({ asked: get().asked + 1 });
  change({ document });
  showSide('docs');
}

/** Opens the drawer at a panel, whatever takes the window. */
export function showDrawer(drawer: DrawerPanelName): void {
  if (get().maximised !== 'drawer') set({ maximised: null });
  set({ narrow: 'drawer' });
  change({ drawer, isDrawerOpen: true });
}

export function closeDrawer(): void {
  if (get().maximised === 'drawer') set({ maximised: null });
  change({ isDrawerOpen: false });
}

/** Opens the drawer at a panel; closes it where it stands open at that one. */
export function toggleDrawer(drawer: DrawerPanelName = get().drawer): void {
  if (get().isDrawerOpen && get().drawer === drawer) closeDrawer();
  else showDrawer(drawer);
}

/** Gives an area the whole window, or all areas their places back. */
export function toggleMaximised(area: Area): void {
  set({ maximised: get().maximised === area ? null : area });
  if (get().maximised === 'drawer') change({ isDrawerOpen: true });
}

/** Brings an area to sight where another one has the window. */
export function showArea(area: Area): void {
  set({ narrow: area, ...(get().maximised !== area && { maximised: null }) });
}

export const choosePreviewWidth = (previewWidth: PreviewWidth): void => change({ previewWidth });

export const keepShares = (group: string, shares: Readonly<Record<string, number>>): void =>
  change({ shares: { ...get().shares, [group]: shares } });

/** Everything as on a first visit. */
export function resetLayout(): void {
  set({ maximised: null });
  change(FIRST);
}
