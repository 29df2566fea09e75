import { choosingModel } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'RULE-MODEL'> = {
  id: 'RULE-MODEL',
  level: 'error',
  fix: anyOf(choosingModel(), dropping(1)),
  check: ({ manifest, knownModels }, report) => {
    const given = manifest.contributions?.rules ?? [];
    given.forEach(({ model }, index) => {
      const path = ['contributions', 'rules', index];
      if (!knownModels.has(model)) report([...path, 'model'], commonMessages.noKnownModel(model, knownModels));
    });
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a rule for an unknown model',
  why: 'No record is ever looked at.',
  example: {
    at: '/contributions/rules',
    before: [{ key: 'unpaid', model: 'Ordr', when: 'paid < total', then: { kind: 'flag', message: 'Not paid' } }],
  },
};
