/** Regular expressions in the dialect of the hosts (RE2). */

/** Longest repetition RE2 takes. */
const MAX_REPETITION = 1000;

/**
 * Why the host could not compile an expression: bad syntax, or something RE2 leaves out on purpose (looking around and
 * references back); `null` when it can. The expression is compiled, never run.
 */
export function regexFault(source: string): 'syntax' | 'unsupported' | null {
  const unescaped = source.replaceAll(/\\[^1-9]/g, '..');
  if (/\\[1-9]|\(\?(?:[=!]|<[=!]|>)|\\k</.test(unescaped)) return 'unsupported';
  for (const [, low = '0', high = '0'] of unescaped.matchAll(/\{(\d{1,9})(?:,(\d{0,9}))?\}/g)) {
    if (Math.max(Number(low), Number(high)) > MAX_REPETITION) return 'syntax';
  }
  // What RE2 writes differently from JavaScript.
  const translated = source
    .replaceAll('(?P<', '(?<')
    .replaceAll(/\(\?[imsU]+(?:-[imsU]+)?\)/g, '')
    .replaceAll(/\(\?(?:[imsU]+(?:-[imsU]+)?|-[imsU]+):/g, '(?:');
  try {
    new RegExp(translated);
    return null;
  } catch {
    return 'syntax';
  }
}
