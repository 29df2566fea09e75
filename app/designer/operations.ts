/** Operations on the text that is there now: asked of the language worker, made in the editor as one step of its undo. */
import { toast } from 'sonner';
import type { Operation } from '../../kernel/authoring/design/operation';
import { editHeld, heldText, stepHeld } from '../editor/held-editor';
import { tellRename } from '../editor/rename-notice';
import { useLanguage } from '../i18n/language';
import { askLanguage } from '../language/client';
import { textOf } from '../project/project';
import { editFile, noteRename } from '../workspace/edits';
import { useWorkspace } from '../workspace/workspace';
import { drawn, type Section, selectPath, useDesigner } from './state';
import { designerStrings } from './strings';

/** How often an operation is asked anew because the text changed under it. */
const MAX_TRIES = 3;

/** What was done last: in the manifest, where the editor remembers it, or in a file of texts, where this does. */
type Done = { kind: 'manifest' } | { kind: 'file'; path: string; before: string; after: string };

const done: Done[] = [];
let queue: Promise<unknown> = Promise.resolve();

const migrations = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(useWorkspace.getState().project?.files ?? {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[0].startsWith('migrations/'),
    ),
  );

async function perform(operation: Operation, section: Section): Promise<boolean> {
  const { language } = useLanguage.getState();
  if (useWorkspace.getState().readOnly) {
    toast.info(designerStrings().readOnly);
    return false;
  }
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const text = heldText();
    if (text === null) return false;
    const files = migrations();
    const result = await askLanguage(async (api) => api.operate(text, operation, { locale: language, files }));
    if (!result.ok) {
      toast.error(result.message);
      return false;
    }
    if (result.edits.length === 0) return true;
    if (heldText() !== text) continue;
    if (result.renamed?.stored) noteRename(result.renamed.stored);
    if (!editHeld(text, result.edits)) continue;
    done.push({ kind: 'manifest' });
    if (result.renamed) tellRename({ ok: true, edits: [], ...result.renamed });
    // Whoever went to another part meanwhile is not fetched back.
    if (result.at !== null && useDesigner.getState().section === section) selectPath(result.at);
    const after = heldText();
    if (after !== null) await drawn(after);
    return true;
  }
  toast.error(designerStrings().stale);
  return false;
}

/** Does an operation, after those that are under way. True when the text says so now. */
export function operateOn(operation: Operation): Promise<boolean> {
  const { section } = useDesigner.getState();
  const next = queue.then(
    () => perform(operation, section),
    () => perform(operation, section),
  );
  queue = next;
  return next.catch((error: unknown) => {
    toast.error(String(error instanceof Error ? error.message : error));
    return false;
  });
}

/** Takes something out, and offers to bring it back. */
export async function removeWith(operation: Operation, name: string): Promise<void> {
  if (!(await operateOn(operation))) return;
  const strings = designerStrings();
  toast(strings.removed(name), { duration: 10_000, action: { label: strings.undo, onClick: undo } });
}

/** Writes a text into a file of translations. */
export async function writeText(path: string, steps: readonly string[], value: string): Promise<void> {
  const before = textOf(useWorkspace.getState().project?.files[path]);
  const after = await askLanguage(async (api) => api.setValue(before, steps, value));
  if (after === before || textOf(useWorkspace.getState().project?.files[path]) !== before) return;
  editFile(path, after);
  done.push({ kind: 'file', path, before, after });
}

/** Takes the last thing back. */
export function undo(): void {
  const last = done.pop();
  if (last?.kind === 'file' && textOf(useWorkspace.getState().project?.files[last.path]) === last.after) {
    editFile(last.path, last.before);
    return;
  }
  stepHeld('undo');
}

export const redo = (): void => stepHeld('redo');
