/** The verdict on the project as it stands; what it accepts is installed. */
import type { Locale } from '../../kernel/locale';
import { BACKEND_FILE } from '../../kernel/contract/wasm/abi';
import { createChecker } from '../language/checker';
import { MANIFEST, sqlFilesOf, templateFilesOf, textOf } from '../project/project';
import { installNewest } from './kernel';
import { useWorkspace } from './workspace';

const { getState: get, setState: set } = useWorkspace;

let language: Locale = 'en';

const sameTexts = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([path, text]) => b[path] === text);

const checker = createChecker((files, result) => {
  const text = textOf(files[MANIFEST]);
  const before = get().verdict;
  set(({ verdictRevision }) => ({ verdict: { ...result, files, text }, verdictRevision: verdictRevision + 1, checking: false }));
  // Most other files, and another language, change the verdict, but not what is installed.
  const same =
    before?.installable === true &&
    before.text === text &&
    before.files[BACKEND_FILE] === files[BACKEND_FILE] &&
    [templateFilesOf, sqlFilesOf].every((filesOf) => sameTexts(filesOf(before.files), filesOf(files)));
  if (result.installable && !same) installNewest();
});

export function askVerdict(): void {
  const { project } = get();
  if (!project) return;
  set({ checking: true });
  checker.ask(project.files, language);
}

/** The language in which verdicts speak. */
export function setVerdictLanguage(next: Locale): void {
  if (language === next) return;
  language = next;
  if (get().project) askVerdict();
}
