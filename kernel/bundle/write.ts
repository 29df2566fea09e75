import { gzipSync } from 'fflate';
import { packTar } from 'modern-tar';
import { BUNDLE_LIMITS, MAX_TAR_FRAMING_BYTES } from './limits';
import { bundleError } from './messages';
import { checkedPath, ROUTE_ORDER, routeOf } from './paths';
import { checkContents, checkPackedSize, checkTree } from './read';

/**
 * The compression is part of the format: the signature covers the packed bytes, so another implementation or another level
 * would give the same files another digest. Hence fflate (plain JavaScript, pinned in package.json, the same in Node and
 * in every browser) and never CompressionStream, whose output is up to the engine. `mem` is fixed because its default is
 * computed with Math.log, whose last digit is the engine's affair; `mtime: 0` leaves the clock out; the "system" byte is
 * a constant of the library. `write.spec.ts` holds the digest of a known bundle: if it changes, every author's digests do.
 */
const GZIP_OPTIONS = { level: 6, mem: 8, mtime: 0 } as const;

const ENTRY_HEADER = { type: 'file', mode: 0o644, uid: 0, gid: 0, mtime: new Date(0) } as const;

/** As UTF-8 bytes sort, which is by code point and not, as JavaScript compares, by UTF-16 unit; no locale is asked. */
function byCodePoint(a: string, b: string): number {
  for (let at = 0; ; at += 1) {
    const [left, right] = [a.codePointAt(at) ?? -1, b.codePointAt(at) ?? -1];
    if (left !== right || left === -1) return left - right;
  }
}

/** By route, then by name: that of a migration is its version, without `.sql`, so that `1.sql` comes before `1-a.sql` as when they run. */
function inBundleOrder(a: string, b: string): number {
  const route = routeOf(a);
  const byRoute = ROUTE_ORDER.indexOf(route) - ROUTE_ORDER.indexOf(routeOf(b));
  if (byRoute !== 0) return byRoute;
  return route === 'migration' ? byCodePoint(a.slice(0, -'.sql'.length), b.slice(0, -'.sql'.length)) : byCodePoint(a, b);
}

/**
 * Packs files into a `.mcbundle`, which is a `.tar.gz`: ustar, manifest first, then migrations, frontend, backend, locales,
 * templates, README and the rest, each sorted. The same files give the same bytes, whatever the map's order, machine,
 * clock or browser.
 *
 * @throws KernelError the same refusals as `readBundle`: nothing is written that could not be read back
 */
export async function writeBundle(files: ReadonlyMap<string, Uint8Array>): Promise<Uint8Array> {
  const { maxEntries, maxUnpackedBytes } = BUNDLE_LIMITS;
  let unpackedBytes = 0;
  if (files.size > maxEntries) throw bundleError('BUNDLE-TOO-MANY-ENTRIES', { limit: maxEntries });
  for (const [path, body] of files) {
    // A leading ./ would be taken off on reading, and two names could become one.
    if (checkedPath(path) !== path) throw bundleError('BUNDLE-PATH-TRAVERSAL', { entry: path });
    unpackedBytes += body.length;
    if (unpackedBytes > maxUnpackedBytes) throw bundleError('BUNDLE-UNPACKED-SIZE', { entry: path, limit: maxUnpackedBytes });
  }
  checkTree(files);
  checkContents(files);

  const entries = [...files].sort(([a], [b]) => inBundleOrder(a, b));
  const tar = await packTar(entries.map(([name, body]) => ({ header: { ...ENTRY_HEADER, name, size: body.length }, body })));
  if (tar.length > maxUnpackedBytes + MAX_TAR_FRAMING_BYTES) throw bundleError('BUNDLE-UNPACKED-SIZE', { limit: maxUnpackedBytes });
  const packed = gzipSync(tar, GZIP_OPTIONS);
  checkPackedSize(packed.length);
  return packed;
}
