import type { Findings } from './finding';
import type { RuleContext } from './read/context';
import type { Report, Rule } from './rule';
import type { RuleId } from './rules';
import { pointerOf } from './pointer';

/** Asks every rule of a list about a document. `strict` decides what the rules of the compatibility window are. */
export function runRules(rules: readonly Rule<RuleId>[], context: RuleContext, findings: Findings, strict: boolean): void {
  for (const { id, level: own, check } of rules) {
    const report: Report = (path, message, level = own) =>
      findings.add({ rule: id, severity: level !== 'strict' ? level : strict ? 'error' : 'warning', path: pointerOf(path), message });
    check?.(context, report);
  }
}
