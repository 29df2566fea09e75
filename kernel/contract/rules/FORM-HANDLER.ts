import { modelMessages } from '../messages/models';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'FORM-HANDLER'> = {
  id: 'FORM-HANDLER',
  level: 'error',
  isShared: true,
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      (model.formulas ?? []).forEach(({ tier, handler }, at) => {
        const path = ['models', index, 'formulas', at];
        if (tier === 3) return;
        if (handler !== undefined) report([...path, 'handler'], modelMessages.formulaHandler());
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'formula of tier 2 with a handler',
  why: 'Tier 2 computes an expression; a handler is called only in tier 3.',
  example: { at: '/models/0/formulas', before: [{ target: 'total', handler: 'wasm:compute' }] },
};
