/** Examples of the documentation, opened as projects. */
import { toast } from 'sonner';
import { exampleProject } from '../../kernel/authoring/reference/example';
import { loadTemplate } from '../../templates/cards';
import { DEPLOY_STRINGS } from '../deploy/strings';
import { useLanguage } from '../i18n/language';
import { revealOffset } from '../editor/reveal-offset';
import { MANIFEST, openedNow, projectOf } from '../project/project';
import { openAsNew } from '../projects/open-new';
import { contractIn } from './library';
import { docsStrings } from './strings';

/** The starter whose manifest the examples of the reference are set into. */
const STARTER = 'tickets';

async function starterFiles(): Promise<Readonly<Record<string, string>> & { readonly 'manifest.json': string }> {
  const template = await loadTemplate(STARTER);
  const manifest = template?.files[MANIFEST];
  if (!template || manifest === undefined) throw new Error(`no template is called ${STARTER}`);
  return { ...template.files, [MANIFEST]: manifest };
}

async function open(title: string, files: Record<string, string>): Promise<void> {
  const name = docsStrings().opened(title);
  await openAsNew(projectOf(name, files, [openedNow({ kind: 'template', title: name })]));
}

/** Opens the example of a part of the contract as a new project. What cannot be fetched is said. */
export async function tryPart(part: string): Promise<void> {
  try {
    const { files, offset } = exampleProject(await contractIn('en'), part, await starterFiles());
    await open(part, files);
    revealOffset(offset, 0);
  } catch {
    toast.error(DEPLOY_STRINGS[useLanguage.getState().language].lost);
  }
}

/** Opens a whole manifest of a guide as a new project. */
export const tryManifest = (title: string, manifest: string): Promise<void> => open(title, { [MANIFEST]: manifest });
