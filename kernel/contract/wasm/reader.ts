/** Reads the numbers, names and bytes of a WebAssembly binary, never past the end it was given. */

const MAX_NAME_BYTES = 4096;

/** Why a file is no module that a host would load. */
export class WasmFormatError extends Error {
  override readonly name = 'WasmFormatError';
}

export type Reader = ReturnType<typeof createReader>;

/** Reads `bytes` from `start` up to `end`. @throws WasmFormatError where they end before `end`, and at the read that would pass it */
export function createReader(bytes: Uint8Array, start: number, end: number) {
  let at = start;
  if (end > bytes.length) throw new WasmFormatError('truncated');
  const byte = (): number => {
    if (at >= end) throw new WasmFormatError('truncated');
    at += 1;
    return bytes[at - 1] ?? 0;
  };
  const skip = (count: number): void => {
    if (count > end - at) throw new WasmFormatError('truncated');
    at += count;
  };
  /** An unsigned LEB128 number of at most 64 bits; more than 32 count only as "large". */
  const leb = (): number => {
    let value = 0;
    for (let shift = 0; shift < 10; shift += 1) {
      const next = byte();
      value += (next & 0x7f) * 2 ** (7 * shift);
      if ((next & 0x80) === 0) return value;
    }
    throw new WasmFormatError('number');
  };
  return {
    byte,
    leb,
    skip,
    u32: (): number => (byte() | (byte() << 8) | (byte() << 16) | (byte() << 24)) >>> 0,
    name: (): string => {
      const length = leb();
      if (length > MAX_NAME_BYTES) throw new WasmFormatError('name');
      const from = at;
      skip(length);
      return new TextDecoder().decode(bytes.subarray(from, at));
    },
    position: (): number => at,
    done: (): boolean => at >= end,
  };
}
