/**
 * A strict, streaming reader of tar archives, fed piece by piece.
 *
 * The library that writes our archives also reads them, but takes unknown entry types for files, ignores bytes after the
 * end and decodes broken names into look-alikes. Two readers that disagree about an archive are how signatures are
 * bypassed, so what is not plainly a regular file or folder is refused here.
 */
import { MAX_TAR_EXTENSION_BYTES, MAX_TAR_FRAMING_BYTES, type BundleLimits } from './limits';
import { bundleError } from './messages';

const BLOCK_BYTES = 512;
const DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Types that are refused by name. */
const KINDS: Record<string, string> = {
  '1': 'hard link',
  '2': 'symbolic link',
  '3': 'character device',
  '4': 'block device',
  '6': 'named pipe',
  '7': 'contiguous file',
  D: 'list of a folder',
  K: 'link',
  M: 'part of a file that goes on in another archive',
  S: 'sparse file',
  V: 'volume label',
};

export interface TarEntry {
  /** As written in the archive (unchecked), a folder's without its slashes at the end. */
  path: string;
  kind: 'file' | 'folder';
  /** Empty for a folder. Owned by the caller. */
  body: Uint8Array;
}

export interface TarReader {
  /** @throws KernelError named in `createTarReader` */
  push(chunk: Uint8Array): void;
  /** The archive's last byte was pushed. @throws KernelError `BUNDLE-TRUNCATED` */
  end(): void;
}

interface Header {
  /**
   * The old field, as bytes: tools cut a long name anywhere, in the middle of a letter too, and give the whole one in a record
   * before. It is decoded only where no record replaces it.
   */
  nameBytes: Uint8Array;
  size: number;
  type: string;
}

/** A header whose name is known. */
type NamedHeader = Header & { name: string };

/** What an extended header says about the entry after it. */
interface Extension {
  path?: string;
  size?: number;
  link?: boolean;
  sparse?: boolean;
}

/** The bytes before the first NUL. */
function field(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end === -1 ? bytes : bytes.subarray(0, end);
}

function text(bytes: Uint8Array): string {
  const used = field(bytes);
  try {
    return DECODER.decode(used);
  } catch (error) {
    throw bundleError('BUNDLE-PATH-CHARACTER', { entry: String.fromCharCode(...used.subarray(0, 120)) }, error);
  }
}

