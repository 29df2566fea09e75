/** The words of an addon beside their translations, as its manifest and its language files have them. Pure. */
import { localeTexts } from '../../kernel/contract/locale-texts';
import { isRecord } from '../../kernel/values/encoding';

export interface TextRow {
  /** What the manifest writes: a word, or the key of one. */
  key: string;
  /** The manifest writes it where people read it. */
  isRead: boolean;
  /** One for each language, in their order; null where it has none. */
  texts: (string | null)[];
}

export interface TextTable {
  languages: { locale: string; path: string; isReadable: boolean }[];
  rows: TextRow[];
}

/** Members of a manifest that people read. */
const READ: ReadonlySet<string> = new Set([
  'label',
  'label_plural',
  'title',
  'description',
  'placeholder',
  'help',
  'help_text',
  'confirm',
  'message',
]);
/** Blocks that tell of the addon, in languages of their own, or hold no words of screens. */
const PASSED_OVER: ReadonlySet<string> = new Set(['metadata', 'i18n', 'capabilities', 'compatibility', 'seed']);
const MAX_ROWS = 20_000;

function collect(value: unknown, found: Set<string>, depth: number): void {
  if (depth > 30 || found.size > MAX_ROWS) return;
  if (Array.isArray(value)) for (const one of value as unknown[]) collect(one, found, depth + 1);
  else if (isRecord(value))
    for (const [name, member] of Object.entries(value)) {
      if (depth === 0 && PASSED_OVER.has(name)) continue;
      if (typeof member === 'string') {
        if (READ.has(name) && member.trim() !== '') found.add(member);
      } else collect(member, found, depth + 1);
    }
}

/** @param fileOf the text of a file; undefined for one that is not there */
export function textTable(manifestText: string, fileOf: (path: string) => string | undefined): TextTable {
  let manifest: unknown;
  try {
    manifest = JSON.parse(manifestText);
  } catch {
    return { languages: [], rows: [] };
  }
  const read = new Set<string>();
  collect(manifest, read, 0);
  const i18n: unknown = isRecord(manifest) ? manifest.i18n : null;
  const bundles: unknown[] = isRecord(i18n) && Array.isArray(i18n.bundles) ? i18n.bundles : [];
  const languages = bundles.flatMap((one) => {
    if (!isRecord(one) || typeof one.locale !== 'string' || typeof one.path !== 'string') return [];
    const file = fileOf(one.path);
    return [{ locale: one.locale, path: one.path, texts: file === undefined ? null : localeTexts(file) }];
  });
  const keys = new Set([...read, ...languages.flatMap(({ texts }) => [...(texts?.keys() ?? [])])]);
  return {
    languages: languages.map(({ locale, path, texts }) => ({ locale, path, isReadable: texts !== null })),
    rows: [...keys]
      .sort((a, b) => a.localeCompare(b))
      .slice(0, MAX_ROWS)
      .map((key) => ({ key, isRead: read.has(key), texts: languages.map(({ texts }) => texts?.get(key) ?? null) })),
  };
}

const PLAIN = 'aeioucnsyzAEIOUCNSYZ';
const MARKED = 'áéíöüçñšýžÁÉÍÖÜÇÑŠÝŽ';

/**
 * A text as a language would have it that is longer and has marks: what is cut off on a screen, or is no text of a catalog, shows.
 * Places to fill in (`{{name}}`, `{name}`) stay.
 */
export function pseudo(text: string): string {
  const marked = text
    .split(/(\{\{[^}]*\}\}|\{[^}]*\})/)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(/[a-z]/gi, (letter) => MARKED[PLAIN.indexOf(letter)] ?? letter)))
    .join('');
  return `[${marked}${'~'.repeat(Math.ceil(text.length * 0.3))}]`;
}
