import type { TextRange } from '../../kernel/contract/diagnostic';
import { MANIFEST, textOf } from '../project/project';
import { openFile } from '../workspace/edits';
import { useWorkspace } from '../workspace/workspace';
import { reveal } from './reveal';

/** The place of a stretch of a text (UTF-16 units, on one line). */
export function rangeAt(text: string, offset: number, length: number): TextRange {
  const before = text.slice(0, offset).split('\n');
  const startLine = before.length;
  const startColumn = (before.at(-1)?.length ?? 0) + 1;
  return { startLine, startColumn, endLine: startLine, endColumn: startColumn + length, offset, length };
}

/** Shows a stretch of the manifest (UTF-16 units, on one line) in the editor. */
export function revealOffset(offset: number, length: number): void {
  const text = textOf(useWorkspace.getState().project?.files[MANIFEST]);
  openFile(MANIFEST);
  reveal(rangeAt(text, offset, length));
}
