/** What was typed into a view's forms and is not saved yet: kept here under the project, because the frame has no storage of its own. */
/** The views beside each other: each has its viewer, its screen and its drafts. */
export type ViewName = 'main' | 'second';

/** More than a frame ever tells (see `MAX_DRAFTS_CHARS` of the frame); the rest is a stranger's. */
const MAX_CHARS = 256 * 1024;
const PREFIX = 'metacore-playground:drafts:';

/** Whose drafts they are: what one person typed is not shown to another. */
export interface DraftPlace {
  projectId: string;
  view: ViewName;
  userId: string;
}

const keyOf = ({ projectId, view, userId }: DraftPlace): string => `${PREFIX}${projectId}:${view}:${userId}`;

/** Those of projects that are kept nowhere: they live as long as the tab, and go on with a project that is kept after all. */
const inMemory = new Map<string, string>();

/** The drafts as the frame told them; empty for none. */
export function keptDrafts(place: DraftPlace): string {
  try {
    return inMemory.get(keyOf(place)) ?? localStorage.getItem(keyOf(place)) ?? '';
  } catch {
    return '';
  }
}

/** Keeps what a frame told; of a project that is `unkept` nothing is stored. @returns whether a reload brings it back */
export function keepDrafts(place: DraftPlace, text: string, unkept: boolean): boolean {
  if (text.length > MAX_CHARS) return false;
  const key = keyOf(place);
  if (unkept) {
    inMemory.set(key, text);
    return text === '';
  }
  inMemory.delete(key);
  try {
    if (text === '') localStorage.removeItem(key);
    else localStorage.setItem(key, text);
    return true;
  } catch {
    return text === '';
  }
}

/** Forgets the drafts of a project that is deleted. */
export function forgetDraftsOf(projectId: string): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(`${PREFIX}${projectId}:`)) localStorage.removeItem(key);
  } catch {
    // What cannot be reached was never kept.
  }
}
