import { elsewhere } from '../fixes/usual';
import { dropping } from '../fixes/dropping';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  noStages: (): Message =>
    message(
      '`stage_field` is set, but there are no stages.',
      'Hay `stage_field` pero no hay etapas.',
      'Declare `stages`.',
      'Declare `stages`.',
    ),
};

export const rule: Rule<'STG-NONE'> = {
  id: 'STG-NONE',
  level: 'error',
  fix: elsewhere((path) => [...path.slice(0, -1), 'stage_field'], dropping()),
  isShared: true,
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const path = ['models', index];
      const { stage_field: field, stages = [] } = model;
      if (field !== undefined && stages.length === 0) report([...path, 'stages'], texts.noStages());
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: '`stage_field` without stages',
  why: 'A stage column without stages refuses every value.',
  example: { at: '/models/0/stages', before: undefined, after: [{ key: 'open' }], given: { '/models/0/stage_field': 'status' } },
};
