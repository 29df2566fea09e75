/**
 * Reads the text of a manifest as Go's encoding/json would: strict JSON, no comments, no trailing commas, no byte order
 * mark. One pass without recursion, so that neither depth nor size can exhaust anything.
 */
import type { RuleId } from './rules';
import { createScanner, type JSONScanner } from 'jsonc-parser';
import { losesDigits } from '../values/double';
import { createFindings, type Finding, type Findings } from './finding';
import { jsonMessages } from './messages/json';
import type { Message } from './text';
import type { TreeMember, TreeNode } from './tree';

/** Largest manifest that is read, in UTF-8 bytes. */
export const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;
/** Deepest nesting that is read. */
export const MAX_NESTING = 512;
/** Most values (objects, lists, texts, numbers) that are read. */
export const MAX_VALUES = 400_000;

export interface ParseResult {
  /** The document as `JSON.parse` gives it; `undefined` when the text is no JSON. */
  value: unknown;
  /** The document with its places; partial when the text is no JSON, `null` when nothing could be read. */
  tree: TreeNode | null;
  /** The document of a text whose only faults are what JSON does not have and other readers pass over: comments, commas, a mark. */
  meant?: unknown;
  /** Faults of the text, each with a span. */
  findings: readonly Finding[];
}

/** Faults of the text behind which the document is whole. */
const PASSED_OVER = new Set<RuleId>(['JSON-COMMENT', 'JSON-TRAILING-COMMA', 'JSON-BOM']);

/* The kinds of tokens and scan errors; the library declares them as const enums, which isolated modules cannot read. */
const TOKEN = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  null: 7,
  true: 8,
  false: 9,
  string: 10,
  number: 11,
  lineComment: 12,
  blockComment: 13,
  lineBreak: 14,
  trivia: 15,
  end: 17,
} as const;
const SCAN_ERROR = { comment: 1, string: 2, number: 3, unicode: 4, escape: 5, character: 6 } as const;

interface Frame {
  node: TreeNode;
  key: { name: string; offset: number; length: number } | null;
  /** What may come next. */
  state: 'first' | 'key' | 'colon' | 'value' | 'after';
  /** Where the last comma stood. */
  comma: number;
}

const utf8Bytes = (text: string): number => new TextEncoder().encode(text).length;
const BYTE_ORDER_MARK = '\uFEFF';
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Reads a manifest's text. Never throws. */
export function parse(text: string): ParseResult {
  const findings = createFindings();
  // A UTF-16 unit is at most three bytes: count exactly only where it matters.
  if (text.length > MAX_MANIFEST_BYTES || (text.length * 3 > MAX_MANIFEST_BYTES && utf8Bytes(text) > MAX_MANIFEST_BYTES)) {
    const bytes = text.length > 4 * MAX_MANIFEST_BYTES ? text.length : utf8Bytes(text);
    fault(findings, 'JSON-SIZE', jsonMessages.tooLarge(bytes, MAX_MANIFEST_BYTES), 0, 1);
    return { value: undefined, tree: null, findings: findings.kept };
  }
  const hasMark = text.startsWith(BYTE_ORDER_MARK);
  if (hasMark) fault(findings, 'JSON-BOM', jsonMessages.byteOrderMark(), 0, 1);
  const tree = readTree(text, hasMark ? 1 : 0, findings);
  if (!findings.rejected) return { value: JSON.parse(text), tree, findings: findings.kept };
  return { value: undefined, ...meantBy(text, findings), tree, findings: findings.kept };
}

/** Reads past what JSON does not have, if that is all there is; every place stays where it is. */
function meantBy(text: string, { kept, total }: Findings): { meant?: unknown } {
  const faults = kept.filter(({ severity }) => severity === 'error');
  if (total > kept.length || !faults.every(({ rule }) => PASSED_OVER.has(rule))) return {};
  let blanked = '';
  let end = 0;
  for (const { offset, length } of faults.flatMap(({ span }) => span ?? []).sort((a, b) => a.offset - b.offset)) {
    blanked += text.slice(end, offset) + ' '.repeat(length);
    end = offset + length;
  }
  return { meant: JSON.parse(blanked + text.slice(end)) };
}

