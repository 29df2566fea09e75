/** `<bundle>.checksums`, as `sha256sum` writes it: which files of a bundle are not what its author listed. */
import { sha256Hex } from './digest';
import { BUNDLE_LIMITS } from './limits';

/** Names by what became of them; each list sorted. */
export interface FileDifferences {
  changed: string[];
  missing: string[];
  /** In the bundle, and not on the list. */
  unlisted: string[];
}

/** Digests by path. Lines that are none are skipped: the list only tells names apart, it proves nothing. */
export function parseChecksums(text: string): Map<string, string> {
  const digests = new Map<string, string>();
  for (const line of text.split('\n').slice(0, BUNDLE_LIMITS.maxEntries + 1)) {
    const match = /^([0-9a-f]{64}) [ *](.{1,1020})$/.exec(line.trimEnd());
    if (match?.[1] !== undefined && match[2] !== undefined) digests.set(match[2], match[1]);
  }
  return digests;
}

/** How the files of a bundle differ from its list of checksums; the bundle's own line, which comes first, is left out. */
export async function differencesFrom(files: ReadonlyMap<string, Uint8Array>, checksums: string): Promise<FileDifferences> {
  const [, ...listed] = parseChecksums(checksums);
  const digests = new Map(listed);
  const changed: string[] = [];
  for (const [path, bytes] of files) {
    const digest = digests.get(path);
    if (digest !== undefined && digest !== (await sha256Hex(bytes))) changed.push(path);
  }
  return {
    changed: changed.sort(),
    missing: [...digests.keys()].filter((path) => !files.has(path)).sort(),
    unlisted: [...files.keys()].filter((path) => !digests.has(path)).sort(),
  };
}
