import { dropping } from '../fixes/dropping';
import { firstProblem } from '../read/cross-rules';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'XRULE-COLUMN'> = {
  id: 'XRULE-COLUMN',
  level: 'error',
  fix: dropping(1),
  check: ({ models }, report) => {
    for (const facts of models) {
      (facts.model.rules ?? []).forEach((rule, at) => {
        const problem = firstProblem(rule, facts);
        if (problem === null) return;
        const path = ['models', facts.index, 'rules', at, ...(problem.field === undefined ? [] : [problem.field])];
        if (problem.rule === 'XRULE-COLUMN') report(path, problem.message);
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: '`unique` over something that is no column',
  why: 'Uniqueness is checked over own columns.',
  example: {
    at: '/models/1/rules',
    before: [{ error_key: 'order_rule', kind: 'unique', columns: ['ordr_id'] }],
    after: [{ error_key: 'order_rule', kind: 'unique', columns: ['order_id'] }],
  },
};
