import { addonMessages } from '../messages/addon';
import { isVerbLike } from '../permission-verbs';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'ACT-VERB'> = {
  id: 'ACT-VERB',
  level: 'warning',
  check: ({ manifest }, report) => {
    (manifest.contributions?.actions ?? []).forEach(({ key }, index) => {
      if (isVerbLike(key)) report(['contributions', 'actions', index, 'key'], addonMessages.actionVerb(key));
    });
  },
};

export const page: RulePage = {
  section: 'tenancy, access',
  meaning: 'an action is called like a verb of permissions',
  isOwn: true,
  why: 'Verbs and actions share no word: `orders.view` is reading, so an action called `view` is granted by another name than one expects.',
  example: { at: '/contributions/actions/0/key', before: 'view', after: 'send' },
};
