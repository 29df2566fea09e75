import { choosingColumn, declaringColumn, isNumber } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'FORM-TARGET'> = {
  id: 'FORM-TARGET',
  level: 'error',
  fix: anyOf(choosingColumn(isNumber), declaringColumn('numeric'), dropping(1)),
  isShared: true,
  check: ({ models }, report) => {
    for (const { model, index, columns } of models) {
      (model.formulas ?? []).forEach(({ target }, at) => {
        const path = ['models', index, 'formulas', at];
        if (!columns.has(target)) report([...path, 'target'], commonMessages.noColumn(target, model.key, columns.keys()));
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'target of a formula is no column',
  why: 'The computed value has nowhere to go.',
  example: { at: '/models/0/formulas', before: [{ target: 'totl', expr: 'paid * 2' }] },
};
