/** The addon's texts in the language of the page. */
import { useLanguage } from '../i18n/language';
import { labelTexts, type LabelText } from '../project/label-texts';
import { useWorkspace } from './workspace';

type Files = Parameters<typeof labelTexts>[0];

const NONE: Files = {};
let last: { files: Files; language: string; where: (label: string) => LabelText | null } | null = null;

/** Looks a label's text up, null where the label is its own text. The files are read once for all the labels that show them. */
export function useLabelTexts(): (label: string) => LabelText | null {
  const files = useWorkspace((state) => state.project?.files) ?? NONE;
  const language = useLanguage((state) => state.language);
  if (last?.files !== files || last.language !== language) last = { files, language, where: labelTexts(files, language) };
  return last.where;
}
