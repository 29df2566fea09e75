import { toast } from 'sonner';
import { askLanguage } from '../language/client';
import type { Strings } from '../i18n/strings';
import { MANIFEST, textOf } from '../project/project';
import { editFile } from '../workspace/edits';
import { useWorkspace } from '../workspace/workspace';

/** Applies every fix that needs no decision, and says how many there were. The editor's undo takes it back. */
export async function fixAllProblems(strings: Strings): Promise<void> {
  const text = textOf(useWorkspace.getState().project?.files[MANIFEST]);
  const fixed = await askLanguage(async (api) => api.fixAll(text));
  // The author may have typed on meanwhile: their text wins.
  if (textOf(useWorkspace.getState().project?.files[MANIFEST]) !== text) return;
  if (fixed.applied === 0) {
    toast.info(fixed.isAnyFixable ? strings.fixedNone : strings.fixableNone);
    return;
  }
  editFile(MANIFEST, fixed.text);
  toast.success(strings.fixedCount(fixed.applied));
}
