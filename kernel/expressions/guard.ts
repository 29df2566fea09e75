/** Comparisons of two sums: a column's constraints, approvals and rules. */
import { differenceOf } from '../values/fraction';
import { type Arithmetic, evaluate, readArithmetic } from './arithmetic';
import type { ParseResult } from './parse-result';
import { trimmed } from './trim';

type Comparison = '>=' | '<=' | '!=' | '==' | '>' | '<' | '=';

export interface Guard {
  left: Arithmetic;
  comparison: Comparison;
  right: Arithmetic;
}

type GuardReading = ParseResult<{ guard: Guard; names: readonly string[] }>;

/** The sums around a comparison. White space that arithmetic itself does not know is fine at their ends. */
function around(text: string, start: number, comparison: Comparison, options: { dotted?: boolean }): GuardReading {
  const left = readSide(text, 0, start, options);
  if (!left.ok) return left;
  const right = readSide(text, start + comparison.length, text.length, options);
  if (!right.ok) return right;
  return { ok: true, guard: { left: left.ast, comparison, right: right.ast }, names: [...left.names, ...right.names] };
}

function readSide(text: string, start: number, end: number, options: { dotted?: boolean }): ReturnType<typeof readArithmetic> {
  const given = text.slice(start, end);
  const side = trimmed(given);
  const reading = readArithmetic(side, options);
  return reading.ok ? reading : { ok: false, offset: start + given.indexOf(side) + reading.offset };
}

/** Reads a guard: two sums and the first comparison between them (`>= <= != == > < =`). */
export function readGuard(text: string, options: { dotted?: boolean } = {}): GuardReading {
  const match = />=|<=|!=|==|[<>=]/.exec(text);
  return match === null ? { ok: false, offset: text.length } : around(text, match.index, match[0] as Comparison, options);
}

/** Reads a rule's `when`: two sums and exactly one comparison outside parentheses (`== != <= >= < >`). */
export function readRule(text: string): GuardReading {
  let depth = 0;
  let found: { start: number; comparison: Comparison } | null = null;
  for (const { 0: mark, index: start } of text.matchAll(/[()]|==|!=|<=|>=|<|>/g)) {
    if (mark === '(') depth += 1;
    else if (mark === ')') depth -= 1;
    else if (depth === 0) {
      if (found !== null) return { ok: false, offset: start };
      found = { start, comparison: mark as Comparison };
    }
  }
  return found === null ? { ok: false, offset: text.length } : around(text, found.start, found.comparison, { dotted: true });
}

/** Whether a guard holds; what its names and sums count as is said at `evaluate`. */
export function guardHolds({ left, comparison, right }: Guard, valueOf: (name: string) => unknown): boolean {
  const difference = differenceOf(evaluate(left, valueOf), evaluate(right, valueOf)).over;
  switch (comparison) {
    case '>=':
      return difference >= 0n;
    case '<=':
      return difference <= 0n;
    case '>':
      return difference > 0n;
    case '<':
      return difference < 0n;
    case '!=':
      return difference !== 0n;
    case '==':
    case '=':
      return difference === 0n;
  }
}

/**
 * Whether the guard of a text holds. One that cannot be read, which no install lets in, holds. Columns of an extension are
 * read as `Extension.column`: which guards may name them is the contract's to say.
 */
export function guardHoldsOrUnreadable(text: string, valueOf: (name: string) => unknown): boolean {
  const reading = readGuard(text, { dotted: true });
  return !reading.ok || guardHolds(reading.guard, valueOf);
}
