/** What was typed into a view's forms and is not saved yet: kept here under the project, because the frame has no storage of its own. */
import type { ViewName } from './viewers';

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

/** The drafts as the frame told them; empty for none. */
export function keptDrafts(place: DraftPlace): string {
  try {
    return localStorage.getItem(keyOf(place)) ?? '';
  } catch {
    return '';
  }
}

/** Keeps what a frame told. @returns whether it could be kept */
export function keepDrafts(place: DraftPlace, text: string): boolean {
  if (text.length > MAX_CHARS) return false;
  try {
    if (text === '') localStorage.removeItem(keyOf(place));
    else localStorage.setItem(keyOf(place), text);
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
