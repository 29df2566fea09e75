import { eventCover } from '../capability-target';
import { addCapability } from '../fixes/declaring';
import type { Step } from '../pointer';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote, suggesting } from '../text';

const texts = {
  subscribeGrant: (event: string): Message =>
    message(
      `No capability event:subscribe covers ${quote(event)}. Hosts do not check this before the event is due.`,
      `Ninguna capacidad event:subscribe cubre ${quote(event)}. Los hosts no lo comprueban hasta que llega el evento.`,
      'Declare the capability.',
      'Declare la capacidad.',
    ),
};

export const rule: Rule<'CAP-SUBSCRIBE'> = {
  id: 'CAP-SUBSCRIBE',
  level: 'warning',
  fix: addCapability,
  check: (context, report) => {
    const { manifest } = context;
    const isCovered = eventCover(
      (manifest.capabilities ?? []).filter(({ kind }) => kind === 'event:subscribe').map(({ target }) => target),
    );
    (manifest.contributions?.subscriptions ?? []).forEach(({ event }, index) => {
      const path: readonly Step[] = ['contributions', 'subscriptions', index];
      if (!isCovered(event)) {
        const capability = { kind: 'event:subscribe', target: event };
        report(
          [...path, 'event'],
          suggesting(texts.subscribeGrant(event), '', () => capability),
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
