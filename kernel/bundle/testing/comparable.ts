/** Two archives of the same files, without what differs in form only. */
import { gunzipSync } from 'fflate';

const BLOCK = 512;
const CHECKSUM = [148, 156] as const;
/** Numbers of a device, which a file does not have: the platform writes zeros there, we write nothing. */
const DEVICE = [329, 345] as const;

/** The archive without device numbers, and without the header's checksum, which covers them. */
export function comparable(packed: Uint8Array): Uint8Array {
  const tar = gunzipSync(packed);
  for (let at = 0; at < tar.length && tar[at] !== 0;) {
    const size = Number.parseInt(new TextDecoder('latin1').decode(tar.subarray(at + 124, at + 135)), 8);
    for (const [from, to] of [CHECKSUM, DEVICE]) tar.fill(0, at + from, at + to);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return tar;
}
