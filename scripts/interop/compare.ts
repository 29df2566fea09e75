/** Our verdicts beside those of the platform's validator. */
import { check } from '../../kernel/contract/check';

export interface Answer {
  id: string;
  accepted: boolean;
  error?: string;
}

export interface KnownDifference {
  /** Our rule, empty where we accept. */
  rule: string;
  /** A part of the kernel's message, empty where it accepts. */
  kernel: string;
  reason: string;
}

export interface Difference {
  id: string;
  /** `accept`, or the rule and place of our first error. */
  ours: string;
  /** `accept`, or the first line of the kernel's message. */
  theirs: string;
}

/** The place a message names first, as a JSON pointer; null where it names none. Numbers index, keys in quotes or brackets name. */
export function placeIn(message: string): string | null {
  const pointer = /\bat '(\/[^']*)'/.exec(message)?.[1];
  if (pointer !== undefined) return pointer;
  const dotted = /\b[a-z_]+(?:\[[^\]]+\])?(?:\.[a-zA-Z_]+(?:\[[^\]]+\])?)+|\b[a-z_]+\[[^\]]+\]/.exec(message)?.[0];
  return dotted === undefined ? null : `/${dotted.replace(/\["?([^\]"]+)"?\]/g, '/$1').replaceAll('.', '/')}`;
}

const near = (a: string, b: string): boolean => a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);

/**
 * Findings that count as no error here, because this validator does not look for them: what the public pages promise, what
 * the publish gates ask for, and what the install refuses afterwards.
 */
const NOT_ITS_OWN = /^(?:PROM-|GATE-|DEFAULT$|CAP-TARGET$)/;

/**
 * Where the two differ: in the verdict, or, when both reject, in the place. The kernel's messages name some places by key and
 * not by number, so a place counts as the same when any of our errors is there, or when its message names none.
 */
export function differenceOf(id: string, text: string, answer: Answer): Difference | null {
  const errors = check(text, { treatAs: 'v3' }).diagnostics.filter(({ severity, rule }) => severity === 'error' && !NOT_ITS_OWN.test(rule));
  const [first] = errors;
  const theirs = answer.accepted ? 'accept' : ((answer.error ?? '').split('\n').find((line) => line.trim() !== '') ?? 'reject');
  const ours = first === undefined ? 'accept' : `${first.rule} ${first.path}`;
  if ((first === undefined) !== answer.accepted) return { id, ours, theirs };
  if (first === undefined) return null;
  const place = placeIn(answer.error ?? '');
  const numbered = place !== null && !/\/[^/]*[A-Z#][^/]*\//.test(place);
  return !numbered || errors.some(({ path }) => near(path, place)) ? null : { id, ours, theirs };
}

export const isKnown = ({ ours, theirs }: Difference, known: readonly KnownDifference[]): boolean =>
  known.some(
    ({ rule, kernel }) =>
      (rule === '' ? ours === 'accept' : ours.startsWith(`${rule} `)) && (kernel === '' ? theirs === 'accept' : theirs.includes(kernel)),
  );
