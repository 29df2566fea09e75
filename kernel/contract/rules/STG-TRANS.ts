import { addStage } from '../fixes/declaring';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'STG-TRANS'> = {
  id: 'STG-TRANS',
  level: 'error',
  fix: addStage,
  isShared: true,
  check: ({ models }, report) => {
    for (const { model, index, stageKeys: keys } of models) {
      const path = ['models', index];
      const { transitions = [] } = model;
      transitions.forEach((move, at) => {
        for (const side of ['from', 'to'] as const) {
          if (!keys.has(move[side]))
            report(
              [...path, 'transitions', at, side],
              commonMessages.notAmong(move[side], `a stage of ${model.key}`, `una etapa de ${model.key}`, keys),
            );
        }
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a transition from or to something that is no stage',
  why: 'A move from or to something that is no stage can never happen; `*` is for hooks only.',
  example: {
    at: '/models/0/transitions',
    before: [{ from: 'open', to: 'closed' }],
    given: { '/models/0/stage_field': 'status', '/models/0/stages': [{ key: 'open' }, { key: 'done' }] },
  },
};
