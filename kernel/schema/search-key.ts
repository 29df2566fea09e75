/** Composed search columns: what a model declares as `search_keys`, as a column the database computes (INST-SEARCH). */
import type { Model, SearchKey } from '../../schemas';
import { ddl, join, sql, type Fragment } from '../database/sql';
import { columnType } from './column-type';
import type { GeneratedColumn } from './generated-column';

/** Letters with marks and the letters they stand for: PostgreSQL's own functions for it may not stand in a computed column. */
const MARKED = 'áàâäãåÁÀÂÄÃÅéèêëÉÈÊËíìîïÍÌÎÏóòôöõÓÒÔÖÕúùûüÚÙÛÜýÿÝñÑçÇ';
const PLAIN = 'aaaaaaaaaaaaeeeeeeeeiiiiiiiioooooooooouuuuuuuuyyynncc';
const IGNORED = /[\s!-/:-@[-`{-~]+/g;
const PLACEHOLDER = /\{\s*([a-z][a-z0-9_]*)\s*\}/g;

/** A typed text as a normalised key holds it: letters without marks and case, digits, and nothing between them. */
export const normalised = (text: string): string =>
  Array.from(text.toLowerCase().normalize('NFC'), (char) => PLAIN[MARKED.indexOf(char)] ?? char)
    .join('')
    .replace(IGNORED, '');

/** A column as text, by functions that always answer the same. */
function textOf(name: string, type: string): Fragment {
  const own = sql.id(name);
  const { kind } = columnType(type);
  if (kind !== 'date' && kind !== 'timestamp') return sql`coalesce(${own}::text, '')`;
  const moment = kind === 'date' ? own : sql`(${own} at time zone 'UTC')`;
  const part = (unit: string, width: string) => sql`lpad(extract(${sql.raw(unit)} from ${moment})::text, ${sql.raw(width)}, '0')`;
  return sql`coalesce(${part('year', '4')} || '-' || ${part('month', '2')} || '-' || ${part('day', '2')}, '')`;
}

/** A literal of an author's text: quotes are doubled, which is all a standard string needs. */
const literal = (text: string): Fragment => sql`${sql.raw(`'${text.replaceAll("'", "''").replaceAll('\0', '')}'`)}`;

const normalisedSql = (value: Fragment): Fragment =>
  sql`regexp_replace(translate(lower(${value}), ${literal(MARKED)}, ${literal(PLAIN)}), ${literal('[[:space:]!-/:-@[-`{-~]+')}, '', 'g')`;

/** The expression of a search key, or null where it names a column the model does not have. */
export function searchKeyColumn(model: Model, key: SearchKey): GeneratedColumn | null {
  const parts: Fragment[] = [];
  const columns: string[] = [];
  let end = 0;
  for (const match of key.format.matchAll(PLACEHOLDER)) {
    const column = model.columns.find(({ name }) => name === match[1]);
    // A computed column may not read another one.
    if (!column || column.generated?.trim()) return null;
    if (match.index > end) parts.push(literal(key.format.slice(end, match.index)));
    parts.push(textOf(column.name, column.type));
    columns.push(column.name);
    end = match.index + match[0].length;
  }
  if (end < key.format.length) parts.push(literal(key.format.slice(end)));
  const whole = sql`(${join(parts, sql` || `)})`;
  return { sql: ddl(key.match === 'exact' ? whole : normalisedSql(whole)), columns: [...new Set(columns)] };
}
