import { modelMessages } from '../messages/models';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';

export const rule: Rule<'REL-MODEL'> = {
  id: 'REL-MODEL',
  level: 'warning',
  check: ({ models, byKey }, report) => {
    for (const { model, index } of models) {
      const given = model.relations ?? [];
      given.forEach((relation, at) => {
        const path = ['models', index, 'relations', at];
        const child = byKey.get(relation.through);
        if (child === undefined && relation.through !== '' && !relation.through.includes('.'))
          report([...path, 'through'], near(modelMessages.relationModel(relation.through), relation.through, byKey.keys()));
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
