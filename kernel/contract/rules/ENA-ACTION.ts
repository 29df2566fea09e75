import { removing } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';
import { message, type Message, quote } from '../text';

const texts = {
  enablesAction: (reference: string): Message =>
    message(
      `${quote(reference)} names no action that this addon contributes.`,
      `${quote(reference)} no nombra ninguna acción que aporte este addon.`,
    ),
};

export const rule: Rule<'ENA-ACTION'> = {
  id: 'ENA-ACTION',
  level: 'error',
  fix: removing(false),
  check: ({ manifest }, report) => {
    const actions = new Set((manifest.contributions?.actions ?? []).map(({ target_model, key }) => `${target_model ?? ''}.${key}`));
    manifest.compatibility.requires.forEach(({ enables = [] }, index) => {
      const path = ['compatibility', 'requires', index, 'enables'];
      enables.forEach((reference, at) => {
        if (reference.startsWith('action:') && !actions.has(reference.slice('action:'.length)))
          report([...path, at], near(texts.enablesAction(reference), reference.slice('action:'.length), actions));
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
