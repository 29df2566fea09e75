/** Actions: every way to name one, every gate before one, every field, every handler. Order 2 is Bob's, a draft. */
import { USERS } from '../../database/core-rows';
import { type Asker, type Case, covering } from './case';
import { idOf, NO_ID } from './rows';

const O1 = `/data/orders/${idOf('o', 1)}`;
const O2 = `/data/orders/${idOf('o', 2)}`;

const post = (path: string, body: unknown, status: number, answer: object, as?: Asker): Case => ({
  method: 'POST',
  path,
  ...(body !== undefined && { body }),
  ...(as && { as }),
  status,
  answer,
});
const done = (path: string, body: unknown, key: string, trigger: string, data: unknown, more: object = {}): Case =>
  post(path, body, 200, { success: true, data, meta: { ...more, model: 'Order', action: key, trigger_type: trigger } });
const idle = (path: string, key: string, body: unknown = {}): Case => done(path, body, key, 'compiled', {}, { no_op: true });
const sent = (path: string, body: unknown, key: string, more: object = {}): Case =>
  done(path, body, key, 'webhook', { delivered_to: 'mock outbox' }, more);
const refused = (path: string, body: unknown, status: number, message: string, more: object = {}, as?: Asker): Case =>
  post(path, body, status, { success: false, message, ...more }, as);
const fields = (key: string, body: unknown, errors: object): Case =>
  refused(`${O2}/action/${key}`, body, 422, 'validation.failed', { errors });

const spellings: Case[] = [
  ...covering('ROUTE-ACTION ACT-WEBHOOK ACT-META', sent(`${O2}/action/remind`, { channel: 'mail' }, 'remind')),
  sent(`${O2}/actions/remind`, { channel: 'mail', text: '' }, 'remind'),
  ...covering(
    'ROUTE-ACTION-PATHS',
    ...['/data/orders/me', '/data/Order', '/data/shop.Order', '/dynamic/orders', '/api/data/orders/me', '/api/dynamic/Order'].map((base) =>
      sent(`${base}/${idOf('o', 2)}/action/remind`, { channel: 'mail' }, 'remind'),
    ),
  ),
  ...covering('ROUTE-ACTION-PATHS', sent(`/api/models/Order/${idOf('o', 2)}/actions/remind`, { channel: 'mail' }, 'remind')),
  ...covering(
    'ROUTE-ACTION-TABLE ACT-NOOP',
    ...['/data/orders', '/data/orders/me', '/dynamic/orders', '/api/data/Order', '/api/dynamic/shop.Order/'.replace(/\/$/, '')].flatMap(
      (base) => ['action', 'actions'].map((word) => done(`${base}/${word}/ping`, undefined, 'ping', 'webhook', {}, { no_op: true })),
    ),
  ),
];

const gates: Case[] = [
  ...covering('ACT-NEEDS-ROW', refused('/data/orders/action/remind', { channel: 'mail' }, 400, 'action "remind" runs on a record')),
  ...covering('ACT-UNKNOWN', refused(`${O1}/action/nothing`, {}, 404, 'unknown action "nothing"')),
  refused('/data/customers/action/remind', {}, 404, 'unknown action "remind"'),
  refused(`/data/users/${USERS[0].id}/action/remind`, {}, 404, 'unknown action "remind"'),
  ...covering('ERR-RECORD ACT-ROW', refused(`/data/orders/${NO_ID}/action/remind`, { channel: 'mail' }, 404, 'record not found')),
  refused('/data/orders/x/action/remind', {}, 400, '"x" is no uuid'),
  refused(`${O2}/action/remind`, '[]', 400, 'the body must be a JSON object, not a list'),
  ...covering(
    'ACT-STATE',
    refused(
      `${O1}/action/cancel`,
      { reason: 'too late' },
      409,
      'action "cancel" needs the state draft or confirmed; the record is shipped',
    ),
  ),
  ...covering(
    'ACT-CONDITION',
    refused(`${O2}/action/audit`, {}, 409, 'action "audit" is not offered: the addon "audit" is not installed', {
      code: 'condition_not_met',
    }),
  ),
  refused(`${O2}/action/stamp`, {}, 409, 'action "stamp" is not offered: the connector "tax" is not connected', {
    code: 'condition_not_met',
  }),
  idle(`${O2}/action/annotate`, 'annotate'),
  idle(`${O2}/action/void`, 'void'),
  ...covering(
    'ERR-SUPERVISOR ACT-SUPERVISOR',
    refused(
      `${O2}/action/void`,
      {},
      403,
      'a supervisor has to allow "void"',
      { code: 'approval_grant_required', policy: 'void_sale' },
      'Bruno',
    ),
  ),
  idle(`${O2}/action/discount`, 'discount'),
  ...covering(
    'ERR-APPROVAL ACT-APPROVAL',
    refused(`${O2}/action/refund`, {}, 202, 'an approval by owner is needed: action "refund"', {
      code: 'approval_required',
      meta: { approval_request_id: '<id>' },
    }),
  ),
  ...covering('ACT-REASON ERR-REASON', fields('cancel', {}, { reason: [{ code: 'required' }] })),
  fields('cancel', { reason: 'no' }, { reason: [{ code: 'min', params: { min: 5, kind: 'length' } }] }),
  sent(`${O2}/action/cancel`, { reason: 'too expensive' }, 'cancel'),
];

