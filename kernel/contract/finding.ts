import type { Severity } from './diagnostic';
import { pointerOf, type Step } from './pointer';
import type { RuleId } from './rules';
import type { Message } from './text';

/** A fault before it is placed in the text and put into a language. */
export interface Finding {
  rule: RuleId;
  severity: Severity;
  /** JSON pointer to the value, or to the member that is missing. */
  path: string;
  message: Message;
  /** Offset and length where the place is known already: faults of the text itself, which has no pointers yet. */
  span?: { offset: number; length: number };
  /** The file of the project that `span` lies in; the manifest when absent. */
  file?: string;
}

/** Faults that are kept; of the rest only the number is known, so that a hostile document cannot fill the memory. */
export const MAX_FINDINGS = 2000;

export interface Findings {
  readonly kept: Finding[];
  /** How many were reported, kept or not. */
  readonly total: number;
  /** Whether one of them is an error: the document is rejected. */
  readonly rejected: boolean;
  add: (finding: Finding) => void;
  error: (rule: RuleId, path: readonly Step[], message: Message) => void;
  warning: (rule: RuleId, path: readonly Step[], message: Message) => void;
  info: (rule: RuleId, path: readonly Step[], message: Message) => void;
}

/** Collects faults within bounds. */
export function createFindings(): Findings {
  const kept: Finding[] = [];
  let total = 0;
  let rejected = false;
  const add = (finding: Finding): void => {
    total += 1;
    // A rejected document must be able to say why: the first error is kept even when warnings fill the list.
    if (kept.length < MAX_FINDINGS) kept.push(finding);
    else if (finding.severity === 'error' && !rejected) kept[MAX_FINDINGS - 1] = finding;
    if (finding.severity === 'error') rejected = true;
  };
  return {
    kept,
    get total() {
      return total;
    },
    get rejected() {
      return rejected;
    },
    add,
    error: (rule, path, message) => add({ rule, severity: 'error', path: pointerOf(path), message }),
    warning: (rule, path, message) => add({ rule, severity: 'warning', path: pointerOf(path), message }),
    info: (rule, path, message) => add({ rule, severity: 'info', path: pointerOf(path), message }),
  };
}
