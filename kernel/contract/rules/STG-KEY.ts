import { keyed } from '../fixes/rewriting';
import { dropping, anyOf } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'STG-KEY'> = {
  id: 'STG-KEY',
  level: 'error',
  fix: anyOf(keyed, dropping(1)),
  isShared: true,
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const path = ['models', index];
      const { stages = [] } = model;
      stages.forEach(({ key }, at) => {
        if (key === '') report([...path, 'stages', at, 'key'], commonMessages.blank());
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a stage without key',
  why: 'Records are stored under this key.',
  example: {
    at: '/models/0/stages',
    before: [{ key: 'open' }, { key: '' }],
    after: [{ key: 'open' }, { key: 'done' }],
    given: { '/models/0/stage_field': 'status' },
  },
};