const line = { product_id: idOf('p', 1), quantity: 2 };
const received = (more: object) => ({ lines: [line], ...more });
const payloads: Case[] = [
  ...covering('ACT-FIELDS', fields('remind', {}, { channel: [{ code: 'required' }] })),
  fields('remind', { channel: '' }, { channel: [{ code: 'required' }] }),
  fields('remind', { channel: 'fax' }, { channel: [{ code: 'invalid_option' }] }),
  ...covering('ERR-CODE-LINES', fields('receive', {}, { lines: [{ code: 'line_items_required' }] })),
  fields('receive', { lines: [] }, { lines: [{ code: 'line_items_required' }] }),
  fields('receive', { lines: 'two pens' }, { lines: [{ code: 'invalid_type' }] }),
  ...covering(
    'ERR-LINES',
    fields(
      'receive',
      { lines: [{}, 'pen', { product_id: idOf('p', 1), quantity: 0, lot: 'x' }, { ...line, quantity: '1.5' }] },
      {
        'lines.0.product_id': [{ code: 'required' }],
        'lines.0.quantity': [{ code: 'required' }],
        'lines.1': [{ code: 'invalid_type' }],
        'lines.2.quantity': [{ code: 'min', params: { min: 1 } }],
        'lines.2.lot': [{ code: 'regex' }],
        'lines.3.quantity': [{ code: 'integer' }],
      },
    ),
  ),
  fields(
    'receive',
    {
      lines: [
        { ...line, product_id: NO_ID },
        { ...line, product_id: 'pen' },
      ],
    },
    { 'lines.0.product_id': [{ code: 'not_found' }], 'lines.1.product_id': [{ code: 'uuid' }] },
  ),
  fields('receive', received({ received_on: '2026-02-30' }), { received_on: [{ code: 'invalid_type' }] }),
  fields('receive', received({ weight: 'much' }), { weight: [{ code: 'numeric' }] }),
  fields('receive', received({ weight: 0.4 }), { weight: [{ code: 'min', params: { min: 0.5 } }] }),
  ...covering('ERR-CODE-EMAIL', fields('receive', received({ contact: 'ann' }), { contact: [{ code: 'email' }] })),
  ...covering('ERR-CODE-URL', fields('receive', received({ page: 'example' }), { page: [{ code: 'url' }] })),
  fields('receive', received({ urgent: 'maybe' }), { urgent: [{ code: 'invalid_type' }] }),
  ...covering('ACT-VISIBLE', fields('receive', received({ urgent: true }), { courier: [{ code: 'required' }] })),
  fields('receive', received({ note: 'ab' }), { note: [{ code: 'min', params: { min: 3, kind: 'length' } }] }),
  fields('receive', received({ note: 'x'.repeat(11) }), { note: [{ code: 'max', params: { max: 10, kind: 'length' } }] }),
  fields('receive', received({ note: {} }), { note: [{ code: 'invalid_type' }] }),
  fields('receive', received({ clerk_id: USERS[3].id }), { clerk_id: [{ code: 'not_found' }] }),
  fields('receive', received({ tags: ['a', 'c'] }), { tags: [{ code: 'invalid_option' }] }),
  fields('receive', received({ shelf: 'front' }), { shelf: [{ code: 'invalid_option' }] }),
  idle(
    `${O2}/action/receive`,
    'receive',
    received({
      received_on: '2026-03-01',
      weight: '0.5',
      contact: 'ann@example.com',
      page: 'https://example.com/x',
      urgent: 'true',
      courier: 'Bo',
      note: 'fine',
      clerk_id: USERS[1].id,
      tags: ['a', 'b'],
      shelf: 'front',
    }),
  ),
  ...covering(
    'ACT-BLANK',
    idle(`${O2}/action/receive`, 'receive', received({ received_on: '', weight: '', urgent: '', clerk_id: null, tags: [], unknown: 1 })),
  ),
  ...covering(
    'ERR-CODE-CUSTOM ACT-BALANCE',
    refused('/data/orders/action/post', { entries: [{ debit: 1, credit: 2 }] }, 422, 'validation.failed', {
      errors: { entries: [{ code: 'custom', message: 'Debit and credit differ' }] },
    }),
  ),
  refused('/data/orders/action/post', { entries: [{ debit: 0 }, { credit: '0.00' }] }, 422, 'validation.failed', {
    errors: { entries: [{ code: 'custom', message: 'Debit and credit differ' }] },
  }),
  idle('/data/orders/action/post', 'post', { entries: [{ debit: '0.1' }, { debit: 0.2 }, { credit: 0.3 }] }),
  ...covering('ACT-STEPS', fields('wizard', { first: 'x' }, { second: [{ code: 'required' }] })),
  sent(`${O2}/action/wizard`, { first: 'x', second: 2 }, 'wizard'),
];

