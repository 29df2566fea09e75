import { dropping } from '../fixes/dropping';
import { firstProblem } from '../read/cross-rules';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'XRULE-WHERE'> = {
  id: 'XRULE-WHERE',
  level: 'error',
  fix: dropping(),
  check: ({ models }, report) => {
    for (const facts of models) {
      (facts.model.rules ?? []).forEach((rule, at) => {
        const problem = firstProblem(rule, facts);
        if (problem === null) return;
        const path = ['models', facts.index, 'rules', at, ...(problem.field === undefined ? [] : [problem.field])];
        if (problem.rule === 'XRULE-WHERE') report(path, problem.message);
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: '`where` names no column',
  why: 'Rows are filtered by own columns.',
  example: {
    at: '/models/1/rules',
    before: [
      { error_key: 'order_rule', kind: 'sum_lte', ref: 'order_id', parent: 'Order', sum: 'amount', max: 'total', where: { state: 1 } },
    ],
    after: [
      { error_key: 'order_rule', kind: 'sum_lte', ref: 'order_id', parent: 'Order', sum: 'amount', max: 'total', where: { amount: 1 } },
    ],
  },
};
