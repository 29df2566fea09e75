/** Documents, schedules and inbound webhooks. Order 1 is Ann's, with two pens and one ink. */
import { type Asker, type Case, covering } from './case';
import { idOf, NO_ID } from './rows';

const O1 = idOf('o', 1);

const get = (path: string, status: number, answer: unknown, as?: Asker): Case => ({
  method: 'GET',
  path,
  status,
  answer,
  ...(as && { as }),
});
const post = (path: string, body: unknown, status: number, answer: unknown, as?: Asker): Case => ({
  method: 'POST',
  path,
  ...(body !== undefined && { body }),
  status,
  answer,
  ...(as && { as }),
});
const refusal = (message: string, more: object = {}): object => ({ success: false, message, ...more });
const listed = (data: readonly object[]) => ({ success: true, data, meta: { count: data.length } });
const denied = (permission: string) => refusal('Permission denied', { code: 'permission_denied', permission });
const nobody = refusal('not authenticated');

const SLIP = { key: 'slip', addon: 'shop', model: 'orders', label: 'Slip', paper: 'ticket80' };
const NOTE = { key: 'note', addon: 'shop', model: 'orders', label: 'Delivery note', paper: 'A4', requires_state: ['shipped'] };
const DRAFT = { key: 'draft', addon: 'shop', model: 'orders', label: 'Draft', paper: 'letter' };
const CARD = { key: 'card', addon: 'shop', model: 'customers', label: 'Card', paper: 'ticket80' };

const cell = (kind: 'th' | 'td', texts: readonly string[]): string =>
  texts.map((text, at) => `<${kind}${at > 1 ? ' class="number"' : ''}>${text}</${kind}>`).join('');
const PAGE =
  '<!doctype html><meta charset="utf-8"><style>body{font-family:sans-serif;color:#000;background:#fff}' +
  'table.line-items{border-collapse:collapse;width:100%}table.line-items th,table.line-items td{border-bottom:1px solid #999;padding:2px 4px;text-align:left}' +
  'table.line-items .number{text-align:right}@page{size:80mm auto;margin:3mm}body{width:74mm;margin:0}</style>' +
  '<html><body><h1>Acme Workshop</h1><p class="no">F-00001 for Ann</p><table class="line-items"><thead><tr>' +
  `${cell('th', ['Product', 'Kind', 'Quantity', 'Price', 'Amount'])}</tr></thead><tbody><tr>${cell('td', ['Pen', 'sale', '2', '2.5', '5'])}</tr>` +
  `<tr>${cell('td', ['Ink', 'sale', '1', '10', '10'])}</tr></tbody></table></body></html>`;

const withheld = (key: string, why: string) => refusal(`the document "${key}" is not offered: ${why}`, { code: 'document_withheld' });
const NOT_SHIPPED = 'it needs the state shipped; the record is draft';
const NO_NOTE = '"note" of the record is not what it asks for';

const documents: Case[] = [
  get('/documents', 200, listed([SLIP, NOTE, DRAFT, CARD])),
  get('/api/documents', 200, listed([SLIP, NOTE, DRAFT, CARD]), 'Carla'),
  get('/documents', 200, listed([SLIP, NOTE, DRAFT, CARD]), 'Dana'),
  get('/documents', 401, nobody, 'nobody'),
  get(
    `/data/orders/${O1}/documents`,
    200,
    listed([
      { ...SLIP, available: true },
      { ...NOTE, available: false, reason: NOT_SHIPPED },
      { ...DRAFT, available: false, reason: NO_NOTE },
    ]),
  ),
  ...covering(
    'ROUTE-DOCUMENT',
    ...['/data/orders', '/data/orders/me', '/dynamic/Order', '/api/data/shop.Order', '/api/dynamic/orders'].map((base) =>
      get(`${base}/${O1}/documents/slip.html`, 200, PAGE),
    ),
  ),
  get(`/data/orders/${O1}/documents/slip`, 200, PAGE, 'Bruno'),
  ...covering(
    'ROUTE-PDF',
    get(
      `/data/orders/${O1}/documents/slip.pdf`,
      501,
      refusal('This playground renders documents as pages: ask for "slip.html".', { code: 'pdf_not_available' }),
    ),
  ),
  get(`/data/orders/${O1}/documents/slip.doc`, 404, refusal('unknown format "doc"')),
  get(`/data/orders/${O1}/documents/note.html`, 409, withheld('note', NOT_SHIPPED)),
  get(`/data/orders/${O1}/documents/draft.html`, 409, withheld('draft', NO_NOTE)),
  get(`/data/orders/${O1}/documents/nothing.html`, 404, refusal('Order has no document "nothing"')),
  get(
    `/data/customers/${idOf('c', 1)}/documents/card.html`,
    404,
    refusal('the template "templates/card.html" is not in the bundle of "shop"'),
  ),
  get(`/data/orders/${NO_ID}/documents`, 404, refusal('record not found')),
  get(`/data/orders/${NO_ID}/documents/slip.html`, 404, refusal('record not found')),
  get('/data/orders/x/documents/slip.html', 400, refusal('"x" is no uuid')),
  get(`/data/orders/${O1}/documents/slip.html`, 404, refusal('record not found'), 'Dana'),
  get(`/data/orders/${O1}/documents`, 404, refusal('record not found'), 'Dana'),
  get(`/data/orders/${O1}/documents/slip.html`, 401, nobody, 'nobody'),
  get(`/data/order_lines/${O1}/documents`, 403, denied('order_lines.index'), 'Carla'),
];

