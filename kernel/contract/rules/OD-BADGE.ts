import { dropping } from '../fixes/dropping';
import { isEmpty } from '../read/context';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  badgeEmpty: (): Message => message('Needs `field` or `text`.', 'Necesita `field` o `text`.'),
};

export const rule: Rule<'OD-BADGE'> = {
  id: 'OD-BADGE',
  level: 'error',
  fix: dropping(),
  check: ({ models }, report) => {
    for (const facts of models) {
      const display = facts.model.option_display;
      if (display === undefined) continue;
      const path = ['models', facts.index, 'option_display'];
      (display.badges ?? []).forEach(({ field, text, values }, at) => {
        const where = [...path, 'badges', at];
        if (!(field === undefined && Object.keys(values ?? {}).length > 0) && field === undefined && isEmpty(text))
          report(where, texts.badgeEmpty());
      });
    }
  },
};

export const page: RulePage = {
  section: 'pickers',
  meaning: 'a badge with neither field nor text',
  why: 'A badge must show something.',
  example: {
    at: '/models/0/option_display',
    before: { badges: [{ tone: 'info' }] },
    after: { badges: [{ field: 'status', tone: 'info' }] },
  },
};
