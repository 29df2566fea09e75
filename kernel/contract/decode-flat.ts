/**
 * Reads a flat v2 document as hosts do, with Go's encoding/json: a member goes to the field of its exact name, else to the one
 * that differs in case alone, and of members that mean one field each is read over what those before it left there. What
 * nobody knows is passed over, a number without end included.
 */
import type { SchemaShape } from '../../schemas';
import { createFindings, type Finding } from './finding';
import { jsonMessages, type Outcome } from './messages/json';
import type { ParseResult } from './parse';
import { pointerOf, type Step } from './pointer';
import { definitionOf, edgeOf } from './shape';
import type { NamedMember, TreeMember, TreeNode } from './tree';

/** A value with its place in the text. */
interface Decoded {
  value: unknown;
  node: TreeNode;
}

type Fields = Record<string, unknown>;
type Places = Map<string, TreeMember>;

/** Names that encoding/json takes for one: letters of any case, the long s and the sign of Kelvin among them. */
export const foldedName = (name: string): string => name.replaceAll('\u017F', 's').toLowerCase();

/** The document under the names of the shape, and its findings. What is parsed already is returned as it is where nothing differs. */
export function decodeFlat(text: string, { value, tree, findings }: ParseResult, shape: SchemaShape): ParseResult {
  const faults = findings.filter(({ severity }) => severity === 'error');
  const isReadable = faults.every(({ rule }) => rule === 'JSON-NUMBER');
  if (tree?.kind !== 'object' || !isReadable) return { value, tree, findings };
  const found = createFindings();
  const passedOver: TreeNode[] = [];
  /** Where a name stands that was given before to the letter: the parser tells of it, not knowing what it means here. */
  const repeated = new Set(findings.filter(({ rule }) => rule === 'JSON-DUPLICATE').map(({ span }) => span?.offset));
  /** What is said of those where the later one does not simply count. */
  const merges = new Map<number, Finding['message']>();
  const folded = new Map<string, ReadonlyMap<string, string>>();
  /** What a list holds that was read over a longer one: a still later list finds the items behind its end. */
  const memory = new WeakMap<TreeNode, readonly Decoded[]>();

  const decoded = decode(tree, shape.root, undefined, []);
  const isOver = ({ span }: Finding): boolean =>
    span !== undefined && passedOver.some(({ offset, length }) => span.offset >= offset && span.offset < offset + length);
  const kept = findings.map((one): Finding => {
    if (one.rule === 'JSON-NUMBER' && isOver(one)) return { ...one, severity: 'warning' };
    return one.rule === 'JSON-DUPLICATE' ? { ...one, message: merges.get(one.span?.offset ?? -1) ?? one.message } : one;
  });
  const isRejected = kept.some(({ severity }) => severity === 'error');
  return {
    ...(isRejected ? { value: undefined, tree } : { value: decoded.value, tree: decoded.node }),
    findings: [...kept, ...found.kept],
  };

  function decode(node: TreeNode, edge: string, before: Decoded | undefined, path: readonly Step[]): Decoded {
    if (node.kind === 'null') return before !== undefined && isPlain(before.value) ? before : { value: null, node };
    if (node.kind === 'array' && edge.endsWith('[]')) return decodeList(node, edge.slice(0, -2), before, path);
    if (node.kind !== 'object') return { value: plainValue(node), node };
    // A map of lists has the edge of its lists.
    if (edge === '' || edge.endsWith('[]') || edge.endsWith('{}')) return decodeMap(node, edge.replace(/\{\}$/, ''), before, path);
    return decodeFields(node, edge, before, path);
  }

  function plainValue(node: TreeNode): unknown {
    return JSON.parse(text.slice(node.offset, node.offset + node.length)) as unknown;
  }

  /** Items are read over those that an earlier list of that field left at their place, as Go does with a slice. */
  function decodeList(node: TreeNode, edge: string, before: Decoded | undefined, path: readonly Step[]): Decoded {
    const values: readonly unknown[] = Array.isArray(before?.value) ? before.value : [];
    const left =
      before === undefined
        ? []
        : (memory.get(before.node) ?? (before.node.items ?? []).map((item, index) => ({ value: values[index], node: item })));
    // Null changes nothing of a text or of a record that is there.
    const items = (node.items ?? []).map(
      (item, index) => (item.kind === 'null' ? left[index] : undefined) ?? decode(item, edge, left[index], [...path, index]),
    );
    const list: TreeNode = { ...node, items: items.map(({ node: item }) => item) };
    // Go gives an empty list memory of its own.
    if (items.length > 0 && left.length > items.length) memory.set(list, [...items, ...left.slice(items.length)]);
    return { value: items.map(({ value: item }) => item), node: list };
  }

  /** A map keeps what an earlier one of that field brought under other names; what is under one name is read anew. */
  function decodeMap(node: TreeNode, edge: string, before: Decoded | undefined, path: readonly Step[]): Decoded {
    const { fields, places } = startingFrom(before);
    for (const { name, ...member } of namedMembers(node)) {
      const decodedMember =
        edge === '' ? { value: plainValue(member.value), node: member.value } : decode(member.value, edge, undefined, [...path, name]);
      put(fields, places, name, member, decodedMember);
    }
    return { value: fields, node: { ...node, members: places } };
  }

  function decodeFields(node: TreeNode, definition: string, before: Decoded | undefined, path: readonly Step[]): Decoded {
    const { fields, places } = startingFrom(before);
    for (const { name, ...member } of namedMembers(node)) {
      const field = fieldOf(definition, name);
      if (field === undefined) {
        passedOver.push(member.value);
        // The verdict and the conversion name it, so that it is not lost in silence.
        put(fields, places, name, member, { value: plainValue(member.value), node: member.value });
        continue;
      }
      const known = places.get(field);
      const earlier = known === undefined ? undefined : { value: fields[field], node: known.value };
      const edge = edgeOf(shape, definition, field, member.value.items);
      const outcome = earlier === undefined ? undefined : outcomeOf(earlier, member.value, edge);
      if (outcome !== undefined && repeated.has(member.keyOffset)) {
        if (outcome !== 'replaced') merges.set(member.keyOffset, jsonMessages.mergedKey(name, outcome));
      } else if (outcome !== undefined) report([...path, field], jsonMessages.sameField(name, field, outcome), member);
      else if (name !== field) report([...path, field], jsonMessages.otherCase(name, field), member);
      put(fields, places, field, member, decode(member.value, edge, earlier, [...path, field]));
    }
    return { value: fields, node: { ...node, members: places } };
  }

  function report(path: readonly Step[], message: Finding['message'], { keyOffset, keyLength }: TreeMember): void {
    found.add({ rule: 'V2-CASE', severity: 'warning', path: pointerOf(path), message, span: { offset: keyOffset, length: keyLength } });
  }

  function fieldOf(definition: string, name: string): string | undefined {
    const fields = definitionOf(shape, definition);
    if (Object.hasOwn(fields, name)) return name;
    const known = folded.get(definition) ?? new Map(Object.keys(fields).map((field) => [foldedName(field), field]));
    folded.set(definition, known);
    return known.get(foldedName(name));
  }
}

