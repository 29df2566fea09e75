/** Archives built by hand for the specs: every field can be wrong on purpose. */
import { gzipSync } from 'fflate';
import { joinBytes } from '../../values/bytes';

const ENCODER = new TextEncoder();

export interface HandmadeEntry {
  name: string | Uint8Array;
  body?: string | Uint8Array;
  /** Type flag; `0` is a regular file. */
  type?: string;
  /** What the header claims, when that is not the body's length. */
  size?: number;
  /** The twelve raw bytes of the size field, when digits will not do. */
  sizeField?: string;
  linkname?: string;
  prefix?: string | Uint8Array;
  /** The last four bytes of the header, where star writes its name. */
  trailer?: string;
  magic?: string;
  badChecksum?: boolean;
  /** Added up as signed numbers, as old tools did. */
  signedChecksum?: boolean;
}

export function utf8(text: string | Uint8Array): Uint8Array {
  return typeof text === 'string' ? ENCODER.encode(text) : text;
}

export const concat = (...parts: Uint8Array[]): Uint8Array => joinBytes(parts);

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** Header, body and padding of one entry. */
export function tarEntry(entry: HandmadeEntry): Uint8Array {
  const body = utf8(entry.body ?? '');
  const header = new Uint8Array(512);
  header.set(utf8(entry.name).subarray(0, 100), 0);
  header.set(latin1('0000644\0'), 100);
  header.set(latin1('0000000\0'), 108);
  header.set(latin1('0000000\0'), 116);
  header.set(latin1(entry.sizeField ?? `${(entry.size ?? body.length).toString(8).padStart(11, '0')}\0`), 124);
  header.set(latin1('00000000000\0'), 136);
  header.set(latin1(entry.type ?? '0'), 156);
  header.set(latin1(entry.linkname ?? ''), 157);
  header.set(latin1(entry.magic ?? 'ustar\x0000'), 257);
  header.set(typeof entry.prefix === 'string' ? latin1(entry.prefix) : (entry.prefix ?? []), 345);
  header.set(latin1(entry.trailer ?? ''), 508);
  header.fill(32, 148, 156);
  const valueOf = (byte: number) => (entry.signedChecksum && byte > 127 ? byte - 256 : byte);
  const sum = header.reduce((total, byte) => total + valueOf(byte), 0) + (entry.badChecksum ? 1 : 0);
  header.set(latin1(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
  return concat(header, body, new Uint8Array((512 - (body.length % 512)) % 512));
}

export const END_OF_TAR = new Uint8Array(1024);

export function tar(...entries: HandmadeEntry[]): Uint8Array {
  return concat(...entries.map(tarEntry), END_OF_TAR);
}

/** A pax extended header (type `x`, or `g` for the whole archive). */
export function pax(records: Record<string, string>, type = 'x'): HandmadeEntry {
  const body = Object.entries(records)
    .map(([key, value]) => {
      const rest = utf8(` ${key}=${value}\n`).length;
      let length = rest + 1;
      while (String(length).length + rest !== length) length = String(length).length + rest;
      return `${length} ${key}=${value}\n`;
    })
    .join('');
  return { name: 'PaxHeader', type, body };
}

export const MANIFEST: HandmadeEntry = { name: 'manifest.json', body: '{}' };

/** A gzipped archive with a manifest before the given entries. */
export function bundleWith(...entries: HandmadeEntry[]): Uint8Array {
  return gzipSync(tar(MANIFEST, ...entries), { mtime: 0 });
}

/** Code, sentence and named entry of what a promise is rejected with. */
export async function refusal(promise: Promise<unknown>): Promise<{ code: unknown; message: string; entry?: unknown }> {
  try {
    await promise;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const details = 'details' in error && typeof error.details === 'object' && error.details !== null ? error.details : {};
    return {
      code: 'code' in error ? error.code : undefined,
      message: error.message,
      ...('entry' in details ? { entry: details.entry } : {}),
    };
  }
  throw new Error('nothing was refused');
}
