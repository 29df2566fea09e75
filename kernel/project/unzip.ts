/** Zip archives as other tools make them of an addon's folder: bounded before they are unpacked, and read as a folder is. */
import { BUNDLE_LIMITS } from '../bundle/limits';
import { bundleError } from '../bundle/messages';
import { checkedPath, foldedPath } from '../bundle/paths';
import { openZip, type ZipEntry } from '../bundle/zip';
import { isLeftOver } from '../contract/left-overs';
import { folderError } from './folder-messages';

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

/** The same of an archive that tools packed, without what they and systems leave in it. @throws as `addonIn` */
export const addonInArchive = <T>(files: ReadonlyMap<string, T>): Map<string, T> =>
  addonIn(new Map([...files].filter(([path]) => !isLeftOver(path))));

/**
 * Reads a zip.
 * @throws KernelError `BUNDLE-PACKED-SIZE`, `BUNDLE-UNPACKED-SIZE`, `BUNDLE-PATH-…`, `BUNDLE-ENTRY-DUPLICATE`, `BUNDLE-ENTRY-KIND` (a
 *   link inside of the addon), and as `openZip` and `addonIn`
 */
export function readZip(packed: Uint8Array): Map<string, Uint8Array> {
  const { maxPackedBytes, maxEntries, maxUnpackedBytes } = BUNDLE_LIMITS;
  if (packed.length > maxPackedBytes) throw bundleError('BUNDLE-PACKED-SIZE', { actual: packed.length, limit: maxPackedBytes });
  const zip = openZip(packed, maxEntries);
  let bytes = 0;
  const seen = new Set<string>();
  const wanted = new Map<string, ZipEntry>();
  for (const entry of zip.entries) {
    if (entry.kind === 'folder' || isLeftOver(entry.path)) continue;
    const path = checkedPath(entry.path);
    if (seen.has(foldedPath(path))) throw bundleError('BUNDLE-ENTRY-DUPLICATE', { entry: path });
    seen.add(foldedPath(path));
    // An entry unfolds to the size it claims and no further.
    bytes += entry.size;
    if (bytes > maxUnpackedBytes) throw bundleError('BUNDLE-UNPACKED-SIZE', { entry: path, limit: maxUnpackedBytes });
    wanted.set(path, entry);
  }
  return new Map(
    [...addonIn(wanted)].map(([path, entry]) => {
      if (entry.kind === 'link') throw bundleError('BUNDLE-ENTRY-KIND', { entry: path, kind: 'symbolic link' });
      return [path, zip.read(entry)];
    }),
  );
}
