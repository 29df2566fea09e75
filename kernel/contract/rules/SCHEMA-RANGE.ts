import { removing } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'SCHEMA-RANGE'> = { id: 'SCHEMA-RANGE', level: 'error', fix: removing(false) };

export const page: RulePage = {
  section: 'shape',
  meaning: 'a number too small or too large',
  why: 'The number lies outside of what a host can honour.',
  example: {
    at: '/billing',
    before: { metered_events: [{ event: 'shop.sold', unit: 'sale', revenue_share: 1.5 }] },
    after: { metered_events: [{ event: 'shop.sold', unit: 'sale', revenue_share: 0.5 }] },
  },
};
