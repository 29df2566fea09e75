import { choosingModel } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';
import { message, type Message, quote } from '../text';

const texts = {
  relationModel: (name: string): Message =>
    message(
      `${quote(name)} is not a model of this addon, so nothing will be listed unless another addon brings it.`,
      `${quote(name)} no es un modelo de este addon; no se listará nada salvo que lo traiga otro addon.`,
    ),
};

export const rule: Rule<'REL-MODEL'> = {
  id: 'REL-MODEL',
  level: 'warning',
  fix: anyOf(choosingModel(), dropping(1)),
  check: ({ models, byKey }, report) => {
    for (const { model, index } of models) {
      const given = model.relations ?? [];
      given.forEach((relation, at) => {
        const path = ['models', index, 'relations', at];
        const child = byKey.get(relation.through);
        if (child === undefined && relation.through !== '' && !relation.through.includes('.'))
          report([...path, 'through'], near(texts.relationModel(relation.through), relation.through, byKey.keys()));
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'the child is no own model',
  isOwn: true,
  why: 'The list stays empty unless another addon brings the model.',
  example: { at: '/models/0/relations', before: [{ name: 'lines', kind: 'one_to_many', through: 'Lime', foreign_key: 'order_id' }] },
};
