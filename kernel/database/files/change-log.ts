/**
 * A data directory kept as a log of its changes. Two files take turns: one carries the whole directory and what changed since, and
 * when it has grown long the whole is written to the other. A change is one record behind the last; it counts once its checksum is
 * right, so a process that dies in the middle of one leaves the directory as it was before.
 */
import type { ChangeSet, FileWrite, StorageEntry } from '@electric-sql/pglite/memfs-frontend';

/** A file that is read and written at places (bytes), as a worker's private ones are (`FileSystemSyncAccessHandle`). */
export interface LogFile {
  getSize(): number;
  read(into: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  write(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  truncate(size: number): void;
  /** Returns when what was written would survive a loss of power. */
  flush(): void;
  close(): void;
}

export type LogFiles = readonly [LogFile, LogFile];

/** The order of the changes of one flush: the write-ahead log before the pages it speaks of. */
const GROUPS = ['wal', 'data', 'control'] as const;

const MAGIC = 0x4d_43_4c_31;
const HEADER_WORDS = 8;
const HEADER_BYTES = HEADER_WORDS * 4;
/** A log may hold this many times the directory, and this many bytes beside, before the whole is written anew. */
const COMPACT_FACTOR = 2;
const COMPACT_SLACK = 16 * 1024 * 1024;
/** Bytes kept free behind the last record: more than PostgreSQL writes between the last look at the room and the end of a commit. */
const RESERVE = 4 * 1024 * 1024;

/** What a record says of a file; the bytes of the pieces follow behind the index in this order. */
interface IndexedFile {
  path: string;
  size: number;
  full: boolean;
  truncate: boolean;
  /** Place and length of each piece, in bytes. */
  pieces: [at: number, length: number][];
}

interface RecordIndex {
  ops: { op: 'remove' | 'mkdir'; path: string }[];
  files: IndexedFile[];
}

interface Head {
  generation: number;
  sequence: number;
  salt: number;
}

interface Replayed extends Head {
  file: LogFile;
  /** Where the next record goes. */
  end: number;
  /** Length of the first record, which is the whole directory. */
  whole: number;
  entries: Map<string, Uint8Array<ArrayBuffer> | 'dir'>;
}

function mix(hash: number, bytes: Uint8Array<ArrayBuffer>): number {
  let mixed = hash;
  const words = bytes.byteOffset % 4 === 0 ? bytes.byteLength >>> 2 : 0;
  if (words > 0) for (const word of new Uint32Array(bytes.buffer, bytes.byteOffset, words)) mixed = step(mixed, word);
  for (let index = words * 4; index < bytes.byteLength; index += 1) mixed = step(mixed, bytes[index] ?? 0);
  return mixed;
}

function step(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, 0x9e37_79b1);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

/** The same bytes at a place that words can be read from. */
const aligned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.byteOffset % 4 === 0 && bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);

function encode(changes: ChangeSet): { index: RecordIndex; pieces: Uint8Array<ArrayBuffer>[] } {
  const index: RecordIndex = { ops: changes.ops, files: [] };
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (const { path, size, full, truncate, chunks } of GROUPS.flatMap((group): FileWrite[] => changes.files[group])) {
    index.files.push({ path, size, full, truncate, pieces: chunks.map(({ at, data }) => [at, data.byteLength]) });
    for (const { data } of chunks) pieces.push(aligned(data));
  }
  return { index, pieces };
}

/** Writes one record. @returns its length in bytes @throws what the file throws, when there is no room */
function writeRecord(file: LogFile, at: number, head: Head, changes: ChangeSet): number {
  const { index, pieces } = encode(changes);
  const text = new TextEncoder().encode(JSON.stringify(index));
  const body = pieces.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const header = new Uint32Array([MAGIC, head.generation, head.sequence, head.salt, text.byteLength, body, 0, 0]);
  const indexHash = mix(mix(0, new Uint8Array(header.buffer)), text);
  header.set([indexHash, pieces.reduce(mix, indexHash)], HEADER_WORDS - 2);
  let end = at;
  for (const part of [new Uint8Array(header.buffer), text, ...pieces]) {
    if (file.write(part, { at: end }) !== part.byteLength) throw new DOMException('The file did not grow.', 'QuotaExceededError');
    end += part.byteLength;
  }
  return end - at;
}

interface FoundRecord extends Head {
  length: number;
  index: RecordIndex;
  pieces: Uint8Array<ArrayBuffer>[];
}

/** The record at a place, or null where none is whole. */
function readRecord(file: LogFile, at: number): FoundRecord | null {
  const size = file.getSize();
  const read = (length: number, place: number): Uint8Array<ArrayBuffer> => {
    const bytes = new Uint8Array(length);
    file.read(bytes, { at: place });
    return bytes;
  };
  if (at + HEADER_BYTES > size) return null;
  const header = new Uint32Array(read(HEADER_BYTES, at).buffer);
  const [magic, generation = 0, sequence = 0, salt = 0, textLength = 0, bodyLength = 0, indexHash, bodyHash] = header;
  const end = at + HEADER_BYTES + textLength + bodyLength;
  if (magic !== MAGIC || end > size) return null;
  header.fill(0, HEADER_WORDS - 2);
  const text = read(textLength, at + HEADER_BYTES);
  let hash = mix(mix(0, new Uint8Array(header.buffer)), text);
  if (hash !== indexHash) return null;
  // The checksum says that this is what was written, so its shape is known.
  const index = JSON.parse(new TextDecoder().decode(text)) as RecordIndex;
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let place = end - bodyLength;
  for (const [, length] of index.files.flatMap((entry) => entry.pieces)) {
    const piece = read(length, place);
    hash = mix(hash, piece);
    pieces.push(piece);
    place += length;
  }
  return hash === bodyHash ? { generation, sequence, salt, length: end - at, index, pieces } : null;
}

/** `bytes` at `size`, with zeros behind what there was. */
function resized(bytes: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> {
  if (bytes.byteLength === size) return bytes;
  const other = new Uint8Array(size);
  other.set(bytes.subarray(0, size));
  return other;
}

function remove(entries: Replayed['entries'], path: string): void {
  const isDirectory = entries.get(path) === 'dir';
  entries.delete(path);
  if (isDirectory) for (const name of [...entries.keys()]) if (name.startsWith(`${path}/`)) entries.delete(name);
}

function replay(entries: Replayed['entries'], { index, pieces }: FoundRecord): void {
  for (const { op, path } of index.ops) {
    if (op === 'mkdir') entries.set(path, 'dir');
    else remove(entries, path);
  }
  let next = 0;
  for (const file of index.files) {
    const there = entries.get(file.path);
    let bytes = there === undefined || there === 'dir' || file.full ? new Uint8Array(0) : there;
    for (const [at, length] of file.pieces) {
      const piece = pieces[next] ?? new Uint8Array(0);
      next += 1;
      if (at === 0 && length === file.size) bytes = piece;
      else {
        if (at + length > bytes.byteLength) bytes = resized(bytes, at + length);
        bytes.set(piece, at);
      }
    }
    entries.set(file.path, file.truncate ? resized(bytes, file.size) : bytes);
  }
}

/** What a file holds, up to the first record that is not whole; null where not even the first is. */
function replayFile(file: LogFile): Replayed | null {
  const first = readRecord(file, 0);
  if (first?.sequence !== 0) return null;
  const { generation, salt } = first;
  const entries: Replayed['entries'] = new Map();
  let end = 0;
  let sequence = 0;
  for (let record: FoundRecord | null = first; record; record = readRecord(file, end)) {
    // What lies behind the last record may be left of an earlier one that failed.
    if (record.generation !== generation || record.salt !== salt || record.sequence !== sequence) break;
    replay(entries, record);
    end += record.length;
    sequence += 1;
  }
  return { file, generation, sequence, salt, end, whole: first.length, entries };
}

const newSalt = (): number => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;

/** A directory's changes in two files; see the head of this file. Nobody else may write to them. */
export class ChangeLog {
  readonly #files: LogFiles;
  #file: LogFile;
  #head: Head;
  #end: number;
  #whole: number;
  #entries: Replayed['entries'];

  /** Reads what is there. Files that hold nothing whole are an empty directory: see `isEmpty`. `reserve`: see `hasRoom`, in bytes. */
  constructor(
    files: LogFiles,
    private readonly reserve = RESERVE,
  ) {
    this.#files = files;
    const found = files.map(replayFile).filter((replayed) => replayed !== null);
    const newest = found.sort((a, b) => b.generation - a.generation)[0];
    this.#file = newest?.file ?? files[0];
    this.#head = newest ?? { generation: 1, sequence: 0, salt: newSalt() };
    this.#end = newest?.end ?? 0;
    this.#whole = newest?.whole ?? 0;
    this.#entries = newest?.entries ?? new Map<string, never>();
  }

  get isEmpty(): boolean {
    return this.#head.sequence === 0;
  }

  /** What the directory held when the log was opened, parents before their children. They are handed out once. */
  takeEntries(): StorageEntry[] {
    const entries = [...this.#entries].map(([path, held]): StorageEntry =>
      held === 'dir' ? { kind: 'dir', path } : { kind: 'file', path, data: held },
    );
    this.#entries = new Map();
    return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /**
   * Adds one set of changes, or nothing of it. `snapshot` tells the whole directory with these changes in it, for when the log has
   * become long. `isDurable`: it shall survive a loss of power, not only the end of this process.
   * @throws DOMException `QuotaExceededError`, or what else the file throws when it cannot grow
   */
  append(changes: ChangeSet, snapshot: () => ChangeSet, isDurable: boolean): void {
    if (this.#end > this.#whole * COMPACT_FACTOR + COMPACT_SLACK && this.#compact(snapshot)) return;
    const length = writeRecord(this.#file, this.#end, this.#head, changes);
    if (isDurable) this.#file.flush();
    if (this.#head.sequence === 0) this.#whole = length;
    this.#end += length;
    this.#head = { ...this.#head, sequence: this.#head.sequence + 1 };
    this.hasRoom();
  }

  /** Writes the whole to the other file, which is the one that counts from then on; false where there is no room for it. */
  #compact(snapshot: () => ChangeSet): boolean {
    const other = this.#files[0] === this.#file ? this.#files[1] : this.#files[0];
    const head: Head = { generation: this.#head.generation + 1, sequence: 0, salt: newSalt() };
    let length: number;
    try {
      other.truncate(0);
      length = writeRecord(other, 0, head, snapshot());
      other.flush();
    } catch {
      other.truncate(0);
      return false;
    }
    this.#file.truncate(0);
    this.#file = other;
    this.#head = { ...head, sequence: 1 };
    this.#whole = length;
    this.#end = length;
    this.hasRoom();
    return true;
  }

  /**
   * Whether there is room for what PostgreSQL writes when it commits. It is taken behind each change, by writing to it: a promise of
   * the disk that is not kept would be found out in the middle of a commit.
   */
  hasRoom(): boolean {
    const size = this.#file.getSize();
    const wanted = this.#end + this.reserve;
    if (size >= wanted) return true;
    try {
      return this.#file.write(new Uint8Array(wanted - size), { at: size }) === wanted - size;
    } catch {
      return false;
    }
  }

  close(): void {
    for (const file of this.#files) file.close();
  }
}
