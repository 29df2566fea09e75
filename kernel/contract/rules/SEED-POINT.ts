import { dropping, anyOf } from '../fixes/dropping';
import type { Model } from '../../../schemas';
import { refused } from '../messages/install';
import { filledRow, physicalKeys, pointOf, seededPoints } from '../read/seeded-rows';
import type { Rule, RulePage } from '../rule';
import { type Message, quote } from '../text';

const texts = {
  seedPoints: (column: string, value: unknown, model: string): Message =>
    refused(
      `${quote(column)} points at ${quote(value)}, and no row of ${model} with that value is seeded before this one.`,
      `${quote(column)} apunta a ${quote(value)} y ninguna fila de ${model} con ese valor se crea antes que esta.`,
      'Seed the row pointed at first, with its id written out.',
      'Cree antes la fila referida, con su id escrito.',
    ),
};

export const rule: Rule<'SEED-POINT'> = {
  id: 'SEED-POINT',
  level: 'warning',
  fix: anyOf(dropping(), dropping(1)),
  check: (context, report) => {
    const { models } = context;
    const seeded = new Set<Model>();
    for (const { model, index } of models) {
      // Rows are seeded in order: what is pointed at is there before.
      const keys = physicalKeys(context, model).map((physical) => ({
        ...physical,
        points: seeded.has(physical.target) ? seededPoints(physical.target, physical.key.references.columns) : new Set<string>(),
      }));
      seeded.add(model);
      (model.seed?.rows ?? []).forEach((row, at) => {
        const where = ['models', index, 'seed', 'rows', at];
        const filled = filledRow(row, model);
        for (const { key, target, points } of keys) {
          const point = pointOf(filled, key.columns);
          if (point === null || points.has(point)) continue;
          const [name = ''] = key.columns;
          const path = [...where, name];
          if (Object.hasOwn(row, name)) report(path, texts.seedPoints(name, context.written(row[name], path), target.key));
          else report(where, texts.seedPoints(name, filled[name], target.key));
        }
        for (const { key, target, points } of keys) {
          const own = target === model ? pointOf(filled, key.references.columns) : null;
          if (own !== null) points.add(own);
        }
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a seeded row points at one that is not seeded before it; the install would fail',
  isOwn: true,
  why: 'Rows are inserted in the manifest’s order, and a physical foreign key looks at once for the row pointed at.',
  example: {
    at: '/models/1/seed',
    before: { key: 'amount', rows: [{ amount: 1, order_id: '0b54b1de-7b2c-4f0e-9d6a-1f2e3d4c5b6a' }] },
    after: { key: 'amount', rows: [{ amount: 1 }] },
    given: { '/models/1/foreign_keys': [{ columns: ['order_id'], references: { model: 'Order', columns: ['id'] }, policy: 'physical' }] },
  },
};
