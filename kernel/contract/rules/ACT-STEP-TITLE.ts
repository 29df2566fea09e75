import { setting } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'ACT-STEP-TITLE'> = {
  id: 'ACT-STEP-TITLE',
  level: 'error',
  fix: (target) => setting(`Step ${Number(target.path.at(-2)) + 1}`)(target),
  check: ({ manifest }, report) => {
    (manifest.contributions?.actions ?? []).forEach((action, index) => {
      const path = ['contributions', 'actions', index];
      (action.steps ?? []).forEach(({ title }, at) => {
        if (isBlank(title)) report([...path, 'steps', at, 'title'], commonMessages.blank());
      });
    });
  },
};

export const page: RulePage = {
  section: 'actions, handlers',
  meaning: 'a step with a blank title',
  why: 'People see where they are by the title.',
  example: {
    at: '/contributions/actions/0/steps',
    before: [{ title: ' ', fields: [{ key: 'note', type: 'text' }] }],
    after: [{ title: 'Note', fields: [{ key: 'note', type: 'text' }] }],
  },
};
