/** Quick fixes: changes that cure a finding, offered in the editor and applied by `check --fix`. */
import { check, type CheckOptions } from '../../contract/check';
import type { Diagnostic } from '../../contract/diagnostic';
import { stepsOf, valueAt } from '../../contract/pointer';
import type { RuleId } from '../../contract/rules';
import * as addon from './addon';
import { applyEdits, draftOf, overlap, type Draft, type Edit } from './edits';
import type { Fix, FixRule } from './fix';
import { removing, renumber, setting, writeMeant } from './meant';
import * as models from './models';
import * as textual from './text';

export type { Edit } from './edits';
export { applyEdits } from './edits';
export type { Fix } from './fix';

const REMOVE = [removing(false)];
const REMOVE_SAFELY = [removing(true)];
const RENUMBER = [renumber];

/** Fixes by rule, besides writing what was probably meant, which every finding with a suggestion offers. */
const FIXES: Readonly<Partial<Record<RuleId, readonly FixRule[]>>> = {
  'JSON-TRAILING-COMMA': [textual.removeComma],
  'JSON-COMMENT': [textual.removeComment],
  'JSON-BOM': [textual.removeMark],
  'JSON-SURROGATE': [textual.writeReplacement],
  'JSON-DUPLICATE': [textual.removeEarlier],
  'API-VERSION': [addon.setApiVersion],
  'V2-CASE': [textual.writeField],
  'SCHEMA-UNKNOWN': REMOVE,
  'SCHEMA-REQUIRED': [addon.addField],
  'SCHEMA-UNIQUE': REMOVE_SAFELY,
  'SCHEMA-KIND': REMOVE,
  'SCHEMA-TYPE': REMOVE,
  'SCHEMA-ENUM': REMOVE,
  'SCHEMA-SIZE': REMOVE,
  'SCHEMA-RANGE': REMOVE,
  'DEC-INT': [models.plainInteger],
  'DEC-OPT': REMOVE_SAFELY,
  'DEC-TYPE': [({ value, ...target }) => (typeof value === 'number' ? setting(`${String(value)}px`)({ ...target, value }) : [])],
  'REQ-RANGE': [addon.usualRange],
  'REQ-HOST': [addon.widenRange],
  'UPG-RANGE': [addon.usualRange],
  'ENA-OPTIONAL': [addon.makeOptional],
  'ENA-ACTION': REMOVE,
  'TEN-RLS': [models.addTenantColumn],
  'PERM-DUP': RENUMBER,
  'ROLE-PERM': [addon.addPermission],
  'PERM-GATE': [addon.addPermission],
  'CAP-NEVER': [addon.hostOnly],
  'V2-CAPABILITY': [addon.hostOnly],
  'CAP-SUBSCRIBE': [addon.addCapability],
  'CAP-FETCH': [addon.addCapability],
  'PROM-REASON': [addon.addReason],
  'PROM-EXTEND': [models.openModel],
  'DUP-COLUMN': [({ path, ...target }) => removing(false)({ ...target, path: path.slice(0, -1), last: path.at(-2) ?? '' })],
  'DUP-INDEX': RENUMBER,
  'DUP-TABLE': RENUMBER,
  DEFAULT: [models.unquoteDefault],
  'V2-DEFAULT': [models.quoteDefault],
  SEARCHABLE: REMOVE_SAFELY,
  MULTIPLE: [removing(false)],
  SECTION: REMOVE,
  audit_column_type: [models.auditType],
  'VIS-CLASS-ALONE': [models.classAlone],
  'COL-SEQ': [models.addSequence],
  'SEQ-DUP': RENUMBER,
  'SEQ-FORMAT': [models.folioMark],
  'CON-EXPR': [models.respellGuard],
  'CON-APPR-MISSING': [addon.addApproval],
  'CON-APPR-EXTRA': REMOVE,
  'CON-APPR-WHEN': REMOVE,
  'ACT-APPR-WHEN': [models.respellGuard],
  'IDX-METHOD': [({ path, ...target }) => removing(false)({ ...target, path: [...path.slice(0, -1), 'method'], last: 'method' })],
  'IDX-WHERE': [models.respellWhere],
  'STG-TRANS': [models.addStage],
  'STG-DUP': REMOVE.map(
    (rule): FixRule =>
      ({ path, ...target }) =>
        rule({ ...target, path: path.slice(0, -1), last: path.at(-2) ?? '' }),
  ),
  requires_state_in_stages: [models.addStage],
  'FORM-HANDLER': [models.tierThree],
  'FORM-T3-EXPR': REMOVE,
  'ROLL-NONE': [({ path, ...target }) => setting('count')({ ...target, path: [...path, 'fn'], last: 'fn' })],
  'ROLL-BOTH': [({ path, ...target }) => removing(false)({ ...target, path: [...path, 'from'], last: 'from' })],
  'REASON-EMPTY': [({ path, ...target }) => setting(true)({ ...target, path: [...path, 'delete'], last: 'delete' })],
  'REASON-ACTION': REMOVE,
  'EXT-COLUMN': REMOVE,
  'EXT-NOTOPEN': [models.openModel],
  'SKEY-NOPH': [models.bracedColumn],
  'SKEY-DUP': RENUMBER,
  'XRULE-ENFORCE': REMOVE,
  'XRULE-REFSTATE-EXTRA': REMOVE,
  'XRULE-SUM-EXTRA': REMOVE,
  'XRULE-UNIQUE-EXTRA': REMOVE,
  'XCOL-DUP': REMOVE_SAFELY,
  'XCOL-RESERVED': REMOVE_SAFELY,
  'DF-DUP': RENUMBER,
  'DF-FIELD-DUP': RENUMBER,
  'DF-LINES-DUP': REMOVE,
  'DF-SRC-DUP': RENUMBER,
  'DF-SRC-EP': [({ value, ...target }) => (typeof value === 'string' ? setting(`/${value}`)({ ...target, value }) : [])],
  'OD-DUP': RENUMBER,
  'OD-CURRENCY': REMOVE,
  'OD-TONE-FIELD': REMOVE,
  'OM-DUP': RENUMBER,
  'HCAP-EXTRA': REMOVE,
  'HCAP-MIX': REMOVE,
  'COND-UNMET': [setting('hide')],
  'COND-CONN': [addon.addConnector],
  'NAV-KANBAN': [addon.groupByStage],
  'DASH-DUP': RENUMBER,
  'DASH-INTERVAL': [setting('month')],
  'DASH-DATE': [setting('created_at')],
  'DOC-DUP': RENUMBER,
  'RULE-DUP': RENUMBER,
  'RULE-WHEN': [models.respellRule],
  'RULE-ROLES': [addon.addRoles],
  'CFG-BOTH': [({ path, ...target }) => removing(false)({ ...target, path: [...path, 'url'], last: 'url' })],
  'PUB-DUP': RENUMBER,
  'PUB-WHEN': [models.respellPredicate],
  'PUB-TOKEN-EXPOSED': REMOVE,
  'PUB-ACT-DUP': [({ path, ...target }) => removing(true)({ ...target, path: path.slice(0, -1), last: path.at(-2) ?? '' })],
  'CONN-DUP': RENUMBER,
  'SET-DUP': RENUMBER,
  'SCHED-DUP': RENUMBER,
  'SCHED-EVERY': [setting('1h')],
  'BF-DUP': RENUMBER,
  'BF-WITH-ARG': REMOVE,
  'BF-WITH-RESERVED': REMOVE,
  'HOOK-DUP': RENUMBER,
  'EDGE-DUP': RENUMBER,
  'EDGE-CAP-DUP': REMOVE_SAFELY,
  'EDGE-EVT-DUP': RENUMBER,
  'EDGE-CMD-DUP': RENUMBER,
  'DESK-DUP': RENUMBER,
  'POPT-DUP': RENUMBER,
  'PCAP-DUP': [renumber],
  'GATE-MODAL': [addon.modalName],
  'GATE-FUNCTION': [addon.functionName],
  'V2-KERNEL': [addon.widenRange],
  'V2-KERNEL-3': [addon.widenRange],
  'V2-EXPORT': [addon.addExport],
  'V2-TARGET': [addon.hostTarget],
  'V2-EVENT': [addon.eventOfKey],
  'V2-ASYNC': REMOVE,
  'V2-EMIT': [addon.emitCapability],
  'V2-RELATION': RENUMBER,
};

/** Rules that have a fix of their own. */
export const FIXABLE_RULES: readonly string[] = Object.keys(FIXES);

function offersFor(draft: Draft, diagnostic: Diagnostic): Fix[] {
  if (diagnostic.file !== undefined && diagnostic.file !== 'manifest.json') return [];
  const path = stepsOf(diagnostic.path);
  const target = { draft, diagnostic, path, last: path.at(-1) ?? '', value: valueAt(draft.document, path) };
  const rules = [writeMeant, ...(FIXES[diagnostic.rule] ?? [])];
  return rules.flatMap((rule) => rule(target)).filter(({ edits }) => edits.length > 0);
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
