import { setting } from '../fixes/usual';
import { firstProblem } from '../read/cross-rules';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'XRULE-ERRKEY'> = {
  id: 'XRULE-ERRKEY',
  level: 'error',
  fix: setting('rule_broken'),
  check: ({ models }, report) => {
    for (const facts of models) {
      (facts.model.rules ?? []).forEach((rule, at) => {
        const problem = firstProblem(rule, facts);
        if (problem === null) return;
        const path = ['models', facts.index, 'rules', at, ...(problem.field === undefined ? [] : [problem.field])];
        if (problem.rule === 'XRULE-ERRKEY') report(path, problem.message);
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a check across records with a blank error key',
  why: 'The key is what the form and the API answer when the rule is broken.',
  example: {
    at: '/models/1/rules',
    before: [{ error_key: ' ', kind: 'ref_state', ref: 'order_id', parent: 'Order', require: { status: 'open' } }],
    after: [{ error_key: 'order_rule', kind: 'ref_state', ref: 'order_id', parent: 'Order', require: { status: 'open' } }],
  },
};
