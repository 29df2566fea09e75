/**
 * Patterns an author wrote in `validation.regex`. They are RE2 on the hosts, and an expression that backtracks would let
 * one row freeze the tab; so the same dialect runs here, on an engine whose time grows with pattern × text and no more.
 */
import { RE2JS } from 're2js';
import { MAX_PATTERN_CHARS } from '../expressions/regex';

/** Longer texts are not matched; they pass, and a `max` says how long a text may be. */
const MAX_INPUT_CHARS = 10_000;
/** Compiled patterns kept; a manifest has far fewer. */
const MAX_COMPILED = 500;

const compiled = new Map<string, RE2JS | null>();

function compile(pattern: string): RE2JS | null {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  let built: RE2JS | null = null;
  try {
    built = pattern.length <= MAX_PATTERN_CHARS ? RE2JS.compile(pattern) : null;
  } catch {
    // A pattern the hosts cannot read was reported by the manifest check; it refuses nobody here.
  }
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  compiled.set(pattern, built);
  return built;
}

/** What came of looking for a pattern in a text: some callers have to know why it was not found. */
export type PatternVerdict = 'found' | 'not found' | 'broken' | 'too long';

export function patternVerdict(pattern: string, text: string): PatternVerdict {
  const compiledPattern = compile(pattern);
  if (compiledPattern === null) return 'broken';
  if (text.length > MAX_INPUT_CHARS) return 'too long';
  return compiledPattern.matcher(text).find() ? 'found' : 'not found';
}

/** Whether the pattern is found in the text; a pattern that cannot be run, or a text too long for it, passes. */
export function matchesPattern(pattern: string, text: string): boolean {
  if (text.length > MAX_INPUT_CHARS) return true;
  return compile(pattern)?.matcher(text).find() ?? true;
}
