/** Events: what a payment leaves behind, in the list, the ledger, the meters and the outbox. */
import { BRANCHES, ORGANIZATIONS, USERS } from '../../database/core-rows';
import { type Case, covering } from './case';
import { idOf } from './rows';

const found = (path: string, data: unknown, more: Partial<Case> = {}): Case => ({
  method: 'GET',
  path,
  status: 200,
  answer: { success: true, data },
  ...more,
});
const refused = (method: Case['method'], path: string, body: unknown, status: number, message: string, more: Partial<Case> = {}): Case => ({
  method,
  path,
  ...(body !== undefined && { body }),
  status,
  answer: { success: false, message },
  ...more,
});

const P2 = idOf('f', 2);
const payment = (more: object = {}) => ({
  id: P2,
  organization_id: ORGANIZATIONS[0].id,
  order_id: idOf('o', 1),
  amount: 7.5,
  created_at: '<time>',
  created_by_id: USERS[0].id,
  ...more,
});
const NAME = 'shop.Payment.created';
const payload = {
  id: P2,
  occurrence_id: '<id>',
  model: 'Payment',
  action: 'created',
  addon_key: 'shop',
  actor_id: USERS[0].id,
  branch_id: BRANCHES[0].id,
  correlation_id: 'pay-1',
  after: payment(),
};
const delivery = {
  deliveryId: '<id>',
  event: NAME,
  addonKey: 'shop',
  pattern: NAME,
  handlerType: 'webhook',
  export: 'https://shop.example.com/hooks/paid',
  payload: { ...payload, event: NAME },
  status: 'delivered',
  attempts: 1,
  lastError: null,
  createdAt: '<time>',
  updatedAt: '<time>',
  deliveredAt: '<time>',
};
const denied = { success: false, message: 'Permission denied', code: 'permission_denied', permission: 'playground' };
const VIEWS = ['events', 'deliveries', 'meters', 'webhooks', 'traces'];

/** After one payment of 5, which the suite has made before. */
export const HAPPENING: readonly Case[] = [
  {
    method: 'POST',
    path: '/data/payments',
    // By name: then it is known in which branch Ada works.
    as: 'Ada',
    headers: { 'X-Request-ID': 'pay-1' },
    body: { id: P2, order_id: idOf('o', 1), amount: '7.50' },
    status: 201,
    answer: { success: true, data: payment({ order: { value: idOf('o', 1), label: idOf('o', 1) } }) },
  },
  // Too small for the subscription's filter.
  {
    method: 'POST',
    path: '/data/payments',
    body: { id: idOf('f', 3), order_id: idOf('o', 1), amount: 0.5 },
    status: 201,
    answer: {
      success: true,
      data: { ...payment({ order: { value: idOf('o', 1), label: idOf('o', 1) } }), id: idOf('f', 3), amount: 0.5 },
    },
  },
  ...covering('EVT-FILTER EVT-LEDGER EVT-NAME-ADDED', found('/playground/deliveries?settled=true&limit=1', [delivery])),
  ...covering('EVT-METERS', found('/api/playground/meters', [{ addonKey: 'shop', event: NAME, unit: 'payment', count: 3 }])),
  found('/playground/meters', [], { as: 'Dana' }),
  found('/playground/events?limit=0', []),
  ...covering('EVT-TENANT', found('/playground/deliveries', [], { as: 'Dana' })),
  found('/playground/webhooks', [], { as: 'Dana' }),
  ...covering('EVT-REPLAY', refused('POST', '/playground/deliveries/nothing/replay', undefined, 404, 'no such delivery')),
  refused('PUT', '/playground/webhooks/answers', {}, 400, 'url is required'),
  refused('PUT', '/playground/webhooks/answers', { url: 'x', answer: 5 }, 400, 'the body must be a JSON object, not a number'),
  refused('PUT', '/playground/webhooks/answers', { url: 'x', answer: { status: 99 } }, 400, '99 is no HTTP status'),
  {
    method: 'PUT',
    path: '/playground/webhooks/answers',
    body: { url: 'https://shop.example.com/hooks/remind', answer: { status: 503, body: 'later' } },
    status: 200,
    answer: { success: true },
  },
  {
    method: 'POST',
    path: `/data/orders/${idOf('o', 1)}/action/remind`,
    body: { channel: 'mail' },
    status: 422,
    answer: {
      success: false,
      message: 'the webhook answered 503: later',
      error: { code: 'webhook_failed', message: 'the webhook answered 503: later' },
      meta: { model: 'Order', action: 'remind', trigger_type: 'webhook' },
    },
  },
  {
    method: 'PUT',
    path: '/api/playground/webhooks/answers',
    body: { url: 'https://shop.example.com/hooks/remind', answer: null },
    status: 200,
    answer: { success: true },
  },
  found('/playground/traces', []),
  refused('PUT', '/playground/trace', { on: 'yes' }, 400, 'on is true or false'),
  ...VIEWS.map((view): Case => ({ method: 'GET', path: `/playground/${view}`, as: 'Bruno', status: 403, answer: denied })),
  ...VIEWS.map((view): Case => ({
    method: 'GET',
    path: `/playground/${view}`,
    as: 'nobody',
    status: 401,
    answer: { success: false, message: 'not authenticated' },
  })),
];
