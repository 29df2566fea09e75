/** Events: what each kind of write tells, to whom it goes, and what becomes of it. By name everywhere: then the branch is known. */
import { BRANCHES, ORGANIZATIONS, USERS } from '../../database/core-rows';
import { kind, kindId, readingId } from './annex-rows';
import { type Case, covering } from './case';
import { idOf, order, product } from './rows';

const ask = (
  method: Case['method'],
  path: string,
  body: object | undefined,
  status: number,
  answer: unknown,
  more: Partial<Case> = {},
): Case => ({
  method,
  path,
  ...(body && { body }),
  as: 'Ada',
  status,
  answer,
  ...more,
});
const done = { success: true };
const shown = (what: 'events' | 'deliveries' | 'webhooks', ...rows: readonly object[]): Case => {
  const settled = what === 'deliveries' ? 'settled=true&' : '';
  return ask('GET', `/playground/${what}?${settled}limit=${rows.length}`, undefined, 200, { success: true, data: rows });
};

type Row = Record<string, unknown>;
const WHO = { actor_id: USERS[0].id, branch_id: BRANCHES[0].id };
const told = (addon: string, model: string, id: string, action: string, more: Row = {}): Row => ({
  id,
  occurrence_id: '<id>',
  model,
  action,
  addon_key: addon,
  ...WHO,
  ...more,
});
const event = (payload: Row, deliveries: number, more: Row = {}): Row => ({
  occurrenceId: '<id>',
  name: `${String(payload.addon_key)}.${String(payload.model)}.${String(payload.action)}`,
  publisher: payload.addon_key,
  payload,
  correlationId: payload.correlation_id ?? null,
  depth: 0,
  deliveries,
  at: '<time>',
  ...more,
});
const delivery = (name: string, pattern: string, exported: string, payload: Row, more: Row = {}): Row => ({
  deliveryId: '<id>',
  event: name,
  addonKey: 'annex',
  pattern,
  handlerType: 'webhook',
  export: exported,
  payload: { ...payload, event: name },
  status: 'delivered',
  attempts: 1,
  lastError: null,
  createdAt: '<time>',
  updatedAt: '<time>',
  deliveredAt: '<time>',
  ...more,
});
const HOOK = 'https://annex.example.com/hooks';

const K3 = `/data/annex_kinds/${kindId(3)}`;
const UPDATED = 'annex.Kind.updated';
const hinted = (from: string | null, to: string, more: Row = {}): Row =>
  told('annex', 'Kind', kindId(3), 'updated', { ...more, before: kind(3, { hint: from }), after: kind(3, { hint: to }) });
const heard = (payload: Row, more: Row = {}): Row => delivery(UPDATED, 'annex.annex_kinds.updated', `${HOOK}/updated`, payload, more);
const ONCE = hinted(null, 'once', { correlation_id: 'hint-1' });
const TWICE = hinted('once', 'twice');
const weighed = (payload: Row) => ({
  ...payload,
  before: kind(3, { hint: 'twice' }),
  after: kind(3, { hint: 'twice', 'Extra.weight': 2 }),
});

const updates: Case[] = [
  ask(
    'PUT',
    K3,
    { hint: 'once' },
    200,
    { success: true, data: kind(3, { hint: 'once' }) },
    { headers: { 'X-Request-ID': 'hint-1', 'X-Branch-ID': BRANCHES[1].id } },
  ),
  ...covering('EVT-UPDATED EVT-KEY EVT-ACTOR EVT-BRANCH EVT-CORRELATION', shown('events', event(ONCE, 1))),
  ask('PUT', K3, { hint: 'twice' }, 200, { success: true, data: kind(3, { hint: 'twice' }) }),
  ...covering('EVT-AGAIN EVT-ROUTED EVT-NAME-ADDED EVT-LEDGER', shown('deliveries', heard(TWICE), heard(ONCE))),
  ask('PUT', K3, { 'Extra.weight': 2 }, 200, { success: true, data: kind(3, { hint: 'twice', 'Extra.weight': 2 }) }),
  ...covering('EVT-EXTENSION', shown('events', event(weighed(TWICE), 1))),
];

