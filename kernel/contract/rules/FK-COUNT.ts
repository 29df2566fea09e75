import { dropping } from '../fixes/dropping';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  foreignKeyCount: (own: number, other: number): Message =>
    message(
      `${own} own columns point to ${other}.`,
      `${own} columnas propias apuntan a ${other}.`,
      'Name as many on both sides.',
      'Nombre las mismas en ambos lados.',
    ),
};

export const rule: Rule<'FK-COUNT'> = {
  id: 'FK-COUNT',
  level: 'warning',
  fix: dropping(2),
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      (model.foreign_keys ?? []).forEach((key, at) => {
        const path = ['models', index, 'foreign_keys', at];
        if (key.columns.length !== key.references.columns.length) {
          report([...path, 'references', 'columns'], texts.foreignKeyCount(key.columns.length, key.references.columns.length));
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
