/** The XML of a workbook's parts, read by `saxes` element by element: prefixes, comments, CDATA and entities are the library's. */
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { fileFault } from '../faults';
import { within } from '../limits';

/** Namespaces of the two editions of the format; some writers name none. */
const SHEETS = new Set(['', 'http://schemas.openxmlformats.org/spreadsheetml/2006/main', 'http://purl.oclc.org/ooxml/spreadsheetml/main']);
const RELATIONS = new Set([
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  'http://purl.oclc.org/ooxml/officeDocument/relationships',
]);
const PACKAGE = new Set(['', 'http://schemas.openxmlformats.org/package/2006/relationships']);

export interface Tag {
  /** Without its prefix; empty for an element of another namespace. */
  readonly name: string;
  /** An attribute without prefix. */
  attribute(name: string): string | undefined;
  /** `r:id`, whatever the prefix. */
  relation(): string | undefined;
}

export interface Handlers {
  open: (tag: Tag) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
}

/** Bytes that are read at once; between two pieces others are let in. */
const PIECE_BYTES = 64 * 1024;

function* inPieces(part: Iterable<Uint8Array>): Generator<Uint8Array, void, undefined> {
  for (const bytes of part) for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
}

function decoderOf(bytes: Uint8Array): TextDecoder {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le', { fatal: true });
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be', { fatal: true });
  return new TextDecoder('utf-8', { fatal: true });
}

function tagOf(node: SaxesTagNS, namespaces: ReadonlySet<string>): Tag {
  return {
    name: namespaces.has(node.uri) ? node.local : '',
    attribute: (name) => node.attributes[name]?.value,
    relation: () => Object.values(node.attributes).find(({ local, uri }) => local === 'id' && RELATIONS.has(uri))?.value,
  };
}

/**
 * Reads a part. A document type is refused: it is where entities that unfold come from, and no spreadsheet writes one.
 * @throws FileFault `damaged`, `too_large`; what a handler throws
 */
export async function readXml(
  part: Iterable<Uint8Array>,
  kind: 'sheet' | 'relations',
  handlers: Handlers,
  breathe: () => Promise<void> | undefined,
): Promise<void> {
  const namespaces = kind === 'sheet' ? SHEETS : PACKAGE;
  const parser = new SaxesParser({ xmlns: true, position: false });
  let depth = 0;
  parser.on('error', ({ message }) => {
    throw fileFault('damaged', { detail: message });
  });
  parser.on('doctype', () => {
    throw fileFault('damaged', { detail: 'DOCTYPE' });
  });
  parser.on('opentag', (node) => {
    within('maxXmlDepth', (depth += 1));
    handlers.open(tagOf(node, namespaces));
  });
  parser.on('closetag', (node) => {
    depth -= 1;
    handlers.close?.(namespaces.has(node.uri) ? node.local : '');
  });
  if (handlers.text) {
    parser.on('text', handlers.text);
    parser.on('cdata', handlers.text);
  }
  let decoder: TextDecoder | null = null;
  const decoded = (piece?: Uint8Array): string => {
    decoder ??= decoderOf(piece ?? new Uint8Array());
    try {
      return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
    } catch {
      throw fileFault('damaged', { detail: 'UTF-8' });
    }
  };
  for (const piece of inPieces(part)) {
    parser.write(decoded(piece));
    await breathe();
  }
  parser.write(decoded());
  parser.close();
}
