import { setting } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  formulaTier3Handler: (): Message =>
    message('Tier 3 needs a handler such as wasm:compute.', 'El nivel 3 necesita un handler como wasm:compute.'),
};

export const rule: Rule<'FORM-T3-HANDLER'> = {
  id: 'FORM-T3-HANDLER',
  level: 'error',
  fix: setting('wasm:compute'),
  isShared: true,
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      (model.formulas ?? []).forEach(({ tier, handler }, at) => {
        const path = ['models', index, 'formulas', at];
        if (tier === 3 && handler === undefined) report([...path, 'handler'], texts.formulaTier3Handler());
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'formula of tier 3 without a handler',
  why: 'Tier 3 has nothing to compute with.',
  example: {
    at: '/models/0/formulas',
    before: [{ target: 'total', tier: 3 }],
    after: [{ target: 'total', tier: 3, handler: 'wasm:compute' }],
  },
};
