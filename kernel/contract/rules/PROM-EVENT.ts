import { addEvent } from '../fixes/particular';
import { dropping, anyOf } from '../fixes/dropping';
import { gateMessages, promised } from '../messages/gates';
import type { Step } from '../pointer';
import { reachable } from '../read/reachable-addons';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';
import { type Message, quote } from '../text';

const texts = {
  undeclaredEvent: (event: string): Message =>
    promised(
      `Nothing declares the event ${quote(event)}: neither extension_points.events nor a model of this addon.`,
      `Nada declara el evento ${quote(event)}: ni extension_points.events ni un modelo de este addon.`,
    ),
};

const RECORD_EVENTS = new Set(['created', 'updated', 'deleted', 'transitioned']);

export const rule: Rule<'PROM-EVENT'> = {
  id: 'PROM-EVENT',
  level: 'warning',
  fix: anyOf(addEvent, dropping(1)),
  check: (context, report) => {
    const { manifest, byKey, models } = context;
    const declared = new Set((manifest.extension_points?.events ?? []).map(({ name }) => name));
    const tables = new Set(models.map(({ model }) => model.table));
    const known = reachable(context);
    const ownEvents = (): string[] => [
      ...declared,
      ...models.flatMap(({ model }) => [...RECORD_EVENTS].map((moment) => `${manifest.metadata.key}.${model.key}.${moment}`)),
    ];
    (manifest.contributions?.subscriptions ?? []).forEach(({ event }, index) => {
      const path: readonly Step[] = ['contributions', 'subscriptions', index];
      const [addon = '', model = '', moment = ''] = event.split('.', 3);
      const isRecordEvent = (byKey.has(model) || tables.has(model)) && RECORD_EVENTS.has(moment);
      if (addon === manifest.metadata.key) {
        if (!declared.has(event) && !isRecordEvent && !event.includes('*'))
          report([...path, 'event'], near(texts.undeclaredEvent(event), event, ownEvents()));
      } else if (!known.has(addon) && addon !== '' && addon !== '*') {
        report([...path, 'event'], gateMessages.foreignAddon(event, addon));
      }
    });
  },
};

export const page: RulePage = {
  section: 'promised by the docs',
  meaning: 'a subscription to an event that nobody declares, or of an addon that is not required',
  why: 'Nobody emits it, so the handler never runs.',
  example: {
    at: '/contributions/subscriptions',
    before: [{ event: 'shop.closed', handler: { type: 'webhook', url: 'https://shop.example/on' } }],
    after: [{ event: 'shop.Order.updated', handler: { type: 'webhook', url: 'https://shop.example/on' } }],
  },
};