const NAME = 'annex.told';
const TOLD = {
  record_id: null,
  payload: { ticket: 7 },
  invocation: { action: 'told', model: 'Kind', record_id: null, actor_id: USERS[0].id, correlation_id: 'told-1' },
};
const meta = (action: string) => ({
  addon: 'annex',
  orgId: ORGANIZATIONS[0].id,
  durationMs: '<time>',
  envelopeVersion: 1,
  emittedAt: '<time>',
  model: 'Kind',
  action,
  trigger_type: 'compiled',
});
const emitted = {
  occurrenceId: '<id>',
  name: NAME,
  publisher: 'annex',
  payload: TOLD,
  correlationId: 'told-1',
  depth: 0,
  deliveries: 2,
  at: '<time>',
};
const refusedEvent = (key: string, code: string, sentence: string): Case => {
  const message = `${sentence} [wasm.host.error.${code}]`;
  return ask('POST', `/data/annex_kinds/action/${key}`, {}, 422, { success: false, message, error: { code, message }, meta: meta(key) });
};
const domain: Case[] = [
  ...covering(
    'EVT-DOMAIN',
    ask(
      'POST',
      '/data/annex_kinds/action/told',
      { ticket: 7 },
      200,
      { success: true, data: { event: NAME, subscribers: 2 }, meta: { ...meta('told'), correlation_id: 'told-1' } },
      { headers: { 'X-Request-ID': 'told-1' } },
    ),
    shown('events', emitted),
  ),
  ...covering(
    'EVT-PREFIX EVT-TWO',
    shown('deliveries', delivery(NAME, 'annex.told.*', 'hear', TOLD, { handlerType: 'wasm' }), delivery(NAME, NAME, `${HOOK}/told`, TOLD)),
  ),
  ...covering(
    'EVT-WEBHOOK',
    shown('webhooks', {
      id: '<id>',
      organizationId: ORGANIZATIONS[0].id,
      addonKey: 'annex',
      event: NAME,
      method: 'POST',
      url: `${HOOK}/told`,
      headers: {
        'Content-Type': 'application/json',
        'X-Metacore-Timestamp': '<time>',
        'X-Metacore-Nonce': '<id>',
        'X-Metacore-Signature': '<id>',
        'X-Metacore-Installation-ID': '<id>',
        'X-Metacore-Event': NAME,
        'X-Metacore-Host': 'metacore',
        'X-Metacore-Tenant': ORGANIZATIONS[0].id,
      },
      body: JSON.stringify({ ...TOLD, event: NAME }),
      responseStatus: 200,
      responseBody: '{"success":true,"data":{"delivered_to":"mock outbox"}}',
      at: '<time>',
    }),
  ),
  ...covering(
    'EVT-EMIT-GATE',
    refusedEvent('hidden', 'forbidden', '"annex" declares no capability event:emit for "annex.hidden"'),
    refusedEvent('undeclared', 'invalid_event', '"annex" does not declare "annex.undeclared" in extension_points.events'),
    // Neither left.
    shown('events', emitted),
  ),
];

