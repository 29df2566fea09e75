/** Fixes as they are shown before they are made: what the text becomes, and which lines differ. */
import { check, type CheckOptions } from '../../contract/check';
import type { Diagnostic } from '../../contract/diagnostic';
import type { Text } from '../../contract/text';
import { applyEdits, fixAll, fixesFor, isAnyFixable } from './fixes';
import { lineDiff, type Hunk } from './line-diff';

/** Lines shown of one proposal; a longer one says how many more there are. */
export const MAX_SHOWN_LINES = 400;

export interface Proposal {
  /** What the menu says. */
  title: Text;
  /** The text as it will be. */
  text: string;
  /** Places that differ, at most `MAX_SHOWN_LINES` lines of them. */
  hunks: Hunk[];
  /** Lines that are not shown. */
  hidden: number;
}

function proposal(title: Text, before: string, after: string): Proposal {
  const hunks: Hunk[] = [];
  let left = MAX_SHOWN_LINES;
  let hidden = 0;
  for (const { line, lines } of lineDiff(before, after)) {
    const shown = lines.slice(0, left);
    left -= shown.length;
    hidden += lines.length - shown.length;
    if (shown.length > 0) hunks.push({ line, lines: shown });
  }
  return { title, text: after, hunks, hidden };
}

/** What `fixesFor` offers for a finding. */
export const proposalsFor = (text: string, diagnostic: Diagnostic, options: CheckOptions): Proposal[] =>
  fixesFor(text, diagnostic, options).map(({ title, edits }) => proposal(title, text, applyEdits(text, edits)));

export interface FixAllProposal {
  /** How many findings it cures. */
  applied: number;
  /** Null where nothing has exactly one answer. */
  proposal: Proposal | null;
  /** Where there is none: whether there are fixes to choose from. */
  isAnyFixable: boolean;
}

/** What `fixAll` makes of a text. */
export function proposeAll(text: string, options: CheckOptions): FixAllProposal {
  const { text: after, applied } = fixAll(text, check(text, options).diagnostics, options);
  if (applied > 0) return { applied, proposal: proposal({ en: '', es: '' }, text, after), isAnyFixable: true };
  return { applied: 0, proposal: null, isAnyFixable: isAnyFixable(text, check(text, options).diagnostics, options) };
}
