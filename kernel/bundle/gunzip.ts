/**
 * Unpacks one gzip member piece by piece. `onChunk` sees every piece before the next one is made and stops the work by
 * throwing, so that a bomb costs one piece of memory and not its full size.
 *
 * fflate and not DecompressionStream: browsers and Node disagree about bytes after the end of a member, and a verdict must
 * not depend on where it is spoken. What fflate does not check (checksum, length, bytes after the end) is checked here.
 */
import { FlateErrorCode, Gunzip } from 'fflate';
import { KernelError } from '../errors';
import { bundleError } from './messages';

/** Deflate expands at most about 1,032 times: a piece of this size becomes 8.3 MiB at worst. */
const PUSH_BYTES = 8 * 1024;

const TRAILER_BYTES = 8;
const SMALLEST_MEMBER_BYTES = 18;

/**
 * An empty gzip member, fed after the real bytes. The decoder reports where a further member begins: when that is exactly
 * the end of the file, the first member used up every byte; anything else is a cut or a tail.
 */
const SENTINEL = Uint8Array.of(31, 139, 8, 0, 0, 0, 0, 0, 0, 255, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0);

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(crc: number, bytes: Uint8Array): number {
  let value = ~crc;
  for (const byte of bytes) value = (CRC_TABLE[(value ^ byte) & 255] ?? 0) ^ (value >>> 8);
  return ~value >>> 0;
}

function codeOf(error: unknown): number | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : undefined;
}

/**
 * @throws KernelError `BUNDLE-NOT-GZIP`, `BUNDLE-TRUNCATED`, `BUNDLE-DAMAGED`, `BUNDLE-TRAILING-DATA`, and whatever `onChunk` throws
 */
export function gunzipPieces(packed: Uint8Array, onChunk: (chunk: Uint8Array) => void): void {
  if (packed[0] !== 31 || packed[1] !== 139 || packed[2] !== 8) throw bundleError('BUNDLE-NOT-GZIP');
  if (packed.length < SMALLEST_MEMBER_BYTES) throw bundleError('BUNDLE-TRUNCATED');

  let crc = 0;
  let length = 0;
  let nextMember: number | undefined;
  let fed = 0;
  const inflater = new Gunzip((chunk) => {
    // The first member must be complete before the sentinel: content that it brings to light was never in the file.
    if (fed === packed.length && chunk.length > 0) throw bundleError('BUNDLE-TRUNCATED');
    crc = crc32(crc, chunk);
    length += chunk.length;
    if (chunk.length > 0) onChunk(chunk);
  });
  inflater.onmember = (offset) => {
    nextMember ??= offset;
    // Also what keeps the decoder from recursing through thousands of empty members.
    if (offset < packed.length) throw bundleError('BUNDLE-TRAILING-DATA');
  };

  const matchesTrailerAt = (end: number): boolean => {
    const view = new DataView(packed.buffer, packed.byteOffset + end - TRAILER_BYTES, TRAILER_BYTES);
    return view.getUint32(0, true) === crc && view.getUint32(4, true) === length % 2 ** 32;
  };

  try {
    while (fed < packed.length) {
      const end = Math.min(fed + PUSH_BYTES, packed.length);
      inflater.push(packed.subarray(fed, end), false);
      fed = end;
    }
    inflater.push(SENTINEL, true);
  } catch (error) {
    if (error instanceof KernelError) throw error;
    const code = codeOf(error);
    if (code === undefined) throw error;
    // Bytes that are no member header stand where the next member would begin.
    const noFurtherMember = code === FlateErrorCode.InvalidHeader;
    if (fed < packed.length) throw bundleError(noFurtherMember ? 'BUNDLE-TRAILING-DATA' : 'BUNDLE-DAMAGED', {}, error);
    // One to three stray bytes look like a short trailer until the sentinel arrives.
    const strayBytes = noFurtherMember && [1, 2, 3].some((stray) => matchesTrailerAt(packed.length - stray));
    throw bundleError(strayBytes ? 'BUNDLE-TRAILING-DATA' : 'BUNDLE-TRUNCATED', {}, error);
  }
  if (nextMember !== packed.length) throw bundleError('BUNDLE-TRUNCATED');
  if (!matchesTrailerAt(packed.length)) throw bundleError('BUNDLE-DAMAGED');
}
