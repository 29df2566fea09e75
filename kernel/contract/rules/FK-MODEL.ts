import { choosingModel } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';
import { message, type Message, quote } from '../text';

const texts = {
  foreignKeyModel: (name: string): Message =>
    message(
      `${quote(name)} is not a model of this addon; the reference cannot be enforced.`,
      `${quote(name)} no es un modelo de este addon; la referencia no se puede exigir.`,
    ),
};

export const rule: Rule<'FK-MODEL'> = {
  id: 'FK-MODEL',
  level: 'warning',
  fix: anyOf(choosingModel(), dropping(2)),
  check: ({ manifest, models, byKey }, report) => {
    for (const { model, index } of models) {
      (model.foreign_keys ?? []).forEach((key, at) => {
        const path = ['models', index, 'foreign_keys', at];
        const own = key.references.model.startsWith(`${manifest.metadata.key}.`)
          ? key.references.model.slice(manifest.metadata.key.length + 1)
          : key.references.model;
        // Another addon's model is resolved at install.
        if (own.includes('.')) return;
        const target = byKey.get(own);
        if (target === undefined)
          report([...path, 'references', 'model'], near(texts.foreignKeyModel(key.references.model), own, byKey.keys()));
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a foreign key to a model that does not exist',
  isOwn: true,
  why: 'The reference can neither be enforced nor followed.',
  example: {
    at: '/models/0/foreign_keys',
    before: [{ columns: ['customer_id'], references: { model: 'Lime', columns: ['id'] }, policy: 'logical' }],
  },
};
