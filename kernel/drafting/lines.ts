/**
 * Tables in plain lines, as people jot them down: `books: title, isbn unique, price money, status (available, lent), author -> authors`.
 * A line that ends with its colon is followed by a column a line. Words for kinds are read in English and Spanish; where none is said, the
 * column's name tells.
 */
import type { Draft, DraftModel } from './draft';
import { kindByName, kindNamed } from './guess';
import { type DraftMaker, draftMaker, type FoundColumn, plainColumn } from './model';
import { singular, snakeName } from './names';

const MAX_LINE_CHARS = 4_000;
const MAX_OPTIONS = 30;
const MAX_OPTION_CHARS = 60;

/** The text cut at commas, but not within brackets. */
function parts(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '(') depth += 1;
    else if (char === ')') depth = Math.max(0, depth - 1);
    else if ((char === ',' || char === ';') && depth === 0) {
      found.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...found, text.slice(start)].map((part) => part.trim()).filter((part) => part !== '');
}

const REQUIRED = new Set(['required', 'obligatorio', 'obligatoria', 'requerido', 'requerida', 'mandatory']);
const UNIQUE = new Set(['unique', 'unico', 'unica']);
const plain = (word: string): string => snakeName(word, '');

/** Takes marks off the end of a column's words: what it must be. */
function marksOf(words: string[]): { required: boolean; unique: boolean } {
  const marks = { required: false, unique: false };
  for (;;) {
    const last = words.at(-1) ?? '';
    const word = plain(last);
    if (words.length > 1 && REQUIRED.has(word)) marks.required = true;
    else if (words.length > 1 && UNIQUE.has(word)) marks.unique = true;
    else return marks;
    words.pop();
  }
}

/** Takes a kind off the end of a column's words, the longest first; a column that is called nothing else keeps its name. */
function saidKind(words: string[]): FoundColumn['kind'] | undefined {
  for (const length of [3, 2, 1]) {
    if (words.length <= length) continue;
    const kind = kindNamed(plain(words.slice(-length).join(' ')), plain(words.slice(0, -length).join(' ')));
    if (kind === undefined) continue;
    words.splice(-length);
    return kind;
  }
  return undefined;
}

/** People of the organization, whom every host has. */
const PEOPLE = new Set(['users', 'user', 'usuarios', 'usuario', 'core_user']);

function columnOf(part: string): FoundColumn | null {
  const text = part.replace(/[!*]$/, ' required');
  const [, before = text, wanted = ''] = /^(.*?)\s*(?:->|→|=>)\s*(.*)$/.exec(text) ?? [];
  const [, head = before, listed] = /^([^(]*)\(([^)]*)\)?\s*.*$/.exec(before) ?? [];
  const rest = listed === undefined ? '' : before.slice(before.indexOf(')') + 1);
  const words = `${head} ${rest.includes(')') ? '' : rest}`.split(/[\s:]+/).filter((word) => word !== '');
  const marks = marksOf(words);
  const target = wanted.split(/\s+/).filter((word) => word !== '');
  const targetMarks = marksOf(target);
  const required = marks.required || targetMarks.required;
  const unique = marks.unique || targetMarks.unique;
  if (target.length > 0) {
    const table = plain(target.join(' '));
    if (table === '') return null;
    const called = words.length > 0 ? words.join(' ') : singular(table);
    return { called, kind: 'reference', required, unique, options: [], target: PEOPLE.has(table) ? 'core.User' : table };
  }
  const options = (listed ?? '')
    .split(/[,;|/]/)
    .map((option) => option.trim().slice(0, MAX_OPTION_CHARS))
    .filter((option) => option !== '')
    .slice(0, MAX_OPTIONS);
  if (words.length === 0) return null;
  // A number in brackets is a length, as in varchar(40).
  const isChoice = options.length > 0 && !options.every((option) => /^\d+$/.test(option));
  const said = saidKind(words);
  const called = words.join(' ');
  if (!/[\p{L}\p{N}]/u.test(called)) return null;
  if (isChoice) return { ...plainColumn(called, 'choice'), required, unique, options: [...new Set(options)] };
  return { ...plainColumn(called, said ?? kindNamed(plain(called)) ?? kindByName(plain(called))), required, unique };
}

function takeColumns(maker: DraftMaker, model: DraftModel, text: string, line: number): void {
  for (const part of parts(text)) {
    const found = columnOf(part);
    if (found) maker.column(model, found, line);
    else
      maker.note(line, {
        en: `“${part.slice(0, 40)}” names no column.`,
        es: `«${part.slice(0, 40)}» no nombra ninguna columna.`,
      });
  }
}

/** Reads plain lines. Never throws. */
export function draftOfLines(text: string): Draft {
  const maker = draftMaker();
  let open: DraftModel | null = null;
  text.split(/\r\n|\r|\n/).forEach((raw, index) => {
    const line = index + 1;
    if (raw.trim() === '' || /^\s*(?:#|\/\/)\s/.test(raw)) return;
    if (raw.length > MAX_LINE_CHARS) {
      maker.note(line, {
        en: `A line has ${MAX_LINE_CHARS} characters at most.`,
        es: `Una línea tiene como máximo ${MAX_LINE_CHARS} caracteres.`,
      });
      return;
    }
    const bare = raw.trim().replace(/^[-*•]\s*/, '');
    const isInside = open !== null && /^(?:\s|[-*•])/.test(raw);
    const [, called = '', columns = ''] = /^([^:(),]{1,80}):(.*)$/.exec(bare) ?? [];
    if (called.trim() !== '' && /[\p{L}\p{N}]/u.test(called) && !isInside) {
      open = maker.model(called.trim(), line);
      if (open) takeColumns(maker, open, columns, line);
    } else if (open && isInside) {
      takeColumns(maker, open, bare, line);
    } else {
      maker.note(line, {
        en: `Not understood: “${bare.slice(0, 60)}”. A table begins with its name and a colon, such as “books: title, price money”.`,
        es: `No se entiende: «${bare.slice(0, 60)}». Una tabla empieza con su nombre y dos puntos, como «libros: título, precio dinero».`,
      });
    }
  });
  return maker.finish('lines');
}
