import { gateMessages } from '../messages/gates';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'PROM-REASON'> = {
  id: 'PROM-REASON',
  level: 'warning',
  check: ({ manifest }, report) => {
    (manifest.capabilities ?? []).forEach(({ kind, reason }, index) => {
      if (isBlank(reason)) report(['capabilities', index, 'reason'], gateMessages.noReason(kind));
    });
  },
};

export const page: RulePage = {
  section: 'promised by the docs',
  meaning: 'a capability without a reason',
  why: 'The administrator decides by this sentence, and review refuses an addon without it.',
  example: { at: '/capabilities', before: [{ kind: 'http:fetch', target: 'api.example.com' }] },
};
