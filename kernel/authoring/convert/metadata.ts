/** Identity and dependencies: `metadata`, `compatibility`, `tenancy`. */
import type { Compatibility, Icon, Metadata, MetadataLocale, Tenancy } from '../../../schemas';
import { parseRange, satisfies } from '../../expressions/version-range';
import { convertMessages } from './messages';
import { ICON_TYPES } from '../../contract/v2/promised';
import type { Conversion } from './context';
import { filled, given, isAbsent, textOr, textsOr } from './members';
import { threeNumbers } from '../../contract/v2/names';

const LOCALE = /^[a-z]{2}(?:-[A-Z]{2})?$/;
const DEFAULT_RANGE = '>=3.0.0 <4.0.0';

export function convertMetadata(conversion: Conversion): Metadata {
  const { source, note, trace } = conversion;
  trace(['metadata'], []);
  for (const field of [
    'key',
    'name',
    'version',
    'website',
    'license',
    'readme',
    'screenshots',
    'features',
    'countries',
    'category',
  ] as const)
    trace(['metadata', field], [field]);
  trace(['metadata', 'i18n'], ['metadata_i18n']);
  trace(['metadata', 'icon'], ['icon']);
  trace(['metadata', 'icon', 'slug'], [isAbsent(source.icon_slug) ? 'icon' : 'icon_slug']);
  const version = threeNumbers(source.version);
  if (version !== source.version) note('CONV-GUESS', ['version'], convertMessages.version(source.version, version));
  return given({
    key: source.key,
    name: source.name,
    description: textOr(source.description),
    version,
    category: textOr(source.category),
    icon: convertIcon(conversion),
    author: textOr(source.author),
    website: textOr(source.website),
    license: textOr(source.license),
    readme: textOr(source.readme),
    screenshots: textsOr(source.screenshots),
    features: textsOr(source.features),
    countries: textsOr(source.countries),
    i18n: convertCatalogCopy(conversion),
  });
}

function convertIcon({ source, note }: Conversion): Icon | undefined {
  const slug = textOr(source.icon_slug) ?? textOr(source.icon);
  if (slug === undefined) return undefined;
  const asked = textOr(source.icon_type) ?? 'lucide';
  const known = ICON_TYPES.find((type) => type === asked);
  if (known === undefined) note('CONV-GUESS', ['icon_type'], convertMessages.iconType(asked));
  return given({ type: known ?? 'lucide', slug, color: textOr(source.icon_color) });
}

function convertCatalogCopy({ source, note }: Conversion): Record<string, MetadataLocale> | undefined {
  const copy: Record<string, MetadataLocale> = {};
  for (const [locale, texts] of Object.entries(source.metadata_i18n ?? {})) {
    if (texts === null) continue;
    const text = (field: string): string | undefined => (typeof texts[field] === 'string' ? texts[field] : undefined);
    const features = Array.isArray(texts.features) ? texts.features.filter((item) => typeof item === 'string') : undefined;
    for (const field of Object.keys(texts))
      if (!['name', 'description', 'features'].includes(field))
        note('CONV-UNKNOWN', ['metadata_i18n', locale, field], convertMessages.unknownField(field));
    Object.defineProperty(copy, locale, {
      value: given({ name: text('name'), description: text('description'), features }),
      enumerable: true,
    });
  }
  return Object.keys(copy).length === 0 ? undefined : copy;
}

export function convertCompatibility({ source, note, trace }: Conversion): Compatibility {
  trace(['compatibility'], ['requires']);
  trace(['compatibility', 'requires', 0], ['kernel']);
  const range = textOr(source.kernel);
  const version = range === undefined ? DEFAULT_RANGE : widened(range);
  if (range !== undefined && version !== range) note('CONV-RANGE', ['kernel'], convertMessages.range(range, version));
  const requires = [{ key: 'kernel', version }];
  (source.requires ?? []).forEach(({ key, label, ...rest }, index) => {
    const path = ['requires', index];
    if (textOr(label) !== undefined) note('CONV-DROP', [...path, 'label'], convertMessages.dropped('label', 'label'));
    for (const field of Object.keys(rest)) note('CONV-UNKNOWN', [...path, field], convertMessages.unknownField(field));
    trace(['compatibility', 'requires', requires.length], path);
    requires.push({ key: key ?? '', version: '*' });
  });
  return { requires };
}

/** A range that lets hosts of version 3 in; the usual upper bound is moved, anything else gets an alternative. */
function widened(range: string): string {
  const parsed = parseRange(range);
  if (parsed === null || satisfies(parsed, '3.0.0')) return range;
  const moved = range.replace(/<\s*3(?:\.0){0,2}\s*$/, '<4.0.0');
  const read = parseRange(moved);
  return moved !== range && read !== null && satisfies(read, '3.0.0') ? moved : `${range} || ${DEFAULT_RANGE}`;
}

const ISOLATION: Readonly<Record<string, Tenancy['isolation'] | undefined>> = {
  '': 'shared',
  shared: 'shared',
  'schema-per-tenant': 'schema',
  'database-per-tenant': 'database',
  schema: 'schema',
  database: 'database',
};

export function convertTenancy({ source, note, trace }: Conversion): Tenancy {
  trace(['tenancy'], ['tenant_isolation']);
  const asked = source.tenant_isolation ?? '';
  const isolation = Object.hasOwn(ISOLATION, asked) ? ISOLATION[asked] : undefined;
  if (isolation === undefined) note('CONV-GUESS', ['tenant_isolation'], convertMessages.dropped(asked, 'no-counterpart'));
  return { isolation: isolation ?? 'shared', rls_column: 'organization_id' };
}

/** Texts become files of the bundle. Answers the block and the files by path. */
export function convertI18n({ source, note, trace }: Conversion): {
  i18n: { default_locale: string; bundles: { locale: string; path: string }[] } | undefined;
  files: Map<string, string>;
} {
  trace(['i18n'], ['i18n']);
  const files = new Map<string, string>();
  const bundles: { locale: string; path: string }[] = [];
  for (const [locale, texts] of Object.entries(source.i18n ?? {})) {
    if (!LOCALE.test(locale)) note('CONV-DROP', ['i18n', locale], convertMessages.dropped(locale, 'locale'));
    else {
      const path = `locales/${locale}.json`;
      files.set(path, `${JSON.stringify(texts ?? {}, null, 2)}\n`);
      trace(['i18n', 'bundles', bundles.length], ['i18n', locale]);
      bundles.push({ locale, path });
    }
  }
  const locales = bundles.map(({ locale }) => locale);
  const fallback = ['es', 'en'].find((locale) => locales.includes(locale)) ?? locales[0];
  return { i18n: fallback === undefined ? undefined : { default_locale: fallback, bundles: filled(bundles) ?? [] }, files };
}
