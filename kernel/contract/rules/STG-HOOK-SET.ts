import { dropping } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'STG-HOOK-SET'> = {
  id: 'STG-HOOK-SET',
  level: 'error',
  fix: dropping(),
  isShared: true,
  check: ({ models }, report) => {
    for (const { model, index, columns } of models) {
      const path = ['models', index];
      const { on_transition: hooks = [] } = model;
      hooks.forEach((hook, at) => {
        const hookPath = [...path, 'on_transition', at];
        const assigned = Object.keys(hook.set ?? {});
        for (const name of assigned)
          if (!columns.has(name)) report([...hookPath, 'set', name], commonMessages.noColumn(name, model.key, columns.keys()));
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a transition hook assigns something that is no column',
  why: 'The assignment fails on a column that does not exist, and with it the move.',
  example: {
    at: '/models/0/on_transition',
    before: [{ to: 'done', set: { totl: 0 } }],
    given: { '/models/0/stage_field': 'status', '/models/0/stages': [{ key: 'open' }, { key: 'done' }] },
  },
};
