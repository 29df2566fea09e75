/** The reference of what the cursor stands in. */
import { getLocation } from 'jsonc-parser';
import { definitionAt } from '../../kernel/authoring/reference/schema';
import { ROOT_PAGE } from '../../kernel/authoring/reference/pages';
import { useCursor } from '../editor/cursor';
import { useLanguage } from '../i18n/language';
import { openDocument } from '../layout/layout';
import { MANIFEST, textOf } from '../project/project';
import { useWorkspace } from '../workspace/workspace';
import { contractIn } from './library';

/** Opens the page of the part of the contract around the cursor; the contents where no manifest is open. */
export async function openDocumentHere(): Promise<void> {
  const { project, activeFile } = useWorkspace.getState();
  if (!project || activeFile !== MANIFEST) {
    openDocument('');
    return;
  }
  const { path } = getLocation(textOf(project.files[MANIFEST]), useCursor.getState().offset);
  const schema = await contractIn(useLanguage.getState().language);
  openDocument(`reference/${definitionAt(schema, path) ?? ROOT_PAGE}`);
}