function outcomeOf(earlier: Decoded, { kind, items = [] }: TreeNode, edge: string): Outcome {
  if (kind === 'null' && isPlain(earlier.value)) return 'kept';
  // Nothing is left of a text that another one is read over.
  if (edge === '[]' && items.every((item) => item.kind !== 'null')) return 'replaced';
  const isRead = kind === 'array' ? edge.endsWith('[]') : kind === 'object';
  return isRead && earlier.node.kind === kind ? 'merged' : 'replaced';
}

const isPlain = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Members in the order of the text, each time a name is given. */
function namedMembers({ members, repeats }: TreeNode): NamedMember[] {
  const last = [...(members ?? [])].map(([name, member]) => ({ name, ...member }));
  return repeats === undefined ? last : [...repeats, ...last].sort((a, b) => a.keyOffset - b.keyOffset);
}

function startingFrom(before: Decoded | undefined): { fields: Fields; places: Places } {
  const isObject = before?.node.kind === 'object' && typeof before.value === 'object' && before.value !== null;
  return {
    fields: isObject ? { ...(before.value as Fields) } : {},
    places: new Map(isObject ? before.node.members : []),
  };
}

/** As a member of its own, whatever its name: `__proto__` too. */
function put(fields: Fields, places: Places, name: string, member: TreeMember, { value, node }: Decoded): void {
  Object.defineProperty(fields, name, { value, enumerable: true, configurable: true, writable: true });
  places.set(name, { ...member, value: node });
}
