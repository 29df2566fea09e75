import { dropping } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'STG-HOOK'> = {
  id: 'STG-HOOK',
  level: 'error',
  fix: dropping(1),
  isShared: true,
  check: ({ models }, report) => {
    for (const { model, index, stageKeys: keys } of models) {
      const path = ['models', index];
      const { on_transition: hooks = [] } = model;
      hooks.forEach((hook, at) => {
        const hookPath = [...path, 'on_transition', at];
        for (const side of ['from', 'to'] as const) {
          const stage = hook[side] ?? '';
          if (stage === '*' || keys.has(stage) || (side === 'from' && stage === '')) continue;
          report(
            [...hookPath, side],
            commonMessages.notAmong(stage, `a stage of ${model.key}, nor *`, `una etapa de ${model.key} ni *`, keys),
          );
        }
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a transition hook from or to something that is no stage nor `*`',
  why: 'The hook would never fire.',
  example: {
    at: '/models/0/on_transition',
    before: [{ to: 'doen', set: { total: 0 } }],
    given: { '/models/0/stage_field': 'status', '/models/0/stages': [{ key: 'open' }, { key: 'done' }] },
  },
};
