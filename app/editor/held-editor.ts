/**
 * The text editor, for those who change its text without typing: an edit is one step of its own undo, wherever the focus is. A channel of its own,
 * because the editor is loaded later than those who ask.
 */
import type * as monaco from 'monaco-editor/editor';
import { MANIFEST } from '../project/project';

type CodeEditor = monaco.editor.IStandaloneCodeEditor;

interface TextEdit {
  /** UTF-16 units. */
  offset: number;
  length: number;
  text: string;
}

type Listener = (offset: number) => void;

let held: CodeEditor | null = null;
/** While the cursor is put somewhere by us, nobody is told. */
let isPutting = false;
const listeners = new Set<Listener>();

/** The manifest's text model, where that file is the one that is open. */
function manifestModel(): monaco.editor.ITextModel | null {
  const model = held?.getModel() ?? null;
  return model?.uri.path.endsWith(`/${MANIFEST}`) ? model : null;
}

/** Makes an editor the one that is meant, until the returned function is called. */
export function holdEditor(editor: CodeEditor): () => void {
  held = editor;
  const moves = editor.onDidChangeCursorPosition(({ position }) => {
    const model = manifestModel();
    if (isPutting || model === null) return;
    const offset = model.getOffsetAt(position);
    for (const listener of listeners) listener(offset);
  });
  return () => {
    moves.dispose();
    if (held === editor) held = null;
  };
}

/** The manifest as the editor has it, or null where it is not open. */
export const heldText = (): string | null => manifestModel()?.getValue() ?? null;

/** Where the cursor of the manifest stands. UTF-16 units. */
export function heldCursor(): number | null {
  const [model, position] = [manifestModel(), held?.getPosition()];
  return model && position ? model.getOffsetAt(position) : null;
}

/** Tells where the cursor of the manifest comes to stand. */
export function onHeldCursor(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Makes edits of `text` as one step of the editor's undo. False where the text is another one by now. */
export function editHeld(text: string, edits: readonly TextEdit[]): boolean {
  const model = manifestModel();
  if (model?.getValue() !== text) return false;
  // The edit moves the cursor along with the text; nobody put it there.
  isPutting = true;
  model.pushStackElement();
  model.pushEditOperations(
    null,
    edits.map(({ offset, length, text: written }) => {
      const [start, end] = [model.getPositionAt(offset), model.getPositionAt(offset + length)];
      return {
        range: { startLineNumber: start.lineNumber, startColumn: start.column, endLineNumber: end.lineNumber, endColumn: end.column },
        text: written,
      };
    }),
    () => null,
  );
  model.pushStackElement();
  isPutting = false;
  return true;
}

/** One step of the editor's own history, back or forth. */
export function stepHeld(step: 'undo' | 'redo'): void {
  held?.trigger('designer', step, null);
}

/** Selects a stretch of the manifest without taking the focus. */
export function selectHeld(offset: number, length: number): void {
  const model = manifestModel();
  if (model === null) return;
  const [start, end] = [model.getPositionAt(offset), model.getPositionAt(offset + length)];
  isPutting = true;
  held?.setSelection({
    startLineNumber: start.lineNumber,
    startColumn: start.column,
    endLineNumber: end.lineNumber,
    endColumn: end.column,
  });
  isPutting = false;
}

/** Shows what is selected, and puts the focus there. */
export function showHeld(): void {
  // A pane that was hidden until now has its size in the next frame.
  requestAnimationFrame(() => {
    const selection = held?.getSelection();
    held?.layout();
    if (selection) held?.revealRangeInCenter(selection);
    held?.focus();
  });
}
