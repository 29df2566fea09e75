/** Places as the protocol tells them (lines and characters from 0) and as the contract engine does (offsets; lines and columns from 1). */
import type { Position, Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextRange } from '../../kernel/contract/diagnostic';

export const rangeOfSpan = (document: TextDocument, { offset, length }: { offset: number; length: number }): Range => ({
  start: document.positionAt(offset),
  end: document.positionAt(offset + length),
});

/** A finding about a file as a whole stands at its beginning. */
export function rangeOfFinding(range: TextRange | undefined): Range {
  const at = (line: number, column: number): Position => ({ line: line - 1, character: column - 1 });
  return range === undefined
    ? { start: at(1, 1), end: at(1, 1) }
    : { start: at(range.startLine, range.startColumn), end: at(range.endLine, range.endColumn) };
}
