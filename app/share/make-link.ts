/** The link to a project, or why there is none. */
import { sourceAddress } from '../../kernel/publish/download';
import { KernelError } from '../../kernel/errors';
import { encodeLink, type LinkedProject, type LinkedView, MAX_LINK_CHARS } from '../../kernel/link/link';
import { linkError } from '../../kernel/link/messages';
import { encodeSignedLink, openLink } from '../../kernel/link/signed-link';
import { selectFiles } from '../../kernel/project/select';
import type { StoredKey, StoredProject } from '../../workers/project-store';
import { APP_VERSION } from '../version';

export interface MadeLink {
  url: string;
  /** Of the fragment; null for an address, which has no fragment. */
  chars: number | null;
  /** Name of the key that signed it; null for one that nobody signed. */
  signer: string | null;
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

function linkedProject(project: StoredProject, view: LinkedView): LinkedProject {
  const keys = new Set(keysIn(project));
  const files = Object.fromEntries(Object.entries(project.files).filter(([path]) => !keys.has(path)));
  const [provenance] = project.provenance ?? [];
  return { app: APP_VERSION, title: project.name, files, ...view, ...(provenance && { provenance }) };
}

const madeOf = (page: string, fragment: string, signer: string | null): MadeLink => ({
  url: `${page}#${fragment}`,
  chars: fragment.length,
  signer,
});

function refusalOf(error: KernelError): Made {
  if (error.code !== 'LINK-TOO-LONG') return { failure: error };
  return { tooLong: error.details.largest as { path: string; chars: number }[], chars: Number(error.details.chars ?? MAX_LINK_CHARS) };
}

/** `page`: the playground's own address, without query and fragment. */
export function linkTo(page: string, project: StoredProject, view: LinkedView): Made {
  try {
    return madeOf(page, encodeLink(linkedProject(project, view)), null);
  } catch (error) {
    if (error instanceof KernelError) return refusalOf(error);
    throw error;
  }
}

/** The same under a signature. What is handed out was read back, and its signature held. */
export async function signedLinkTo(page: string, project: StoredProject, view: LinkedView, { name, key }: StoredKey): Promise<Made> {
  try {
    const fragment = await encodeSignedLink(linkedProject(project, view), key);
    const { verdict } = await openLink(fragment, () => Promise.resolve([key.publicKey]));
    return verdict === 'trusted' ? madeOf(page, fragment, name) : { failure: linkError('LINK-NOT-SIGNED') };
  } catch (error) {
    // A key's handle that the browser gave back broken fails in the browser's own words.
    return error instanceof KernelError ? refusalOf(error) : { failure: linkError('LINK-NOT-SIGNED', {}, error) };
  }
}

/** A link that fetches its project from an address. */
export function linkFrom(page: string, address: string): Made {
  try {
    return { url: `${page}?from=${encodeURIComponent(sourceAddress(address).href)}`, chars: null, signer: null };
  } catch (error) {
    if (error instanceof KernelError) return { failure: error };
    throw error;
  }
}
