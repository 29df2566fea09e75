import { renumber } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'SEQ-DUP'> = {
  id: 'SEQ-DUP',
  level: 'error',
  fix: renumber,
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const given = model.sequences ?? [];
      eachRepeated(
        given.map(({ key }) => key),
        (at, key) => report(['models', index, 'sequences', at, 'key'], commonMessages.repeated(key)),
      );
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a sequence key used twice',
  why: 'Two counters of one key would share their numbers.',
  example: {
    at: '/models/0/sequences',
    before: [
      { key: 'folio', format: '{seq}' },
      { key: 'folio', format: 'A-{seq}' },
    ],
  },
};
