import { choosingModel } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import { firstProblem } from '../read/cross-rules';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'XRULE-PARENT'> = {
  id: 'XRULE-PARENT',
  level: 'error',
  fix: anyOf(choosingModel(), dropping(1)),
  check: ({ models }, report) => {
    for (const facts of models) {
      (facts.model.rules ?? []).forEach((rule, at) => {
        const problem = firstProblem(rule, facts);
        if (problem === null) return;
        const path = ['models', facts.index, 'rules', at, ...(problem.field === undefined ? [] : [problem.field])];
        if (problem.rule === 'XRULE-PARENT') report(path, problem.message);
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'its parent is blank',
  why: 'The rule looks at another record, so it must say of which model.',
  example: {
    at: '/models/1/rules',
    before: [{ error_key: 'order_rule', kind: 'ref_state', ref: 'order_id', parent: ' ', require: { status: 'open' } }],
    after: [{ error_key: 'order_rule', kind: 'ref_state', ref: 'order_id', parent: 'Order', require: { status: 'open' } }],
  },
};
