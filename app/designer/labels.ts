/** Labels as people read them: in the language of the page where the addon's files of texts have it. */
import { useLanguage } from '../i18n/language';
import { useWorkspace } from '../workspace/workspace';
import { labelTexts, type LabelText } from './label-texts';
import { writeText } from './operations';

export interface Labels {
  /** The text of a label, in the language of the page where it has one. */
  shown: (label: string) => string;
  /** Writes a new text where the label's own stands in a file of texts. False where the label is the text itself. */
  write: (label: string, text: string) => boolean;
}

type Files = Parameters<typeof labelTexts>[0];

const NONE: Files = {};
let last: { files: Files; language: string; where: (label: string) => LabelText | null } | null = null;

/** The files are read once for all the labels that show them. */
function textsOf(files: Files, language: string): (label: string) => LabelText | null {
  if (last?.files !== files || last.language !== language) last = { files, language, where: labelTexts(files, language) };
  return last.where;
}

export function useLabels(): Labels {
  const files = useWorkspace((state) => state.project?.files);
  const language = useLanguage((state) => state.language);
  const where = textsOf(files ?? NONE, language);
  return {
    shown: (label) => where(label)?.text ?? label,
    write(label, text) {
      const place = where(label);
      // An empty label is none; the manifest says so.
      if (place === null || text === '') return false;
      void writeText(place.path, place.steps, text);
      return true;
    },
  };
}
