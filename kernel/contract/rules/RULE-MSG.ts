import { saidByKey } from '../fixes/rewriting';
import { commonMessages } from '../messages/common';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'RULE-MSG'> = {
  id: 'RULE-MSG',
  level: 'error',
  fix: saidByKey,
  check: ({ manifest }, report) => {
    const given = manifest.contributions?.rules ?? [];
    given.forEach(({ then }, index) => {
      const path = ['contributions', 'rules', index];
      if (isBlank(then.message)) report([...path, 'then', 'message'], commonMessages.blank());
    });
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a blank message',
  why: 'The message is all that people see.',
  example: {
    at: '/contributions/rules',
    before: [{ key: 'unpaid', model: 'Order', when: 'paid < total', then: { kind: 'flag', message: ' ' } }],
    after: [{ key: 'unpaid', model: 'Order', when: 'paid < total', then: { kind: 'flag', message: 'Not paid' } }],
  },
};
