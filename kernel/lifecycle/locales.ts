import type { ManifestV3 } from '../../schemas';
import { localeTexts } from '../contract/locale-texts';

/**
 * Translations of a manifest's `i18n.bundles`, dotted keys, string leaves only. `es-MX` also serves `es` where that is
 * absent; a file that is missing or no JSON is left out (the manifest check says so).
 */
export function flattenLocales(manifest: ManifestV3, files: Readonly<Record<string, string>>): Record<string, Record<string, string>> {
  const catalogs: Record<string, Record<string, string>> = {};
  for (const { locale, path } of manifest.i18n?.bundles ?? []) {
    const texts = Object.hasOwn(files, path) ? localeTexts(files[path] ?? '') : null;
    if (texts !== null) catalogs[locale] = Object.fromEntries(texts);
  }
  for (const [locale, catalog] of Object.entries(catalogs)) {
    const short = locale.split('-')[0] ?? locale;
    catalogs[short] ??= catalog;
  }
  return catalogs;
}
