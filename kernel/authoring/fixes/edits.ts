/** Changes to the text of a manifest that leave the rest of it as its author formatted it. */
import { findNodeAtOffset, parseTree } from 'jsonc-parser';
import { SHAPE_V2 } from '../../../schemas';
import { versionOf } from '../../contract/check';
import { decodeFlat } from '../../contract/decode-flat';
import type { Change } from '../../contract/fix';
import { parse } from '../../contract/parse';
import type { TreeNode } from '../../contract/tree';

/** Replaces `length` UTF-16 units at `offset`. */
export interface Edit {
  offset: number;
  length: number;
  text: string;
}

/** Applies edits that do not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = [...edits].sort((a, b) => a.offset - b.offset);
  let result = '';
  let at = 0;
  for (const edit of sorted) {
    result += text.slice(at, edit.offset) + edit.text;
    at = edit.offset + edit.length;
  }
  return result + text.slice(at);
}

/** Whether two lists of edits touch the same place. */
export function overlap(a: readonly Edit[], b: readonly Edit[]): boolean {
  return a.some((one) => b.some((other) => one.offset <= other.offset + other.length && other.offset <= one.offset + one.length));
}

/** A manifest as fixes see it. */
export interface Draft {
  text: string;
  /** As parsed; `undefined` when the text is no JSON. */
  document: unknown;
  tree: TreeNode | null;
}

export function draftOf(text: string): Draft {
  const parsed = parse(text);
  const { value, tree } = versionOf(text, parsed.tree) === 'v2' ? decodeFlat(text, parsed, SHAPE_V2) : parsed;
  return { text, document: value, tree };
}

const nodeAt = (tree: TreeNode | null, path: readonly string[]): TreeNode | undefined => {
  let node = tree ?? undefined;
  for (const step of path) node = node?.members?.get(step)?.value ?? node?.items?.[Number(step)];
  return node;
};

/** Longest value that is written on one line. */
const MAX_LINE = 120;

