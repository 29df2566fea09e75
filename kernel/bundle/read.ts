import type { Locale } from '../locale';
import type { KernelError } from '../errors';
import { sha256Hex } from './digest';
import { gunzipPieces } from './gunzip';
import { BUNDLE_LIMITS, type BundleLimits } from './limits';
import { bundleError, bundleNotice, type BundleNotice } from './messages';
import { checkedPath, foldedPath, isDownMigration, isKeyFileName, routeOf } from './paths';
import { createTarReader } from './tar-reader';

/** An opened bundle. Plain data: survives `postMessage`. */
export interface Bundle {
  /** Every file by its path, in the archive's order. */
  files: Map<string, Uint8Array>;
  /** `manifest.json` as text, a byte order mark included. Not yet parsed: that is the contract's work. */
  manifestText: string;
  /** SHA-256 of the packed bytes, 64 hex digits. */
  digest: string;
  warnings: BundleNotice[];
}

export interface ReadOptions {
  limits?: Partial<BundleLimits>;
  /** Language of the warnings. */
  locale?: Locale;
  /**
   * Finds the addon among the files of an archive that has no `manifest.json` at its top. Without one such an archive is refused,
   * as hosts refuse it; who opens an author's folder, however it was packed, gives one.
   * @throws KernelError where there is none to find
   */
  addonIn?: (files: ReadonlyMap<string, Uint8Array>) => Map<string, Uint8Array>;
}

/** The first check of all, before the bytes are even hashed. @throws KernelError `BUNDLE-PACKED-SIZE` */
export function checkPackedSize(packedBytes: number, limits: Partial<BundleLimits> = {}): void {
  const limit = limits.maxPackedBytes ?? BUNDLE_LIMITS.maxPackedBytes;
  if (packedBytes > limit) throw bundleError('BUNDLE-PACKED-SIZE', { actual: packedBytes, limit });
}

/** Where the manifest of a folder lies that was packed with the folder around it. */
const manifestBelow = (files: ReadonlyMap<string, unknown>): string | undefined =>
  [...files.keys()].filter((path) => path.endsWith('/manifest.json')).sort((a, b) => a.split('/').length - b.split('/').length)[0];

function noManifest(files: ReadonlyMap<string, unknown>): KernelError {
  const entry = manifestBelow(files);
  return bundleError('BUNDLE-NO-MANIFEST', entry === undefined ? {} : { entry });
}

/** Limits that need the whole list of files. Kept for writing as well. @throws KernelError naming the limit */
export function checkContents(files: ReadonlyMap<string, Uint8Array>, limits: Partial<BundleLimits> = {}): void {
  const { maxFrontendFiles, maxMigrations, maxWasmBytes } = { ...BUNDLE_LIMITS, ...limits };
  if (!files.has('manifest.json')) throw noManifest(files);
  const routes = [...files.keys()].map(routeOf);
  const migrations = routes.filter((route) => route === 'migration').length;
  if (migrations > maxMigrations) throw bundleError('BUNDLE-TOO-MANY-MIGRATIONS', { actual: migrations, limit: maxMigrations });
  const frontend = routes.filter((route) => route === 'frontend').length;
  if (frontend > maxFrontendFiles) throw bundleError('BUNDLE-TOO-MANY-FRONTEND-FILES', { actual: frontend, limit: maxFrontendFiles });
  for (const [entry, { length }] of files) {
    if (/\.wasm$/i.test(entry) && length > maxWasmBytes)
      throw bundleError('BUNDLE-WASM-SIZE', { entry, actual: length, limit: maxWasmBytes });
  }
}

