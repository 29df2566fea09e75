import { dropping } from '../fixes/dropping';
import { readEventFilter } from '../../expressions/predicate';
import { promised } from '../messages/gates';
import type { Step } from '../pointer';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';
import { type Message, quote } from '../text';

const texts = {
  filter: (text: string): Message =>
    promised(
      `${quote(text)} is not a condition on the payload that can be evaluated here; today's hosts do not evaluate filters at all.`,
      `${quote(text)} no es una condición sobre el contenido que aquí se pueda evaluar; los hosts de hoy no evalúan filtros.`,
    ),
};

export const rule: Rule<'PROM-FILTER'> = {
  id: 'PROM-FILTER',
  level: 'error',
  fix: dropping(),
  check: (context, report) => {
    const { manifest } = context;
    (manifest.contributions?.subscriptions ?? []).forEach(({ filter }, index) => {
      const path: readonly Step[] = ['contributions', 'subscriptions', index];
      // An error: a filter that cannot be read would let every event through, or none.
      if (!isBlank(filter) && !readEventFilter(filter ?? '').ok) report([...path, 'filter'], texts.filter(filter ?? ''));
    });
  },
};

export const page: RulePage = {
  section: 'promised by the docs',
  meaning: "a subscription's filter is no record predicate over the event",
  why: 'The public pages describe filters, today’s hosts ignore them. Here they are evaluated, in the language of public routes and with `list.size()` besides, and one that cannot be read is refused: it would let every event through, or none.',
  example: {
    at: '/contributions/subscriptions',
    before: [{ event: 'shop.Order.created', filter: 'size(payload) > 1', handler: { type: 'webhook', url: 'https://shop.example/on' } }],
    after: [{ event: 'shop.Order.created', filter: "status == 'paid'", handler: { type: 'webhook', url: 'https://shop.example/on' } }],
  },
};
