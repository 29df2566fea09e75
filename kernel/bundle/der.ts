/** As much of DER as key files need: definite lengths, no recursion, every length checked against what is there. */
import { bundleError } from './messages';

export const TAG = {
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  nothing: 0x05,
  oid: 0x06,
  sequence: 0x30,
  /** Of PKCS#8: `[0]`, `[1]`, and `[1]` around a whole bit string. */
  attributes: 0xa0,
  publicKey: 0x81,
  explicitPublicKey: 0xa1,
} as const;

export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  const bytes = new Uint8Array(1 + size.length + length);
  bytes.set([tag, ...size]);
  let offset = 1 + size.length;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/** A non-negative integer below 2^31. */
export function derInteger(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; rest > 0 || bytes.length === 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return der(TAG.integer, Uint8Array.from((bytes[0] ?? 0) > 127 ? [0, ...bytes] : bytes));
}

export interface DerReader {
  /** Tag of what comes next; undefined at the end. */
  peek: () => number | undefined;
  /** Content of the next element, which must have this tag. @throws KernelError `KEY-MALFORMED` */
  take: (tag: number) => Uint8Array;
  /** A reader of the next element's content. */
  enter: (tag: number) => DerReader;
  /** @throws KernelError `KEY-MALFORMED` for a number that is negative or above 2^31 */
  integer: () => number;
}

export function derReader(bytes: Uint8Array): DerReader {
  let at = 0;
  const byte = (): number => {
    const value = bytes[at];
    if (value === undefined) throw bundleError('KEY-MALFORMED');
    at += 1;
    return value;
  };
  const take = (tag: number): Uint8Array => {
    if (byte() !== tag) throw bundleError('KEY-MALFORMED');
    const first = byte();
    let length = first;
    if (first > 127) {
      if (first > 0x82) throw bundleError('KEY-MALFORMED');
      length = 0;
      for (let left = first & 0x7f; left > 0; left -= 1) length = length * 256 + byte();
    }
    if (length > bytes.length - at) throw bundleError('KEY-MALFORMED');
    at += length;
    return bytes.subarray(at - length, at);
  };
  return {
    peek: () => bytes[at],
    take,
    enter: (tag) => derReader(take(tag)),
    integer() {
      const digits = take(TAG.integer);
      const value = digits.reduce((sum, digit) => sum * 256 + digit, 0);
      if (digits.length === 0 || digits.length > 5 || (digits[0] ?? 0) > 127 || value >= 2 ** 31) throw bundleError('KEY-MALFORMED');
      return value;
    },
  };
}