/** Octal digits between spaces and NULs, or base-256 (GNU, star) for large numbers. `undefined` for anything else. */
function number(bytes: Uint8Array): number | undefined {
  const first = bytes[0] ?? 0;
  if (first & 0x80) {
    // 0xff… would be negative; a first byte other than 0x80 is beyond any size we accept.
    if (first !== 0x80) return undefined;
    const value = bytes.subarray(1).reduce((sum, byte) => sum * 256 + byte, 0);
    return Number.isSafeInteger(value) ? value : undefined;
  }
  const match = /^[ \0]*([0-7]*)[ \0]*$/.exec(String.fromCharCode(...bytes));
  return match ? Number.parseInt(`0${match[1] ?? ''}`, 8) : undefined;
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

/** Prefix field of a POSIX archive; in GNU's variant and in star's the same bytes hold times. */
function prefixOf(block: Uint8Array): Uint8Array {
  if (latin1(block.subarray(257, 263)) !== 'ustar\0') return block.subarray(0, 0);
  const isStar = latin1(block.subarray(508, 512)) === 'tar\0';
  return field(block.subarray(345, isStar ? 476 : 500));
}

function parseHeader(block: Uint8Array): Header | undefined {
  // Old tools added the bytes up as signed numbers, which differs where a name is not ASCII.
  let sum = 0;
  let signedSum = 0;
  for (let i = 0; i < BLOCK_BYTES; i++) {
    const byte = i >= 148 && i < 156 ? 32 : (block[i] ?? 0);
    sum += byte;
    signedSum += byte > 127 ? byte - 256 : byte;
  }
  const claimed = number(block.subarray(148, 156));
  const size = number(block.subarray(124, 136));
  if ((claimed !== sum && claimed !== signedSum) || size === undefined) return undefined;
  const name = field(block.subarray(0, 100));
  const prefix = prefixOf(block);
  const nameBytes = prefix.length === 0 ? name.slice() : Uint8Array.of(...prefix, 0x2f, ...name);
  const type = String.fromCharCode(block[156] ?? 0);
  return { nameBytes, size, type: type === '\0' ? '0' : type };
}

/** A name for messages only: it may be cut in the middle of a letter. */
const roughName = ({ nameBytes }: Header): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(nameBytes);

/** Records `<length> <key>=<value>\n`. `undefined` when they are malformed. */
function parsePax(bytes: Uint8Array): Map<string, Uint8Array> | undefined {
  const records = new Map<string, Uint8Array>();
  let offset = 0;
  while (offset < bytes.length) {
    const space = bytes.indexOf(32, offset);
    if (space === -1 || space - offset > 8) return undefined;
    const digits = String.fromCharCode(...bytes.subarray(offset, space));
    const end = offset + Number(digits);
    const equals = bytes.indexOf(61, space);
    if (!/^[1-9][0-9]*$/.test(digits) || end > bytes.length || bytes[end - 1] !== 10 || equals === -1 || equals >= end) return undefined;
    records.set(text(bytes.subarray(space + 1, equals)), bytes.subarray(equals + 1, end - 1));
    offset = end;
  }
  return records;
}

/**
 * @param onEntry called once for each file and folder, in the archive's order
 * @throws KernelError (from `push`) `BUNDLE-TAR-DAMAGED`, `BUNDLE-ENTRY-KIND`, `BUNDLE-PATH-CHARACTER`,
 *   `BUNDLE-TOO-MANY-ENTRIES`, `BUNDLE-UNPACKED-SIZE`, `BUNDLE-TRAILING-DATA`
 */
export function createTarReader(
  limits: Pick<BundleLimits, 'maxEntries' | 'maxUnpackedBytes'>,
  onEntry: (entry: TarEntry) => void,
): TarReader {
  const block = new Uint8Array(BLOCK_BYTES);
  let blockFill = 0;
  let current: { header: NamedHeader; body: Uint8Array; fill: number; padding: number } | undefined;
  let extension: Extension = {};
  let lastName = '';
  let streamBytes = 0;
  let contentBytes = 0;
  let entries = 0;
  let extensions = 0;
  let zeroBlocks = 0;

  const damaged = () => bundleError('BUNDLE-TAR-DAMAGED', { entry: lastName });

  function finishExtension(header: NamedHeader, body: Uint8Array): void {
    if (header.type === 'L') {
      extension.path = text(body);
      return;
    }
    const records = parsePax(body);
    if (records === undefined) throw damaged();
    const path = records.get('path');
    const size = records.get('size');
    // A global header that renames or resizes every entry has no honest use; `git archive` writes one with a comment.
    if (header.type === 'g' && (path ?? size) !== undefined) throw damaged();
    // An empty value takes the record back: the entry has its own name and size.
    if (path !== undefined && path.length > 0) {
      if (path.includes(0)) throw bundleError('BUNDLE-PATH-CHARACTER', { entry: text(path) });
      extension.path = text(path);
    }
    if (size !== undefined && size.length > 0) {
      const value = text(size);
      if (!/^[0-9]{1,15}$/.test(value)) throw damaged();
      extension.size = Number(value);
    }
    if ((records.get('linkpath')?.length ?? 0) > 0) extension.link = true;
    if ([...records.keys()].some((key) => key.startsWith('GNU.sparse'))) extension.sparse = true;
  }

  function finishEntry(header: NamedHeader, body: Uint8Array): void {
    if (header.type === 'x' || header.type === 'g' || header.type === 'L') finishExtension(header, body);
    else onEntry({ path: header.name.replace(/\/+$/, ''), kind: header.type === '5' ? 'folder' : 'file', body });
  }

  function begin(parsed: Header): void {
    let header: NamedHeader;
    if (parsed.type === 'x' || parsed.type === 'g' || parsed.type === 'L') {
      header = { ...parsed, name: roughName(parsed) };
      extensions += 1;
      if (header.size > MAX_TAR_EXTENSION_BYTES)
        throw bundleError('BUNDLE-PATH-LENGTH', { entry: header.name, actual: header.size, limit: MAX_TAR_EXTENSION_BYTES });
      if (extensions > limits.maxEntries) throw bundleError('BUNDLE-TOO-MANY-ENTRIES', { entry: header.name, limit: limits.maxEntries });
    } else {
      header = { ...parsed, name: extension.path ?? text(parsed.nameBytes), size: extension.size ?? parsed.size };
      const kind = extension.sparse ? 'sparse file' : extension.link ? 'link' : KINDS[header.type];
      extension = {};
      lastName = header.name;
      entries += 1;
      if (entries > limits.maxEntries) throw bundleError('BUNDLE-TOO-MANY-ENTRIES', { entry: header.name, limit: limits.maxEntries });
      // Before ustar a folder was a file whose name ends in a slash.
      if (header.type === '0' && header.name.endsWith('/') && header.size === 0) header.type = '5';
      const isFile = header.type === '0' && !header.name.endsWith('/');
      const isFolder = header.type === '5' && header.size === 0;
      if (kind !== undefined || !(isFile || isFolder)) {
        const unknown = header.type === '0' || header.type === '5' ? 'folder with content' : `tar type ${JSON.stringify(header.type)}`;
        throw bundleError('BUNDLE-ENTRY-KIND', { entry: header.name, kind: kind ?? unknown });
      }
      // By the claim, before memory is taken for it; what is really read is counted in push().
      if (header.size > limits.maxUnpackedBytes - contentBytes)
        throw bundleError('BUNDLE-UNPACKED-SIZE', { entry: header.name, limit: limits.maxUnpackedBytes });
      contentBytes += header.size;
    }
    const padding = (BLOCK_BYTES - (header.size % BLOCK_BYTES)) % BLOCK_BYTES;
    current = { header, body: new Uint8Array(header.size), fill: 0, padding };
  }

  function takeBlock(): void {
    const isZero = block.every((byte) => byte === 0);
    if (zeroBlocks >= 2) {
      if (!isZero) throw bundleError('BUNDLE-TRAILING-DATA', { entry: lastName });
      return;
    }
    if (isZero) {
      zeroBlocks += 1;
      return;
    }
    const header = zeroBlocks === 0 ? parseHeader(block) : undefined;
    if (header === undefined) throw damaged();
    begin(header);
  }

  /** Closes the entry when its content and padding are complete. */
  function settle(): void {
    if (current?.fill === current?.body.length && current?.padding === 0) {
      const { header, body } = current;
      current = undefined;
      finishEntry(header, body);
    }
  }

  return {
    push(chunk) {
      streamBytes += chunk.length;
      if (streamBytes > limits.maxUnpackedBytes + MAX_TAR_FRAMING_BYTES) {
        throw bundleError('BUNDLE-UNPACKED-SIZE', { entry: current?.header.name ?? lastName, limit: limits.maxUnpackedBytes });
      }
      let offset = 0;
      while (offset < chunk.length) {
        if (current === undefined) {
          const taken = Math.min(BLOCK_BYTES - blockFill, chunk.length - offset);
          block.set(chunk.subarray(offset, offset + taken), blockFill);
          blockFill += taken;
          offset += taken;
          if (blockFill === BLOCK_BYTES) {
            blockFill = 0;
            takeBlock();
            settle();
          }
        } else if (current.fill < current.body.length) {
          const taken = Math.min(current.body.length - current.fill, chunk.length - offset);
          current.body.set(chunk.subarray(offset, offset + taken), current.fill);
          current.fill += taken;
          offset += taken;
          settle();
        } else {
          const taken = Math.min(current.padding, chunk.length - offset);
          current.padding -= taken;
          offset += taken;
          settle();
        }
      }
    },
    end() {
      if (current !== undefined) throw bundleError('BUNDLE-TRUNCATED', { entry: current.header.name });
      // An archive may end without its two zero blocks only when it was cut between entries.
      if (zeroBlocks < 2 || blockFill !== 0) throw bundleError('BUNDLE-TRUNCATED', { entry: lastName });
      if (Object.keys(extension).length > 0) throw damaged();
    },
  };
}
