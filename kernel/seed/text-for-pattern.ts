/**
 * A text that a regular expression finds, made from the expression. Literals, classes, groups, alternatives and
 * repetitions are read; whatever else an expression asks for (word boundaries, classes by property) is left to chance, so
 * the caller has to match the answer.
 */
import type { Random } from './random';

type Node =
  | { kind: 'chars'; chars: string }
  | { kind: 'all'; parts: Node[] }
  | { kind: 'one'; parts: Node[] }
  | { kind: 'times'; part: Node; least: number; most: number; isOpen: boolean };

const MAX_PATTERN_CHARS = 1_000;
const MAX_DEPTH = 20;
const MAX_TEXT_CHARS = 2_000;
/** How often `*` and `+` repeat at most, beyond what they must. */
const OPEN_REPEATS = 4;

const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const WORD = `${LOWER}${LOWER.toUpperCase()}${DIGITS}`;
const ANY = `${WORD}-`;

const SHORTHANDS: Readonly<Record<string, string>> = {
  d: DIGITS,
  D: LOWER,
  w: WORD,
  W: '-',
  s: ' ',
  S: WORD,
  t: '\t',
  n: '\n',
  r: '\r',
  A: '',
  z: '',
  b: '',
  B: '',
};

const NOTHING: Node = { kind: 'all', parts: [] };

class Unreadable extends Error {}

/** Reads an expression from the left. @throws Unreadable */
function parse(pattern: string): Node {
  let at = 0;

  const escaped = (): string => {
    const char = pattern[at++] ?? '';
    if (char === 'x') {
      const code = /^[0-9a-fA-F]{2}/.exec(pattern.slice(at))?.[0];
      if (code === undefined) throw new Unreadable();
      at += 2;
      return String.fromCharCode(parseInt(code, 16));
    }
    if (char === 'p' || char === 'P') {
      const name = /^(?:\{\^?(\w+)\}|(\w))/.exec(pattern.slice(at));
      if (!name) throw new Unreadable();
      at += name[0].length;
      return (name[1] ?? name[2] ?? '').startsWith('N') ? DIGITS : LOWER;
    }
    return Object.hasOwn(SHORTHANDS, char) ? (SHORTHANDS[char] ?? '') : char;
  };

  const classOf = (): string => {
    const negated = pattern[at] === '^';
    if (negated) at += 1;
    let chars = '';
    for (let first = true; first || pattern[at] !== ']'; first = false) {
      if (at >= pattern.length) throw new Unreadable();
      const posix = /^\[:\^?(\w+):\]/.exec(pattern.slice(at));
      if (posix) {
        at += posix[0].length;
        chars += posix[1] === 'digit' ? DIGITS : posix[1] === 'upper' ? LOWER.toUpperCase() : posix[1] === 'lower' ? LOWER : WORD;
        continue;
      }
      let low = pattern[at++] ?? '';
      if (low === '\\') low = escaped();
      if (low.length === 1 && pattern[at] === '-' && pattern[at + 1] !== ']') {
        at += 1;
        let high = pattern[at++] ?? '';
        if (high === '\\') high = escaped();
        for (let code = low.charCodeAt(0); code <= high.charCodeAt(0) && chars.length < MAX_TEXT_CHARS; code += 1)
          chars += String.fromCharCode(code);
      } else chars += low;
    }
    at += 1;
    if (!negated) return chars;
    return Array.from(`${ANY} ._`)
      .filter((char) => !chars.includes(char))
      .join('');
  };

  const atom = (depth: number): Node => {
    const char = pattern[at++] ?? '';
    if (char === '^' || char === '$') return NOTHING;
    if (char === '.') return { kind: 'chars', chars: ANY };
    if (char === '[') return { kind: 'chars', chars: classOf() };
    if (char === '\\') {
      const chars = escaped();
      return chars === '' ? NOTHING : { kind: 'chars', chars };
    }
    if (char !== '(') return { kind: 'chars', chars: char };
    const head = /^\?(?:P?<\w+>|[imsU-]*:|[imsU-]+(?=\)))/.exec(pattern.slice(at));
    if (head) at += head[0].length;
    const inner = alternatives(depth + 1);
    if (pattern[at++] !== ')') throw new Unreadable();
    return inner;
  };

  const repeated = (part: Node): Node => {
    const match = /^(?:[*+?]|\{(\d{1,4})(,(\d{0,4}))?\})/.exec(pattern.slice(at));
    if (!match) return part;
    at += match[0].length;
    if (pattern[at] === '?') at += 1;
    const [sign, count, open, upTo] = match;
    if (count === undefined)
      return { kind: 'times', part, least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : OPEN_REPEATS, isOpen: sign !== '?' };
    const least = Number(count);
    const most = open === undefined ? least : upTo ? Number(upTo) : least + OPEN_REPEATS;
    return { kind: 'times', part, least, most, isOpen: open !== undefined && !upTo };
  };

  const alternatives = (depth: number): Node => {
    if (depth > MAX_DEPTH) throw new Unreadable();
    const parts: Node[] = [];
    let sequence: Node[] = [];
    while (at < pattern.length && pattern[at] !== ')') {
      if (pattern[at] === '|') {
        at += 1;
        parts.push({ kind: 'all', parts: sequence });
        sequence = [];
      } else sequence.push(repeated(atom(depth)));
    }
    return { kind: 'one', parts: [...parts, { kind: 'all', parts: sequence }] };
  };

  const whole = alternatives(0);
  if (at < pattern.length) throw new Unreadable();
  return whole;
}

