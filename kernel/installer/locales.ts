import type { ManifestV3 } from '../../schemas';

/** Deeper nesting than any catalog needs is not read. */
const MAX_DEPTH = 20;

/** More texts than any addon has; the rest of a catalog is not read. */
const MAX_TEXTS = 20_000;

function flatten(value: unknown, prefix: string, out: Map<string, string>, depth: number): void {
  if (out.size >= MAX_TEXTS) return;
  if (typeof value === 'string') out.set(prefix, value);
  else if (typeof value === 'object' && value !== null && !Array.isArray(value) && depth < MAX_DEPTH) {
    for (const [key, child] of Object.entries(value)) flatten(child, prefix === '' ? key : `${prefix}.${key}`, out, depth + 1);
  }
}

/**
 * Translations of a manifest's `i18n.bundles`, dotted keys, string leaves only. `es-MX` also serves `es` where that is
 * absent; a file that is missing or no JSON is left out (the manifest check says so).
 */
export function flattenLocales(manifest: ManifestV3, files: Readonly<Record<string, string>>): Record<string, Record<string, string>> {
  const catalogs: Record<string, Record<string, string>> = {};
  for (const { locale, path } of manifest.i18n?.bundles ?? []) {
    const text = Object.hasOwn(files, path) ? files[path] : undefined;
    if (text === undefined) continue;
    try {
      const catalog = new Map<string, string>();
      flatten(JSON.parse(text.replace(/^\uFEFF/, '')), '', catalog, 0);
      catalogs[locale] = Object.fromEntries(catalog);
    } catch {
      continue;
    }
  }
  for (const [locale, catalog] of Object.entries(catalogs)) {
    const short = locale.split('-')[0] ?? locale;
    catalogs[short] ??= catalog;
  }
  return catalogs;
}
