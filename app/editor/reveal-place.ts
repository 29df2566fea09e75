/** Shows the line of a JSON pointer of the manifest. */
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { stepsOf } from '../../kernel/contract/pointer';
import { MANIFEST, textOf } from '../project/project';
import { useWorkspace } from '../workspace/workspace';
import { revealOffset } from './reveal-offset';

/** False where the text has no such place. */
export function revealPlace(pointer: string): boolean {
  const tree = parseTree(textOf(useWorkspace.getState().project?.files[MANIFEST]));
  const path = stepsOf(pointer).map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  const node = tree && findNodeAtLocation(tree, path);
  if (!node) return false;
  revealOffset(node.offset, 0);
  return true;
}
