import { setting } from '../fixes/usual';
import { choosingColumn, declaringColumn, isText } from '../fixes/choosing';
import { anyOf } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  stageField: (): Message =>
    message(
      'Stages need `stage_field`, the column that holds them.',
      'Las etapas necesitan `stage_field`, la columna que las guarda.',
      'Name the column in `stage_field`.',
      'Nombre la columna en `stage_field`.',
    ),
};

export const rule: Rule<'STG-FIELD'> = {
  id: 'STG-FIELD',
  level: 'error',
  fix: anyOf(choosingColumn(isText), setting('status'), declaringColumn()),
  isShared: true,
  check: ({ models }, report) => {
    for (const { model, index, columns } of models) {
      const path = ['models', index];
      const { stage_field: field, stages = [], transitions = [], on_transition: hooks = [] } = model;
      const used = stages.length > 0 || transitions.length > 0 || hooks.length > 0;
      if (field === undefined) {
        if (used) report([...path, 'stage_field'], texts.stageField());
      } else {
        if (!columns.has(field)) report([...path, 'stage_field'], commonMessages.noColumn(field, model.key, columns.keys()));
      }
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning:
    'stages without `stage_field`, or `stage_field` is no column; a v2 manifest that writes `stage_field` for `stageField` is warned',
  why: 'The stage must be stored in a column of the model.',
  example: { at: '/models/0/stages', before: [{ key: 'open' }], given: { '/models/0/stage_field': 'statuz' } },
};