const SCHEDULES = [
  { addon: 'shop', key: 'nightly', every: '24h', do: 'webhook:https://shop.example.com/hooks/nightly' },
  { addon: 'shop', key: 'sweep', every: '5m', do: 'wasm:sweep' },
  { addon: 'shop', key: 'idle', every: '1h', do: 'compiled:noop' },
];
const ran = (schedule: string, type: string, data: object, more: object = {}) => ({
  success: true,
  data,
  meta: { ...more, addon: 'shop', schedule, trigger_type: type },
});
const run = (key: string) => `/playground/schedules/shop/${key}/run`;

const schedules: Case[] = [
  get('/playground/schedules', 200, listed(SCHEDULES)),
  get('/playground/schedules', 403, denied('playground'), 'Bruno'),
  get('/playground/schedules', 401, nobody, 'nobody'),
  post(run('nightly'), undefined, 200, ran('nightly', 'webhook', { delivered_to: 'mock outbox' })),
  post(`/api${run('idle')}`, undefined, 200, ran('idle', 'compiled', {}, { no_op: true })),
  post(
    run('sweep'),
    undefined,
    501,
    refusal('the code of "shop" is not loaded here, so its function "sweep" cannot run', { code: 'guest_not_loaded' }),
  ),
  post(run('nothing'), undefined, 404, refusal('unknown schedule "shop/nothing"')),
  post('/playground/schedules/other/nightly/run', undefined, 404, refusal('unknown schedule "other/nightly"')),
  post(run('nightly'), undefined, 403, denied('playground'), 'Bruno'),
  post(run('nightly'), undefined, 401, nobody, 'nobody'),
];

const WEBHOOKS = [
  {
    addon: 'shop',
    key: 'paid',
    path: '/hooks/paid',
    url: '/inbound/shop/hooks/paid',
    verify: 'hmac-sha256',
    do: 'compiled:noop',
    secret: '<id>',
  },
  {
    addon: 'shop',
    key: 'told',
    path: '/hooks/told',
    url: '/inbound/shop/hooks/told',
    verify: 'bearer',
    do: 'compiled:noop',
    secret: '<id>',
  },
  {
    addon: 'shop',
    key: 'open',
    path: '/hooks/open',
    url: '/inbound/shop/hooks/open',
    verify: '',
    do: 'webhook:https://shop.example.com/hooks/open',
    secret: '<id>',
  },
];
const heard = (webhook: string, type: string, data: object, more: object = {}) => ({
  success: true,
  data,
  meta: { ...more, addon: 'shop', webhook, trigger_type: type },
});
const sent = (key: string, headers: object, body: string) => ({
  sent: { url: `/inbound/shop/hooks/${key}`, headers: { 'Content-Type': 'application/json', ...headers }, body },
});
const send = (key: string) => `/playground/inbound/shop/${key}/send`;
const DONE = { no_op: true };
const HEADERS = 'X-Hub-Signature-256, X-Signature-256, X-Signature, X-WC-Webhook-Signature';
const UNSIGNED = refusal(`the request carries no signature: one of ${HEADERS} is asked for`, { code: 'signature_missing' });
const WRONG = refusal('the signature is not right', { code: 'signature_invalid' });

const inbound: Case[] = [
  get('/playground/inbound', 200, listed(WEBHOOKS)),
  get('/playground/inbound', 403, denied('playground'), 'Bruno'),
  get('/playground/inbound', 401, nobody, 'nobody'),
  post(send('paid'), { payload: { a: 1 } }, 200, {
    ...heard('paid', 'compiled', {}, DONE),
    ...sent('paid', { 'X-Hub-Signature-256': '<id>' }, '{"a":1}'),
  }),
  post(send('told'), { payload: 'plain' }, 200, {
    ...heard('told', 'compiled', {}, DONE),
    ...sent('told', { Authorization: '<id>' }, 'plain'),
  }),
  post(`/api${send('open')}`, {}, 200, { ...heard('open', 'webhook', { delivered_to: 'mock outbox' }), ...sent('open', {}, '{}') }),
  post(send('paid'), { signature: '' }, 401, UNSIGNED),
  post(send('paid'), { signature: 'sha256=00' }, 401, WRONG),
  post(send('paid'), { signature: 7 }, 400, refusal('"signature" is no text a header could carry')),
  post(send('nothing'), {}, 404, refusal('unknown webhook "shop/nothing"')),
  post(send('paid'), '[]', 400, refusal('the body must be a JSON object, not a list')),
  post(send('paid'), {}, 403, denied('playground'), 'Bruno'),
  post('/inbound/shop/hooks/open', { from: 'outside' }, 200, heard('open', 'webhook', { delivered_to: 'mock outbox' })),
  post('/api/inbound/shop/hooks/open', 'no JSON', 200, heard('open', 'webhook', { delivered_to: 'mock outbox' }), 'Carla'),
  post('/inbound/shop/hooks/paid', {}, 401, UNSIGNED),
  { ...post('/inbound/shop/hooks/paid', {}, 401, WRONG), headers: { 'X-Signature': 'abc' } },
  post('/inbound/shop/hooks/nothing', {}, 404, refusal('no webhook of "shop" is mounted at "hooks/nothing"')),
  post('/inbound/other/hooks/open', {}, 404, refusal('no webhook of "other" is mounted at "hooks/open"')),
];

export const PRINTING: readonly Case[] = [...documents, ...schedules, ...inbound];
