/** What a name in a manifest stands for, told where the pointer rests. What a field means, the schema tells. */
import type { Locale } from '../../locale';
import { indexManifest, type ManifestIndex, modelsOf, occurrenceAt, textOf } from './occurrences';

export interface Hover {
  offset: number;
  length: number;
  /** Markdown. */
  text: string;
}

const WORDS = {
  en: {
    table: 'table',
    columns: 'columns',
    inSql: 'in PostgreSQL',
    required: 'required',
    points: 'points at',
    places: (n: number) => `named in ${String(n)} ${n === 1 ? 'place' : 'places'}`,
    elsewhere: 'defined outside this manifest',
  },
  es: {
    table: 'tabla',
    columns: 'columnas',
    inSql: 'en PostgreSQL',
    required: 'obligatoria',
    points: 'apunta a',
    places: (n: number) => `nombrado en ${String(n)} ${n === 1 ? 'lugar' : 'lugares'}`,
    elsewhere: 'definido fuera de este manifiesto',
  },
} as const;

/** Author's text inside Markdown: it must not become markup. */
const plain = (text: string): string => `\`${text.replaceAll('`', 'ʼ').slice(0, 120)}\``;

function modelText(index: ManifestIndex, key: string, locale: Locale): string | null {
  const words = WORDS[locale];
  const model = modelsOf(index.document).find((other) => other.key === key);
  if (!model) return null;
  const count = Array.isArray(model.columns) ? model.columns.length : 0;
  return `**${plain(key)}** · ${words.table} ${plain(textOf(model.table))} · ${String(count)} ${words.columns}`;
}

/** What PostgreSQL stores for a manifest type; null for a type that is none. */
export type SqlTypeOf = (type: string) => string | null;

function columnText(index: ManifestIndex, full: string, locale: Locale, sqlTypeOf: SqlTypeOf): string | null {
  const words = WORDS[locale];
  const [key = '', name = ''] = full.split('.');
  const model = modelsOf(index.document).find((other) => other.key === key);
  const columns = Array.isArray(model?.columns) ? (model.columns as unknown[]) : [];
  const column = columns.find(
    (other): other is Record<string, unknown> =>
      typeof other === 'object' && other !== null && (other as Record<string, unknown>).name === name,
  );
  if (!column) return null;
  const declared = textOf(column.type);
  const stored = sqlTypeOf(declared);
  const sql = stored === null ? '' : ` → ${plain(stored)} ${words.inSql}`;
  const notes = [
    ...(column.not_null === true ? [words.required] : []),
    ...(typeof column.ref === 'string' && column.ref !== '' ? [`${words.points} ${plain(column.ref)}`] : []),
  ];
  return `**${plain(full)}** · ${plain(declared)}${sql}${notes.length > 0 ? ` · ${notes.join(' · ')}` : ''}`;
}

/** What stands at an offset, or null where nothing is named. */
export function hoverAt(text: string, offset: number, locale: Locale, sqlTypeOf: SqlTypeOf): Hover | null {
  const index = indexManifest(text);
  const here = index && occurrenceAt(index, offset);
  if (!here) return null;
  const words = WORDS[locale];
  const full = here.symbol.slice(here.symbol.indexOf(':') + 1);
  const told =
    here.kind === 'model' ? modelText(index, full, locale) : here.kind === 'column' ? columnText(index, full, locale, sqlTypeOf) : null;
  const same = index.occurrences.filter((other) => other.symbol === here.symbol);
  const isDefined = same.some(({ role }) => role === 'definition');
  const lines = [told ?? `**${plain(full)}**`, isDefined ? words.places(same.length) : words.elsewhere];
  return { offset: here.offset, length: here.length, text: lines.join('\n\n') };
}