const P5 = readingId(5);
const GONE = { ...product(1, { id: P5, sku: 'GONE', title: 'Gone', price: 0 }) };
const IMPORTED = { ...GONE, id: '<id>', sku: 'EV1', title: 'Told' };
const removed = told('shop', 'Product', P5, 'deleted', { before: GONE });
const FORBIDDEN = 'forbidden: "annex" declares no capability event:subscribe for "shop.Product.deleted"';
const ENDED = {
  occurrenceId: '<id>',
  name: 'kernel.dispatch.delivery_dead',
  publisher: 'kernel',
  payload: {
    delivery_id: '<id>',
    addon_key: 'annex',
    event: 'shop.Product.deleted',
    function: `${HOOK}/deleted`,
    error: FORBIDDEN,
  },
  correlationId: null,
  depth: 1,
  deliveries: 0,
  at: '<time>',
};
const rows: Case[] = [
  ask('POST', '/data/products', { id: P5, sku: 'GONE', title: 'Gone' }, 201, { success: true, data: GONE }),
  ...covering('EVT-CREATED', shown('events', event(told('shop', 'Product', P5, 'created', { after: GONE }), 0))),
  ask('DELETE', `/data/products/${P5}`, undefined, 200, done),
  ...covering(
    'EVT-SUBSCRIBE-GATE',
    shown(
      'deliveries',
      delivery('shop.Product.deleted', 'shop.Product.deleted', `${HOOK}/deleted`, removed, {
        status: 'dead',
        lastError: FORBIDDEN,
        deliveredAt: null,
      }),
    ),
  ),
  ...covering('EVT-DELETED EVT-OMITTED EVT-DEAD', shown('events', ENDED, event(removed, 1))),
  ask('POST', `/data/products/${P5}/restore`, undefined, 200, { success: true, data: GONE }),
  ...covering('EVT-RESTORED', shown('events', event(told('shop', 'Product', P5, 'updated', { after: GONE }), 0))),
  ask(
    'POST',
    '/data/products/import',
    undefined,
    200,
    { success: true, data: { created: 1, failed: 0, skipped: 0, failures: [] } },
    {
      file: 'sku,title\nEV1,Told\n',
    },
  ),
  ...covering('EVT-IMPORT', shown('events', event(told('shop', 'Product', '<id>', 'created', { after: IMPORTED }), 0))),
];

const O7 = idOf('o', 7);
const FRESH = order(1, { id: O7, folio: 'F-00003', placed_on: null });
const FRESH_ROW = Object.fromEntries(Object.entries(FRESH).filter(([name]) => name !== 'customer'));
const WHY = 'ordered twice';
const reasons: Case[] = [
  ask('POST', '/data/orders', { id: O7, customer_id: idOf('c', 1) }, 201, { success: true, data: FRESH }),
  ask('POST', `/data/orders/${O7}/action/annotate`, {}, 200, {
    success: true,
    data: {},
    meta: { no_op: true, model: 'Order', action: 'annotate', trigger_type: 'compiled' },
  }),
  ...covering('EVT-ACTION', shown('events', event(told('shop', 'Order', O7, 'created', { after: FRESH_ROW }), 0))),
  ask('POST', `/data/orders/${O7}/action/cancel`, { reason: WHY }, 200, {
    success: true,
    data: { delivered_to: 'mock outbox' },
    meta: { model: 'Order', action: 'cancel', trigger_type: 'webhook' },
  }),
  ...covering('EVT-REASONED', shown('events', event(told('shop', 'Order', O7, 'cancel', { reason: WHY }), 0))),
  ask('DELETE', `/data/orders/${O7}?reason=ordered%20twice`, undefined, 200, done),
  ...covering('EVT-REASON', shown('events', event(told('shop', 'Order', O7, 'deleted', { before: FRESH_ROW, reason: WHY }), 0))),
];

const SILENT = { success: false, error: { code: 'not_found', message: 'no such row', message_key: 'rows.none' } };
const AGAIN = {
  ...hinted('twice', 'again'),
  before: kind(3, { hint: 'twice', 'Extra.weight': 2 }),
  after: kind(3, { hint: 'again', 'Extra.weight': 2 }),
};
const failures: Case[] = [
  ask('PUT', '/playground/webhooks/answers', { url: `${HOOK}/updated`, answer: { body: SILENT } }, 200, done),
  ask('PUT', K3, { hint: 'again' }, 200, { success: true, data: kind(3, { hint: 'again', 'Extra.weight': 2 }) }),
  ...covering(
    'EVT-FAILURE',
    shown('deliveries', heard(AGAIN, { status: 'pending', lastError: 'not_found: no such row [rows.none]', deliveredAt: null })),
  ),
];

export const TELLING: readonly Case[] = [...updates, ...domain, ...rows, ...reasons, ...failures];
