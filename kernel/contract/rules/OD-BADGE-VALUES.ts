import { dropping } from '../fixes/dropping';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  badgeValues: (): Message =>
    message('`values` needs the `field` whose values they are.', '`values` necesita el `field` del que son los valores.'),
};

export const rule: Rule<'OD-BADGE-VALUES'> = {
  id: 'OD-BADGE-VALUES',
  level: 'error',
  fix: dropping(),
  check: ({ models }, report) => {
    for (const facts of models) {
      const display = facts.model.option_display;
      if (display === undefined) continue;
      const path = ['models', facts.index, 'option_display'];
      (display.badges ?? []).forEach(({ field, values }, at) => {
        const where = [...path, 'badges', at];
        if (field === undefined && Object.keys(values ?? {}).length > 0) report([...where, 'values'], texts.badgeValues());
      });
    }
  },
};

export const page: RulePage = {
  section: 'pickers',
  meaning: 'a badge with values but no field',
  why: 'The texts belong to the values of a field.',
  example: {
    at: '/models/0/option_display',
    before: { badges: [{ text: 'x', values: { open: { text: 'Open' } } }] },
    after: { badges: [{ field: 'status', values: { open: { text: 'Open' } } }] },
  },
};