function write(node: Node, random: Random, out: string[]): void {
  if (out.length >= MAX_TEXT_CHARS) throw new Unreadable();
  switch (node.kind) {
    case 'chars':
      if (node.chars === '') throw new Unreadable();
      out.push(random.pick(Array.from(node.chars)));
      return;
    case 'all':
      for (const part of node.parts) write(part, random, out);
      return;
    case 'one':
      write(random.pick(node.parts), random, out);
      return;
    case 'times':
      for (let count = random.int(node.least, node.most); count > 0; count -= 1) write(node.part, random, out);
  }
}

/** How many characters a text may have. */
export interface Length {
  readonly least: number;
  readonly most: number;
}

const ANY_LENGTH: Length = { least: 0, most: Infinity };
const totalOf = (lengths: readonly Length[]): Length => ({
  least: lengths.reduce((sum, { least }) => sum + least, 0),
  most: lengths.reduce((sum, { most }) => sum + most, 0),
});
/** `0 × Infinity` is nothing here. */
const times = (count: number, length: number): number => (count === 0 || length === 0 ? 0 : count * length);

/** The lengths that texts of a node lie between; `*`, `+` and `{n,}` go on for as long as somebody asks. */
function lengthOf(node: Node, known: Map<Node, Length>): Length {
  const found = known.get(node);
  if (found) return found;
  const made = measured(node, known);
  known.set(node, made);
  return made;
}

function measured(node: Node, known: Map<Node, Length>): Length {
  switch (node.kind) {
    case 'chars':
      return { least: 1, most: 1 };
    case 'all':
      return totalOf(node.parts.map((part) => lengthOf(part, known)));
    case 'one': {
      const lengths = node.parts.map((part) => lengthOf(part, known));
      return { least: Math.min(...lengths.map(({ least }) => least)), most: Math.max(...lengths.map(({ most }) => most)) };
    }
    case 'times': {
      const { least, most } = lengthOf(node.part, known);
      return { least: times(node.least, least), most: times(node.isOpen ? Infinity : node.most, most) };
    }
  }
}

/** Writes a text of the node that has as many characters as are wanted, or as near to that as its parts come. */
function writeLong(node: Node, wanted: number, random: Random, out: string[], known: Map<Node, Length>): void {
  if (out.length >= MAX_TEXT_CHARS) throw new Unreadable();
  const start = out.length;
  switch (node.kind) {
    case 'chars':
      if (node.chars === '') throw new Unreadable();
      out.push(random.pick(Array.from(node.chars)));
      return;
    case 'one': {
      const fitting = node.parts.filter((part) => wanted >= lengthOf(part, known).least && wanted <= lengthOf(part, known).most);
      writeLong(random.pick(fitting.length > 0 ? fitting : node.parts), wanted, random, out, known);
      return;
    }
    case 'all':
      node.parts.forEach((part, index) => {
        const rest = totalOf(node.parts.slice(index + 1).map((other) => lengthOf(other, known)));
        const left = wanted - (out.length - start);
        writeLong(part, within(lengthOf(part, known), left - rest.most, left - rest.least, random), random, out, known);
      });
      return;
    case 'times': {
      const part = lengthOf(node.part, known);
      const most = node.isOpen ? Infinity : node.most;
      for (let count = 0; count < most; count += 1) {
        const left = wanted - (out.length - start);
        if (count >= node.least && (left < Math.max(part.least, 1) || part.most === 0)) return;
        const after = Math.max(0, node.least - count - 1);
        const enough = most === Infinity ? 0 : left - times(most - count - 1, part.most);
        writeLong(node.part, within(part, enough, left - times(after, part.least), random), random, out, known);
      }
    }
  }
}

/** A length a part may have, between two that the others leave it. */
function within({ least, most }: Length, low: number, high: number, random: Random): number {
  const [from, to] = [Math.max(least, low), Math.min(most, high)];
  return to <= from ? Math.max(least, Math.min(from, most)) : random.int(from, to);
}

/** Texts that are made before one that is only near the length is taken. */
const MAX_TRIES = 30;

function textOfLength(tree: Node, random: Random, length: Length): string {
  const known = new Map<Node, Length>();
  const own = lengthOf(tree, known);
  const least = Math.max(own.least, length.least);
  // A few more than must be, so that texts differ in length as well.
  const most = Math.min(own.most, length.most, least + OPEN_REPEATS);
  let out: string[] = [];
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    out = [];
    writeLong(tree, most <= least ? least : random.int(least, most), random, out, known);
    if (out.length >= length.least && out.length <= length.most) break;
  }
  return out.join('');
}

/**
 * A text for the expression, or null where it cannot be read. `length` is what the text should have; where the expression's parts
 * do not come to it exactly the text is near it, so the caller measures the answer.
 * @example textForPattern('^[A-Z]{2}\\d{3}$', random) // 'QT481'
 */
export function textForPattern(pattern: string, random: Random, length: Length = ANY_LENGTH): string | null {
  if (pattern.length > MAX_PATTERN_CHARS) return null;
  try {
    const tree = parse(pattern);
    if (length !== ANY_LENGTH) return textOfLength(tree, random, length);
    const out: string[] = [];
    write(tree, random, out);
    return out.join('');
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}
