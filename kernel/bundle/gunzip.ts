/**
 * Unpacks a gzip file piece by piece, of one member or several one after the other (RFC 1952 §2.2; bgzip and stargz write such
 * files). `onChunk` sees every piece before the next one is made and stops the work by
 * throwing, so that a bomb costs one piece of memory and not its full size.
 *
 * fflate and not DecompressionStream: browsers and Node disagree about bytes after the end of a member, and a verdict must
 * not depend on where it is spoken. What fflate does not check (checksum, length, bytes after the end) is checked here.
 */
import { FlateErrorCode, Gunzip } from 'fflate';
import { KernelError } from '../errors';
import { BUNDLE_LIMITS } from './limits';
import { crc32 } from './crc32';
import { bundleError } from './messages';

/** Two for each entry that an archive may have. */
const MAX_MEMBERS = 2 * BUNDLE_LIMITS.maxEntries;

/** Deflate expands at most about 1,032 times: a piece of this size becomes 8.3 MiB at worst. */
const PUSH_BYTES = 8 * 1024;

const TRAILER_BYTES = 8;
const SMALLEST_MEMBER_BYTES = 18;

/**
 * An empty gzip member, fed after the real bytes. The decoder reports where a further member begins: when that is exactly
 * the end of the file, the last member used up every byte; anything else is a cut or a tail.
 */
const SENTINEL = Uint8Array.of(31, 139, 8, 0, 0, 0, 0, 0, 0, 255, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0);

function codeOf(error: unknown): number | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : undefined;
}

/**
 * The pieces, one after another: between two of them whoever asks may do something else.
 * @throws KernelError `BUNDLE-NOT-GZIP`, `BUNDLE-TRUNCATED`, `BUNDLE-DAMAGED`, `BUNDLE-TRAILING-DATA`,
 *   `BUNDLE-TOO-MANY-MEMBERS`
 */
export function* gunzipEach(packed: Uint8Array, maxMembers = MAX_MEMBERS): Generator<Uint8Array, void, undefined> {
  if (packed[0] !== 31 || packed[1] !== 139 || packed[2] !== 8) throw bundleError('BUNDLE-NOT-GZIP');
  if (packed.length < SMALLEST_MEMBER_BYTES) throw bundleError('BUNDLE-TRUNCATED');

  let crc = 0;
  let length = 0;
  let members = 0;
  /** Where the last member that was complete ends. */
  let completeUpTo = 0;
  let fed = 0;
  const chunks: Uint8Array[] = [];

  const matchesTrailerAt = (end: number): boolean => {
    const view = new DataView(packed.buffer, packed.byteOffset + end - TRAILER_BYTES, TRAILER_BYTES);
    return view.getUint32(0, true) === crc && view.getUint32(4, true) === length % 2 ** 32;
  };

  const inflater = new Gunzip((chunk) => {
    // The last member must be complete before the sentinel: content that it brings to light was never in the file.
    if (fed === packed.length && chunk.length > 0) throw bundleError('BUNDLE-TRUNCATED');
    crc = crc32(chunk, crc);
    length += chunk.length;
    if (chunk.length > 0) chunks.push(chunk);
  });
  inflater.onmember = (offset) => {
    if (offset > packed.length) throw bundleError('BUNDLE-TRUNCATED');
    if (!matchesTrailerAt(offset)) throw bundleError('BUNDLE-DAMAGED');
    // The decoder copies what it holds at every member: thousands of empty ones would cost far more than they weigh.
    members += 1;
    if (members > maxMembers) throw bundleError('BUNDLE-TOO-MANY-MEMBERS', { limit: maxMembers });
    completeUpTo = offset;
    crc = 0;
    length = 0;
  };

  try {
    while (fed < packed.length) {
      const end = Math.min(fed + PUSH_BYTES, packed.length);
      inflater.push(packed.subarray(fed, end), false);
      fed = end;
      yield* chunks.splice(0);
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
  if (completeUpTo !== packed.length) throw bundleError('BUNDLE-TRUNCATED');
}

/** As `gunzipEach`. @throws KernelError as `gunzipEach` does, and whatever `onChunk` throws */
export function gunzipPieces(packed: Uint8Array, onChunk: (chunk: Uint8Array) => void, maxMembers = MAX_MEMBERS): void {
  for (const chunk of gunzipEach(packed, maxMembers)) onChunk(chunk);
}
