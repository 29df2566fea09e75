import { choosingColumn } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import { firstProblem } from '../read/cross-rules';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'XRULE-FIELD'> = {
  id: 'XRULE-FIELD',
  level: 'error',
  fix: anyOf(choosingColumn(), dropping()),
  check: ({ models }, report) => {
    for (const facts of models) {
      (facts.model.rules ?? []).forEach((rule, at) => {
        const problem = firstProblem(rule, facts);
        if (problem === null) return;
        const path = ['models', facts.index, 'rules', at, ...(problem.field === undefined ? [] : [problem.field])];
        if (problem.rule === 'XRULE-FIELD') report(path, problem.message);
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: '`field` is not among the unique columns',
  why: 'The error is shown on a column of the rule.',
  example: {
    at: '/models/1/rules',
    before: [{ error_key: 'order_rule', kind: 'unique', columns: ['order_id'], field: 'amount' }],
    after: [{ error_key: 'order_rule', kind: 'unique', columns: ['order_id'], field: 'order_id' }],
  },
};
