/** The smallest languages of the contract: one regular expression each. */

/** A counter's template: exactly one `{seq}` or `{seq:06}`. */
export function isFolioFormat(text: string): boolean {
  return (text.match(/\{seq(?::0\d+)?\}/g) ?? []).length === 1;
}

/** Source of a capability's input: `record.x`, `payload.x` or `const:` and anything. */
export function isInputSource(text: string): boolean {
  return /^(?:record\.[A-Za-z_][A-Za-z0-9_]*|payload\.[A-Za-z_][A-Za-z0-9_]*|const:.*)$/s.test(text);
}

const DURATION_MS: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A Go duration of whole numbers in milliseconds, `null` when it is none. */
export function durationMs(text: string): number | null {
  if (!/^(?:\d+(?:ns|us|µs|ms|s|m|h))+$/.test(text)) return null;
  let total = 0;
  for (const [, amount = '', unit = ''] of text.matchAll(/(\d+)(ns|us|µs|ms|s|m|h)/g)) total += Number(amount) * (DURATION_MS[unit] ?? 0);
  return total;
}

/** Names in `{marks}` of a text and whether a stray brace is left over. */
export function readMarks(text: string): { names: readonly string[]; stray: boolean } {
  const names = [...text.matchAll(/\{([a-z][a-z0-9_]*)\}/g)].map((match) => match[1] ?? '');
  return { names, stray: /[{}]/.test(text.replaceAll(/\{[a-z][a-z0-9_]*\}/g, '')) };
}
