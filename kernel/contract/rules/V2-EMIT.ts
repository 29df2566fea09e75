import { titles } from '../fixes/titles';
import { insert, type FixRule } from '../fix';
import type { Rule, RulePage } from '../rule';

const emitCapability: FixRule = ({ value }) =>
  typeof value === 'string'
    ? [
        {
          id: 'add-capability',
          title: titles.addCapability('event:emit', value),
          safe: false,
          changes: insert(['capabilities'], { kind: 'event:emit', target: value, reason: '…' }),
        },
      ]
    : [];

export const rule: Rule<'V2-EMIT'> = { id: 'V2-EMIT', level: 'warning', fix: emitCapability };

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
