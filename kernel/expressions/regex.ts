/** Regular expressions in the dialect of the hosts (RE2), compiled by the engine that runs them here. */
import { RE2JS } from 're2js';

/** Longer patterns are not run. */
export const MAX_PATTERN_CHARS = 1_000;
/** Compiling writes a repetition out: more of them in one document are judged as if they were short ones. */
const MAX_REPEATS = 20_000;
const MAX_REPETITION = 1_000;
const COUNTS = /\{(\d{1,9})(?:(,)(\d{0,9}))?\}/g;

/** What is left of the repetitions that one document may cost. */
export interface RegexBudget {
  repeats: number;
}

export const regexBudget = (): RegexBudget => ({ repeats: MAX_REPEATS });

export type RegexFault = 'syntax' | 'unsupported' | 'length';

/**
 * Why no host can run an expression: its syntax, something that RE2 leaves out on purpose (looking around and references
 * back), or its length, which the playground bounds; `null` when one can. The expression is compiled, never run.
 */
export function regexFault(source: string, budget: RegexBudget = regexBudget()): RegexFault | null {
  if (source.length > MAX_PATTERN_CHARS) return 'length';
  const repeats = [...source.matchAll(COUNTS)].reduce((sum, [, low = '0', , high = '']) => sum + Math.max(Number(low), Number(high)), 0);
  const isDear = repeats > budget.repeats;
  budget.repeats -= isDear ? 0 : repeats;
  try {
    RE2JS.compile(isDear ? source.replaceAll(COUNTS, shortened) : source);
    return null;
  } catch {
    const unescaped = source.replaceAll(/\\[^1-9k]/g, '..');
    return /\\[1-9]|\(\?(?:[=!]|<[=!]|>)|\\k</.test(unescaped) ? 'unsupported' : 'syntax';
  }
}

/** Whether an expression is found in a text. One that no host can run, which is told by itself, is found everywhere. */
export const matchesRegex = (source: string, text: string): boolean =>
  regexFault(source) !== null || RE2JS.compile(source).matcher(text).find();

/** A count that RE2 refuses stays one; any other says two. */
function shortened(count: string, low: string, comma: string | undefined, high: string | undefined): string {
  const least = Number(low);
  const most = high === undefined || high === '' ? least : Number(high);
  return most > MAX_REPETITION || most < least ? count : comma === undefined ? '{2}' : '{1,2}';
}
