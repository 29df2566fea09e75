import { dropping } from '../fixes/dropping';
import { readRule } from '../../expressions/guard';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'RULE-COL'> = {
  id: 'RULE-COL',
  level: 'error',
  fix: dropping(1),
  check: ({ manifest, byKey }, report) => {
    const given = manifest.contributions?.rules ?? [];
    given.forEach(({ model, when }, index) => {
      const path = ['contributions', 'rules', index];
      const reading = readRule(when);
      const facts = byKey.get(model);
      if (reading.ok && facts !== undefined) {
        const unknown = reading.names.find((name) => !facts.columns.has(name) && !facts.extensionColumns.has(name));
        if (unknown !== undefined) report([...path, 'when'], commonMessages.noColumn(unknown, model, facts.columns.keys()));
      }
    });
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: '`when` names no column',
  why: 'The condition looks at a column that does not exist.',
  example: {
    at: '/contributions/rules',
    before: [{ key: 'unpaid', model: 'Order', when: 'pad < total', then: { kind: 'flag', message: 'Not paid' } }],
  },
};
