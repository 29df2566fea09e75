import { removing } from '../fixes/usual';
import { firstProblem } from '../read/cross-rules';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'XRULE-SUM-EXTRA'> = {
  id: 'XRULE-SUM-EXTRA',
  level: 'error',
  fix: removing(false),
  check: ({ models }, report) => {
    for (const facts of models) {
      (facts.model.rules ?? []).forEach((rule, at) => {
        const problem = firstProblem(rule, facts);
        if (problem === null) return;
        const path = ['models', facts.index, 'rules', at, ...(problem.field === undefined ? [] : [problem.field])];
        if (problem.rule === 'XRULE-SUM-EXTRA') report(path, problem.message);
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: '`sum_lte` with a field of another kind',
  why: 'The field belongs to another kind of rule and would be ignored.',
  example: {
    at: '/models/1/rules',
    before: [
      {
        error_key: 'order_rule',
        kind: 'sum_lte',
        ref: 'order_id',
        parent: 'Order',
        sum: 'amount',
        max: 'total',
        require: { status: 'open' },
      },
    ],
  },
};
