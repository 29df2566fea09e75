/** Where a project came from, as plain data: kept with the project, shown with it, and carried on by its links. */

export const PROVENANCE_KINDS = ['link', 'from', 'template', 'bundle', 'zip', 'folder', 'manifest', 'project'] as const;
export type ProvenanceKind = (typeof PROVENANCE_KINDS)[number];

export interface Provenance {
  title: string;
  /** Version of the playground that made the link; for everything else, the one that opened it. */
  app: string;
  kind?: ProvenanceKind;
  /** The address it was fetched from, the template's id, the file's name. */
  place?: string;
  /** SHA-256 of the packed bytes or of the link's fragment, 64 hex digits. */
  digest?: string;
  /** Fingerprint of the key under which its signature held. */
  signer?: string;
  /** When it was opened or forked, epoch milliseconds. */
  at?: number;
  /** A copy under another name, not the thing itself. */
  isFork?: boolean;
}

/** How far back a project remembers. */
export const MAX_PROVENANCE = 8;

/** The list of a project that begins with `newest`. */
export const withProvenance = (newest: Provenance, before: readonly (Provenance | undefined)[] = []): Provenance[] =>
  [newest, ...before].filter((entry) => entry !== undefined).slice(0, MAX_PROVENANCE);
