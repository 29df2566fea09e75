/** From a JSON pointer to the place in the text where the squiggle is drawn. */
import type { TextRange } from './diagnostic';
import { ExactNumber } from '../values/json';
import { pointerOf, stepsOf } from './pointer';
import type { TreeMember, TreeNode } from './tree';
import type { Written } from './written';

export interface Span {
  offset: number;
  length: number;
}

/**
 * The span of the value at a pointer. Where it is missing: the name of the last member on the way that is there, or the
 * opening bracket of an unnamed parent.
 */
export function spanOf(tree: TreeNode | null, pointer: string): Span {
  if (tree === null) return { offset: 0, length: 0 };
  let node: TreeNode = tree;
  let name: TreeMember | null = null;
  for (const step of stepsOf(pointer)) {
    const member: TreeMember | undefined = node.members?.get(step);
    const item: TreeNode | undefined = member?.value ?? node.items?.[/^\d{1,9}$/.test(step) ? Number(step) : -1];
    if (item === undefined) return name === null ? { offset: node.offset, length: 1 } : { offset: name.keyOffset, length: name.keyLength };
    node = item;
    name = member ?? null;
  }
  return { offset: node.offset, length: node.length };
}

/**
 * Where a squiggle goes for a value: under the value itself when it is plain, else under its name or its opening
 * bracket, because a line under forty lines helps nobody.
 */
export function squiggleSpanOf(tree: TreeNode | null, pointer: string): Span {
  const span = spanOf(tree, pointer);
  let node: TreeNode | undefined = tree ?? undefined;
  for (const step of stepsOf(pointer)) node = node?.members?.get(step)?.value ?? node?.items?.[Number(step)];
  if (node === undefined || (node.kind !== 'object' && node.kind !== 'array')) return span;
  const name = keySpanOf(tree, pointer);
  return name.offset === span.offset ? { offset: span.offset, length: 1 } : name;
}

/** The span of a member's name, for faults about the name itself; the value's where it has none. */
export function keySpanOf(tree: TreeNode | null, pointer: string): Span {
  const steps = stepsOf(pointer);
  const last = steps.pop();
  let node: TreeNode | undefined = tree ?? undefined;
  for (const step of steps) node = node?.members?.get(step)?.value ?? node?.items?.[Number(step)];
  const member = last === undefined ? undefined : node?.members?.get(last);
  return member === undefined ? spanOf(tree, pointer) : { offset: member.keyOffset, length: member.keyLength };
}

/** Offsets at which the lines of a text begin. */
export function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) starts.push(index + 1);
  return starts;
}

/** A span as lines and columns, both from 1. Carriage returns belong to the line they end. */
export function rangeOf(lineStarts: readonly number[], span: Span): TextRange {
  const start = position(lineStarts, span.offset);
  const end = position(lineStarts, span.offset + span.length);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column, ...span };
}

function position(lineStarts: readonly number[], offset: number): { line: number; column: number } {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
}

/** The place of a pointer in a text that was parsed into `tree`. */
export function locate(text: string, tree: TreeNode | null, pointer: string): TextRange {
  return rangeOf(lineStartsOf(text), spanOf(tree, pointer));
}

/** Numbers as a text that was parsed into `tree` has them. */
export const writtenIn =
  (text: string, tree: TreeNode): Written =>
  (value, path) => {
    if (typeof value !== 'number') return value;
    const { offset, length } = spanOf(tree, pointerOf(path));
    return new ExactNumber(text.slice(offset, offset + length));
  };
