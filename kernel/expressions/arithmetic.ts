/**
 * Arithmetic over columns: formulas, rollups, computed columns and both sides of a guard. A text is read once, into postfix
 * order; nothing here recurses, so that no depth of parentheses can exhaust the stack.
 */
import { combine, type Fraction, fractionOf, negativeOf, type Operator } from '../values/fraction';
import { MAX_EXPRESSION_CHARS, type ParseResult } from './parse-result';

type Node =
  | { kind: 'number'; text: string }
  | { kind: 'name'; name: string }
  | { kind: 'operator'; sign: Operator }
  | { kind: 'sign'; sign: '+' | '-' };

/** An expression in postfix order. */
export type Arithmetic = readonly Node[];

/** Most operators of a sum that becomes SQL: PostgreSQL walks an expression with its stack. */
const MAX_SQL_OPERATORS = 200;

const TOKEN = /[ \t\r\n]*(?:([A-Za-z_][A-Za-z0-9_]*)|(\d+(?:\.\d*)?|\.\d+)|([-+*/()]))/y;
/** The same with `Extension.column`, which rules and approvals may read. */
const TOKEN_DOTTED = /[ \t\r\n]*(?:([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?)|(\d+(?:\.\d*)?|\.\d+)|([-+*/()]))/y;
const BLANK = /[ \t\r\n]*/y;

const RANK = { '(': 0, '+': 1, '-': 1, '*': 2, '/': 2, plus: 3, minus: 3 } as const;
type Pending = keyof typeof RANK;

function nodeOf(pending: Pending): Node {
  if (pending === 'plus' || pending === 'minus') return { kind: 'sign', sign: pending === 'plus' ? '+' : '-' };
  return { kind: 'operator', sign: pending as Operator };
}

/**
 * Reads `sum` of the grammar: numbers without exponent, names, `+ - * /`, parentheses and signs; with `dotted`, names of an
 * extension's columns as well.
 * @example readArithmetic('price * (1 + tax)') // { ok: true, ast, names: ['price', 'tax'] }
 */
export function readArithmetic(
  text: string,
  { dotted = false }: { dotted?: boolean } = {},
): ParseResult<{ ast: Arithmetic; names: readonly string[] }> {
  const token = dotted ? TOKEN_DOTTED : TOKEN;
  if (text.length > MAX_EXPRESSION_CHARS) return { ok: false, offset: MAX_EXPRESSION_CHARS };
  const ast: Node[] = [];
  const pending: Pending[] = [];
  const flush = (rank: number): void => {
    for (let top = pending.at(-1); top !== undefined && RANK[top] >= rank; top = pending.at(-1)) {
      pending.pop();
      ast.push(nodeOf(top));
    }
  };
  let offset = 0;
  let wantsOperand = true;
  for (;;) {
    BLANK.lastIndex = offset;
    BLANK.exec(text);
    const start = BLANK.lastIndex;
    if (start === text.length) break;
    token.lastIndex = offset;
    const [, name, number, sign] = token.exec(text) ?? [];
    const isOperand = name !== undefined || number !== undefined;
    const opens = isOperand || sign === '(';
    if ((!isOperand && sign === undefined) || (opens && !wantsOperand)) return { ok: false, offset: start };
    if (isOperand) {
      ast.push(name === undefined ? { kind: 'number', text: number ?? '0' } : { kind: 'name', name });
      wantsOperand = false;
    } else if (sign === '(') pending.push('(');
    else if (wantsOperand) {
      if (sign !== '+' && sign !== '-') return { ok: false, offset: start };
      pending.push(sign === '+' ? 'plus' : 'minus');
    } else if (sign === ')') {
      flush(1);
      if (pending.pop() === undefined) return { ok: false, offset: start };
    } else {
      const operator = sign as Operator;
      flush(RANK[operator]);
      pending.push(operator);
      wantsOperand = true;
    }
    offset = token.lastIndex;
  }
  if (wantsOperand || pending.includes('(')) return { ok: false, offset: text.length };
  flush(1);
  return { ok: true, ast, names: ast.flatMap((node) => (node.kind === 'name' ? [node.name] : [])) };
}

/** Whether an expression may become part of a statement. */
export const fitsSql = (ast: Arithmetic): boolean =>
  ast.filter(({ kind }) => kind === 'operator' || kind === 'sign').length <= MAX_SQL_OPERATORS;

/** What each kind of node makes of the values before it. */
export interface Algebra<T> {
  number: (text: string) => T;
  name: (name: string) => T;
  operator: (sign: Operator, left: T, right: T) => T;
  sign: (sign: '+' | '-', value: T) => T;
}

/** Works an expression out, operands before operators and from left to right. */
export function fold<T>(ast: Arithmetic, algebra: Algebra<T>): T {
  const stack: T[] = [];
  // What was read has an operand wherever one is taken.
  const pop = (): T => (stack.length === 0 ? algebra.number('0') : (stack.pop() as T));
  for (const node of ast) {
    if (node.kind === 'number') stack.push(algebra.number(node.text));
    else if (node.kind === 'name') stack.push(algebra.name(node.name));
    else if (node.kind === 'sign') stack.push(algebra.sign(node.sign, pop()));
    else {
      const right = pop();
      stack.push(algebra.operator(node.sign, pop(), right));
    }
  }
  return pop();
}

/** The value of an expression; unknown names, values that are no numbers and division by zero are zero. */
export const evaluate = (ast: Arithmetic, valueOf: (name: string) => unknown): Fraction =>
  fold<Fraction>(ast, {
    number: fractionOf,
    name: (name) => fractionOf(valueOf(name)),
    operator: combine,
    sign: (sign, value) => (sign === '-' ? negativeOf(value) : value),
  });

/**
 * The expression as SQL that fails for no row and counts as `evaluate` does.
 * @param columnOf SQL of a number's column, null for a name that counts as zero
 */
export const toNullSafeSql = (ast: Arithmetic, columnOf: (name: string) => string | null): string =>
  fold<string>(ast, {
    number: (text) => `'${text}'::numeric`,
    name: (name) => {
      const own = columnOf(name);
      return own === null ? '0' : `coalesce(${own}::numeric, 0)`;
    },
    operator: (sign, left, right) => (sign === '/' ? `coalesce(${left} / nullif(${right}, 0), 0)` : `(${left} ${sign} ${right})`),
    sign: (sign, value) => (sign === '-' ? `(-${value})` : value),
  });

/**
 * The expression as PostgreSQL itself works it out, for a computed column. It is composed anew: names are quoted, signs stand
 * apart so that two of them never start a comment, and the author's text itself never reaches the statement.
 * @example toGeneratedColumnSql of 'price * (1 + tax)' // '"price" * ( 1 + "tax" )'
 */
export function toGeneratedColumnSql(ast: Arithmetic): string {
  interface Part {
    text: string;
    rank: number;
  }
  const within = ({ text, rank }: Part, least: number): string => (rank < least ? `( ${text} )` : text);
  return fold<Part>(ast, {
    number: (text) => ({ text, rank: 4 }),
    name: (name) => ({ text: `"${name}"`, rank: 4 }),
    operator: (sign, left, right) => {
      const rank = RANK[sign];
      return { text: `${within(left, rank)} ${sign} ${within(right, rank + 1)}`, rank };
    },
    sign: (sign, value) => ({ text: `${sign} ${within(value, 3)}`, rank: 3 }),
  }).text;
}
