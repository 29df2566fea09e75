/** Where the editor stands when a manifest is opened: on what the addon is made of. Its metadata comes first and is read last. */
import type { editor as monacoEditor } from 'monaco-editor';

/** The models of a manifest that is laid out as people do, up to the key of the first. */
const FIRST_MODEL = /^[ \t]{1,8}"models"\s*:\s*\[\s*\{(?:\s*"key"\s*:\s*")?/m;

/** Place of the first model's key in a manifest, in UTF-16 units; null where none is declared, or all stands on one line. */
export function firstModelOffset(text: string): number | null {
  const found = FIRST_MODEL.exec(text);
  return found ? found.index + found[0].length : null;
}

/** Texts that were shown already: whoever comes back to one finds it where it was left. */
const begun = new Set<string>();

/** Puts the cursor on the first model the first time that this page shows the manifest; takes no focus. */
export function beginAtModels(editor: monacoEditor.ICodeEditor): void {
  const model = editor.getModel();
  if (!model || begun.has(model.uri.toString())) return;
  begun.add(model.uri.toString());
  const offset = firstModelOffset(model.getValue());
  // Something else was asked for meanwhile.
  if (offset === null || editor.getPosition()?.lineNumber !== 1) return;
  const position = model.getPositionAt(offset);
  editor.setPosition(position);
  editor.setScrollTop(editor.getTopForLineNumber(Math.max(1, position.lineNumber - 1)));
}
