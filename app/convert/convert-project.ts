/** From a v2 project to a v3 one: the text, the files it brings along, in one step that can be taken back. */
import type { ConvertResult } from '../../kernel/authoring/convert/convert';
import type { Locale } from '../../kernel/locale';
import { askLanguage } from '../language/client';
import { editFiles } from '../workspace/edits';
import { MANIFEST } from '../project/project';

export function askConversion(text: string, locale: Locale): Promise<ConvertResult> {
  return askLanguage(async (api) => api.convert(text, { locale }));
}

export function applyConversion(result: ConvertResult): void {
  if (result.text === null) return;
  editFiles({ ...Object.fromEntries(result.files), [MANIFEST]: result.text }, result.settings);
}
