/** Changes of single values in the manifest's text, formatting kept. */
import { applyEdits, modify } from 'jsonc-parser';
import { isRecord } from '../../kernel/values/encoding';
import { MANIFEST, textOf } from '../project/project';
import { editFile } from '../workspace/edits';
import { useWorkspace } from '../workspace/workspace';

const FORMATTING = { insertSpaces: true, tabSize: 2, eol: '\n' };

export interface ManifestView {
  document: Record<string, unknown>;
  /** `metadata` of a v3 manifest, the top level of a v2 one. */
  metadata: Record<string, unknown>;
  isV3: boolean;
}

export function viewOf(text: string): ManifestView | null {
  try {
    const document: unknown = JSON.parse(text);
    if (!isRecord(document)) return null;
    const isV3 = document.apiVersion === 'asteby.com/v3';
    return { document, isV3, metadata: isV3 ? (isRecord(document.metadata) ? document.metadata : {}) : document };
  } catch {
    return null;
  }
}

/** Sets a member of the metadata; `undefined` removes it. Nothing happens to a manifest that is no JSON. */
export function setMetadata(member: string, value: unknown): void {
  const text = textOf(useWorkspace.getState().project?.files[MANIFEST]);
  const view = viewOf(text);
  if (!view) return;
  const path = view.isV3 ? ['metadata', member] : [member];
  editFile(MANIFEST, applyEdits(text, modify(text, path, value, { formattingOptions: FORMATTING })));
}
