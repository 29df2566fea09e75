/** What is stored, as a file that somebody can look into: JSON, with bytes in base64 and anything else as its text. */
import { toBase64 } from '../../kernel/values/encoding';

/** Deeper structures are cut: a damaged record may hold anything. */
const MAX_DEPTH = 64;

function plain(value: unknown, depth: number): unknown {
  if (value instanceof Uint8Array) return { base64: toBase64(value) };
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  // A handle of a key, a map: what has no fields of its own says what it is.
  if (depth === 0 || !(Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype))
    return Object.prototype.toString.call(value);
  if (Array.isArray(value)) return value.map((entry) => plain(entry, depth - 1));
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, plain(entry, depth - 1)]));
}

/** The text of the file. */
export const recordText = (record: unknown): string => `${JSON.stringify(plain(record, MAX_DEPTH) ?? null, null, 2)}\n`;

interface NamedFile {
  name: string;
  blob: Blob;
}

const jsonFile = (name: string, ending: string, text: string): NamedFile => ({
  name: `${name.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 80) || 'project'}.${ending}.json`,
  blob: new Blob([text], { type: 'application/json' }),
});

export const recordFile = (name: string, record: unknown): NamedFile => jsonFile(name, 'record', recordText(record));

/** `text` as it is: numbers in it may have more digits than a reader here would keep. */
export const installationFile = (addonKey: string, text: string): NamedFile => jsonFile(addonKey, 'installation', `${text}\n`);
