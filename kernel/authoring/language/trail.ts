/** The way to a place in a JSON text, in the names a person knows its parts by. */
import { findNodeAtOffset, type Node, parseTree } from 'jsonc-parser';
import { MAX_MANIFEST_BYTES } from '../../contract/parse';
import { withinStack } from './within-stack';

export interface Step {
  /** Name of a member, or what an entry of a list calls itself; its number, counted from 1, where it has no name. */
  name: string;
  /** Where it begins, in UTF-16 units: a member at its name, an entry at its brace. */
  offset: number;
}

/** What an entry of a list is known by, the first that it has. */
const NAMES = ['key', 'name', 'slug', 'title', 'label', 'id', 'table', 'event', 'locale', 'path'];

/** No list of a manifest is deeper. */
const MAX_STEPS = 64;
const MAX_NAME = 80;

function ownName(entry: Node): string | null {
  if (entry.type !== 'object') return null;
  for (const wanted of NAMES) {
    const member = entry.children?.find(({ children }) => children?.[0]?.value === wanted);
    const value: unknown = member?.children?.[1]?.value;
    if (typeof value === 'string' && value !== '') return value.slice(0, MAX_NAME);
  }
  return null;
}

/** The step that leads from a node's parent to it; null for what is no step of its own. */
function stepTo(node: Node): Step | null {
  const { parent } = node;
  if (parent?.type === 'array') {
    const place = (parent.children?.indexOf(node) ?? 0) + 1;
    return { name: ownName(node) ?? String(place), offset: node.offset };
  }
  if (node.type === 'property') return { name: String(node.children?.[0]?.value ?? '').slice(0, MAX_NAME), offset: node.offset };
  return null;
}

/** The steps from the root to the place at `offset`; none at the root, nor in a text that is no JSON at all, too long or too deep. */
export function trailAt(text: string, offset: number): Step[] {
  if (text.length > MAX_MANIFEST_BYTES) return [];
  return withinStack(() => stepsTo(text, offset)) ?? [];
}

function stepsTo(text: string, offset: number): Step[] {
  const root = parseTree(text, undefined, { allowTrailingComma: true });
  let node = root && findNodeAtOffset(root, offset, true);
  const steps: Step[] = [];
  while (node && steps.length < MAX_STEPS) {
    const step = stepTo(node);
    if (step) steps.unshift(step);
    node = node.parent;
  }
  return steps;
}
