/** The text that `EXECUTE` runs, as far as it can be told without running it. */
import { isNode, isString, listOf, nameParts, type Node, stringOf } from './nodes';

export interface RunText {
  /** With a harmless name or value for each that is quoted, and nothing for what is unknown. */
  text: string;
  /** Whether all of it stands in the body but names and values that are quoted. */
  isKnown: boolean;
}

const UNKNOWN: RunText = { text: ' ', isKnown: false };
/** A name that is everybody's, whatever it stands for: a schema, a table or a column. */
const SOME_NAME: RunText = { text: '"public"', isKnown: true };
const SOME_VALUE: RunText = { text: "'1'", isKnown: true };

/** Pieces within pieces. */
const MAX_DEPTH = 64;

/** @param tree what the parser made of `select EXPRESSION` */
export function constantText(tree: unknown): RunText {
  const [first] = listOf(tree, 'stmts');
  const select = isNode(first?.stmt) ? first.stmt.SelectStmt : undefined;
  const [target] = listOf(select, 'targetList');
  return isNode(target?.ResTarget) ? pieceOf(target.ResTarget.val, 0) : UNKNOWN;
}

function pieceOf(node: unknown, depth: number): RunText {
  if (!isNode(node) || depth > MAX_DEPTH) return UNKNOWN;
  if (isNode(node.A_Const)) {
    const { sval } = node.A_Const;
    return isNode(sval) ? { text: isString(sval.sval) ? sval.sval : '', isKnown: true } : UNKNOWN;
  }
  if (isNode(node.TypeCast)) return pieceOf(node.TypeCast.arg, depth + 1);
  if (isNode(node.A_Expr) && nameParts(node.A_Expr.name).join('') === '||')
    return joined([pieceOf(node.A_Expr.lexpr, depth + 1), pieceOf(node.A_Expr.rexpr, depth + 1)]);
  return isNode(node.FuncCall) ? callOf(node.FuncCall, depth) : UNKNOWN;
}

const joined = (pieces: readonly RunText[]): RunText => ({
  text: pieces.map(({ text }) => text).join(''),
  isKnown: pieces.every(({ isKnown }) => isKnown),
});

function callOf(call: Node, depth: number): RunText {
  const name = Array.isArray(call.funcname) ? stringOf(call.funcname.at(-1)) : null;
  if (name === 'quote_ident') return SOME_NAME;
  if (name === 'quote_literal' || name === 'quote_nullable') return SOME_VALUE;
  const values = listOf(call, 'args').map((node) => pieceOf(node, depth + 1));
  if (name === 'concat') return joined(values);
  const [template, ...others] = values;
  return name === 'format' && template !== undefined ? formatted(template, others) : UNKNOWN;
}

function formatted(template: RunText, values: readonly RunText[]): RunText {
  let at = 0;
  let isKnown = template.isKnown;
  const text = template.text.replaceAll(/%(?:(\d+)\$)?-?\d*([sIL%])/g, (_, position: string | undefined, kind: string) => {
    if (kind === '%') return '%';
    at = position === undefined ? at + 1 : Number(position);
    if (kind === 'I') return SOME_NAME.text;
    if (kind === 'L') return SOME_VALUE.text;
    const value = values[at - 1] ?? UNKNOWN;
    isKnown &&= value.isKnown;
    return value.text;
  });
  return { text, isKnown };
}
