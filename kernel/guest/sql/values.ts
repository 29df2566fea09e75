/** Values of a guest's SQL: arguments as the texts that PostgreSQL reads, rows as hosts tell them. */
import { fromHex, toHex } from '../../values/encoding';
import { isNumber, numberOf, parseJson } from '../../values/json';
import { isUuid } from '../../values/uuid';

export const MAX_ARGUMENTS = 64;
/** Characters of all arguments together. */
const MAX_ARGUMENT_CHARS = 4 * 1024 * 1024;

/** Thrown for arguments that are none; `arg_decode` to a guest. */
export class ArgumentFault extends Error {}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Hosts pass over bits behind the last byte, which `fromBase64` refuses. */
const hex = (base64: string): string => toHex(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));

const MARKERS: Readonly<Record<string, (text: string) => string | null>> = {
  $uuid: (text) => (isUuid(text) ? text : null),
  $ts: (text) => (INSTANT.test(text) && !Number.isNaN(Date.parse(text)) ? text : null),
  $bytes: (text) => (BASE64.test(text) ? `\\x${hex(text)}` : null),
};

function argumentText(value: unknown, index: number): string | null {
  if (value === null) return null;
  if (typeof value === 'boolean') return String(value);
  if (isNumber(value)) return value.toString();
  if (typeof value === 'string') {
    if (value.includes('\0')) throw new ArgumentFault(`argument ${String(index + 1)} holds a NUL, which no text of PostgreSQL may`);
    return value;
  }
  const [entry, ...others] = Array.isArray(value) ? [] : Object.entries(value as Record<string, unknown>);
  const marker = entry && others.length === 0 && Object.hasOwn(MARKERS, entry[0]) ? MARKERS[entry[0]] : undefined;
  const text = marker && typeof entry?.[1] === 'string' ? marker(entry[1]) : null;
  if (text === null) throw new ArgumentFault(`argument ${String(index + 1)} is no scalar, and none of ${Object.keys(MARKERS).join(', ')}`);
  return text;
}

/** @throws ArgumentFault */
export function argumentsOf(json: string | null): (string | null)[] {
  if (json === null || json.length > MAX_ARGUMENT_CHARS) throw new ArgumentFault('the arguments are no text, or too long');
  let value: unknown;
  try {
    value = json.trim() === '' ? [] : parseJson(json);
  } catch {
    throw new ArgumentFault('the arguments are no JSON');
  }
  if (value === null) return [];
  if (!Array.isArray(value)) throw new ArgumentFault('the arguments are no list');
  if (value.length > MAX_ARGUMENTS) throw new ArgumentFault(`there are more than ${String(MAX_ARGUMENTS)} arguments`);
  return value.map(argumentText);
}

interface WireType {
  /** As the driver of hosts calls it. */
  name: string;
  read?: (text: string) => unknown;
}

const number = (text: string): unknown => (/^-?\d/.test(text) && Number.isFinite(Number(text)) ? numberOf(text) : text);

/** `2026-11-20 08:50:39.120+00` → `2026-11-20T08:50:39.12Z`. */
function instant(text: string): string {
  const [, day = text, time, fraction = ''] = /^(\d{4,}-\d{2}-\d{2})(?: (\d{2}:\d{2}:\d{2})(\.\d+)?(?:\+00)?)?$/.exec(text) ?? [];
  if (day === text && time === undefined) return /^\d{4,}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
  return `${day}T${time ?? ''}${fraction.replace(/\.?0+$/, '')}Z`;
}

/** Bytes as the text that they are; what is none of UTF-8 is replaced, as hosts do. */
function bytesText(text: string): string {
  return new TextDecoder().decode(text.startsWith('\\x') ? fromHex(text.slice(2)) : undefined);
}

/** By oid. What is not here is its text. */
const TYPES: Readonly<Record<number, WireType>> = {
  16: { name: 'BOOL', read: (text) => text === 't' },
  17: { name: 'BYTEA', read: bytesText },
  20: { name: 'INT8', read: number },
  21: { name: 'INT2', read: number },
  23: { name: 'INT4', read: number },
  25: { name: 'TEXT' },
  114: { name: 'JSON' },
  700: { name: 'FLOAT4', read: number },
  701: { name: 'FLOAT8', read: number },
  1042: { name: 'BPCHAR' },
  1043: { name: 'VARCHAR' },
  1082: { name: 'DATE', read: instant },
  1083: { name: 'TIME' },
  1114: { name: 'TIMESTAMP', read: instant },
  1184: { name: 'TIMESTAMPTZ', read: instant },
  1186: { name: 'INTERVAL' },
  1700: { name: 'NUMERIC' },
  2950: { name: 'UUID' },
  3802: { name: 'JSONB' },
};

export interface GuestRows {
  rows: Record<string, unknown>[];
  columns: { name: string; type: string }[];
}

/** Rows that were asked for as texts, as a guest is told them. */
export function guestRows(rows: readonly Record<string, unknown>[], columns: readonly { name: string; type: number }[]): GuestRows {
  return {
    rows: rows.map((row) =>
      Object.fromEntries(
        columns.map(({ name, type }) => {
          const text = row[name];
          return [name, typeof text === 'string' ? (TYPES[type]?.read?.(text) ?? text) : null];
        }),
      ),
    ),
    columns: columns.map(({ name, type }) => ({ name, type: TYPES[type]?.name ?? String(type) })),
  };
}
