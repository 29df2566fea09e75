import { dropping } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'ROUTE-MATCH'> = {
  id: 'ROUTE-MATCH',
  level: 'error',
  fix: dropping(),
  check: ({ manifest }, report) => {
    const given = manifest.contributions?.routes ?? [];
    given.forEach(({ match }, index) => {
      for (const name of Object.keys(match ?? {}))
        if (isBlank(name)) report(['contributions', 'routes', index, 'match', name], commonMessages.blank());
    });
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a blank match key',
  why: 'A blank attribute is never sent.',
  example: {
    at: '/contributions/routes',
    before: [{ domain: 'mail', handler: 'smtp', match: { ' ': 'x' } }],
    after: [{ domain: 'mail', handler: 'smtp', match: { kind: 'x' } }],
  },
};
