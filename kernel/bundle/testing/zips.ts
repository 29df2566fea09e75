/** Zip archives built by hand for the specs: every field can be wrong on purpose. */
import { deflateSync } from 'fflate';
import { crc32 } from '../crc32';
import { concat, utf8 } from './archives';

export interface HandmadeZipEntry {
  name: string | Uint8Array;
  body?: string | Uint8Array;
  /** 8 by default. */
  method?: number;
  flags?: number;
  /** System that made it: 3 is Unix, 0 Windows. */
  host?: number;
  /** Unix mode, in the external attributes. */
  mode?: number;
  extra?: Uint8Array;
  /** Of the header before the content, where it is not the directory's. */
  localName?: string;
  crc?: number;
  /** Sizes and checksum come behind the content, with or without their signature. */
  descriptor?: 'signed' | 'bare' | 'long' | 'wrong';
  /** Sizes stand in the extra field of eight-byte numbers. */
  isLong?: boolean;
  /** Points to the header of the first entry. */
  overlaps?: boolean;
}

export interface ZipFrame {
  before?: Uint8Array;
  comment?: string | Uint8Array;
  /** Number of this part, of several. */
  disk?: number;
  isLong?: boolean;
}

function le(...fields: [bytes: 2 | 4 | 8, value: number][]): Uint8Array {
  return concat(...fields.map(([bytes, value]) => Uint8Array.from({ length: bytes }, (_, at) => Math.floor(value / 2 ** (8 * at)) % 256)));
}

const FULL = 0xffffffff;

export function handmadeZip(entries: readonly HandmadeZipEntry[], frame: ZipFrame = {}): Uint8Array {
  const before = frame.before ?? new Uint8Array(0);
  const locals: Uint8Array[] = [];
  const centrals: Uint8Array[] = [];
  let at = 0;
  for (const entry of entries) {
    const body = utf8(entry.body ?? '');
    const method = entry.method ?? 8;
    const packed = method === 8 ? deflateSync(body) : body;
    const crc = entry.crc ?? crc32(body);
    const name = utf8(entry.name);
    const localName = utf8(entry.localName ?? entry.name);
    const flags = (entry.flags ?? 0) | (entry.descriptor === undefined ? 0 : 8);
    const long = le([2, 1], [2, 16], [8, body.length], [8, packed.length]);
    const extra = concat(entry.isLong ? long : new Uint8Array(0), entry.extra ?? new Uint8Array(0));
    const told = entry.isLong ? FULL : undefined;
    const isLater = entry.descriptor !== undefined;
    const local = concat(
      le([4, 0x04034b50], [2, 20], [2, flags], [2, method], [4, 0], [4, isLater ? 0 : crc]),
      le([4, isLater ? 0 : (told ?? packed.length)], [4, isLater ? 0 : (told ?? body.length)], [2, localName.length], [2, extra.length]),
      localName,
      extra,
      packed,
      entry.descriptor === 'signed' ? le([4, 0x08074b50], [4, crc], [4, packed.length], [4, body.length]) : new Uint8Array(0),
      entry.descriptor === 'bare' ? le([4, crc], [4, packed.length], [4, body.length]) : new Uint8Array(0),
      entry.descriptor === 'long' ? le([4, 0x08074b50], [4, crc], [8, packed.length], [8, body.length]) : new Uint8Array(0),
      entry.descriptor === 'wrong' ? le([4, 0x08074b50], [4, crc], [4, packed.length], [4, body.length + 1]) : new Uint8Array(0),
    );
    locals.push(local);
    centrals.push(
      concat(
        le([4, 0x02014b50], [2, ((entry.host ?? 3) << 8) | 20], [2, 20], [2, flags], [2, method], [4, 0], [4, crc]),
        le([4, told ?? packed.length], [4, told ?? body.length], [2, name.length], [2, extra.length], [2, 0], [2, 0], [2, 0]),
        le([4, (entry.mode ?? 0o100644) * 65_536], [4, entry.overlaps ? 0 : at]),
        name,
        extra,
      ),
    );
    at += local.length;
  }
  const directory = concat(...centrals);
  const comment = utf8(frame.comment ?? '');
  const count = entries.length;
  const end64 = concat(
    le([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0], [8, count], [8, count], [8, directory.length], [8, at]),
    le([4, 0x07064b50], [4, 0], [8, at + directory.length], [4, 1]),
  );
  return concat(
    before,
    ...locals,
    directory,
    frame.isLong ? end64 : new Uint8Array(0),
    le([4, 0x06054b50], [2, frame.disk ?? 0], [2, 0], [2, frame.isLong ? 0xffff : count], [2, frame.isLong ? 0xffff : count]),
    le([4, frame.isLong ? FULL : directory.length], [4, frame.isLong ? FULL : at], [2, comment.length]),
    comment,
  );
}
