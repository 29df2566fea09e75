/** Where a label's text stands: in the manifest itself, or in a file of texts under a key, or under the text that the manifest has. */
import { textOf, type ProjectFile } from './project';

const LOCALE_FILE = /^locales\/([a-z]{2})(-[A-Z]{2})?\.json$/;

type Texts = Readonly<Record<string, unknown>>;

interface LocaleFile {
  path: string;
  language: string;
  texts: Texts;
}

export interface LabelText {
  path: string;
  /** The steps to the text in that file. */
  steps: string[];
  text: string;
}

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
  if (!key.includes('.')) return null;
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

/**
 * Looks labels up in the files of texts. A label that is a key (`notes.title`) is read in whatever language has it, `language`
 * before others; one that is a sentence is its own text in every language but the one that translates it.
 */
export function labelTexts(files: Readonly<Record<string, ProjectFile>>, language: string): (label: string) => LabelText | null {
  const found: LocaleFile[] = Object.keys(files)
    .flatMap((path) => {
      const of = LOCALE_FILE.exec(path)?.[1];
      return of === undefined ? [] : [{ path, language: of, texts: parsed(textOf(files[path])) }];
    })
    .sort((one, other) => Number(other.language === language) - Number(one.language === language));
  return (label) => {
    const isKey = /^\S+\.\S+$/.test(label);
    for (const file of found) {
      if (!isKey && file.language !== language) continue;
      const steps = stepsTo(file.texts, label);
      if (steps !== null) return { path: file.path, steps, text: textAt(file.texts, steps) };
    }
    return null;
  };
}
