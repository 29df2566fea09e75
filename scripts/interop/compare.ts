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
  /** File and line of the kernel that explains it. */
  where: string;
  reason: string;
}

export interface Difference {
  id: string;
  /** `accept`, or the rule and place of our first error. */
  ours: string;
  /** `accept`, or the first line of the kernel's message. */
  theirs: string;
}

/** The item of a list that goes by this name, as the kernel's messages call it; of two that share it, the second is the one too many. */
const numberOf = (list: unknown, name: string, duplicated: boolean): string => {
  const isNamed = (item: unknown): boolean => item === name || memberOf(item, 'key') === name;
  const at = !Array.isArray(list) ? -1 : duplicated ? list.findLastIndex(isNamed) : list.findIndex(isNamed);
  return at < 0 ? name.replace(/^#/, '') : String(at);
};

const memberOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;

/**
 * The place in `document` that a message names first, as a JSON pointer (empty for the whole); null where it names none. The schema's
 * messages quote pointers. The others write `models[0].key`, with an item's own key in the brackets for some blocks, and begin at the
 * native service for what is wrong with that.
 */
export function placeIn(message: string, document: unknown): string | null {
  const pointer = /\bat '((?:\/[^']*)?)'/.exec(message)?.[1];
  if (pointer !== undefined) return pointer;
  const dotted = /\b[a-z_]+(?:\[[^\]]+\])?(?:\.[a-zA-Z_]+(?:\[[^\]]+\])?)+|\b[a-z_]+\[[^\]]+\]/.exec(message)?.[0];
  if (dotted === undefined) return null;
  const places = message.includes('native runtime: ') ? ['runtime', 'native_service'] : [];
  let value: unknown = places.reduce(memberOf, document);
  for (const [, named, inBrackets = ''] of dotted.matchAll(/([a-zA-Z_]+)|\["?([^\]"]+)"?\]/g)) {
    const next = named ?? numberOf(value, inBrackets, message.includes('is duplicated'));
    places.push(next);
    value = memberOf(value, next);
  }
  return places.map((place) => `/${place}`).join('');
}

/** What is wrong, without the headlines that a message of several lines begins with. */
const reasonOf = (message: string): string => {
  const lines = message.split('\n').filter((line) => line.trim() !== '');
  return (lines.find((line) => line.startsWith(' ') || line.startsWith('- ')) ?? lines[0] ?? 'reject').trim();
};

const near = (a: string, b: string): boolean => a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);

/**
 * Findings that count as no error here, because this validator does not look for them: what the public pages promise, what
 * the publish gates ask for, and what the install refuses afterwards.
 */
const NOT_ITS_OWN = /^(?:PROM-|GATE-|DEFAULT$|CAP-TARGET$)/;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Where the two differ: in the verdict, or, when both reject, in the place: what the kernel names first is none of ours. */
export function differenceOf(id: string, text: string, answer: Answer): Difference | null {
  const errors = check(text, { treatAs: 'v3' }).diagnostics.filter(({ severity, rule }) => severity === 'error' && !NOT_ITS_OWN.test(rule));
  const [first] = errors;
  const theirs = answer.accepted ? 'accept' : reasonOf(answer.error ?? '');
  const ours = first === undefined ? 'accept' : `${first.rule} ${first.path}`;
  if ((first === undefined) !== answer.accepted) return { id, ours, theirs };
  if (first === undefined) return null;
  const place = placeIn(theirs, parsed(text));
  return place === null || errors.some(({ path }) => near(path, place)) ? null : { id, ours, theirs };
}

export const isKnown = ({ ours, theirs }: Difference, known: readonly KnownDifference[]): boolean =>
  known.some(
    ({ rule, kernel }) =>
      (rule === '' ? ours === 'accept' : ours.startsWith(`${rule} `)) && (kernel === '' ? theirs === 'accept' : theirs.includes(kernel)),
  );
