/**
 * JSON that keeps every digit. `JSON.parse` reads 12345678901234567890 as 12345678901234567000 and 1.00 as 1; here a number that
 * JavaScript would not write out as it was written becomes an `ExactNumber`, and `writeJson` writes it as it was. Texts without
 * such numbers (nearly all) take `JSON.parse` and cost one pass more.
 */
import { parse as parseLossless } from 'lossless-json';

/** What the writer that is under way has collected; null while there is none. */
let pieces: string[] | null = null;

/** Stands for a piece of text in what `JSON.stringify` wrote. Nobody can guess it, and no text leaves with one in it. */
const NONCE = crypto.randomUUID();
const EVERY_PIECE = new RegExp(`"${NONCE}:(\\d+)"`, 'g');

const asPiece = (text: string): string | null => (pieces === null ? null : `${NONCE}:${pieces.push(text) - 1}`);

/** A number of a JSON text, as it is written there. It is a number for whoever computes with it by `kernel/values/decimal.ts`. */
export class ExactNumber {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }

  /** The digits, for `writeJson`. Any other writer gets them as a text: another number would be worse than another type. */
  toJSON(): string {
    return asPiece(this.text) ?? this.text;
  }
}

/** Whether a value is a number of JSON: JavaScript's, or one that is kept as it was written. */
export const isNumber = (value: unknown): value is number | ExactNumber => typeof value === 'number' || value instanceof ExactNumber;

/** Whether JavaScript writes a number as it is written here. */
export const isPlainNumber = (text: string): boolean => String(Number(text)) === text;

/** The number of a literal: a plain one where nothing is lost. */
export const numberOf = (text: string): number | ExactNumber => (isPlainNumber(text) ? Number(text) : new ExactNumber(text));

export interface JsonScan {
  /** Brackets within brackets, at most. */
  depth: number;
  /** Whether every number is plain. */
  plain: boolean;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const isNumberCode = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) || code === 0x2e || code === 0x2d || code === 0x2b || code === 0x65 || code === 0x45;

/** The place behind a text that begins at `start`. */
function textEnd(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); end >= 0; end = json.indexOf('"', end + 1)) {
    let slashes = end;
    while (json.charCodeAt(slashes - 1) === BACKSLASH) slashes -= 1;
    if ((end - slashes) % 2 === 0) return end + 1;
  }
  return json.length;
}

/** Depth and numbers of a JSON text, without reading it; for a text that is no JSON the answer means nothing. */
export function scanJson(json: string): JsonScan {
  let depth = 0;
  let deepest = 0;
  let plain = true;
  for (let at = 0; at < json.length;) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) {
      at = textEnd(json, at);
      continue;
    }
    if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x7d || code === 0x5d) depth -= 1;
    else if (plain && (code === 0x2d || (code >= 0x30 && code <= 0x39))) {
      const start = at;
      while (isNumberCode(json.charCodeAt(at))) at += 1;
      plain = isPlainNumber(json.slice(start, at));
      continue;
    }
    at += 1;
  }
  return { depth: deepest, plain };
}

/** Deepest nesting that is read: more than any form or guest writes, and what every stack below can hold. */
export const MAX_JSON_DEPTH = 200;

/** Names that JavaScript moves to the front of an object, in the order of numbers. */
const INDEX = /^(?:0|[1-9]\d{0,9})$/;

/** As `jsonb` sorts the members of an object: short names first, then byte by byte. */
function storedOrder(a: string, b: string): number {
  const [left, right] = [encoder.encode(a), encoder.encode(b)];
  if (left.length !== right.length) return left.length - right.length;
  const at = left.findIndex((byte, index) => byte !== right[index]);
  return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}

const encoder = new TextEncoder();

/** Sees to it that `writeJson` writes the objects of a `jsonb` as PostgreSQL does, though JavaScript keeps some members elsewhere. */
function keepStoredOrder(value: unknown): void {
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return;
  for (const item of Object.values(value)) keepStoredOrder(item);
  const names = Object.keys(value);
  if (Array.isArray(value) || names.length < 2 || !INDEX.test(names[0] ?? '') || Object.hasOwn(value, 'toJSON')) return;
  const object = value as Record<string, unknown>;
  names.sort(storedOrder);
  Object.defineProperty(object, 'toJSON', {
    enumerable: false,
    value(): unknown {
      const text = `{${names.map((name) => `${JSON.stringify(name)}:${writeJson(object[name])}`).join(',')}}`;
      return asPiece(text) ?? { ...object };
    },
  });
}

/**
 * A JSON text as a value; numbers that are not plain are `ExactNumber`s. The last of two members of one name counts, as in
 * `JSON.parse`.
 * @throws SyntaxError as `JSON.parse` says it, and for more than `maxDepth` brackets within brackets
 */
export function parseJson(text: string, maxDepth = MAX_JSON_DEPTH): unknown {
  const { depth, plain } = scanJson(text);
  if (depth > maxDepth) throw new SyntaxError(`more than ${maxDepth} brackets stand within each other`);
  const value: unknown = JSON.parse(text);
  if (plain) return value;
  return parseLossless(text, undefined, { parseNumber: numberOf, onDuplicateKey: ({ newValue }) => newValue });
}

const SOME_INDEX = /"\d{1,10}": /;

/** What PostgreSQL sent of a `jsonb`, as a value that `writeJson` writes in the same words. */
export function storedJson(text: string): unknown {
  const value = parseJson(text, Number.POSITIVE_INFINITY);
  if (SOME_INDEX.test(text)) keepStoredOrder(value);
  return value;
}

/** The JSON text of a value, its exact numbers as they were written. What has no JSON (undefined) is null. */
export function writeJson(value: unknown): string {
  const outer = pieces;
  const own: string[] = [];
  pieces = own;
  try {
    const text = (JSON.stringify(value) as string | undefined) ?? 'null';
    return own.length === 0 ? text : text.replace(EVERY_PIECE, (_, index: string) => own[Number(index)] ?? 'null');
  } finally {
    pieces = outer;
  }
}
