import { type FixRule, remove, set } from '../fix';
import { titles } from '../fixes/titles';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  formulaHandler: (): Message =>
    message(
      'A handler belongs to tier 3; tier 2 computes `expr`.',
      'El handler es del nivel 3; el nivel 2 calcula `expr`.',
      'Set `tier` to 3, or remove the handler.',
      'Ponga `tier` en 3 o quite el handler.',
    ),
};

/** Tier 2 computes an expression, tier 3 calls a handler: the one that does not belong goes. */
const tierThree: FixRule = ({ path }) => [
  { id: 'set', title: titles.set('tier', 3), safe: false, changes: set([...path.slice(0, -1), 'tier'], 3) },
  { id: 'remove', title: titles.remove('handler'), safe: false, changes: remove(path) },
];

export const rule: Rule<'FORM-HANDLER'> = {
  id: 'FORM-HANDLER',
  level: 'error',
  fix: tierThree,
  isShared: true,
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      (model.formulas ?? []).forEach(({ tier, handler }, at) => {
        const path = ['models', index, 'formulas', at];
        if (tier === 3) return;
        if (handler !== undefined) report([...path, 'handler'], texts.formulaHandler());
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
