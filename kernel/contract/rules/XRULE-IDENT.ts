import { dropping } from '../fixes/dropping';
import { firstProblem } from '../read/cross-rules';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'XRULE-IDENT'> = {
  id: 'XRULE-IDENT',
  level: 'error',
  fix: dropping(1),
  check: ({ models }, report) => {
    for (const facts of models) {
      (facts.model.rules ?? []).forEach((rule, at) => {
        const problem = firstProblem(rule, facts);
        if (problem === null) return;
        const path = ['models', facts.index, 'rules', at, ...(problem.field === undefined ? [] : [problem.field])];
        if (problem.rule === 'XRULE-IDENT') report(path, problem.message);
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: "a name of the parent's columns that is no identifier, or `max` missing",
  why: 'Columns of the parent are named here, and are not looked up before the rule runs.',
  example: {
    at: '/models/1/rules',
    before: [{ error_key: 'order_rule', kind: 'ref_state', ref: 'order_id', parent: 'Order', require: { 'The status': 'open' } }],
    after: [{ error_key: 'order_rule', kind: 'ref_state', ref: 'order_id', parent: 'Order', require: { status: 'open' } }],
  },
};
