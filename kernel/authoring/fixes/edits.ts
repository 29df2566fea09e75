/** Changes to the text of a manifest that leave the rest of it as its author formatted it. */
import { findNodeAtOffset, parseTree } from 'jsonc-parser';
import { versionOf } from '../../contract/check';
import { decodeFlat } from '../../contract/decode-flat';
import type { Change } from '../../contract/fix';
import { parse } from '../../contract/parse';
import { SHAPE_FLAT } from '../../contract/v2/flat-shape';
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
  const { value, tree } = versionOf(text, parsed.tree) === 'v2' ? decodeFlat(text, parsed, SHAPE_FLAT) : parsed;
  return { text, document: value, tree };
}

const nodeAt = (tree: TreeNode | null, path: readonly string[]): TreeNode | undefined => {
  let node = tree ?? undefined;
  for (const step of path) node = node?.members?.get(step)?.value ?? node?.items?.[Number(step)];
  return node;
};

/** Longest line that a written value takes, its indentation included. */
const MAX_LINE = 120;

/** A value as an author would write it: what is short on one line, with blanks inside braces; what is not, an entry a line. */
export function written(value: unknown, indent: string, unit: string, eol = '\n'): string {
  const line = oneLine(value);
  if (line.length + indent.length <= MAX_LINE || typeof value !== 'object' || value === null) return line;
  const inner = indent + unit;
  const entries = Array.isArray(value)
    ? value.map((item: unknown) => written(item, inner, unit, eol))
    : Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${written(member, inner, unit, eol)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}${eol}${entries.map((entry) => inner + entry).join(`,${eol}`)}${eol}${indent}${close}`;
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
const eolOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

interface Span {
  offset: number;
  length: number;
}
const endOf = ({ offset, length }: Span): number => offset + length;

/** An entry of an object or list with what is its own of the text around it. */
interface Entry extends Span {
  /** Where the comments above it begin, or the entry itself. */
  start: number;
  /** The comma behind it, or -1. */
  comma: number;
  /** Behind the comma and the comments that follow on the same line. */
  tail: number;
}

const COMMENT = /\/\/[^\r\n]*|\/\*[\s\S]*?\*\//y;

/** What stands between two entries: a comma, comments of the one on its line, comments of the next from there on. */
function between(text: string, from: number, to: number, isOpening: boolean): { comma: number; tail: number; start: number } {
  let comma = -1;
  let tail = from;
  let start = -1;
  let isNewLine = false;
  for (let at = from; at < to;) {
    COMMENT.lastIndex = at;
    const comment = text[at] === '/' ? COMMENT.exec(text) : null;
    if (comment === null) {
      if (text[at] === ',' && comma < 0) [comma, tail] = [at, at + 1];
      isNewLine ||= text[at] === '\n';
      at += 1;
      continue;
    }
    const end = at + comment[0].length;
    const endsLine = /^[ \t]*(?:\r?\n|$)/.test(text.slice(end, end + 200));
    if (!isNewLine && start < 0 && ((comma < 0 && !isOpening) || endsLine)) tail = end;
    else if (start < 0) start = at;
    at = end;
  }
  return { comma, tail, start: start < 0 ? to : start };
}

/** Members (name included) or items of a node, in the order of the text. */
function spansOf(node: TreeNode): Span[] {
  if (node.items !== undefined) return node.items;
  const members = [...(node.members?.values() ?? []), ...(node.repeats ?? [])];
  // Of a name that is given twice the tree keeps the last one, and the others apart.
  return members
    .map(({ keyOffset, value }) => ({ offset: keyOffset, length: endOf(value) - keyOffset }))
    .sort((a, b) => a.offset - b.offset);
}

function entriesIn(text: string, spans: readonly Span[], parent: Span): Entry[] {
  let { start } = between(text, parent.offset + 1, spans[0]?.offset ?? parent.offset + 1, true);
  return spans.map(({ offset, length }, index) => {
    const behind = between(text, offset + length, spans[index + 1]?.offset ?? endOf(parent) - 1, false);
    const entry = { offset, length, start, comma: behind.comma, tail: behind.tail };
    ({ start } = behind);
    return entry;
  });
}

/** Takes one of several entries out, with the comma that separates it and the comments that are its own. */
function cutEntry(text: string, spans: readonly Span[], index: number, parent: Span): Edit[] {
  const entries = entriesIn(text, spans, parent);
  const [earlier, entry, next] = [entries[index - 1], entries[index], entries[index + 1]];
  if (entry === undefined) return [];
  const cut = (from: number, to: number): Edit => ({ offset: from, length: to - from, text: '' });
  if (next !== undefined) return [cut(entry.start, next.start)];
  if (earlier === undefined) {
    const rest = text.slice(parent.offset + 1, entry.start) + text.slice(entry.tail, endOf(parent) - 1);
    return [rest.trim() === '' ? cut(parent.offset + 1, endOf(parent) - 1) : cut(entry.start, entry.tail)];
  }
  // Where the list ends with a comma it goes on doing so.
  if (entry.comma >= 0) return [cut(earlier.tail, entry.tail)];
  if (earlier.tail === earlier.comma + 1) return [cut(earlier.comma, entry.tail)];
  return [cut(earlier.comma, earlier.comma + 1), cut(earlier.tail, entry.tail)];
}

/** Puts `text` among the entries of an object or list, on a line of its own when the others have one. */
function addEntry({ text: whole }: Draft, node: TreeNode, at: number, text: (indent: string) => string): Edit[] {
  const entries = entriesIn(whole, spansOf(node), node);
  const earlier = entries[at - 1] ?? (at > 0 ? entries.at(-1) : undefined);
  const next = entries[at];
  const beside = next ?? earlier;
  const eol = eolOf(whole);
  if (beside === undefined) {
    const indent = indentAt(whole, node.offset);
    const inner = indent + unitOf(whole);
    const inside = whole.slice(node.offset + 1, endOf(node) - 1);
    const [open, close] = node.kind === 'object' ? ['{ ', ' }'] : ['[', ']'];
    const flat = text(inner);
    if (inside.trim() !== '')
      return [
        {
          offset: node.offset + 1 + inside.trimEnd().length,
          length: inside.length - inside.trimEnd().length,
          text: `${eol}${inner}${flat}${eol}${indent}`,
        },
      ];
    const isLong = flat.includes('\n') || flat.length + inner.length > MAX_LINE;
    return [
      {
        offset: node.offset,
        length: node.length,
        text: isLong ? `${open.trim()}${eol}${inner}${flat}${eol}${indent}${close.trim()}` : open + flat + close,
      },
    ];
  }
  const inFront = whole.slice(node.offset, beside.start);
  const indent = indentAt(whole, beside.start);
  const line = whole.slice(whole.lastIndexOf('\n', beside.start - 1) + 1, beside.start);
  const isOwnLine = inFront.includes('\n') && /^[ \t]*$/.test(line);
  const gap = isOwnLine ? `${eol}${indent}` : ' ';
  if (next !== undefined) return [{ offset: next.start, length: 0, text: `${text(indent)},${gap}` }];
  const [end, hasComma] = [endOf(beside), beside.comma >= 0];
  if (hasComma) return [{ offset: beside.tail, length: 0, text: `${gap}${text(indent)}` }];
  if (beside.tail === end) return [{ offset: end, length: 0, text: `,${gap}${text(indent)}` }];
  return [
    { offset: end, length: 0, text: ',' },
    { offset: beside.tail, length: 0, text: `${gap}${text(indent)}` },
  ];
}

/** Puts an entry of a list at another place of it; the entries between move up. What is blank between entries stays where it is. */
function move(draft: Draft, list: readonly string[], from: number, to: number): Edit[] {
  const node = nodeAt(draft.tree, list);
  const entries = node?.items === undefined ? [] : entriesIn(draft.text, node.items, node);
  const [moved, target] = [entries[from], entries[to]];
  const [first, last] = [entries[Math.min(from, to)], entries[Math.max(from, to)]];
  if (from === to || moved === undefined || target === undefined || first === undefined || last === undefined) return [];
  const { text } = draft;
  const involved = entries.slice(Math.min(from, to), Math.max(from, to) + 1);
  const hasTail = involved.some((entry) => entry.tail > Math.max(entry.comma + 1, endOf(entry)));
  const own = (entry: Entry): string => text.slice(entry.start, endOf(entry));
  if (!hasTail) {
    const before = entries[from - 1];
    const after = entries[from + 1];
    // Going down it takes the separator behind it along, going up the one before it.
    if (from < to && after !== undefined)
      return [
        { offset: moved.start, length: after.start - moved.start, text: '' },
        { offset: endOf(target), length: 0, text: text.slice(endOf(moved), after.start) + own(moved) },
      ];
    if (before === undefined) return [];
    return [
      { offset: target.start, length: 0, text: own(moved) + text.slice(endOf(before), moved.start) },
      { offset: endOf(before), length: endOf(moved) - endOf(before), text: '' },
    ];
  }
  const order = involved.filter((entry) => entry !== moved);
  order.splice(to - Math.min(from, to), 0, moved);
  const gaps = involved.map((entry, index) => text.slice(entry.tail, involved[index + 1]?.start ?? entry.tail));
  const eol = eolOf(text) + indentAt(text, first.start);
  const written = order.map((entry, index) => {
    const tail = text.slice(endOf(entry), entry.tail).replace(',', '');
    const hasComma = involved[index] !== undefined && involved[index].comma >= 0;
    const gap = gaps[index] ?? '';
    const needsLine = tail.includes('//') && index < order.length - 1 && !gap.includes('\n');
    return `${own(entry)}${hasComma ? ',' : ''}${tail}${needsLine ? eol : gap}`;
  });
  return [{ offset: first.start, length: last.tail - first.start, text: written.join('') }];
}

/** Writes a value where one is, or adds the member; objects on the way that are missing are made. */
function set(draft: Draft, path: readonly string[], value: unknown): Edit[] {
  const node = nodeAt(draft.tree, path);
  const unit = unitOf(draft.text);
  if (node !== undefined)
    return [{ offset: node.offset, length: node.length, text: written(value, indentAt(draft.text, node.offset), unit, eolOf(draft.text)) }];
  let depth = path.length - 1;
  while (depth > 0 && nodeAt(draft.tree, path.slice(0, depth)) === undefined) depth -= 1;
  const parent = nodeAt(draft.tree, path.slice(0, depth));
  const name = path[depth];
  if (parent?.kind !== 'object' || name === undefined) return [];
  const nested = path.slice(depth + 1).reduceRight<unknown>((inner, step) => ({ [step]: inner }), value);
  return addEntry(
    draft,
    parent,
    spansOf(parent).length,
    (indent) => `${JSON.stringify(name)}: ${written(nested, indent, unit, eolOf(draft.text))}`,
  );
}

/** Takes a member or an item out, its comma included. */
function remove(draft: Draft, path: readonly string[]): Edit[] {
  const parent = nodeAt(draft.tree, path.slice(0, -1));
  const last = path.at(-1);
  if (parent === undefined || last === undefined) return [];
  const entries = spansOf(parent);
  const member = parent.members?.get(last);
  if (member === undefined && parent.items === undefined) return [];
  const index = member === undefined ? Number(last) : entries.findIndex(({ offset }) => offset === member.keyOffset);
  return cutEntry(draft.text, entries, index, parent);
}

/** Puts an item into a list, at its end or at an index; the list is made when it is not there. */
function insert(draft: Draft, list: readonly string[], value: unknown, at?: number): Edit[] {
  const node = nodeAt(draft.tree, list);
  if (node === undefined) return set(draft, list, [value]);
  if (node.items === undefined) return [];
  return addEntry(draft, node, at ?? node.items.length, (indent) => written(value, indent, unitOf(draft.text), eolOf(draft.text)));
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
  return parent === undefined || earlier < 0 ? [] : cutEntry(text, members, earlier, parent);
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
    case 'move':
      return move(draft, change.list, change.from, change.to);
    case 'rename':
      return rename(draft, change.path, change.name);
    case 'write':
      return [{ offset: change.offset, length: change.length, text: change.text }];
    case 'remove-earlier':
      return removeEarlier(draft.text, change.offset);
  }
}
