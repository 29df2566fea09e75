import { readRule } from '../../expressions/guard';
import { contributionMessages } from '../messages/contributions';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'RULE-WHEN'> = {
  id: 'RULE-WHEN',
  level: 'error',
  check: ({ manifest }, report) => {
    const given = manifest.contributions?.rules ?? [];
    given.forEach(({ when }, index) => {
      const path = ['contributions', 'rules', index];
      const reading = readRule(when);
      if (!reading.ok) report([...path, 'when'], contributionMessages.comparison(when));
    });
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: '`when` is not exactly one comparison',
  why: 'The condition is exactly one comparison, written with `==` for equality.',
  example: {
    at: '/contributions/rules',
    before: [{ key: 'unpaid', model: 'Order', when: 'paid = total', then: { kind: 'flag', message: 'Not paid' } }],
  },
};
