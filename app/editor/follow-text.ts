/**
 * Keeps the editor's text the project's where something else writes it: a fix, a conversion, the designer. What is typed is in the
 * project before the next key, so the two are compared the moment the project changes. Compared later, after a render, a key that came
 * meanwhile would be taken for a difference and lost.
 */
import { textOf } from '../project/project';
import { useWorkspace } from '../workspace/workspace';
import { monaco } from './monaco';
import { replacement } from './replacement';

/** Under which address the editor keeps a file. */
export const addressOf = (projectId: string, path: string): string => `${projectId}/${path}`;

/** Follows the project until the answer is called. */
export function followText(editor: monaco.editor.IStandaloneCodeEditor): () => void {
  const follow = (): void => {
    const { project, activeFile } = useWorkspace.getState();
    const model = editor.getModel();
    if (!project || !model) return;
    // The file that is shown next is not in the editor yet.
    if (model.uri.toString() !== monaco.Uri.parse(addressOf(project.id, activeFile)).toString()) return;
    const found = replacement(model.getValue(), textOf(project.files[activeFile]));
    if (!found) return;
    const [start, end] = [model.getPositionAt(found.offset), model.getPositionAt(found.offset + found.length)];
    model.pushStackElement();
    model.pushEditOperations(null, [{ range: monaco.Range.fromPositions(start, end), text: found.text }], () => null);
    model.pushStackElement();
  };
  follow();
  const forget = useWorkspace.subscribe(follow);
  const shown = editor.onDidChangeModel(follow);
  return () => {
    forget();
    shown.dispose();
  };
}
