import { renumber } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'RULE-DUP'> = {
  id: 'RULE-DUP',
  level: 'error',
  fix: renumber,
  check: ({ manifest }, report) => {
    const given = manifest.contributions?.rules ?? [];
    eachRepeated(
      given.map(({ key }) => key),
      (index, key) => report(['contributions', 'rules', index, 'key'], commonMessages.repeated(key)),
    );
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a rule key used twice',
  why: 'Flags are raised and cleared by key.',
  example: {
    at: '/contributions/rules',
    before: [
      { key: 'unpaid', model: 'Order', when: 'paid < total', then: { kind: 'flag', message: 'Not paid' } },
      { key: 'unpaid', model: 'Order', when: 'paid < total', then: { kind: 'flag', message: 'Not paid' } },
    ],
  },
};
