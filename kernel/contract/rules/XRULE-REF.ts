import { choosingColumn } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import { firstProblem } from '../read/cross-rules';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'XRULE-REF'> = {
  id: 'XRULE-REF',
  level: 'error',
  fix: anyOf(choosingColumn(), dropping(1)),
  check: ({ models }, report) => {
    for (const facts of models) {
      (facts.model.rules ?? []).forEach((rule, at) => {
        const problem = firstProblem(rule, facts);
        if (problem === null) return;
        const path = ['models', facts.index, 'rules', at, ...(problem.field === undefined ? [] : [problem.field])];
        if (problem.rule === 'XRULE-REF') report(path, problem.message);
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'its reference is no column',
  why: 'The parent is found by this column.',
  example: {
    at: '/models/1/rules',
    before: [{ error_key: 'order_rule', kind: 'ref_state', ref: 'ordr_id', parent: 'Order', require: { status: 'open' } }],
  },
};
