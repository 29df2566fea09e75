import type { Rule, RulePage } from '../rule';

export const rule: Rule<'V2-DEFAULT'> = { id: 'V2-DEFAULT', level: 'error' };

export const page: RulePage = {
  section: 'flat v2',
  meaning: 'a column default that is no literal; text carries single quotes. A warning in extensions',
  why: 'In v2 the default is copied into DDL as it stands, so text carries its own single quotes.',
  example: {
    before: {
      key: 'shop',
      name: 'Shop',
      version: '1.0.0',
      model_definitions: [
        { model_key: 'orders', table_name: 'orders', columns: [{ name: 'status', type: 'string', size: 40, default: 'open' }] },
      ],
    },
    after: {
      key: 'shop',
      name: 'Shop',
      version: '1.0.0',
      model_definitions: [
        { model_key: 'orders', table_name: 'orders', columns: [{ name: 'status', type: 'string', size: 40, default: "'open'" }] },
      ],
    },
  },
};
