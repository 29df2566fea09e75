import { dropping } from '../fixes/dropping';
import { regexBudget, regexFault } from '../../expressions/regex';
import { valueMessages } from '../messages/values';
import type { Rule, RulePage } from '../rule';

const CUSTOM_VALIDATOR = /^(?:\$org\.[a-z][a-z0-9_]*|[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+)$/;

/** Of the install plane, which newer hosts have loosened: warnings. */
export const rule: Rule<'VALIDATION'> = {
  id: 'VALIDATION',
  level: 'warning',
  fix: dropping(),
  check: ({ models, written }, report) => {
    const budget = regexBudget();
    for (const { model, index } of models) {
      model.columns.forEach(({ validation }, at) => {
        const path = ['models', index, 'columns', at];
        const { regex, min, max, custom } = validation ?? {};
        const bound = (name: 'min' | 'max'): unknown => written(validation?.[name], [...path, 'validation', name]);
        const fault = regex === undefined || regex === '' ? null : regexFault(regex, budget);
        if (fault !== null) report([...path, 'validation', 'regex'], valueMessages.regex(regex ?? '', fault));
        if (min !== undefined && max !== undefined && min > max)
          report([...path, 'validation', 'min'], valueMessages.minAboveMax(bound('min'), bound('max')));
        if (custom !== undefined && custom !== '' && !CUSTOM_VALIDATOR.test(custom))
          report([...path, 'validation', 'custom'], valueMessages.custom(custom));
      });
    }
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: 'a regular expression that RE2 does not compile, min above max, or a bad validator name',
  why: 'The host’s engine is RE2: no lookaround, no references back. And a minimum above the maximum lets nothing pass.',
  example: {
    at: '/models/0/columns/2',
    before: { name: 'status', type: 'text', validation: { regex: '(?=a)b' } },
    after: { name: 'status', type: 'text', validation: { regex: '^[a-z]+$' } },
  },
};
