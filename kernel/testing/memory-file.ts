/** A file in memory, as a worker's private ones are, whose owner may die, and which may have no room. */
import type { LogFile } from '../database/files/change-log';

export class MemoryFile implements LogFile {
  /** What is written, with room behind it that nobody sees. */
  #held = new Uint8Array(0);
  #size = 0;
  /** The file grows to this many bytes and no further. */
  room = Number.POSITIVE_INFINITY;

  constructor(bytes = new Uint8Array(0)) {
    this.write(bytes, { at: 0 });
  }

  /** Its content, to look at and to damage. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#held.subarray(0, this.#size);
  }

  getSize(): number {
    return this.#size;
  }

  read(into: Uint8Array<ArrayBuffer>, { at }: { at: number }): number {
    const piece = this.bytes.subarray(at, at + into.byteLength);
    into.set(piece);
    return piece.byteLength;
  }

  write(bytes: Uint8Array<ArrayBuffer>, { at }: { at: number }): number {
    const end = at + bytes.byteLength;
    if (end > Math.max(this.#size, this.room)) {
      // A real one may have written a part.
      this.write(bytes.subarray(0, Math.max(0, this.#size - at)), { at });
      throw new DOMException('full', 'QuotaExceededError');
    }
    if (end > this.#size) this.truncate(end);
    this.#held.set(bytes, at);
    return bytes.byteLength;
  }

  truncate(size: number): void {
    if (size > this.#held.byteLength) {
      const larger = new Uint8Array(size * 2);
      larger.set(this.bytes);
      this.#held = larger;
    }
    this.#held.fill(0, Math.min(size, this.#size), Math.max(size, this.#size));
    this.#size = size;
  }

  flush(): void {
    // Memory forgets nothing while it is there.
  }

  close(): void {
    // Nothing is held.
  }

  /** The file as whoever opens it next finds it, cut at `size` bytes. */
  left(size = this.#size): MemoryFile {
    return new MemoryFile(this.bytes.slice(0, size));
  }
}
