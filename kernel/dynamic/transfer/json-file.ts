/**
 * JSON files: a list of records, the answer of a list (`{"data": […]}`), or one record on each line. Records are cut out of the text
 * and read one by one, so that a file is bounded before it becomes objects and whoever reads may pause. Numbers stay as they are
 * written.
 */
import { messageOf } from '../../errors';
import { parseJson, writeJson } from '../../values/json';
import { fileFault } from './faults';
import type { Grid } from './grid';
import { within } from './limits';

/** A text that is meant to be JSON. `[Title]` is a heading of CSV. */
export const isJsonText = (text: string): boolean => /^\s*(?:\{\s*["}]|\[\s*(?:[\]{["\d-]|true\b|false\b|null\b|$))/.test(text);

/** The place behind a text in quotes that begins at `start`; the end of the source where it is never closed. */
function textEnd(source: string, start: number): number {
  for (let end = source.indexOf('"', start + 1); end >= 0; end = source.indexOf('"', end + 1)) {
    let slashes = end;
    while (source[slashes - 1] === '\\') slashes -= 1;
    if ((end - slashes) % 2 === 0) return end + 1;
  }
  return source.length;
}

/** What stands from `start` between commas, up to the bracket that closes it or, outside of brackets, up to the end. */
function* items(source: string, start: number): Generator<string, number, undefined> {
  let depth = 0;
  let from = start;
  let at = start;
  for (; at < source.length; at += 1) {
    const char = source[at];
    if (char === '"') at = textEnd(source, at) - 1;
    else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') {
      depth -= 1;
      if (depth < 0) break;
    } else if (char === ',' && depth === 0) {
      yield source.slice(from, at);
      from = at + 1;
    }
  }
  const last = source.slice(from, at);
  if (from > start || last.trim() !== '') yield last;
  return at + 1;
}

/** The values of a file that has one on each line. */
function* lines(source: string): Generator<string, void, undefined> {
  let from = 0;
  while (from < source.length) {
    const end = source.indexOf('\n', from);
    const line = source.slice(from, end < 0 ? source.length : end);
    from = end < 0 ? source.length : end + 1;
    if (line.trim() !== '') yield line;
  }
}

const firstSign = (text: string, from = 0): number => from + text.slice(from).search(/\S|$/);

/** The value of one member of an object, as text. */
function memberNamed(source: string, start: number, name: string): { text: string | null; end: number } {
  const members = items(source, start);
  let text: string | null = null;
  for (;;) {
    const member = members.next();
    if (member.done === true) return { text, end: member.value };
    const at = firstSign(member.value);
    const end = member.value[at] === '"' ? textEnd(member.value, at) : at;
    const colon = firstSign(member.value, end);
    if (member.value.slice(at, end) === `"${name}"` && member.value[colon] === ':') text = member.value.slice(colon + 1).trim();
  }
}

/** The records of a file as texts. @throws FileFault `not_json`, `no_list` */
function* records(source: string): Generator<string, void, undefined> {
  const start = firstSign(source);
  if (source[start] === '[') {
    const end = yield* items(source, start + 1);
    if (source[end - 1] !== ']' || source.slice(end).trim() !== '')
      throw fileFault('not_json', { detail: end > source.length ? 'it ends within the list' : 'something follows the list' });
    return;
  }
  const { text, end } = memberNamed(source, start + 1, 'data');
  // More than one object: each stands on a line of its own.
  if (source.slice(end).trim() !== '' || end > source.length) yield* lines(source);
  else if (text?.startsWith('[')) yield* items(text, 1);
  else throw fileFault('no_list');
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.getPrototypeOf(value) === Object.prototype;

/** A name that an object has twice; of its own members, not of those within them. */
function repeatedName(text: string): string | null {
  const names = new Set<string>();
  for (const member of items(text, firstSign(text) + 1)) {
    const at = firstSign(member);
    const written = member.slice(at, textEnd(member, at));
    // A name may be written with escapes.
    const name = written.includes('\\') ? String(JSON.parse(written)) : written.slice(1, -1);
    if (names.has(name)) return name;
    names.add(name);
  }
  return null;
}

function parsed(text: string, row: number): Record<string, unknown> {
  within('maxRecordChars', text.length);
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    throw fileFault('bad_record', { row, detail: messageOf(error) });
  }
  if (!isRecord(value)) throw fileFault('no_record', { row });
  // The last of two would be kept, in silence.
  const repeated = repeatedName(text);
  if (repeated !== null) throw fileFault('repeated_name', { row, name: repeated.slice(0, 100) });
  return value;
}

function cellText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : writeJson(value);
}

/**
 * Records as rows; every name is a heading.
 * @throws FileFault `not_json`, `no_list`, `bad_record`, `no_record`, `repeated_name`, `too_large`
 */
export async function readJson(text: string, grid: Grid, breathe: () => Promise<void> | undefined): Promise<void> {
  const columns = new Map<string, number>();
  let row = 0;
  for (const item of records(text)) {
    row += 1;
    within('maxRows', row);
    const record = parsed(item, row);
    for (const name of Object.keys(record)) {
      if (columns.has(name)) continue;
      within('maxColumns', columns.size + 1);
      grid.cell(1, columns.size, name);
      columns.set(name, columns.size);
    }
    grid.row(row + 1);
    for (const [name, value] of Object.entries(record)) grid.cell(row + 1, columns.get(name) ?? 0, cellText(value));
    await breathe();
  }
}
