import { removing } from '../fixes/usual';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  formulaTier3Expr: (): Message =>
    message('Tier 3 calls its handler; it has no `expr`.', 'El nivel 3 llama a su handler; no lleva `expr`.'),
};

export const rule: Rule<'FORM-T3-EXPR'> = {
  id: 'FORM-T3-EXPR',
  level: 'error',
  fix: removing(false),
  isShared: true,
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      (model.formulas ?? []).forEach(({ tier, expr }, at) => {
        const path = ['models', index, 'formulas', at];
        if (tier === 3 && !isBlank(expr)) report([...path, 'expr'], texts.formulaTier3Expr());
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'formula of tier 3 with an expression',
  why: 'Tier 3 calls its handler and never reads the expression.',
  example: { at: '/models/0/formulas', before: [{ target: 'total', tier: 3, handler: 'wasm:compute', expr: 'paid' }] },
};