/** A value as an author would write it: short ones on one line, with blanks inside braces. */
function written(value: unknown, indent: string, unit: string): string {
  const line = oneLine(value);
  if (line.length <= MAX_LINE) return line;
  return JSON.stringify(value, null, unit).replaceAll('\n', `\n${indent}`);
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${oneLine(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** The blanks at the start of the line that an offset is on. */
function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

/** How the author indents one level: by the first indented line. */
const unitOf = (text: string): string => /\n([ \t]+)\S/.exec(text.slice(0, 10_000))?.[1] ?? '  ';

interface Span {
  offset: number;
  length: number;
}
const endOf = ({ offset, length }: Span): number => offset + length;

/** Members (name included) or items of a node, in the order of the text. */
function entriesOf(node: TreeNode): Span[] {
  if (node.items !== undefined) return node.items;
  const members = [...(node.members ?? [])].map(([, { keyOffset, value }]) => ({ offset: keyOffset, length: endOf(value) - keyOffset }));
  // Of a name that is given twice the tree keeps the first one's place in the order.
  return members.sort((a, b) => a.offset - b.offset);
}

/** Takes one of several entries out, with the comma that separates it. */
function cutEntry(entries: readonly Span[], index: number, parent: Span): Edit[] {
  const entry = entries[index];
  if (entry === undefined) return [];
  const next = entries[index + 1];
  const earlier = entries[index - 1];
  const [from, to] =
    next !== undefined
      ? [entry.offset, next.offset]
      : earlier !== undefined
        ? [endOf(earlier), endOf(entry)]
        : [parent.offset + 1, endOf(parent) - 1];
  return [{ offset: from, length: to - from, text: '' }];
}

/** Puts `text` among the entries of an object or list, on a line of its own when the others have one. */
function addEntry(draft: Draft, node: TreeNode, at: number, text: (indent: string) => string): Edit[] {
  const entries = entriesOf(node);
  const earlier = entries[at - 1];
  const next = entries[at];
  const beside = next ?? earlier;
  const pad = node.kind === 'object' ? ' ' : '';
  if (beside === undefined) {
    return [{ offset: node.offset, length: node.length, text: node.kind === 'object' ? `{${pad}${text('')}${pad}}` : `[${text('')}]` }];
  }
  const inFront = draft.text.slice(node.offset, beside.offset);
  const indent = indentAt(draft.text, beside.offset);
  const lines = draft.text.slice(draft.text.lastIndexOf('\n', beside.offset - 1) + 1, beside.offset);
  const isOwnLine = inFront.includes('\n') && /^[ \t]*$/.test(lines);
  const eol = draft.text.includes('\r\n') ? '\r\n' : '\n';
  const gap = isOwnLine ? `${eol}${indent}` : ' ';
  if (next !== undefined) return [{ offset: next.offset, length: 0, text: `${text(indent)},${gap}` }];
  return [{ offset: endOf(beside), length: 0, text: `,${gap}${text(indent)}` }];
}

/** Writes a value where one is, or adds the member; objects on the way that are missing are made. */
function set(draft: Draft, path: readonly string[], value: unknown): Edit[] {
  const node = nodeAt(draft.tree, path);
  const unit = unitOf(draft.text);
  if (node !== undefined)
    return [{ offset: node.offset, length: node.length, text: written(value, indentAt(draft.text, node.offset), unit) }];
  let depth = path.length - 1;
  while (depth > 0 && nodeAt(draft.tree, path.slice(0, depth)) === undefined) depth -= 1;
  const parent = nodeAt(draft.tree, path.slice(0, depth));
  const name = path[depth];
  if (parent?.kind !== 'object' || name === undefined) return [];
  const nested = path.slice(depth + 1).reduceRight<unknown>((inner, step) => ({ [step]: inner }), value);
  return addEntry(draft, parent, entriesOf(parent).length, (indent) => `${JSON.stringify(name)}: ${written(nested, indent, unit)}`);
}

/** Takes a member or an item out, its comma included. */
function remove(draft: Draft, path: readonly string[]): Edit[] {
  const parent = nodeAt(draft.tree, path.slice(0, -1));
  const last = path.at(-1);
  if (parent === undefined || last === undefined) return [];
  const entries = entriesOf(parent);
  const member = parent.members?.get(last);
  const index = member === undefined ? Number(last) : entries.findIndex(({ offset }) => offset === member.keyOffset);
  return cutEntry(entries, index, parent);
}

/** Puts an item into a list, at its end or at an index; the list is made when it is not there. */
function insert(draft: Draft, list: readonly string[], value: unknown, at?: number): Edit[] {
  const node = nodeAt(draft.tree, list);
  if (node === undefined) return set(draft, list, [value]);
  if (node.items === undefined) return [];
  return addEntry(draft, node, at ?? node.items.length, (indent) => written(value, indent, unitOf(draft.text)));
}

/** Gives a member another name. */
function rename(draft: Draft, path: readonly string[], name: string): Edit[] {
  const parent = nodeAt(draft.tree, path.slice(0, -1));
  const member = parent?.members?.get(path.at(-1) ?? '');
  return member === undefined ? [] : [{ offset: member.keyOffset, length: member.keyLength, text: JSON.stringify(name) }];
}

/** Of a name given twice takes the member out that stands before the one at an offset. */
function removeEarlier(text: string, offset: number): Edit[] {
  const root = parseTree(text);
  const node = root === undefined ? undefined : findNodeAtOffset(root, offset)?.parent;
  const parent = node?.parent;
  const name: unknown = node?.children?.[0]?.value;
  const members = parent?.children ?? [];
  const index = node === undefined ? -1 : members.indexOf(node);
  const earlier = members.findLastIndex((member, position) => position < index && member.children?.[0]?.value === name);
  return parent === undefined || earlier < 0 ? [] : cutEntry(members, earlier, parent);
}

/** A change of the document as edits of its text; none where its place is not there. */
export function editsOf(draft: Draft, change: Change): Edit[] {
  switch (change.do) {
    case 'set':
      return set(draft, change.path, change.value);
    case 'remove':
      return remove(draft, change.path);
    case 'insert':
      return insert(draft, change.list, change.value, change.at);
    case 'rename':
      return rename(draft, change.path, change.name);
    case 'write':
      return [{ offset: change.offset, length: change.length, text: change.text }];
    case 'remove-earlier':
      return removeEarlier(draft.text, change.offset);
  }
}
