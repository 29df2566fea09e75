import { choosingModel } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'DOC-MODEL'> = {
  id: 'DOC-MODEL',
  level: 'error',
  fix: anyOf(choosingModel(), dropping(1)),
  check: ({ manifest, knownModels }, report) => {
    const given = manifest.contributions?.documents ?? [];
    given.forEach(({ model }, index) => {
      const path = ['contributions', 'documents', index];
      if (!knownModels.has(model)) report([...path, 'model'], commonMessages.noKnownModel(model, knownModels));
    });
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a document for an unknown model',
  why: 'There are no records to print.',
  example: { at: '/contributions/documents', before: [{ key: 'receipt', model: 'Ordr', template: 'templates/receipt.html', paper: 'A4' }] },
};
