/**
 * Screens are patched when the manifest changes: whatever was drawn from metadata asks for it anew and keeps what somebody
 * does there, as far as it still makes sense. The published runtime reads its metadata once in a screen's life; its modules
 * call these functions through the patches of scripts/vite/runtime-patch-manifest.ts.
 */
import { createContext, useContext } from 'react';
import type { ActionMetadata, TableMetadata } from '@asteby/metacore-runtime-react';
import { isSame } from './typed/draft';

/** Changes with what is installed; see `Navigation.generation`. */
export const ManifestGeneration = createContext('');

export const useManifestGeneration = (): string => useContext(ManifestGeneration);

type Update<T> = (change: (before: T) => T) => void;

/** What somebody chose in a list, by column. */
export interface ListChoices {
  sorting: Update<{ id: string; desc: boolean }[]>;
  columnFilters: Update<{ id: string; value: unknown }[]>;
  dynamicFilters: Update<Record<string, string[]>>;
}

/** Takes back the order and the filters of columns that are no longer there; the kernel would refuse them. */
export function keepWhatFits(fresh: Pick<TableMetadata, 'columns' | 'filters'>, choices: ListChoices): void {
  const known = new Set([...fresh.columns, ...(fresh.filters ?? [])].map(({ key }) => key));
  const named = <T extends { id: string }>(before: T[]): T[] =>
    before.every(({ id }) => known.has(id)) ? before : before.filter(({ id }) => known.has(id));
  choices.sorting(named);
  choices.columnFilters(named);
  choices.dynamicFilters((before) => {
    const fits = Object.entries(before).filter(([key]) => known.has(key));
    return fits.length === Object.keys(before).length ? before : Object.fromEntries(fits);
  });
}

/**
 * The action of an open dialog as the manifest has it now, null when it has none. Fields that did not change stay the same
 * object: the dialog begins anew when they are others.
 *
 * @param actions of the metadata; undefined until there is any
 */
export function currentAction<T extends ActionMetadata | null>(actions: readonly ActionMetadata[] | undefined, open: T): T | null {
  if (open === null || actions === undefined) return open;
  const now = actions.find(({ key }) => key === open.key);
  if (now === undefined) return null;
  return {
    ...open,
    ...now,
    icon: now.icon === '' ? open.icon : now.icon,
    confirm: Boolean(now.confirm) || Boolean(now.confirmMessage),
    fields: isSame(now.fields, open.fields) ? open.fields : now.fields,
    steps: isSame(now.steps, open.steps) ? open.steps : now.steps,
  };
}

/** Codes of a kernel that ends because another takes its place. */
const ENDING: ReadonlySet<unknown> = new Set(['database_closed', 'port_closed']);

interface Failed {
  response?: { status?: unknown; data?: { code?: unknown } | null } | null;
  cause?: { code?: unknown } | null;
}

/**
 * Whether a request failed because what it asked is being replaced, which the page shows by itself: a manifest that takes a model away is
 * installed before the menu without it is here, and the kernel of one project ends before the frame of the next begins. A list that is
 * still on the screen may ask once more.
 */
export function isReplaced(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { response, cause } = error as Failed;
  return response?.status === 404 || ENDING.has(response?.data?.code) || ENDING.has(cause?.code);
}
