import { addStage } from '../fixes/declaring';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'requires_state_in_stages'> = {
  id: 'requires_state_in_stages',
  level: 'strict',
  fix: addStage,
  check: ({ manifest, byKey }, report) => {
    (manifest.contributions?.actions ?? []).forEach(({ target_model, requires_state = [] }, index) => {
      const keys = byKey.get(target_model ?? '')?.stageKeys;
      if (keys === undefined || keys.size === 0) return;
      requires_state.forEach((state, at) => {
        if (keys.has(state)) return;
        report(
          ['contributions', 'actions', index, 'requires_state', at],
          commonMessages.notAmong(state, `a stage of ${target_model ?? ''}`, `una etapa de ${target_model ?? ''}`, keys),
        );
      });
    });
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'an action requires a state that is no stage of its model',
  why: 'No record is ever in that state, so the action is never offered.',
  example: {
    at: '/contributions/actions/0/requires_state',
    before: ['opne'],
    given: { '/models/0/stage_field': 'status', '/models/0/stages': [{ key: 'open' }, { key: 'done' }] },
  },
};
