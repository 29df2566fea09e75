/** The link to a project, or why there is none. */
import { sourceAddress } from '../../kernel/publish/download';
import { KernelError } from '../../kernel/errors';
import { encodeLink, type LinkedView, MAX_LINK_CHARS } from '../../kernel/link/link';
import { selectFiles } from '../../kernel/project/select';
import type { StoredProject } from '../../workers/project-store';
import { APP_VERSION } from '../version';

export interface MadeLink {
  url: string;
  /** Of the fragment; null for an address, which has no fragment. */
  chars: number | null;
}

export type Made = MadeLink | { tooLong: { path: string; chars: number }[]; chars: number } | { failure: KernelError };

const KEY_RULES: ReadonlySet<string> = new Set(['PROJECT-KEY-LEFT-OUT', 'PROJECT-KEY-IN-FOLDER', 'PROJECT-PRIVATE-KEY']);

/** Files that look like keys: whoever gets the link would have them. */
export function keysIn(project: StoredProject): string[] {
  try {
    const { diagnostics } = selectFiles(new Map(Object.entries(project.files)));
    return diagnostics.filter(({ rule }) => KEY_RULES.has(rule)).map(({ file }) => file);
  } catch {
    // A path that no bundle may have; encoding the link names it.
    return [];
  }
}

/** `page`: the playground's own address, without query and fragment. */
export function linkTo(page: string, project: StoredProject, view: LinkedView): Made {
  const keys = new Set(keysIn(project));
  const files = Object.fromEntries(Object.entries(project.files).filter(([path]) => !keys.has(path)));
  const [provenance] = project.provenance ?? [];
  try {
    const fragment = encodeLink({ app: APP_VERSION, title: project.name, files, ...view, ...(provenance && { provenance }) });
    return { url: `${page}#${fragment}`, chars: fragment.length };
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    if (error.code !== 'LINK-TOO-LONG') return { failure: error };
    return { tooLong: error.details.largest as { path: string; chars: number }[], chars: Number(error.details.chars ?? MAX_LINK_CHARS) };
  }
}

/** A link that fetches its project from an address. */
export function linkFrom(page: string, address: string): Made {
  try {
    return { url: `${page}?from=${encodeURIComponent(sourceAddress(address).href)}`, chars: null };
  } catch (error) {
    if (error instanceof KernelError) return { failure: error };
    throw error;
  }
}
