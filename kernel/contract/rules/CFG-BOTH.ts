import { contributionMessages } from '../messages/contributions';
import { isEmpty } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'CFG-BOTH'> = {
  id: 'CFG-BOTH',
  level: 'error',
  check: ({ manifest }, report) => {
    const config = manifest.contributions?.config;
    if (config === undefined) return;
    const path = ['contributions', 'config'];
    const hasModel = !isEmpty(config.model);
    if (hasModel && !isEmpty(config.url)) report(path, contributionMessages.configBoth());
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a settings entry with both model and url',
  why: 'Settings live in one place.',
  example: { at: '/contributions/config', before: { model: 'Order', url: '/settings/shop' } },
};
