import { setting, elsewhere } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'V2-SIZE'> = {
  id: 'V2-SIZE',
  level: 'warning',
  fix: (target) => (target.last === 'size' ? setting(255)(target) : elsewhere((path) => [...path, 'size'], setting(255, true))(target)),
};

export const page: RulePage = {
  section: 'flat v2',
  meaning: 'a `string` without a size, or with one outside 1–9999',
  why: 'A longer text is refused when it is written.',
  example: {
    before: {
      key: 'shop',
      name: 'Shop',
      version: '1.0.0',
      model_definitions: [{ model_key: 'orders', table_name: 'orders', columns: [{ name: 'status', type: 'string' }] }],
    },
    after: {
      key: 'shop',
      name: 'Shop',
      version: '1.0.0',
      model_definitions: [{ model_key: 'orders', table_name: 'orders', columns: [{ name: 'status', type: 'string', size: 40 }] }],
    },
  },
};