const handlers: Case[] = [
  sent(`${O2}/action/charge`, { request_id: 'r-1' }, 'charge'),
  ...covering('ACT-ONCE', sent(`${O2}/action/charge`, { request_id: 'r-1' }, 'charge', { replayed: true })),
  sent(`${O1}/action/charge`, { request_id: 'r-1' }, 'charge'),
  sent(`${O2}/action/charge`, { request_id: 2 }, 'charge'),
  sent(`${O2}/action/charge`, { request_id: '2' }, 'charge', { replayed: true }),
  sent(`${O2}/action/charge`, { request_id: '' }, 'charge'),
  sent(`${O2}/action/charge`, {}, 'charge'),
  fields('charge', { request_id: {} }, { request_id: [{ code: 'invalid_type' }] }),
  fields('charge', { request_id: 'x'.repeat(201) }, { request_id: [{ code: 'max', params: { max: 200, kind: 'length' } }] }),
  ...covering(
    'ERR-HANDLER ACT-FAILURE',
    refused(`${O2}/action/fail`, {}, 422, 'the webhook answered 409: out of stock', {
      error: { code: 'stock', message: 'the webhook answered 409: out of stock' },
      errors: { lines: [{ code: 'custom' }] },
      meta: { model: 'Order', action: 'fail', trigger_type: 'webhook' },
    }),
  ),
  ...covering(
    'ERR-MISSING',
    refused(`${O1}/action/sync`, {}, 501, 'the code of "shop" is not loaded here, so its function "sync" cannot run', {
      code: 'guest_not_loaded',
    }),
  ),
  ...covering(
    'ERR-MISSING',
    refused(`${O2}/action/weigh`, {}, 501, 'this host has no handlers of type "native"', { code: 'handler_type_unknown' }),
  ),
  refused(`${O2}/action/tax`, {}, 501, 'this host has no handlers of type "connector"', { code: 'handler_type_unknown' }),
  ...covering(
    'ERR-MISSING',
    refused(`${O2}/action/legacy`, {}, 501, 'no function "legacy" is compiled into this host', { code: 'handler_not_compiled' }),
  ),
  refused(`${O2}/action/message`, {}, 501, 'no installed addon provides the capability "messaging.send"', {
    code: 'capability_not_provided',
  }),
];

export const ACTING: readonly Case[] = [...spellings, ...gates, ...payloads, ...handlers];
