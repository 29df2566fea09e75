import { BUNDLE_LIMITS } from './limits';
import { bundleError } from './messages';

const ENCODER = new TextEncoder();

/** Where an entry goes when the bundle is read by a host. Everything else is carried along and only hashed. */
export type BundleRoute = 'manifest' | 'migration' | 'frontend' | 'backend' | 'locale' | 'template' | 'readme' | 'other';

/** The order in which `writeBundle` writes, manifest first so that a reader can stop early. */
export const ROUTE_ORDER: readonly BundleRoute[] = [
  'manifest',
  'migration',
  'frontend',
  'backend',
  'locale',
  'template',
  'readme',
  'other',
];

/** Where a host puts a file of a bundle. Folders below `migrations/`, `locales/` and `templates/` are taken as well: hosts look at both ends of a name only. */
export function routeOf(path: string): BundleRoute {
  if (path === 'manifest.json') return 'manifest';
  if (path === 'README.md') return 'readme';
  if (/^migrations\/.+\.sql$/.test(path)) return 'migration';
  if (path.startsWith('frontend/')) return 'frontend';
  if (path.startsWith('backend/')) return 'backend';
  if (/^locales\/.+\.json$/.test(path)) return 'locale';
  if (/^templates\/.+\.html$/.test(path)) return 'template';
  return 'other';
}

/**
 * A file that would step back: hosts apply every `migrations/*.sql` in name order, so this one would run on install.
 */
export function isDownMigration(path: string): boolean {
  return /^migrations\/.+\.down\.sql$/i.test(path);
}

/** Names under which people keep keys. `isPrivateKeyText` looks at the content. */
export function isKeyFileName(path: string): boolean {
  return /(^|\/)[^/]*\.(pem|pub|key|p8|pk8)$/i.test(path);
}

/** A path whose twins would be one file on a disk that folds case (Windows, macOS) or Unicode forms (macOS). */
export function foldedPath(path: string): string {
  return path.normalize('NFC').toLowerCase().normalize('NFC');
}

/**
 * Checks a path that came from an archive, a project or a dropped folder, and returns it without a leading `./`.
 *
 * Refused, because some system would read them as another place: absolute paths, drive letters, `.` and `..`, empty
 * components, backslashes, control characters. Not refused: spaces, dots in names, any letter of Unicode.
 *
 * @throws KernelError `BUNDLE-PATH-EMPTY`, `-ABSOLUTE`, `-TRAVERSAL`, `-CHARACTER`, `-LENGTH`
 */
export function checkedPath(raw: string, maxPathBytes = BUNDLE_LIMITS.maxPathBytes): string {
  const byteLength = raw.length > maxPathBytes * 4 ? raw.length : ENCODER.encode(raw).length;
  if (byteLength > maxPathBytes)
    throw bundleError('BUNDLE-PATH-LENGTH', { entry: raw.slice(0, 200), actual: byteLength, limit: maxPathBytes });
  // Lone surrogates and U+FFFD are what is left of names that were not UTF-8; two such names may collapse into one.
  if (/[\\\p{Cc}\p{Cs}\ufffd]/u.test(raw)) throw bundleError('BUNDLE-PATH-CHARACTER', { entry: raw });
  if (raw.startsWith('/') || /^[A-Za-z]:/.test(raw)) throw bundleError('BUNDLE-PATH-ABSOLUTE', { entry: raw });
  // `tar -C addon -czf x.tar.gz .` writes ./manifest.json: the same file, so one leading ./ is taken off.
  const path = raw.startsWith('./') ? raw.slice(2) : raw;
  for (const component of path.split('/')) {
    if (component === '') throw bundleError('BUNDLE-PATH-EMPTY', { entry: raw });
    if (component === '.' || component === '..') throw bundleError('BUNDLE-PATH-TRAVERSAL', { entry: raw });
  }
  return path;
}
