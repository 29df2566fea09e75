/**
 * Lays out JSON: two blanks a level, what is short and was on one line stays on one line. Only white space between tokens
 * changes, so numbers, escapes and names given twice stay as they were written.
 */
import { createScanner } from 'jsonc-parser';
import type { Locale } from '../locale';
import { parse } from '../contract/parse';

export interface FormatEdit {
  /** UTF-16 units. */
  offset: number;
  length: number;
  text: string;
}

export type FormatResult =
  | { ok: true; edits: FormatEdit[] }
  /** Why the text is left as it is: a comment, a slip. `line` counts from 1. */
  | { ok: false; line: number; message: string; cure?: string };

/** Longest line of an object or list that is kept together, in UTF-16 units. */
const MAX_LINE_LENGTH = 140;

/* Kinds of tokens; the library declares them as a const enum, which isolated modules cannot read. */
const TOKEN = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  lineBreak: 14,
  trivia: 15,
  end: 17,
} as const;

interface Token {
  kind: number;
  offset: number;
  length: number;
  /** Of an opening bracket: its group. */
  group?: Group;
}

/** An object or list: how long it is on one line, and whether it is written over several. */
interface Group {
  isObject: boolean;
  flatLength: number;
  entries: number;
  /** Entries that are themselves objects or lists of more than one entry. */
  larger: number;
  /** An object whose first name stood on a line of its own keeps it that way. */
  wasOpen: boolean;
  /** A comma follows it, which must fit on the line as well. */
  commaBehind: boolean;
}

function tokensOf(text: string): Token[] {
  const scanner = createScanner(text, false);
  const tokens: Token[] = [];
  const open: Group[] = [];
  let brokeLine = false;
  let closed: Group | undefined;
  for (;;) {
    const kind: number = scanner.scan();
    if (kind === TOKEN.end) return tokens;
    if (kind === TOKEN.lineBreak || kind === TOKEN.trivia) {
      brokeLine ||= kind === TOKEN.lineBreak;
      continue;
    }
    const token: Token = { kind, offset: scanner.getTokenOffset(), length: scanner.getTokenLength() };
    const before = tokens.at(-1);
    const inside = open.at(-1);
    if (before?.group?.isObject === true && kind !== TOKEN.closeBrace) before.group.wasOpen = brokeLine;
    brokeLine = false;
    if (kind === TOKEN.openBrace || kind === TOKEN.openBracket) {
      token.group = { isObject: kind === TOKEN.openBrace, flatLength: 0, entries: 0, larger: 0, wasOpen: false, commaBehind: false };
      open.push(token.group);
    }
    const isClose = kind === TOKEN.closeBrace || kind === TOKEN.closeBracket;
    if (isClose) {
      const group = open.pop();
      closed = group;
      const outer = open.at(-1);
      if (group) {
        group.flatLength += 2 + (group.isObject && group.entries > 0 ? 2 : 0);
        if (outer) {
          outer.flatLength += group.flatLength;
          if (group.entries > 1) outer.larger += 1;
        }
      }
    } else if (inside && !token.group) inside.flatLength += token.length + (kind === TOKEN.comma || kind === TOKEN.colon ? 1 : 0);
    if (kind === TOKEN.comma && (before?.kind === TOKEN.closeBrace || before?.kind === TOKEN.closeBracket) && closed)
      closed.commaBehind = true;
    const isEntry = before?.group !== undefined || before?.kind === TOKEN.comma;
    if (inside && isEntry && !isClose) inside.entries += 1;
    tokens.push(token);
  }
}

/** Whether a group that begins at `column` is written over several lines. */
function breaks({ isObject, flatLength, entries, larger, wasOpen, commaBehind }: Group, column: number): boolean {
  if (entries === 0) return false;
  if (isObject ? wasOpen : entries > 1 && larger === entries) return true;
  return column + flatLength + (commaBehind ? 1 : 0) > MAX_LINE_LENGTH;
}

/** The white space that belongs in front of each token, and at the end. */
function layout(tokens: readonly Token[]): string[] {
  const gaps: string[] = [];
  const open: { broken: boolean; isObject: boolean; entries: number }[] = [];
  let column = 0;
  const newLine = (level: number): string => {
    column = 2 * level;
    return `\n${' '.repeat(column)}`;
  };
  tokens.forEach((token, index) => {
    const before = tokens[index - 1];
    const group = open.at(-1);
    let gap = '';
    if (token.kind === TOKEN.closeBrace || token.kind === TOKEN.closeBracket) {
      open.pop();
      if (group?.broken === true) gap = newLine(open.length);
      else if (group?.isObject === true && group.entries > 0) gap = ' ';
    } else if (before?.kind === TOKEN.colon) gap = ' ';
    else if (before?.kind === TOKEN.comma) gap = group?.broken === true ? newLine(open.length) : ' ';
    else if (before?.group && group) gap = group.broken ? newLine(open.length) : group.isObject ? ' ' : '';
    if (!gap.startsWith('\n')) column += gap.length;
    if (token.group) open.push({ ...token.group, broken: breaks(token.group, column) });
    column += token.length;
    gaps.push(gap);
  });
  return [...gaps, '\n'];
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/**
 * The changes that lay a text out. What is no JSON is left alone, comments included: there is no place for them in JSON, and
 * dropping them unasked would lose what somebody wrote. Line ends become `\n`, or stay `\r\n` where the text has them.
 */
export function formatJson(text: string, locale: Locale = 'en'): FormatResult {
  const fault = parse(text).findings.find(({ severity }) => severity === 'error');
  if (fault) {
    const { message, span } = fault;
    return {
      ok: false,
      line: lineAt(text, span?.offset ?? 0),
      message: message.text[locale],
      ...(message.cure && { cure: message.cure[locale] }),
    };
  }
  const tokens = tokensOf(text);
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const edits = layout(tokens).flatMap((gap, index): FormatEdit[] => {
    const before = tokens[index - 1];
    const start = before ? before.offset + before.length : 0;
    const end = tokens[index]?.offset ?? text.length;
    const wanted = gap.replace('\n', lineEnd);
    return text.slice(start, end) === wanted ? [] : [{ offset: start, length: end - start, text: wanted }];
  });
  return { ok: true, edits };
}
