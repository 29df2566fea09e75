/** Labels as people read them: in the language of the page where the addon's files of texts have it. */
import { useLabelTexts } from '../workspace/use-label-texts';
import { writeText } from './operations';

export interface Labels {
  /** The text of a label, in the language of the page where it has one. */
  shown: (label: string) => string;
  /** Writes a new text where the label's own stands in a file of texts. False where the label is the text itself. */
  write: (label: string, text: string) => boolean;
}

export function useLabels(): Labels {
  const where = useLabelTexts();
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
