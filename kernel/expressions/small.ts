/** The smallest languages of the contract: one regular expression each. */
import { trimmed } from './trim';

/** A counter's template: exactly one `{seq}` or `{seq:06}`. */
export function isFolioFormat(text: string): boolean {
  return (text.match(/\{seq(?::0\d+)?\}/g) ?? []).length === 1;
}

const FOLIO_MARK = /\{seq(?::0(\d+))?\}/;
/** Digits that a counter is filled up to. */
const MAX_FOLIO_DIGITS = 10_000;

/** @example folio('F-{seq:05}', 42) // 'F-00042' */
export const folio = (format: string, value: number | string): string =>
  format.replace(FOLIO_MARK, (_, width: string | undefined) => String(value).padStart(Math.min(Number(width ?? 0), MAX_FOLIO_DIGITS), '0'));

/** Source of a capability's input: `record.x`, `payload.x` or `const:` and anything. */
export function isInputSource(text: string): boolean {
  return /^(?:record\.[A-Za-z_][A-Za-z0-9_]*|payload\.[A-Za-z_][A-Za-z0-9_]*|const:.*)$/s.test(text);
}

/** Units of a Go duration in nanoseconds; micro may be written with either of the two letters. */
const DURATION_NS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, μs: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };
const DURATION_PART = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;
/** Longest duration a host can hold: 64 bits of nanoseconds, about 292 years. */
const MAX_DURATION_NS = 2 ** 63;

/** A Go duration such as `90s` or `1.5h` in milliseconds; `null` when it is none, or longer than a host can hold. */
export function durationMs(text: string): number | null {
  const [, sign = '', parts = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (parts === '0') return 0;
  if (parts === '' || parts.replaceAll(DURATION_PART, '') !== '') return null;
  let total = 0;
  for (const [, amount = '', unit = ''] of parts.matchAll(DURATION_PART)) total += Math.trunc(Number(amount) * (DURATION_NS[unit] ?? 0));
  if (total >= MAX_DURATION_NS) return null;
  return (sign === '-' ? -total : total) / 1e6;
}

const MARK = /\{([^{}]*)\}/g;

/** Names in `{marks}` of a text, without the blanks around them, and whether a stray brace is left over. */
export function readPlaceholders(text: string): { names: readonly string[]; stray: boolean } {
  const names = [...text.matchAll(MARK)].map((match) => trimmed(match[1] ?? ''));
  return { names, stray: /[{}]/.test(text.replaceAll(MARK, '')) };
}
