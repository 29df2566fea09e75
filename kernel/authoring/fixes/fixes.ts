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
  const target = {
    rule,
    text: draft.text,
    document: draft.document,
    path,
    last: path.at(-1) ?? '',
    value: valueAt(draft.document, path),
    span,
    suggestion,
  };
  return [...writeMeant(target), ...(FIXES.get(rule)?.(target) ?? [])].flatMap(({ changes, ...fix }) => {
    const edits = changes.flatMap((change) => editsOf(draft, change));
    return edits.length === 0 ? [] : [{ ...fix, edits }];
  });
}

/** How often each rule finds something, and how often what it finds is an error. */
interface Tally {
  found: ReadonlyMap<RuleId, number>;
  errors: ReadonlyMap<RuleId, number>;
}

const tally = (text: string, options: CheckOptions): Tally => tallyOf(check(text, options).diagnostics);

function tallyOf(diagnostics: readonly Diagnostic[]): Tally {
  const found = new Map<RuleId, number>();
  const errors = new Map<RuleId, number>();
  for (const { rule, severity } of diagnostics) {
    found.set(rule, (found.get(rule) ?? 0) + 1);
    if (severity === 'error') errors.set(rule, (errors.get(rule) ?? 0) + 1);
  }
  return { found, errors };
}

/** A mended fault of the text or of the shape lets rules see what they could not: then what they find is news, not a harm done. */
const uncovers = (rule: RuleId): boolean => rule.startsWith('JSON-') || rule.startsWith('SCHEMA-');
/** What is missing is never uncovered by a fix of the shape, but brought by it. */
const isNews = (cured: RuleId, rule: RuleId): boolean =>
  cured.startsWith('JSON-') || (uncovers(cured) && rule !== 'SCHEMA-REQUIRED' && rule !== cured);

/** Whether no rule finds an error that it did not find before, other than what was hidden. */
const isHarmless = (before: Tally, after: Tally, cured: readonly RuleId[]): boolean =>
  [...after.errors].every(([rule, count]) => count <= (before.errors.get(rule) ?? 0) || cured.some((one) => isNews(one, rule)));

/**
 * The fixes for a finding of `check(text, options)`, the likeliest first. Every one is tried: it is offered only when the
 * finding goes and no rule finds an error that it did not find before. Costs a check for each candidate.
 */
export function fixesFor(text: string, diagnostic: Diagnostic, options: CheckOptions = {}): Fix[] {
  const offers = offersFor(draftOf(text), diagnostic);
  if (offers.length === 0) return [];
  const { rule } = diagnostic;
  const before = tally(text, options);
  const titles = new Set<string>();
  return offers.filter(({ edits, title }) => {
    // Two ways to the same words are one offer.
    if (titles.has(title.en)) return false;
    const after = tally(applyEdits(text, edits), options);
    const isCured = (after.found.get(rule) ?? 0) < (before.found.get(rule) ?? 0);
    const isTaken = isCured && isHarmless(before, after, [rule]);
    if (isTaken) titles.add(title.en);
    return isTaken;
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

/** Rounds of `fixAll`: a cured fault of the text or of the shape uncovers others. */
const MAX_ROUNDS = 16;

export interface FixedText {
  text: string;
  /** How many findings were cured. */
  applied: number;
}

/**
 * Applies every safe fix, again and again until none is left; each cure can uncover findings that were hidden before. Fixes that
 * together would bring an error are tried one by one, and those that do not are taken.
 */
export function fixAll(text: string, diagnostics: readonly Diagnostic[], options: CheckOptions = {}): FixedText {
  let current = text;
  let found = diagnostics;
  let applied = 0;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const safe = safeFixes(current, found);
    if (safe.length === 0) break;
    const before = tallyOf(found);
    const taken = [safe, ...safe.slice(0, MAX_TRIED).map((fix) => [fix])].find((fixes) => {
      const after = tally(applyEdits(current, editsOfAll(fixes)), options);
      return (
        isHarmless(
          before,
          after,
          fixes.map(({ rule }) => rule),
        ) && isLess(after, before, fixes)
      );
    });
    if (taken === undefined) break;
    applied += taken.length;
    current = applyEdits(current, editsOfAll(taken));
    found = check(current, options).diagnostics;
  }
  return { text: current, applied };
}

interface SafeFix {
  rule: RuleId;
  edits: Edit[];
}

const editsOfAll = (fixes: readonly SafeFix[]): Edit[] => fixes.flatMap(({ edits }) => edits);

/** The safe fix of every finding that has one, but for those that touch the place of one before them. */
function safeFixes(text: string, diagnostics: readonly Diagnostic[]): SafeFix[] {
  const draft = draftOf(text);
  const fixes: SafeFix[] = [];
  for (const diagnostic of diagnostics) {
    const fix = offersFor(draft, diagnostic).find(({ safe }) => safe);
    if (fix !== undefined && !overlap(fix.edits, editsOfAll(fixes))) fixes.push({ rule: diagnostic.rule, edits: fix.edits });
  }
  return fixes;
}

/** Whether what the fixes are for is found less often. */
const isLess = (after: Tally, before: Tally, fixes: readonly SafeFix[]): boolean =>
  fixes.some(({ rule }) => (after.found.get(rule) ?? 0) < (before.found.get(rule) ?? 0));