/** A file and something inside of a folder of the same name cannot both be unpacked. @throws KernelError `BUNDLE-ENTRY-CONFLICT` */
export function checkTree(files: ReadonlyMap<string, unknown>, folders: Iterable<string> = []): void {
  for (const folder of folders) {
    if (files.has(folder)) throw bundleError('BUNDLE-ENTRY-CONFLICT', { entry: `${folder}/`, other: folder });
  }
  for (const entry of files.keys()) {
    for (let slash = entry.indexOf('/'); slash !== -1; slash = entry.indexOf('/', slash + 1)) {
      const other = entry.slice(0, slash);
      if (files.has(other)) throw bundleError('BUNDLE-ENTRY-CONFLICT', { entry, other });
    }
  }
}

/** What a reader should know about files that are accepted all the same. */
export function noticesFor(files: ReadonlyMap<string, Uint8Array>, packedBytes: number, options: ReadOptions = {}): BundleNotice[] {
  const notices: BundleNotice[] = [];
  const limit = options.limits?.warnPackedBytes ?? BUNDLE_LIMITS.warnPackedBytes;
  if (packedBytes > limit) notices.push(bundleNotice('BUNDLE-HUB-SIZE', '', { actual: packedBytes, limit }, options.locale));
  const seen = new Map<string, string>();
  for (const entry of files.keys()) {
    const folded = foldedPath(entry);
    const other = seen.get(folded);
    if (other === undefined) seen.set(folded, entry);
    else notices.push(bundleNotice('BUNDLE-NAME-COLLISION', entry, { entry, other }, options.locale));
    if (isDownMigration(entry)) notices.push(bundleNotice('BUNDLE-DOWN-MIGRATION', entry, { entry }, options.locale));
    if (isKeyFileName(entry)) notices.push(bundleNotice('BUNDLE-KEY-FILE', entry, { entry }, options.locale));
  }
  return notices;
}

/** @throws KernelError `BUNDLE-NO-MANIFEST`, `BUNDLE-MANIFEST-ENCODING` */
export function manifestTextOf(files: ReadonlyMap<string, Uint8Array>): string {
  const bytes = files.get('manifest.json');
  if (bytes === undefined) throw noManifest(files);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw bundleError('BUNDLE-MANIFEST-ENCODING', { entry: 'manifest.json' }, error);
  }
}

/**
 * Unpacks a bundle. Nothing of it is obeyed: the result is a map of bytes, and the work stops at the first entry that is
 * not a regular file with a safe path, or at the first byte over a limit. Memory stays within `maxUnpackedBytes` plus one
 * piece. Who wants the signature checked first (everybody who installs) calls `openBundle`.
 *
 * @throws KernelError whose code is a `BundleErrorCode` and whose details name the entry
 */
export async function readBundle(packed: Uint8Array, options: ReadOptions = {}): Promise<Bundle> {
  checkPackedSize(packed.length, options.limits);
  const digest = await sha256Hex(packed);
  const limits = { ...BUNDLE_LIMITS, ...options.limits };

  const unpacked = new Map<string, Uint8Array>();
  const folders = new Set<string>();
  const tar = createTarReader(limits, ({ path: raw, kind, body }) => {
    // `tar -C addon .` starts with the folder itself.
    if (kind === 'folder' && raw === '.') return;
    const path = checkedPath(raw, limits.maxPathBytes);
    if (kind === 'folder') {
      folders.add(path);
      return;
    }
    if (unpacked.has(path)) throw bundleError('BUNDLE-ENTRY-DUPLICATE', { entry: path });
    unpacked.set(path, body);
  });
  gunzipPieces(packed, (chunk) => {
    tar.push(chunk);
  });
  tar.end();

  checkTree(unpacked, folders);
  const below = unpacked.has('manifest.json') ? undefined : options.addonIn?.(unpacked);
  const files = below ?? unpacked;
  checkContents(files, limits);
  const warnings = noticesFor(files, packed.length, options);
  if (below !== undefined) warnings.unshift(bundleNotice('BUNDLE-IN-FOLDER', '', { entry: manifestBelow(unpacked) ?? '' }, options.locale));
  return { files, manifestText: manifestTextOf(files), digest, warnings };
}
