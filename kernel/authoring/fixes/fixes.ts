/** Quick fixes: changes that cure a finding, offered in the editor and applied by `check --fix`. */
import { check, type CheckOptions } from '../../contract/check';
import type { Diagnostic } from '../../contract/diagnostic';
import type { FixRule } from '../../contract/fix';
import { stepsOf, valueAt } from '../../contract/pointer';
import type { Rule } from '../../contract/rule';
import { RULES, type RuleId } from '../../contract/rules';
import { applyEdits, draftOf, editsOf, overlap, type Draft, type Edit } from './edits';
import type { Fix } from './fix';
import { writeMeant } from './meant';

export type { Edit } from './edits';
export { applyEdits } from './edits';
export type { Fix } from './fix';

/** Fixes by rule, besides writing what was probably meant, which every finding with a suggestion offers. */
const FIXES: ReadonlyMap<RuleId, FixRule> = new Map(
  (RULES as readonly Rule<RuleId>[]).flatMap(({ id, fix }) => (fix === undefined ? [] : [[id, fix] as const])),
);

/** Rules that have a fix of their own. */
export const FIXABLE_RULES: readonly RuleId[] = [...FIXES.keys()];

function offersFor(draft: Draft, diagnostic: Diagnostic): Fix[] {
  if (diagnostic.file !== undefined && diagnostic.file !== 'manifest.json') return [];
  const path = stepsOf(diagnostic.path);
  const { rule, range, suggestion } = diagnostic;
  const span = { offset: range.offset, length: range.length, text: draft.text.slice(range.offset, range.offset + range.length) };
  const target = { rule, document: draft.document, path, last: path.at(-1) ?? '', value: valueAt(draft.document, path), span, suggestion };
  return [...writeMeant(target), ...(FIXES.get(rule)?.(target) ?? [])].flatMap(({ changes, ...fix }) => {
    const edits = changes.flatMap((change) => editsOf(draft, change));
    return edits.length === 0 ? [] : [{ ...fix, edits }];
  });
}

/** How often a rule finds something, and how many fields are missing. */
function tally(text: string, rule: RuleId, options: CheckOptions): { same: number; missing: number } {
  const { diagnostics } = check(text, options);
  const count = (name: RuleId): number => diagnostics.filter((found) => found.rule === name).length;
  return { same: count(rule), missing: count('SCHEMA-REQUIRED') };
}

/**
 * The fixes for a finding of `check(text, options)`, the likeliest first. Every one is tried: it is offered only when the
 * finding goes, its rule finds nothing new, and no field is missing that was there. Costs a check for each candidate.
 */
export function fixesFor(text: string, diagnostic: Diagnostic, options: CheckOptions = {}): Fix[] {
  const offers = offersFor(draftOf(text), diagnostic);
  if (offers.length === 0) return [];
  const before = tally(text, diagnostic.rule, options);
  return offers.filter(({ edits }) => {
    const after = tally(applyEdits(text, edits), diagnostic.rule, options);
    // A cured fault of the text uncovers what is missing in the document.
    return after.same < before.same && (diagnostic.rule.startsWith('JSON-') || after.missing <= before.missing);
  });
}

/** Findings whose fixes are tried before it is taken for granted that one of the rest has one: each costs checks. */
const MAX_TRIED = 20;

/** Whether any of the findings of `check(text, options)` has a fix to offer. */
export function isAnyFixable(text: string, diagnostics: readonly Diagnostic[], options: CheckOptions = {}): boolean {
  const draft = draftOf(text);
  const hopeful = diagnostics.filter((diagnostic) => offersFor(draft, diagnostic).length > 0);
  return hopeful.length > MAX_TRIED || hopeful.some((diagnostic) => fixesFor(text, diagnostic, options).length > 0);
}

/** Rounds of `fixAll`: a cured fault of the text uncovers those of the document. */
const MAX_ROUNDS = 8;

export interface FixedText {
  text: string;
  /** How many findings were cured. */
  applied: number;
}

/**
 * Applies every safe fix, again and again until none is left; each cure can uncover findings that were hidden before.
 * A round that would leave more errors than before is not taken.
 */
export function fixAll(text: string, diagnostics: readonly Diagnostic[], options: CheckOptions = {}): FixedText {
  let current = text;
  let found = diagnostics;
  let applied = 0;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const draft = draftOf(current);
    const edits: Edit[] = [];
    let cured = 0;
    for (const diagnostic of found) {
      const fix = offersFor(draft, diagnostic).find(({ safe }) => safe);
      if (fix === undefined || overlap(fix.edits, edits)) continue;
      edits.push(...fix.edits);
      cured += 1;
    }
    if (cured === 0) break;
    const next = applyEdits(current, edits);
    const after = check(next, options);
    // Faults of the text hide those of the document: then more findings are progress.
    const uncovers = found.some(({ rule }) => rule.startsWith('JSON-')) && !after.diagnostics.some(({ rule }) => rule.startsWith('JSON-'));
    if (!uncovers && errorsOf(after.diagnostics) > errorsOf(found)) break;
    applied += cured;
    current = next;
    found = after.diagnostics;
  }
  return { text: current, applied };
}

const errorsOf = (diagnostics: readonly Diagnostic[]): number => diagnostics.filter(({ severity }) => severity === 'error').length;
