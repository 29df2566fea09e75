import { droppingMembers, anyOf } from '../fixes/dropping';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  appendStage: (): Message =>
    message(
      'An append-only model cannot have stages: its records never change.',
      'Un modelo append_only no puede tener etapas: sus registros nunca cambian.',
    ),
};

export const rule: Rule<'APPEND-STAGE'> = {
  id: 'APPEND-STAGE',
  level: 'error',
  fix: anyOf(droppingMembers(0, ['stage_field', 'stages', 'transitions', 'on_transition']), droppingMembers(0, ['append_only'])),
  isShared: true,
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const path = ['models', index];
      const { stage_field: field, stages = [], transitions = [], on_transition: hooks = [] } = model;
      const used = stages.length > 0 || transitions.length > 0 || hooks.length > 0;
      if (model.append_only === true && (used || field !== undefined)) report(path, texts.appendStage());
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'an append-only model with stages',
  why: 'A ledger’s records never change, and moving to another stage is a change.',
  example: {
    at: '/models/0/append_only',
    before: true,
    after: false,
    given: { '/models/0/stage_field': 'status', '/models/0/stages': [{ key: 'open' }, { key: 'done' }] },
  },
};
