import { choosingColumn, isNumber } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import { firstProblem } from '../read/cross-rules';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'XRULE-SUM'> = {
  id: 'XRULE-SUM',
  level: 'error',
  fix: anyOf(choosingColumn(isNumber), dropping(1)),
  check: ({ models }, report) => {
    for (const facts of models) {
      (facts.model.rules ?? []).forEach((rule, at) => {
        const problem = firstProblem(rule, facts);
        if (problem === null) return;
        const path = ['models', facts.index, 'rules', at, ...(problem.field === undefined ? [] : [problem.field])];
        if (problem.rule === 'XRULE-SUM') report(path, problem.message);
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'the summed column does not exist',
  why: 'There is nothing to add up.',
  example: {
    at: '/models/1/rules',
    before: [{ error_key: 'order_rule', kind: 'sum_lte', ref: 'order_id', parent: 'Order', sum: 'amout', max: 'total' }],
  },
};
