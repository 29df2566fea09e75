import { dropping } from '../fixes/dropping';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'V2-VALIDATION'> = { id: 'V2-VALIDATION', level: 'error', fix: dropping() };

export const page: RulePage = {
  section: 'flat v2',
  meaning: 'an expression RE2 does not compile, min above max, or a bad validator name. A warning in extensions',
  why: 'The host’s engine is RE2, and a minimum above the maximum lets nothing pass.',
  example: {
    before: {
      key: 'shop',
      name: 'Shop',
      version: '1.0.0',
      model_definitions: [
        { model_key: 'orders', table_name: 'orders', columns: [{ name: 'status', type: 'string', size: 40, validation: { regex: '[' } }] },
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
          columns: [{ name: 'status', type: 'string', size: 40, validation: { regex: '[a-z]+' } }],
        },
      ],
    },
  },
};
