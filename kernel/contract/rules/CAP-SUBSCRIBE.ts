import { coversEvent } from '../capability-target';
import { gateMessages } from '../messages/gates';
import type { Step } from '../pointer';
import type { Rule, RulePage } from '../rule';
import { suggesting } from '../text';

export const rule: Rule<'CAP-SUBSCRIBE'> = {
  id: 'CAP-SUBSCRIBE',
  level: 'warning',
  check: (context, report) => {
    const { manifest } = context;
    const grants = (manifest.capabilities ?? []).filter(({ kind }) => kind === 'event:subscribe').map(({ target }) => target);
    (manifest.contributions?.subscriptions ?? []).forEach(({ event }, index) => {
      const path: readonly Step[] = ['contributions', 'subscriptions', index];
      if (!grants.some((target) => coversEvent(target, event))) {
        const capability = { kind: 'event:subscribe', target: event };
        report(
          [...path, 'event'],
          suggesting(gateMessages.subscribeGrant(event), '', () => capability),
        );
      }
    });
  },
};

export const page: RulePage = {
  section: 'promised by the docs',
  meaning: 'a subscription that no event:subscribe capability covers',
  isOwn: true,
  why: 'Hosts that enforce capabilities deliver only events that were asked for on the consent screen.',
  example: {
    at: '/contributions/subscriptions',
    before: [{ event: 'shop.Order.created', handler: { type: 'webhook', url: 'https://shop.example/new' } }],
  },
};
