/** Renames in the designer: the editor's own rename, which carries everything that names the thing. */
import { findNodeAtLocation } from 'jsonc-parser';
import { renameAt } from '../language/rename';
import { type DesignDraft, type Path, readTree } from './draft';
import { badName, gone, type OperationContext, Refusal, type RenameNews } from './operation';

/** Gives the thing that a member names another name, everywhere. @throws Refusal */
export function rename(draft: DesignDraft, path: Path, to: string, { locale, files = {} }: OperationContext): RenameNews | null {
  const current = draft.at(path);
  if (typeof current !== 'string') throw gone(String(path.at(-1)));
  if (current === to) return null;
  const text = draft.text();
  const { root } = readTree(text);
  const node = root && findNodeAtLocation(root, [...path]);
  if (node === undefined) throw gone(current);
  // Right behind the opening quote: the place of the name itself.
  const result = renameAt(text, node.offset + 1, to, files, locale);
  if (!result.ok) {
    if (current === '') throw badName(to);
    throw new Refusal('name', { en: result.message, es: result.message });
  }
  draft.edit(result.edits);
  const { stored, suggestion, migrations } = result;
  return { stored, suggestion, migrations };
}
