/** QR codes of links: the smallest code that holds one, with a quiet zone around it. */
import { encode } from 'uqr';
import { KernelError } from '../errors';

/** Bytes of the longest text that fits: version 40, error correction level L. */
export const MAX_QR_BYTES = 2_953;

/** Light modules on each side, as the standard asks for. */
const QUIET = 4;

/**
 * The code of a text, as the path of an SVG whose view box is `size` by `size`; a module is 1 by 1.
 * @throws KernelError `QR-TOO-LONG` for more than `MAX_QR_BYTES` of UTF-8
 */
export function qrPath(text: string): { path: string; size: number } {
  if (new TextEncoder().encode(text).length > MAX_QR_BYTES)
    throw new KernelError('QR-TOO-LONG', `A QR code holds at most ${String(MAX_QR_BYTES)} bytes.`);
  const { data, size } = encode(text, { ecc: 'L', border: QUIET });
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${String(x)} ${String(y)}h1v1h-1z` : ''))).join('');
  return { path, size };
}
