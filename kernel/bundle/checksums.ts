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

/**
 * Digests by path, of lines as `sha256sum` and `shasum` write them, with and without `--tag`. Lines that are none are skipped: the
 * list only tells names apart, it proves nothing.
 */
export function parseChecksums(text: string): Map<string, string> {
  const digests = new Map<string, string>();
  for (const line of text
    .replace(/^\ufeff/, '')
    .split('\n')
    .slice(0, BUNDLE_LIMITS.maxEntries + 1)) {
    const written = line.trimEnd();
    const [, digest, path] = /^([0-9a-fA-F]{64}) [ *](.{1,1020})$/.exec(written) ?? [];
    const [, taggedPath, tagged] = /^SHA256 \((.{1,1020})\) = ([0-9a-fA-F]{64})$/.exec(written) ?? [];
    const name = path ?? taggedPath;
    if (name !== undefined) digests.set(name.replace(/^\.\//, ''), (digest ?? tagged ?? '').toLowerCase());
  }
  return digests;
}

/** How the files of a bundle differ from its list of checksums. The bundle's own line, which comes first, is left out. */
export async function differencesFrom(files: ReadonlyMap<string, Uint8Array>, checksums: string): Promise<FileDifferences> {
  const digests = parseChecksums(checksums);
  const [own] = digests.keys();
  if (own !== undefined && !files.has(own)) digests.delete(own);
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
