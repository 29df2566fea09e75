/** The list of checksums that travels beside a bundle: it names the files that were changed, when the signature says that some were. */
import { sha256Hex } from './digest';

const MAX_LINES = 10_000;

/** Digest by path, of lines as `sha256sum` writes them; anything else in the text is passed over. */
export function parseChecksums(text: string): Map<string, string> {
  const sums = new Map<string, string>();
  for (const line of text.split('\n', MAX_LINES)) {
    const match = /^([0-9a-f]{64}) [ *](.{1,1000}?)\r?$/.exec(line);
    if (match) sums.set(match[2] ?? '', match[1] ?? '');
  }
  return sums;
}

/** Files that are not what the list says, that it does not name, and that are missing; sorted. The bundle's own line is not a file of it. */
export async function changedFiles(files: ReadonlyMap<string, Uint8Array>, sums: ReadonlyMap<string, string>): Promise<string[]> {
  const changed: string[] = [];
  for (const [path, bytes] of files) if (sums.get(path) !== (await sha256Hex(bytes))) changed.push(path);
  const isBundle = (path: string): boolean => /\.(?:mcbundle|tar\.gz|tgz)$/i.test(path);
  for (const path of sums.keys()) if (!files.has(path) && !isBundle(path)) changed.push(path);
  return changed.sort();
}
