/** Labels as people read them: a manifest may name a key of the language files instead of a text. */
import { textOf, type ProjectFile } from '../project/project';
import { useLanguage } from '../i18n/language';
import { useWorkspace } from '../workspace/workspace';
import { writeText } from './operations';

const LOCALE_FILE = /^locales\/([a-z]{2})(-[A-Z]{2})?\.json$/;

type Texts = Readonly<Record<string, unknown>>;

function parsed(text: string): Texts {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Texts) : {};
  } catch {
    // A file of texts that is half written has none.
    return {};
  }
}

/** The steps to a key's text, written flat or nested; null where there is none. */
function stepsTo(texts: Texts, key: string): string[] | null {
  if (Object.hasOwn(texts, key)) return typeof texts[key] === 'string' ? [key] : null;
  const steps = key.split('.');
  let value: unknown = texts;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return null;
    value = (value as Texts)[step];
  }
  return typeof value === 'string' ? steps : null;
}

const textAt = (texts: Texts, steps: readonly string[]): string =>
  String(steps.reduce<unknown>((value, step) => (value as Texts)[step], texts));

interface LocaleFile {
  path: string;
  language: string;
  texts: Texts;
}

function localeFiles(files: Readonly<Record<string, ProjectFile>>): LocaleFile[] {
  return Object.keys(files).flatMap((path) => {
    const language = LOCALE_FILE.exec(path)?.[1];
    return language === undefined ? [] : [{ path, language, texts: parsed(textOf(files[path])) }];
  });
}

export interface Labels {
  /** The text of a label, in the language of the page where it has one. */
  shown: (label: string) => string;
  /** Writes a new text where the label's own stands in a file of texts. False where the label is the text itself. */
  write: (label: string, text: string) => boolean;
}

export function useLabels(): Labels {
  const files = useWorkspace((state) => state.project?.files);
  const language = useLanguage((state) => state.language);
  const found = localeFiles(files ?? {}).sort((a, b) => Number(b.language === language) - Number(a.language === language));
  const where = (label: string): { file: LocaleFile; steps: string[] } | null => {
    if (!label.includes('.')) return null;
    for (const file of found) {
      const steps = stepsTo(file.texts, label);
      if (steps !== null) return { file, steps };
    }
    return null;
  };
  return {
    shown(label) {
      const place = where(label);
      return place === null ? label : textAt(place.file.texts, place.steps);
    },
    write(label, text) {
      const place = where(label);
      // An empty label is none; the manifest says so.
      if (place === null || text === '') return false;
      void writeText(place.file.path, place.steps, text);
      return true;
    },
  };
}
