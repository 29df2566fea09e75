import { describe, expect, it } from 'vitest';
import { findingsWith, type RuleCase } from '../testing';

const capability = (kind: string, target: string, reason: string | undefined = 'why'): object => ({
  kind,
  target,
  ...(reason === '' ? {} : { reason }),
});
const subscription = (event: string, more: object = {}): Readonly<Record<string, unknown>> => ({
  '/contributions/subscriptions': [{ event, handler: { type: 'webhook', url: '/on' }, ...more }],
});
const LISTEN = { '/capabilities': [capability('event:subscribe', '*')] };

const CASES: readonly RuleCase[] = [
  ['PROM-REASON', { '/capabilities': [capability('db:read', 'crm.customers', '')] }, ['warning PROM-REASON /capabilities/0/reason']],
  ['PROM-CORE', { '/capabilities': [capability('db:write', 'public.users')] }, ['warning PROM-CORE /capabilities/0/target']],
  ['PROM-CORE, billing', { '/capabilities': [capability('db:write', 'billing_plans')] }, ['warning PROM-CORE /capabilities/0/target']],
  ['core tables for finance', { '/metadata/category': 'finance', '/capabilities': [capability('db:write', 'users')] }, []],
  ['PROM-EVENT, own', { ...LISTEN, ...subscription('shop.closed') }, ['warning PROM-EVENT /contributions/subscriptions/0/event']],
  ['an own event', { ...LISTEN, ...subscription('shop.closed'), '/extension_points': { events: [{ name: 'shop.closed' }] } }, []],
  ['an event of an own model', { ...LISTEN, ...subscription('shop.Order.created') }, []],
  ['PROM-EVENT, foreign', { ...LISTEN, ...subscription('crm.won') }, ['warning PROM-EVENT /contributions/subscriptions/0/event']],
  [
    'an event of a required addon',
    { ...LISTEN, ...subscription('crm.won'), '/compatibility/requires/1': { key: 'crm', version: '*' } },
    [],
  ],
  ['CAP-SUBSCRIBE', subscription('shop.Order.created'), ['warning CAP-SUBSCRIBE /contributions/subscriptions/0/event']],
  ['a grant by prefix', { ...subscription('shop.Order.created'), '/capabilities': [capability('event:subscribe', 'shop.*')] }, []],
  [
    'PROM-FILTER',
    { ...LISTEN, ...subscription('shop.Order.created', { filter: 'payload.total.max() > 1' }) },
    ['PROM-FILTER /contributions/subscriptions/0/filter'],
  ],
  [
    'a filter that counts, as the example of the platform does',
    { ...LISTEN, ...subscription('shop.Order.created', { filter: "payload.lines.size() > 0 && status in ('paid')" }) },
    [],
  ],
  ['a filter that can be evaluated', { ...LISTEN, ...subscription('shop.Order.created', { filter: "status == 'paid'" }) }, []],
  [
    'PROM-SLOT, own',
    { '/contributions/slots': [{ slot_kind: 'shop.side', entry: './Side' }] },
    ['warning PROM-SLOT /contributions/slots/0/slot_kind'],
  ],
  [
    'PROM-SLOT, foreign',
    { '/contributions/slots': [{ slot_kind: 'crm.side', entry: './Side' }] },
    ['warning PROM-SLOT /contributions/slots/0/slot_kind'],
  ],
  [
    'PROM-EXTEND, foreign',
    { '/models/1/extensions': [{ target_model: 'crm.Customer', columns: [{ name: 'tax_id', type: 'text' }] }] },
    ['warning PROM-EXTEND /models/1/extensions/0/target_model'],
  ],
  [
    'PROM-EXTEND, own',
    { '/models/1/extensions': [{ target_model: 'Order', columns: [{ name: 'tax_id', type: 'text' }] }] },
    ['warning PROM-EXTEND /models/1/extensions/0/target_model'],
  ],
  [
    'PROM-SECRET',
    { '/settings': [{ key: 'token', type: 'string', default: `sk_live_${'a'.repeat(24)}` }] },
    ['warning PROM-SECRET /settings/0/default'],
  ],
  ['a test key', { '/settings': [{ key: 'token', type: 'string', default: `sk_test_${'a'.repeat(24)}` }] }, []],
];

describe('what the public pages promise', () => {
  it.each(CASES)('%s', (_, changes, expected) => expect(findingsWith(changes)).toEqual(expected));
});
