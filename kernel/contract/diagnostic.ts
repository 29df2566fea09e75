/** A finding of the contract engine. Plain data: it is printed, compared, sent from worker to page and written by the command line. */
import type { RuleId } from './rules';

export type Severity = 'error' | 'warning' | 'info';

/** A place in the manifest's text. Lines and columns count from 1, columns in UTF-16 units (as Monaco does). `offset` and `length` likewise. */
export interface TextRange {
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
  offset: number;
  length: number;
}

export interface Diagnostic {
  /** Rule id, defined in docs/contract/ (for example `SCHEMA-PATTERN`, `JSON-SYNTAX`, `TEN-RLS`). */
  rule: RuleId;
  severity: Severity;
  /** JSON pointer (RFC 6901) to the value, or to the member that is missing. */
  path: string;
  /** Where to draw the squiggle. A missing member points at the key or the opening brace of its parent. */
  range: TextRange;
  /** One sentence for the person, in the language asked for. */
  message: string;
  /** What to do about it, when that can be said. */
  cure?: string;
  /** What was probably meant: the wrong name (`null`: the whole value) and what to write instead. */
  suggestion?: { from: string | null; to: unknown };
  /** The page of the rule, relative to the root of the project. */
  docs?: string;
  /** The file of the project that `range` lies in; the manifest when absent. */
  file?: string;
}
