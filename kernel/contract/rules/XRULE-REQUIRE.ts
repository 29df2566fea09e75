import { dropping } from '../fixes/dropping';
import { firstProblem } from '../read/cross-rules';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'XRULE-REQUIRE'> = {
  id: 'XRULE-REQUIRE',
  level: 'error',
  fix: dropping(1),
  check: ({ models }, report) => {
    for (const facts of models) {
      (facts.model.rules ?? []).forEach((rule, at) => {
        const problem = firstProblem(rule, facts);
        if (problem === null) return;
        const path = ['models', facts.index, 'rules', at, ...(problem.field === undefined ? [] : [problem.field])];
        if (problem.rule === 'XRULE-REQUIRE') report(path, problem.message);
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: '`ref_state` without `require`',
  why: 'Without required values the rule demands nothing.',
  example: {
    at: '/models/1/rules',
    before: [{ error_key: 'order_rule', kind: 'ref_state', ref: 'order_id', parent: 'Order', require: {} }],
    after: [{ error_key: 'order_rule', kind: 'ref_state', ref: 'order_id', parent: 'Order', require: { status: 'open' } }],
  },
};
