/** Zip archives as other tools make them of an addon's folder: bounded before they are unpacked, and read as a folder is. */
import { unzipSync } from 'fflate';
import { BUNDLE_LIMITS } from '../bundle/limits';
import { bundleError } from '../bundle/messages';
import { checkedPath, foldedPath } from '../bundle/paths';
import { isLeftOver } from '../contract/left-overs';
import { KernelError } from '../errors';
import { folderError } from './folder-messages';

const ZIP_MAGIC = [0x50, 0x4b, 0x03, 0x04];

export const isZip = (bytes: Uint8Array): boolean => ZIP_MAGIC.every((byte, index) => bytes[index] === byte);

/**
 * The files of an addon among those of a folder: code hosts put everything below one folder, and an addon may lie deeper.
 * Answers the files below the one `manifest.json` that lies highest; what lies outside of its folder is no part of the addon.
 * @throws KernelError `BUNDLE-NO-MANIFEST`, `FOLDER-TWO-ADDONS`
 */
export function addonIn<T>(files: ReadonlyMap<string, T>): Map<string, T> {
  const manifests = [...files.keys()].filter((path) => /(?:^|\/)manifest\.json$/.test(path));
  const depth = (path: string): number => path.split('/').length;
  const highest = Math.min(...manifests.map(depth));
  const found = manifests.filter((path) => depth(path) === highest);
  const [manifest] = found;
  if (manifest === undefined) throw bundleError('BUNDLE-NO-MANIFEST');
  if (found.length > 1) throw folderError('FOLDER-TWO-ADDONS', found.slice(0, 5));
  const root = manifest.slice(0, -'manifest.json'.length);
  return new Map([...files].filter(([path]) => path.startsWith(root)).map(([path, content]) => [path.slice(root.length), content]));
}

/**
 * Reads a zip.
 * @throws KernelError `BUNDLE-PACKED-SIZE`, `BUNDLE-TOO-MANY-ENTRIES`, `BUNDLE-UNPACKED-SIZE`, `BUNDLE-PATH-…`,
 *   `BUNDLE-ENTRY-DUPLICATE`, `ZIP-DAMAGED`, and as `addonIn`
 */
export function readZip(packed: Uint8Array): Map<string, Uint8Array> {
  const { maxPackedBytes, maxEntries, maxUnpackedBytes } = BUNDLE_LIMITS;
  if (packed.length > maxPackedBytes) throw bundleError('BUNDLE-PACKED-SIZE', { actual: packed.length, limit: maxPackedBytes });
  let entries = 0;
  let bytes = 0;
  const seen = new Set<string>();
  let unpacked: Record<string, Uint8Array>;
  try {
    unpacked = unzipSync(packed, {
      filter({ name, originalSize }) {
        entries += 1;
        if (entries > maxEntries) throw bundleError('BUNDLE-TOO-MANY-ENTRIES', { limit: maxEntries });
        if (name.endsWith('/') || isLeftOver(name)) return false;
        const path = checkedPath(name);
        if (seen.has(foldedPath(path))) throw bundleError('BUNDLE-ENTRY-DUPLICATE', { entry: path });
        seen.add(foldedPath(path));
        // What an entry unfolds to is written into a space of the size it claims, and no further.
        bytes += originalSize;
        if (bytes > maxUnpackedBytes) throw bundleError('BUNDLE-UNPACKED-SIZE', { entry: path, limit: maxUnpackedBytes });
        return true;
      },
    });
  } catch (error) {
    if (error instanceof KernelError) throw error;
    throw folderError('ZIP-DAMAGED', [], error);
  }
  return addonIn(new Map(Object.entries(unpacked)));
}
