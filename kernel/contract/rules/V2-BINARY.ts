import type { Rule, RulePage } from '../rule';

export const rule: Rule<'V2-BINARY'> = { id: 'V2-BINARY', level: 'warning' };

export const page: RulePage = {
  section: 'flat v2',
  meaning: 'a binary backend',
  why: 'No host starts one any more.',
  example: {
    before: { key: 'shop', name: 'Shop', version: '1.0.0', backend: { runtime: 'binary' } },
    after: { key: 'shop', name: 'Shop', version: '1.0.0', backend: { runtime: 'webhook' } },
  },
};
