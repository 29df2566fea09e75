/** What Activity writes into the project: the capability that was missing, an answer as a mock. */
import { applyEdits } from 'jsonc-parser';
import { PLAYGROUND_FILE } from '../../kernel/contract/playground-members';
import type { mockOf } from '../../kernel/outbound/mock-of';
import { MANIFEST, textOf } from '../project/project';
import { addFile, editFile } from '../workspace/edits';
import { useWorkspace } from '../workspace/workspace';
import { withCapability, withMock } from './written';

/** Declares a capability in the project's manifest. */
export function declareCapability(wanted: { kind: string; target: string }): void {
  const text = textOf(useWorkspace.getState().project?.files[MANIFEST]);
  const edits = withCapability(text, wanted);
  if (edits !== null) editFile(MANIFEST, applyEdits(text, edits));
}

/** Keeps an answer as a mock of the project, and opens the file that says so. */
export function saveMock(mock: NonNullable<ReturnType<typeof mockOf>>): void {
  addFile(PLAYGROUND_FILE, withMock(textOf(useWorkspace.getState().project?.files[PLAYGROUND_FILE]), mock));
}
