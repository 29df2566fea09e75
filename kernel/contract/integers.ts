/**
 * DEC-INT: a whole number written as `1.0` or `1e2` satisfies the schema, but the host decodes the text into an integer
 * and refuses it; so does a number beyond 64 bits.
 */
import type { SchemaShape } from '../../schemas';
import type { Findings } from './finding';
import { schemaMessages } from './messages/schema';
import { edgeOf } from './shape';
import { pointerOf, type Step } from './pointer';
import type { TreeNode } from './tree';

const MAX_INT64 = 9223372036854775807n;
const MIN_INT64 = -9223372036854775808n;

/** Reports every integer field whose text the host cannot decode. The depth of the tree is bounded by the parser. */
export function checkIntegers(shape: SchemaShape, text: string, tree: TreeNode, findings: Findings): void {
  // A number with a fraction is no integer to the schema either: told once.
  const told = new Set(findings.kept.flatMap(({ path, severity }) => (severity === 'error' ? [path] : [])));
  visit(tree, shape.root, []);

  function visit(node: TreeNode, edge: string, path: Step[]): void {
    if (edge === 'integer') {
      const isWrong = node.kind === 'number' && !isInt64(text.slice(node.offset, node.offset + node.length));
      if (isWrong && !told.has(pointerOf(path))) {
        findings.error('DEC-INT', path, schemaMessages.notAnInt(text.slice(node.offset, node.offset + node.length)));
      }
      return;
    }
    if (edge.endsWith('[]')) {
      node.items?.forEach((item, index) => visit(item, edge.slice(0, -2), [...path, index]));
      return;
    }
    const isMap = edge.endsWith('{}');
    for (const [name, { value }] of node.members ?? []) {
      const next = isMap ? edge.slice(0, -2) : edgeOf(shape, edge, name, value.items);
      if (next !== '') visit(value, next, [...path, name]);
    }
  }
}

function isInt64(literal: string): boolean {
  if (!/^-?\d{1,19}$/.test(literal)) return false;
  const number = BigInt(literal);
  return number >= MIN_INT64 && number <= MAX_INT64;
}
