/** A text that is changed step by step, and in the end the edits of the first text that come to the same. */
import { getNodeValue, type Node, parseTree, type ParseError } from 'jsonc-parser';
import type { Change } from '../../contract/fix';
import { applyEdits, draftOf, type Edit, editsOf } from '../fixes/edits';

export type Path = readonly (string | number)[];

/** A stretch of the text as it was, or what was written anew. */
type Piece = { from: number; to: number } | { text: string };

const lengthOf = (piece: Piece): number => ('text' in piece ? piece.text.length : piece.to - piece.from);

function cutAt(piece: Piece, at: number): [Piece, Piece] {
  if ('text' in piece) return [{ text: piece.text.slice(0, at) }, { text: piece.text.slice(at) }];
  return [
    { from: piece.from, to: piece.from + at },
    { from: piece.from + at, to: piece.to },
  ];
}

/** The pieces with one edit of the text they make; a position between two pieces belongs to the later one. */
function edited(pieces: readonly Piece[], { offset, length, text }: Edit): Piece[] {
  const result: Piece[] = [];
  let at = 0;
  let isWritten = false;
  const write = (): void => {
    if (!isWritten && text !== '') result.push({ text });
    isWritten = true;
  };
  for (const piece of pieces) {
    const end = at + lengthOf(piece);
    const [from, to] = [Math.min(Math.max(offset - at, 0), end - at), Math.min(Math.max(offset + length - at, 0), end - at)];
    const before = cutAt(piece, from)[0];
    const after = cutAt(piece, to)[1];
    if (offset < end || (offset <= at && length === 0)) {
      if (from > 0) result.push(before);
      write();
      if (lengthOf(after) > 0) result.push(after);
    } else result.push(piece);
    at = end;
  }
  write();
  return result;
}

/** The edits of a text of `length` units that leave the pieces. */
function editsFrom(pieces: readonly Piece[], length: number): Edit[] {
  const edits: Edit[] = [];
  let at = 0;
  let written = '';
  const close = (upTo: number): void => {
    if (written !== '' || upTo > at) edits.push({ offset: at, length: upTo - at, text: written });
    written = '';
  };
  for (const piece of pieces) {
    if ('text' in piece) written += piece.text;
    else {
      close(piece.from);
      at = piece.to;
    }
  }
  close(length);
  return edits;
}

export interface DesignDraft {
  text(): string;
  /** The document as it is now, comments left out. */
  document(): Record<string, unknown>;
  /** The value at a path, or undefined. */
  at(path: Path): unknown;
  /** Makes changes, one after the other, each on the text that the last one left. */
  change(...changes: readonly DesignChange[]): void;
  /** Makes edits of the text as it is now, which do not overlap. */
  edit(edits: readonly Edit[]): void;
  /** All of it, as edits of the text that it began with. */
  edits(): Edit[];
}

/** A change whose path may have numbers. */
export type DesignChange =
  | { do: 'set'; path: Path; value: unknown }
  | { do: 'remove'; path: Path }
  | { do: 'insert'; list: Path; value: unknown; at?: number }
  | { do: 'move'; list: Path; from: number; to: number };

const steps = (path: Path): string[] => path.map(String);

function changeOf(change: DesignChange): Change {
  return 'path' in change ? { ...change, path: steps(change.path) } : { ...change, list: steps(change.list) };
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const recordsOf = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isRecord) : []);

export function valueIn(document: unknown, path: Path): unknown {
  let value = document;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

/** Reads a text as the editor does: comments and a comma too many are let pass. */
export function readTree(text: string): { root: Node | undefined; errors: ParseError[] } {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  return { root, errors };
}

export function openDraft(original: string): DesignDraft {
  let text = original;
  let pieces: Piece[] = [{ from: 0, to: original.length }];
  let document: Record<string, unknown> | null = null;
  const edit = (edits: readonly Edit[]): void => {
    // From the end, so that the places of the others stay true.
    for (const each of [...edits].sort((a, b) => b.offset - a.offset)) pieces = edited(pieces, each);
    text = applyEdits(text, edits);
    document = null;
  };
  const read = (): Record<string, unknown> => {
    const { root } = readTree(text);
    const value: unknown = root === undefined ? {} : getNodeValue(root);
    return isRecord(value) ? value : {};
  };
  const current = (): Record<string, unknown> => (document ??= read());
  return {
    text: () => text,
    document: current,
    at: (path) => valueIn(current(), path),
    change(...changes) {
      for (const change of changes) edit(editsOf(draftOf(text), changeOf(change)));
    },
    edit,
    edits: () => editsFrom(pieces, original.length),
  };
}
