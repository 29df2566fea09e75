import { renumber } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'V2-RELATION'> = { id: 'V2-RELATION', level: 'error', fix: renumber };

export const page: RulePage = {
  section: 'flat v2',
  meaning: "a relation's name used twice",
  why: 'Relations are found by name.',
  example: {
    before: {
      key: 'shop',
      name: 'Shop',
      version: '1.0.0',
      model_definitions: [
        {
          model_key: 'orders',
          table_name: 'orders',
          columns: [{ name: 'status', type: 'string', size: 40 }],
          relations: [
            { name: 'lines', kind: 'one_to_many', through: 'orders', foreign_key: 'parent_id' },
            { name: 'lines', kind: 'one_to_many', through: 'orders', foreign_key: 'parent_id' },
          ],
        },
      ],
    },
    after: {
      key: 'shop',
      name: 'Shop',
      version: '1.0.0',
      model_definitions: [
        {
          model_key: 'orders',
          table_name: 'orders',
          columns: [{ name: 'status', type: 'string', size: 40 }],
          relations: [{ name: 'lines', kind: 'one_to_many', through: 'orders', foreign_key: 'parent_id' }],
        },
      ],
    },
  },
};
