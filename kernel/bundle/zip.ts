/**
 * A strict reader of zip archives, for an addon's folder and for workbooks. A zip describes each entry twice, in the directory at its
 * end and in front of the content; libraries believe one of the two and check neither the checksum nor the other copy, so
 * that a damaged file opens as another one and two programs can read two different files. Here both must say the same.
 */
import { crc32 } from './crc32';
import { cp437 } from './cp437';
import type { KernelError } from '../errors';
import { gunzipEach } from './gunzip';
import { bundleError } from './messages';

export interface ZipEntry {
  /** As written in the archive (unchecked), slashes between folders; a folder's ends in one. */
  path: string;
  kind: 'file' | 'folder' | 'link';
  /** What it claims to unfold to, in bytes. Never more is read. */
  size: number;
}

export interface Zip {
  entries: readonly ZipEntry[];
  /** The content, which has the size and the checksum that the archive gives. @throws KernelError `ZIP-DAMAGED` */
  read: (entry: ZipEntry) => Uint8Array;
  /** The same piece by piece; what is wrong with it may show after the last one. @throws KernelError `ZIP-DAMAGED` */
  pieces: (entry: ZipEntry) => Iterable<Uint8Array>;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const DESCRIPTOR = 0x08074b50;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const FULL_16 = 0xffff;
const FULL_32 = 0xffffffff;

const ENCRYPTED = 1;
const WITH_DESCRIPTOR = 1 << 3;
const STRONG_ENCRYPTION = 1 << 6;
const UTF_8 = 1 << 11;
const AES = 99;

const METHODS: Readonly<Record<number, string>> = {
  1: 'Shrink',
  6: 'Implode',
  9: 'Deflate64',
  12: 'BZIP2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'XZ',
  98: 'PPMd',
};

/** An entry as the directory describes it. `at`: where its local header begins. */
interface Described extends ZipEntry {
  flags: number;
  method: number;
  crc: number;
  packedSize: number;
  at: number;
  nameBytes: Uint8Array;
  /** Where its content begins. */
  dataAt: number;
}

interface Directory {
  at: number;
  size: number;
  count: number;
  /** Bytes before the archive, which its offsets do not count. */
  shift: number;
}

const damaged = (entry = '', cause?: unknown): KernelError => bundleError('ZIP-DAMAGED', { entry }, cause);

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A number of eight bytes. @throws KernelError `ZIP-DAMAGED` for one beyond what a file can have */
function long(view: DataView, at: number): number {
  const value = view.getBigUint64(at, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw damaged();
  return Number(value);
}

/** Where the record stands that ends the archive: its comment must end with the file. Undefined where there is none. */
function endOf(bytes: Uint8Array): number | undefined {
  const view = viewOf(bytes);
  const first = Math.max(0, bytes.length - END_BYTES - MAX_COMMENT_BYTES);
  const found: number[] = [];
  for (let at = bytes.length - END_BYTES; at >= first; at--) {
    if (view.getUint32(at, true) === END && at + END_BYTES + view.getUint16(at + 20, true) === bytes.length) found.push(at);
  }
  // A comment that is another end: programs would disagree about which archive this is.
  if (found.length > 1) throw bundleError('ZIP-AMBIGUOUS', { entry: '…' });
  return found[0];
}

function directoryOf(bytes: Uint8Array): Directory {
  const end = endOf(bytes);
  const view = viewOf(bytes);
  if (end === undefined) throw bytes.length > 4 && view.getUint32(0, true) === DESCRIPTOR ? bundleError('ZIP-SPLIT') : damaged();
  let disk = view.getUint16(end + 4, true);
  let directoryDisk = view.getUint16(end + 6, true);
  let here = view.getUint16(end + 8, true);
  let count = view.getUint16(end + 10, true);
  let size = view.getUint32(end + 12, true);
  let offset = view.getUint32(end + 16, true);
  let directoryEnd = end;
  const is64 = [disk, directoryDisk, here, count].includes(FULL_16) || size === FULL_32 || offset === FULL_32;
  const locator = end - 20;
  if (is64 && locator >= 56 && view.getUint32(locator, true) === LOCATOR_64) {
    if (view.getUint32(locator + 16, true) > 1) throw bundleError('ZIP-SPLIT');
    // Bytes before the archive move the record away from where the locator says; it stands right before it.
    const at = locator - 56;
    if (view.getUint32(at, true) !== END_64) throw damaged();
    disk = view.getUint32(at + 16, true);
    directoryDisk = view.getUint32(at + 20, true);
    here = long(view, at + 24);
    count = long(view, at + 32);
    size = long(view, at + 40);
    offset = long(view, at + 48);
    directoryEnd = at;
  }
  if (disk !== 0 || directoryDisk !== 0 || here !== count) throw bundleError('ZIP-SPLIT');
  const at = directoryEnd - size;
  const shift = at - offset;
  if (at < 0 || shift < 0) throw damaged();
  return { at, size, count, shift };
}

/** Extra fields by their id. */
function extrasOf(bytes: Uint8Array): Map<number, Uint8Array> {
  const view = viewOf(bytes);
  const extras = new Map<number, Uint8Array>();
  for (let at = 0; at + 4 <= bytes.length;) {
    const end = at + 4 + view.getUint16(at + 2, true);
    // Some tools pad this room with zeros or leave a rest: it describes nothing.
    if (end > bytes.length) break;
    extras.set(view.getUint16(at, true), bytes.subarray(at + 4, end));
    at = end;
  }
  return extras;
}

/** Sizes and offset, those of more than four bytes from the extra field. They stand in this order, and only those that need it. */
function inFull<Values extends readonly number[]>(
  values: Values,
  extras: ReadonlyMap<number, Uint8Array>,
): { [K in keyof Values]: number } {
  const field = extras.get(1);
  let at = 0;
  const full = values.map((value) => {
    if (value !== FULL_32 || field === undefined) return value;
    if (at + 8 > field.length) throw damaged();
    at += 8;
    return long(viewOf(field), at - 8);
  });
  return full as { [K in keyof Values]: number };
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * A name: UTF-8 where the archive says so, or in the field that holds it beside the old name; else the old code page, unless the
 * bytes can only be UTF-8, which macOS writes without saying so.
 */
function nameOf(bytes: Uint8Array, flags: number, extras: ReadonlyMap<number, Uint8Array>, isWindows: boolean): string {
  const unicode = extras.get(0x7075);
  const isOfThisName =
    unicode !== undefined && unicode.length > 5 && unicode[0] === 1 && viewOf(unicode).getUint32(1, true) === crc32(bytes);
  const name = utf8(isOfThisName ? unicode.subarray(5) : bytes) ?? (flags & UTF_8 ? undefined : cp437(bytes));
  if (name === undefined) throw bundleError('BUNDLE-PATH-CHARACTER', { entry: cp437(bytes) });
  // Older tools on Windows wrote its own separator.
  return isWindows && !name.includes('/') ? name.replaceAll('\\', '/') : name;
}

function described(bytes: Uint8Array, view: DataView, at: number, shift: number): { entry: Described; end: number } {
  if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) throw damaged();
  const host = view.getUint8(at + 5);
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const nameEnd = at + 46 + view.getUint16(at + 28, true);
  const extraEnd = nameEnd + view.getUint16(at + 30, true);
  const end = extraEnd + view.getUint16(at + 32, true);
  if (end > bytes.length) throw damaged();
  const nameBytes = bytes.subarray(at + 46, nameEnd);
  const extras = extrasOf(bytes.subarray(nameEnd, extraEnd));
  const path = nameOf(nameBytes, flags, extras, host === 0 || host === 10 || host === 11);
  const at32 = (offset: number): number => view.getUint32(at + offset, true);
  const [size, packedSize, offset] = inFull([at32(24), at32(20), at32(42)] as const, extras);
  if (view.getUint16(at + 34, true) !== 0) throw bundleError('ZIP-SPLIT');
  if (flags & (ENCRYPTED | STRONG_ENCRYPTION) || method === AES)
    throw bundleError('ZIP-ENCRYPTED', { entry: path, kind: method === AES ? 'AES' : flags & STRONG_ENCRYPTION ? 'PKWARE' : 'ZipCrypto' });
  if (method !== 0 && method !== 8) throw bundleError('ZIP-METHOD', { entry: path, kind: METHODS[method] ?? `method ${String(method)}` });
  if (method === 0 && size !== packedSize) throw damaged(path);
  const isLink = host === 3 && view.getUint32(at + 38, true) >>> 28 === 0xa;
  const kind = path.endsWith('/') ? 'folder' : isLink ? 'link' : 'file';
  const crc = view.getUint32(at + 16, true);
  return { entry: { path, kind, size, packedSize, flags, method, crc, nameBytes, at: offset + shift, dataAt: 0 }, end };
}

/** Whether the record behind the content says the same of it; its signature is optional, its sizes have four or eight bytes. */
function hasDescriptor(bytes: Uint8Array, { dataAt, packedSize, size, crc }: Described): boolean {
  const view = viewOf(bytes);
  const at = dataAt + packedSize;
  return [at, at + 4].some((start) => {
    if (start + 12 > bytes.length || view.getUint32(start, true) !== crc) return false;
    if (start !== at && view.getUint32(at, true) !== DESCRIPTOR) return false;
    if (view.getUint32(start + 4, true) === packedSize && view.getUint32(start + 8, true) === size) return true;
    const isLong = start + 20 <= bytes.length;
    return isLong && view.getBigUint64(start + 4, true) === BigInt(packedSize) && view.getBigUint64(start + 12, true) === BigInt(size);
  });
}

/** Compares the header before the content with the directory; answers where the content begins. */
function localDataAt(bytes: Uint8Array, view: DataView, entry: Described): number {
  const { at, path } = entry;
  if (at + 30 > bytes.length || view.getUint32(at, true) !== LOCAL) throw damaged(path);
  const nameLength = view.getUint16(at + 26, true);
  const dataAt = at + 30 + nameLength + view.getUint16(at + 28, true);
  if (dataAt + entry.packedSize > bytes.length) throw damaged(path);
  const name = bytes.subarray(at + 30, at + 30 + nameLength);
  const extras = extrasOf(bytes.subarray(at + 30 + nameLength, dataAt));
  const [size, packedSize] = inFull([view.getUint32(at + 22, true), view.getUint32(at + 18, true)] as const, extras);
  const crc = view.getUint32(at + 14, true);
  const flags = view.getUint16(at + 6, true);
  const isLater = ((entry.flags | flags) & WITH_DESCRIPTOR) !== 0;
  const pairs = [
    [crc, entry.crc],
    [size, entry.size],
    [packedSize, entry.packedSize],
  ];
  const isSame = pairs.every(([here, there]) => here === there);
  const isLeftOpen = isLater && pairs.every(([here, there]) => here === there || here === 0 || here === FULL_32);
  const agrees =
    (flags & (UTF_8 | ENCRYPTED)) === (entry.flags & UTF_8) &&
    view.getUint16(at + 8, true) === entry.method &&
    name.length === entry.nameBytes.length &&
    name.every((byte, index) => byte === entry.nameBytes[index]) &&
    (isSame || (isLeftOpen && hasDescriptor(bytes, { ...entry, dataAt })));
  if (!agrees) throw bundleError('ZIP-AMBIGUOUS', { entry: path });
  return dataAt;
}

/** Contents that lie in one another are how a small archive unfolds to a thousand times its size. */
function checkApart(entries: readonly Described[], directoryAt: number): void {
  const inOrder = [...entries].sort((a, b) => a.at - b.at);
  for (const [index, entry] of inOrder.entries()) {
    if (entry.dataAt + entry.packedSize > (inOrder[index + 1]?.at ?? directoryAt)) throw damaged(entry.path);
  }
}

/**
 * The content of an entry, piece by piece. What is deflated is what a gzip member holds: in that frame, its checksum, its length and its
 * end are checked.
 */
function* unpacked(packed: Uint8Array, { path, size, crc, method }: Described): Generator<Uint8Array, void, undefined> {
  if (method === 0) {
    if (crc32(packed) !== crc) throw damaged(path);
    yield packed.slice();
    return;
  }
  const member = new Uint8Array(packed.length + 18);
  member.set([31, 139, 8, 0, 0, 0, 0, 0, 0, 255]);
  member.set(packed, 10);
  viewOf(member).setUint32(packed.length + 10, crc, true);
  viewOf(member).setUint32(packed.length + 14, size, true);
  let fill = 0;
  try {
    for (const chunk of gunzipEach(member, 1)) {
      fill += chunk.length;
      if (fill > size) throw damaged(path);
      yield chunk;
    }
  } catch (error) {
    throw damaged(path, error);
  }
}

/**
 * Whether a file claims to be a zip: one begins with an entry, is empty, is a part of several, or has something else before it.
 */
export function isZip(bytes: Uint8Array): boolean {
  if (bytes.length < 4) return false;
  if ([LOCAL, END, DESCRIPTOR].includes(viewOf(bytes).getUint32(0, true))) return true;
  try {
    return viewOf(bytes).getUint32(directoryOf(bytes).at, true) === CENTRAL;
  } catch {
    return false;
  }
}

/**
 * Opens a zip: nothing is unpacked yet, and every entry was compared with its header.
 * @throws KernelError `ZIP-DAMAGED`, `ZIP-AMBIGUOUS`, `ZIP-ENCRYPTED`, `ZIP-METHOD`, `ZIP-SPLIT`, `BUNDLE-TOO-MANY-ENTRIES`,
 *   `BUNDLE-PATH-CHARACTER`
 */
export function openZip(packed: Uint8Array, maxEntries: number): Zip {
  const view = viewOf(packed);
  const directory = directoryOf(packed);
  if (directory.count > maxEntries) throw bundleError('BUNDLE-TOO-MANY-ENTRIES', { limit: maxEntries });
  const entries: Described[] = [];
  let at = directory.at;
  for (let index = 0; index < directory.count; index++) {
    const { entry, end } = described(packed, view, at, directory.shift);
    entries.push({ ...entry, dataAt: localDataAt(packed, view, entry) });
    at = end;
  }
  if (at !== directory.at + directory.size) throw damaged();
  checkApart(entries, directory.at);
  const byEntry = new Map<ZipEntry, Described>(entries.map((entry) => [entry, entry]));
  const pieces = (wanted: ZipEntry): Generator<Uint8Array, void, undefined> => {
    const entry = byEntry.get(wanted);
    if (entry === undefined) throw new Error('the entry is of another archive');
    return unpacked(packed.subarray(entry.dataAt, entry.dataAt + entry.packedSize), entry);
  };
  return {
    entries,
    pieces,
    read(wanted) {
      const content = new Uint8Array(wanted.size);
      let fill = 0;
      for (const piece of pieces(wanted)) {
        content.set(piece, fill);
        fill += piece.length;
      }
      return content;
    },
  };
}