function fault(findings: Findings, rule: RuleId, message: Message, offset: number, length: number): void {
  findings.add({ rule, severity: 'error', path: '', message, span: { offset, length } });
}

function warn(findings: Findings, rule: RuleId, message: Message, offset: number, length: number): void {
  findings.add({ rule, severity: 'warning', path: '', message, span: { offset, length } });
}

function readTree(text: string, start: number, findings: Findings): TreeNode | null {
  const scanner = createScanner(text, false);
  scanner.setPosition(start);
  const stack: Frame[] = [];
  // An object, because assignments inside `place` are invisible to the type checker.
  const result: { root: TreeNode | null } = { root: null };
  let values = 0;

  const place = (node: TreeNode): void => {
    const frame = stack.at(-1);
    if (frame === undefined) result.root = node;
    else if (frame.key !== null) addMember(frame, node, findings);
    else frame.node.items?.push(node);
    if (frame !== undefined) Object.assign(frame, { state: 'after', key: null });
  };

  for (;;) {
    const token: number = scanner.scan();
    const offset = scanner.getTokenOffset();
    const length = scanner.getTokenLength();
    if (token === TOKEN.lineBreak || token === TOKEN.trivia) continue;
    if (token === TOKEN.lineComment || token === TOKEN.blockComment) {
      fault(findings, 'JSON-COMMENT', jsonMessages.comment(), offset, length);
      continue;
    }
    const frame = stack.at(-1);
    if (token === TOKEN.end) {
      if (result.root === null) fault(findings, 'JSON-SYNTAX', jsonMessages.empty(), offset, 0);
      else if (frame !== undefined) {
        const bracket = frame.node.kind === 'object' ? '{' : '[';
        fault(findings, 'JSON-SYNTAX', jsonMessages.unclosed(bracket, lineOf(text, frame.node.offset)), frame.node.offset, 1);
      }
      return result.root;
    }
    const scanFault = scanFaultOf(scanner);
    if (scanFault !== null) {
      fault(findings, 'JSON-SYNTAX', scanFault, offset, Math.max(length, 1));
      return result.root;
    }
    if (frame === undefined && result.root !== null) {
      fault(findings, 'JSON-SYNTAX', jsonMessages.afterEnd(), offset, Math.max(length, 1));
      return result.root;
    }
    // Structure: what closes, separates and names.
    if (frame !== undefined) {
      const isObject = frame.node.kind === 'object';
      if (
        token === (isObject ? TOKEN.closeBrace : TOKEN.closeBracket) &&
        frame.state !== 'colon' &&
        !(isObject && frame.state === 'value')
      ) {
        if (frame.comma >= 0 && frame.state !== 'after')
          fault(findings, 'JSON-TRAILING-COMMA', jsonMessages.trailingComma(), frame.comma, 1);
        frame.node.length = offset + length - frame.node.offset;
        stack.pop();
        continue;
      }
      if (frame.state === 'after' && token === TOKEN.comma) {
        Object.assign(frame, { state: isObject ? 'key' : 'value', comma: offset });
        continue;
      }
      if (isObject && (frame.state === 'first' || frame.state === 'key') && token === TOKEN.string) {
        lookAtText(scanner.getTokenValue(), offset, length, findings);
        Object.assign(frame, { state: 'colon', key: { name: scanner.getTokenValue(), offset, length } });
        continue;
      }
      if (frame.state === 'colon' && token === TOKEN.colon) {
        frame.state = 'value';
        continue;
      }
      if (frame.state !== 'value' && !(frame.state === 'first' && !isObject)) {
        fault(findings, 'JSON-SYNTAX', expectation(frame, text.slice(offset, offset + Math.max(length, 1))), offset, Math.max(length, 1));
        return result.root;
      }
    }
    const kind = KINDS[token];
    if (kind === undefined) {
      fault(
        findings,
        'JSON-SYNTAX',
        jsonMessages.expected('a value', 'un valor', text.slice(offset, offset + Math.max(length, 1))),
        offset,
        Math.max(length, 1),
      );
      return result.root;
    }
    values += 1;
    if (values > MAX_VALUES) {
      fault(findings, 'JSON-SIZE', jsonMessages.tooMany(MAX_VALUES), offset, length);
      return result.root;
    }
    const node: TreeNode = { kind, offset, length };
    if (kind === 'number') lookAtNumber(text.slice(offset, offset + length), offset, length, findings);
    if (kind === 'string') lookAtText(scanner.getTokenValue(), offset, length, findings);
    place(node);
    if (kind !== 'object' && kind !== 'array') continue;
    if (kind === 'object') node.members = new Map();
    else node.items = [];
    if (stack.length >= MAX_NESTING) {
      fault(findings, 'JSON-DEPTH', jsonMessages.tooDeep(MAX_NESTING), offset, 1);
      return result.root;
    }
    stack.push({ node, key: null, state: 'first', comma: -1 });
  }
}

