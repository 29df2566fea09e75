/** The parts of a workbook, found by what its relations say of them and never by what they happen to be called. */
import { localizedSentence } from '../../../bundle/messages';
import { openZip, type Zip, type ZipEntry } from '../../../bundle/zip';
import { KernelError } from '../../../errors';
import { fileFault } from '../faults';
import { FILE_LIMITS, within } from '../limits';
import { readXml } from './xml';

export interface Relation {
  /** The last word of its type: `worksheet`, `sharedStrings`, … */
  type: string;
  target: string;
}

export interface Package {
  /** A part's bytes, piece by piece; null where there is none. Names differ by more than case. @throws FileFault `damaged`, `too_large` */
  read(path: string): Iterable<Uint8Array> | null;
  /** What a part is related to, by id; `''` is the package itself. */
  relations(path: string): Promise<Map<string, Relation>>;
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** The path of a target, seen from the part that names it. */
function resolved(source: string, target: string): string {
  const whole = (target.startsWith('/') ? target.slice(1) : folderOf(source) + target).replaceAll('\\', '/');
  const parts: string[] = [];
  for (const part of whole.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** What the zip says is wrong with it, as a fault of the file. */
function asFault(error: unknown): unknown {
  if (!(error instanceof KernelError)) return error;
  if (error.code === 'ZIP-ENCRYPTED') return fileFault('encrypted');
  if (error.code === 'BUNDLE-TOO-MANY-ENTRIES') return fileFault('too_large', { limit: 'maxParts', max: FILE_LIMITS.maxParts });
  return fileFault('damaged', { detail: [localizedSentence(error, 'en'), localizedSentence(error, 'es')] });
}

function opened(bytes: Uint8Array): Zip {
  try {
    return openZip(bytes, FILE_LIMITS.maxParts);
  } catch (error) {
    throw asFault(error);
  }
}

function* piecesOf(zip: Zip, entry: ZipEntry): Generator<Uint8Array, void, undefined> {
  try {
    yield* zip.pieces(entry);
  } catch (error) {
    throw asFault(error);
  }
}

/** Spreadsheets of other kinds that are zips as well. */
function refuseOthers(names: ReadonlyMap<string, ZipEntry>): void {
  if (names.has('xl/workbook.bin')) throw fileFault('binary_excel');
  if (names.has('content.xml') && names.has('mimetype')) throw fileFault('open_document');
  if (names.has('index/document.iwa') || names.has('index.zip')) throw fileFault('numbers');
}

/** @throws FileFault `damaged`, `encrypted`, `too_large`, and the names of other spreadsheets */
export function openPackage(bytes: Uint8Array, breathe: () => Promise<void> | undefined): Package {
  const zip = opened(bytes);
  const names = new Map(zip.entries.filter(({ kind }) => kind === 'file').map((entry) => [entry.path.toLowerCase(), entry]));
  refuseOthers(names);
  let unpacked = 0;
  const read = (path: string): Iterable<Uint8Array> | null => {
    const entry = names.get(path.toLowerCase());
    if (!entry) return null;
    // An entry unfolds to the size it claims and no further.
    within('maxUnpackedBytes', (unpacked += entry.size));
    return piecesOf(zip, entry);
  };
  return {
    read,
    async relations(path) {
      const found = new Map<string, Relation>();
      const part = read(`${folderOf(path)}_rels/${path.slice(folderOf(path).length)}.rels`);
      if (!part) return found;
      await readXml(
        part,
        'relations',
        {
          open(tag) {
            const [id, type, target] = [tag.attribute('Id'), tag.attribute('Type'), tag.attribute('Target')];
            if (tag.name !== 'Relationship' || id === undefined || type === undefined || target === undefined) return;
            if (tag.attribute('TargetMode') === 'External') return;
            within('maxParts', found.size + 1);
            found.set(id, { type: type.slice(type.lastIndexOf('/') + 1), target: resolved(path, target) });
          },
        },
        breathe,
      );
      return found;
    },
  };
}
