import { addonMessages } from '../messages/addon';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';

export const rule: Rule<'ENA-ACTION'> = {
  id: 'ENA-ACTION',
  level: 'error',
  check: ({ manifest }, report) => {
    const actions = new Set((manifest.contributions?.actions ?? []).map(({ target_model, key }) => `${target_model ?? ''}.${key}`));
    manifest.compatibility.requires.forEach(({ enables = [] }, index) => {
      const path = ['compatibility', 'requires', index, 'enables'];
      enables.forEach((reference, at) => {
        if (reference.startsWith('action:') && !actions.has(reference.slice('action:'.length)))
          report([...path, at], near(addonMessages.enablesAction(reference), reference.slice('action:'.length), actions));
      });
    });
  },
};

export const page: RulePage = {
  section: 'dependencies, identity',
  meaning: '`enables` names an action that is not contributed',
  why: 'The host switches the named action off while the addon is missing; an action that does not exist cannot be switched.',
  example: {
    at: '/compatibility/requires',
    before: [
      { key: 'kernel', version: '^3' },
      { key: 'crm', version: '*', optional: true, enables: ['action:Order.sent'] },
    ],
  },
};