/** Characters that hosts replace, and one that no database holds. */
function lookAtText(text: string, offset: number, length: number, findings: Findings): void {
  if (LONE_SURROGATE.test(text)) warn(findings, 'JSON-SURROGATE', jsonMessages.loneSurrogate(), offset, length);
  if (text.includes('\0')) warn(findings, 'JSON-NUL', jsonMessages.nul(), offset, length);
}

/** Numbers that nobody can store, or that hosts would store as another one. */
function lookAtNumber(text: string, offset: number, length: number, findings: Findings): void {
  if (!Number.isFinite(Number(text))) fault(findings, 'JSON-NUMBER', jsonMessages.overflow(text), offset, length);
  if (losesDigits(text)) warn(findings, 'JSON-DIGITS', jsonMessages.digits(text), offset, length);
}

const KINDS: Readonly<Record<number, TreeNode['kind'] | undefined>> = {
  [TOKEN.openBrace]: 'object',
  [TOKEN.openBracket]: 'array',
  [TOKEN.null]: 'null',
  [TOKEN.true]: 'boolean',
  [TOKEN.false]: 'boolean',
  [TOKEN.string]: 'string',
  [TOKEN.number]: 'number',
};

function addMember(frame: Frame, value: TreeNode, findings: Findings): void {
  if (frame.key === null || frame.node.members === undefined) return;
  const { name, offset, length } = frame.key;
  const member: TreeMember = { keyOffset: offset, keyLength: length, value };
  const earlier = frame.node.members.get(name);
  if (earlier !== undefined) {
    warn(findings, 'JSON-DUPLICATE', jsonMessages.duplicateKey(name), offset, length);
    (frame.node.repeats ??= []).push({ name, ...earlier });
    // In the order of the text also where members are gone through.
    frame.node.members.delete(name);
  }
  frame.node.members.set(name, member);
}

function expectation(frame: Frame, found: string): Message {
  if (frame.state === 'after')
    return frame.node.kind === 'object'
      ? jsonMessages.expected('`,` or `}`', '`,` o `}`', found)
      : jsonMessages.expected('`,` or `]`', '`,` o `]`', found);
  if (frame.state === 'colon') return jsonMessages.expected('`:`', '`:`', found);
  return jsonMessages.expected('a name in double quotes', 'un nombre entre comillas dobles', found);
}

function scanFaultOf(scanner: JSONScanner): Message | null {
  const error: number = scanner.getTokenError();
  switch (error) {
    case SCAN_ERROR.string:
      return jsonMessages.badString();
    case SCAN_ERROR.unicode:
    case SCAN_ERROR.escape:
      return jsonMessages.badEscape();
    case SCAN_ERROR.character:
      return jsonMessages.controlCharacter();
    case SCAN_ERROR.number:
      return jsonMessages.badNumber(scanner.getTokenValue());
    default:
      return null;
  }
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let index = text.indexOf('\n'); index >= 0 && index < offset; index = text.indexOf('\n', index + 1)) line += 1;
  return line;
}
