/** What is searched for and replaced in the texts of a project. Pure. */
import { RE2JS } from 're2js';

export interface SearchQuery {
  text: string;
  isRegex: boolean;
  matchesCase: boolean;
  wholeWords: boolean;
}

export interface Hit {
  path: string;
  /** In UTF-16 units of the text. */
  offset: number;
  length: number;
  /** From 1. */
  line: number;
  column: number;
  /** The line it begins in, without the blanks before, and where in that it stands. */
  lineText: string;
  at: number;
}

export interface Found {
  hits: Hit[];
  /** There are more than these. */
  isCut: boolean;
  /** Why the expression cannot be read; empty where it can. */
  fault: string;
}

export const MAX_HITS = 2_000;
const MAX_QUERY_CHARS = 1_000;
/** Characters that are shown of a line. */
const MAX_LINE_CHARS = 200;

type Texts = Readonly<Record<string, string>>;

const NOTHING: Found = { hits: [], isCut: false, fault: '' };

/** An expression runs in time that grows with the text alone (RE2): no text and no expression hangs the page. */
function compiled({ text, isRegex, matchesCase, wholeWords }: SearchQuery): RE2JS {
  const source = isRegex ? text : RE2JS.quote(text);
  const whole = wholeWords ? `\\b(?:${source})\\b` : source;
  return RE2JS.compile(whole, RE2JS.MULTILINE | (matchesCase ? 0 : RE2JS.CASE_INSENSITIVE));
}

/** @param line the number of the line that `offset` stands in */
function hitAt(path: string, text: string, offset: number, length: number, line: number): Hit {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const whole = text.slice(start, end < 0 ? undefined : end);
  const blanks = /^\s*/.exec(whole)?.[0].length ?? 0;
  const lead = Math.min(blanks, offset - start);
  // A long line is shown from a little before what was found.
  const from = Math.max(lead, offset - start - MAX_LINE_CHARS / 4);
  return {
    ...{ path, offset, length, line, column: offset - start + 1 },
    lineText: whole.slice(from, from + MAX_LINE_CHARS).trimEnd(),
    at: offset - start - from,
  };
}

/** Every place where a text stands, file by file. What is found is never empty. */
export function searchIn(texts: Texts, query: SearchQuery): Found {
  if (query.text === '' || query.text.length > MAX_QUERY_CHARS) return NOTHING;
  let expression: RE2JS;
  try {
    expression = compiled(query);
  } catch (error) {
    return { ...NOTHING, fault: error instanceof Error ? error.message : String(error) };
  }
  const hits: Hit[] = [];
  for (const [path, text] of Object.entries(texts)) {
    const matcher = expression.matcher(text);
    let [line, next] = [1, text.indexOf('\n')];
    while (matcher.find()) {
      if (matcher.end() === matcher.start()) continue;
      if (hits.length === MAX_HITS) return { hits, isCut: true, fault: '' };
      // Lines are counted on from the hit before, not from the beginning each time.
      for (; next >= 0 && next < matcher.start(); next = text.indexOf('\n', next + 1)) line += 1;
      hits.push(hitAt(path, text, matcher.start(), matcher.end() - matcher.start(), line));
    }
  }
  return { hits, isCut: false, fault: '' };
}

/** `$1`, `$&` and `$$` of a replacement, where it is one for an expression. */
function expanded(replacement: string, matcher: ReturnType<RE2JS['matcher']>): string {
  return replacement.replaceAll(/\$(\$|&|\d)/g, (whole, name: string) => {
    if (name === '$') return '$';
    const group = name === '&' ? 0 : Number(name);
    return group <= matcher.groupCount() ? (matcher.group(group) ?? '') : whole;
  });
}

/**
 * The texts that change when every hit is replaced, in all files or in one.
 * @param path the one file; all of them without it
 */
export function replaceIn(texts: Texts, query: SearchQuery, replacement: string, path?: string): Record<string, string> {
  if (query.text === '' || query.text.length > MAX_QUERY_CHARS) return {};
  const expression = compiled(query);
  const changed: Record<string, string> = {};
  for (const [name, text] of Object.entries(texts)) {
    if (path !== undefined && name !== path) continue;
    const matcher = expression.matcher(text);
    let [written, last] = ['', 0];
    while (matcher.find()) {
      if (matcher.end() === matcher.start()) continue;
      written += text.slice(last, matcher.start()) + (query.isRegex ? expanded(replacement, matcher) : replacement);
      last = matcher.end();
    }
    written += text.slice(last);
    if (written !== text) changed[name] = written;
  }
  return changed;
}
