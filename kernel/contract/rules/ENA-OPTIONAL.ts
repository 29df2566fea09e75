import { addonMessages } from '../messages/addon';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'ENA-OPTIONAL'> = {
  id: 'ENA-OPTIONAL',
  level: 'error',
  check: ({ manifest }, report) => {
    manifest.compatibility.requires.forEach(({ optional, enables = [] }, index) => {
      const path = ['compatibility', 'requires', index, 'enables'];
      if (enables.length > 0 && optional !== true) report(path, addonMessages.enablesNeedsOptional());
    });
  },
};

export const page: RulePage = {
  section: 'dependencies, identity',
  meaning: '`enables` on a requirement that is not optional',
  why: 'What a required addon enables is always there; only the absence of an optional one switches features off.',
  example: {
    at: '/compatibility/requires',
    before: [
      { key: 'kernel', version: '^3' },
      { key: 'crm', version: '*', enables: ['nav:leads'] },
    ],
  },
};
