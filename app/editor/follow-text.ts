/**
 * The text of the editor and that of the project are one: what is typed is written to the project, and what something else writes there
 * (a fix, a conversion, the designer) is written to the editor. What is typed is in the project before the next key, so the two are
 * compared the moment the project changes. Compared later, after a render, a key that came meanwhile would be taken for a difference and
 * lost.
 */
import { replacement } from '../../kernel/values/replacement';
import { textOf } from '../project/project';
import { editFile } from '../workspace/edits';
import { useWorkspace } from '../workspace/workspace';
import { monaco } from './monaco';

/** Under which address the editor keeps a file. */
export const addressOf = (projectId: string, path: string): string => `${projectId}/${path}`;

/** Whether a model holds the text of this file. */
const holds = (model: monaco.editor.ITextModel, projectId: string, path: string): boolean =>
  model.uri.toString() === monaco.Uri.parse(addressOf(projectId, path)).toString();

/** Follows the project until the answer is called. */
export function followText(editor: monaco.editor.IStandaloneCodeEditor): () => void {
  /** The file that the editor has shown last: the project is a render ahead of it. */
  let last = '';
  /** The file whose text the editor holds; null for one that was deleted meanwhile, or is no text any more. */
  function shownFile(): string | null {
    const { project, activeFile } = useWorkspace.getState();
    const model = editor.getModel();
    if (!project || !model) return null;
    const path = [activeFile, last].find((candidate) => holds(model, project.id, candidate));
    if (path === undefined || typeof project.files[path] !== 'string') return null;
    last = path;
    return path;
  }
  function follow(): void {
    const model = editor.getModel();
    const path = shownFile();
    if (path === null || !model) return;
    const found = replacement(model.getValue(), textOf(useWorkspace.getState().project?.files[path]));
    if (!found) return;
    const [start, end] = [model.getPositionAt(found.offset), model.getPositionAt(found.offset + found.length)];
    model.pushStackElement();
    model.pushEditOperations(null, [{ range: monaco.Range.fromPositions(start, end), text: found.text }], () => null);
    model.pushStackElement();
  }
  function write(): void {
    const path = shownFile();
    if (path !== null) editFile(path, editor.getValue());
  }
  follow();
  const forget = useWorkspace.subscribe(follow);
  const others = [editor.onDidChangeModel(follow), editor.onDidChangeModelContent(write)];
  return () => {
    forget();
    for (const other of others) other.dispose();
  };
}
