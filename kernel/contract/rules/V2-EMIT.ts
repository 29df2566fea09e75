import type { Rule, RulePage } from '../rule';

export const rule: Rule<'V2-EMIT'> = { id: 'V2-EMIT', level: 'warning' };

export const page: RulePage = {
  section: 'flat v2',
  meaning: 'an event without an `event:emit` capability',
  why: 'Hosts that enforce capabilities refuse to emit it.',
  example: {
    before: { key: 'shop', name: 'Shop', version: '1.0.0', events: ['shop.sold'] },
    after: {
      key: 'shop',
      name: 'Shop',
      version: '1.0.0',
      events: ['shop.sold'],
      capabilities: [{ kind: 'event:emit', target: 'shop.sold' }],
    },
  },
};
