/** From a v2 project to a v3 one: the text, the files it brings along, in one step that can be taken back. */
import type { ConvertResult } from '../../kernel/authoring/convert/convert';
import { PLAYGROUND_FILE, withPlaygroundMembers } from '../../kernel/contract/playground-members';
import type { PlaygroundFile } from '../../schemas';
import type { Locale } from '../../kernel/locale';
import { askLanguage } from '../language/client';
import { useWorkspace } from '../workspace/workspace';
import { editFiles } from '../workspace/edits';
import { MANIFEST } from '../project/project';

export function askConversion(text: string, locale: Locale): Promise<ConvertResult> {
  return askLanguage(async (api) => api.convert(text, { locale }));
}

export function applyConversion(result: ConvertResult): void {
  if (result.text === null) return;
  const files = Object.fromEntries(result.files);
  const beside = files[PLAYGROUND_FILE];
  const own = useWorkspace.getState().project?.files[PLAYGROUND_FILE];
  // The project may say more beside its manifest than the conversion found.
  if (beside !== undefined && typeof own === 'string')
    files[PLAYGROUND_FILE] = withPlaygroundMembers(own, JSON.parse(beside) as PlaygroundFile);
  editFiles({ ...files, [MANIFEST]: result.text });
}
