import { dropping } from '../fixes/dropping';
import { modelMessages } from '../messages/models';
import { arithmeticFault } from '../read/arithmetic';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'FORM-EXPR'> = {
  id: 'FORM-EXPR',
  level: 'error',
  fix: dropping(1),
  isShared: true,
  check: ({ models }, report) => {
    for (const { model, index, columns } of models) {
      (model.formulas ?? []).forEach(({ tier, expr }, at) => {
        const path = ['models', index, 'formulas', at];
        if (tier === 3) return;
        if (isBlank(expr)) report([...path, 'expr'], modelMessages.arithmetic(expr ?? ''));
        else {
          const fault = arithmeticFault(expr ?? '', model.key, columns, false);
          if (fault !== null) report([...path, 'expr'], fault);
        }
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'formula of tier 2: blank, no arithmetic, or an unknown column',
  why: 'Formulas are arithmetic over the row’s own columns: no functions, no text, no `%`.',
  example: {
    at: '/models/0/formulas',
    before: [{ target: 'total', expr: 'round(paid)' }],
    after: [{ target: 'total', expr: 'paid * 1.16' }],
  },
};
