import { dropping } from '../fixes/dropping';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  hookEmpty: (): Message => message('Needs `do`, or columns in `set`.', 'Necesita `do`, o columnas en `set`.'),
};

export const rule: Rule<'STG-HOOK-EMPTY'> = {
  id: 'STG-HOOK-EMPTY',
  level: 'error',
  fix: dropping(),
  isShared: true,
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const path = ['models', index];
      const { on_transition: hooks = [] } = model;
      hooks.forEach((hook, at) => {
        const hookPath = [...path, 'on_transition', at];
        const assigned = Object.keys(hook.set ?? {});
        if (hook.do === undefined && assigned.length === 0) report(hookPath, texts.hookEmpty());
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a transition hook that does nothing',
  why: 'A hook that sets nothing and calls nothing is a slip.',
  example: {
    at: '/models/0/on_transition',
    before: [{ to: 'done', set: {} }],
    after: [{ to: 'done', set: { total: 0 } }],
    given: { '/models/0/stage_field': 'status', '/models/0/stages': [{ key: 'open' }, { key: 'done' }] },
  },
};
