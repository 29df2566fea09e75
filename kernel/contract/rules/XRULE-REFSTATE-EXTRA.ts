import { removing } from '../fixes/usual';
import { firstProblem } from '../read/cross-rules';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'XRULE-REFSTATE-EXTRA'> = {
  id: 'XRULE-REFSTATE-EXTRA',
  level: 'error',
  fix: removing(false),
  check: ({ models }, report) => {
    for (const facts of models) {
      (facts.model.rules ?? []).forEach((rule, at) => {
        const problem = firstProblem(rule, facts);
        if (problem === null) return;
        const path = ['models', facts.index, 'rules', at, ...(problem.field === undefined ? [] : [problem.field])];
        if (problem.rule === 'XRULE-REFSTATE-EXTRA') report(path, problem.message);
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: '`ref_state` with a field of another kind',
  why: 'The field belongs to another kind of rule and would be ignored.',
  example: {
    at: '/models/1/rules',
    before: [{ error_key: 'order_rule', kind: 'ref_state', ref: 'order_id', parent: 'Order', require: { status: 'open' }, max: 'total' }],
  },
};
