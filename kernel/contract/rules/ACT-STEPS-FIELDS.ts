import { contributionMessages } from '../messages/contributions';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'ACT-STEPS-FIELDS'> = {
  id: 'ACT-STEPS-FIELDS',
  level: 'error',
  check: ({ manifest }, report) => {
    (manifest.contributions?.actions ?? []).forEach((action, index) => {
      const path = ['contributions', 'actions', index];
      if ((action.steps ?? []).length > 0 && (action.fields ?? []).length > 0) report(path, contributionMessages.stepsAndFields());
    });
  },
};

export const page: RulePage = {
  section: 'actions, handlers',
  meaning: 'an action with both a wizard and a form',
  why: 'The wizard takes the place of the form.',
  example: {
    at: '/contributions/actions/0/steps',
    before: [{ title: 'One', fields: [{ key: 'note', type: 'text' }] }],
    after: [],
    given: { '/contributions/actions/0/fields': [{ key: 'note', type: 'text' }] },
  },
};
