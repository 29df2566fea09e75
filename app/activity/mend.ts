/** What Activity writes into the project: the capability that was missing, an answer as a mock. */
import { applyEdits } from 'jsonc-parser';
import { PLAYGROUND_FILE } from '../../kernel/contract/playground-members';
import type { mockOf } from '../../kernel/outbound/mock-of';
import { MAX_DOCUMENT_CHARS, mocksOfOpenApi } from '../../kernel/outbound/openapi';
import { MANIFEST, textOf } from '../project/project';
import { addFile, editFile } from '../workspace/edits';
import { useWorkspace } from '../workspace/workspace';
import { withCapability, withMock, withMocks } from './written';

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

/** Draws mocks from an OpenAPI document into the project, and answers how many; null for a file that is none. */
export async function drawMocks(file: Blob): Promise<{ drawn: number; left: number } | null> {
  const found = file.size > MAX_DOCUMENT_CHARS ? null : mocksOfOpenApi(await file.text());
  if (found === null) return null;
  addFile(PLAYGROUND_FILE, withMocks(textOf(useWorkspace.getState().project?.files[PLAYGROUND_FILE]), found.mocks));
  return { drawn: Object.keys(found.mocks).length, left: found.left };
}
