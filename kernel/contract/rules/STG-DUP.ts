import { removingEntry } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'STG-DUP'> = {
  id: 'STG-DUP',
  level: 'error',
  fix: removingEntry(false),
  isShared: true,
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const path = ['models', index];
      const { stages = [] } = model;
      eachRepeated(
        stages.map(({ key }) => key),
        (at, key) => report([...path, 'stages', at, 'key'], commonMessages.repeated(key)),
      );
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a stage key used twice',
  why: 'Two stages of one key are one stage with two labels.',
  example: { at: '/models/0/stages', before: [{ key: 'open' }, { key: 'open' }], given: { '/models/0/stage_field': 'status' } },
};
