import { modelMessages } from '../messages/models';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'FK-COUNT'> = {
  id: 'FK-COUNT',
  level: 'warning',
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      (model.foreign_keys ?? []).forEach((key, at) => {
        const path = ['models', index, 'foreign_keys', at];
        if (key.columns.length !== key.references.columns.length) {
          report([...path, 'references', 'columns'], modelMessages.foreignKeyCount(key.columns.length, key.references.columns.length));
        }
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a foreign key with different numbers of columns on its sides',
  isOwn: true,
  why: 'Columns are paired one by one.',
  example: {
    at: '/models/0/foreign_keys',
    before: [{ columns: ['customer_id', 'status'], references: { model: 'Line', columns: ['id'] }, policy: 'logical' }],
    after: [{ columns: ['customer_id'], references: { model: 'Line', columns: ['id'] }, policy: 'logical' }],
  },
};
