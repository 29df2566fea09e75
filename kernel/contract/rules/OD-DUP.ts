import { renumber } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'OD-DUP'> = {
  id: 'OD-DUP',
  level: 'error',
  fix: renumber,
  check: ({ models }, report) => {
    for (const facts of models) {
      const display = facts.model.option_display;
      if (display === undefined) continue;
      const path = ['models', facts.index, 'option_display'];
      const trailing = display.trailing ?? [];
      eachRepeated(
        trailing.map(({ key }) => key),
        (at, key) => report([...path, 'trailing', at, 'key'], commonMessages.repeated(key)),
      );
    }
  },
};

export const page: RulePage = {
  section: 'pickers',
  meaning: "a figure's key used twice",
  why: 'Figures are told apart by their key.',
  example: {
    at: '/models/0/option_display',
    before: {
      trailing: [
        { key: 'total', field: 'total' },
        { key: 'total', field: 'total' },
      ],
    },
  },
};
