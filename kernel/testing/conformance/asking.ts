/** Who may ask what: strangers to the organization, people without the permission, nobody at all. */
import { type Asker, type Case, covering } from './case';
import { meta } from './requests';
import { idOf } from './rows';

const C1 = idOf('c', 1);
const O1 = idOf('o', 1);
const upload = { file: 'name\nx\n' };

/** Every route, with what is needed to ask it, and the grant it needs. */
const ROUTES: readonly (Pick<Case, 'method' | 'path' | 'body' | 'file'> & { grant: string })[] = [
  { method: 'GET', path: '/data/customers', grant: 'customers.index' },
  { method: 'POST', path: '/data/customers', body: { name: 'x' }, grant: 'customers.create' },
  { method: 'GET', path: `/data/customers/${C1}`, grant: 'customers.index' },
  { method: 'PUT', path: `/data/customers/${C1}`, body: { name: 'x' }, grant: 'customers.update' },
  { method: 'DELETE', path: `/data/customers/${C1}`, grant: 'customers.delete' },
  { method: 'POST', path: `/data/customers/${C1}/restore`, grant: 'customers.update' },
  { method: 'GET', path: '/data/customers/aggregate', grant: 'customers.index' },
  { method: 'GET', path: '/data/customers/facets?field=tier', grant: 'customers.index' },
  { method: 'GET', path: '/data/customers/export', grant: 'customers.export' },
  { method: 'GET', path: '/data/customers/export/template', grant: 'customers.import' },
  { method: 'POST', path: '/data/customers/import', ...upload, grant: 'customers.import' },
  { method: 'POST', path: '/data/customers/import/validate', ...upload, grant: 'customers.import' },
  { method: 'GET', path: '/data/customers/unique-violations', grant: 'customers.index' },
  { method: 'POST', path: '/data/customers/unique-violations/materialize', grant: 'customers.update' },
  { method: 'POST', path: `/data/orders/${O1}/action/remind`, body: { channel: 'mail' }, grant: 'orders.remind' },
  { method: 'POST', path: '/data/orders/action/ping', grant: 'orders.ping' },
  { method: 'POST', path: `/models/orders/${O1}/actions/cancel`, body: { reason: 'because' }, grant: 'orders.cancel' },
];

const nobody = ROUTES.map(({ method, path, body, file }): Case => ({
  method,
  path,
  ...(body !== undefined && { body }),
  ...(file !== undefined && { file }),
  as: 'nobody',
  status: 401,
  answer: { success: false, message: 'not authenticated' },
}));

const denied = (as: Asker, paths: readonly (typeof ROUTES)[number][]): Case[] =>
  paths.map(({ method, path, body, file, grant }): Case => ({
    method,
    path,
    ...(body !== undefined && { body }),
    ...(file !== undefined && { file }),
    as,
    status: 403,
    answer: { success: false, message: 'Permission denied', code: 'permission_denied', permission: grant },
  }));

/** Carla reads customers, in the spelling that lets her export them too, and orders. */
const READS = new Set(['customers.index', 'customers.export']);
/** Bruno may read and create customers, and work on orders. */
const SELLS = new Set([...READS, 'customers.create', 'orders.remind', 'orders.ping', 'orders.cancel']);

const withoutGrant: Case[] = [
  ...denied(
    'Carla',
    ROUTES.filter(({ grant }) => !READS.has(grant)),
  ),
  ...denied(
    'Bruno',
    ROUTES.filter(({ grant }) => !SELLS.has(grant)),
  ),
];

const strange = (method: Case['method'], path: string, status: number, message: string, body?: object): Case => ({
  method,
  path,
  as: 'Dana',
  ...(body && { body }),
  status,
  answer: { success: false, message },
});
const empty = (path: string, answer: object): Case => ({
  method: 'GET',
  path,
  as: 'Dana',
  status: 200,
  answer: { success: true, ...answer },
});

/** The administrator of the other organization, who knows every id. */
const strangers: Case[] = [
  empty('/data/customers', { data: [], meta: meta(0) }),
  empty(`/data/customers?f_id=${C1}`, { data: [], meta: meta(0) }),
  empty('/data/customers?search=ann', { data: [], meta: meta(0) }),
  empty('/data/orders?f_customer.name=Ann', { data: [], meta: meta(0) }),
  empty('/data/customers?f_orders.status=draft', { data: [], meta: meta(0) }),
  empty('/data/customers?group_by=tier', { data: [], meta: meta(0) }),
  empty('/data/customers?aggregate=count(*)', { data: [{ count: 0 }], meta: meta(1) }),
  empty('/data/customers/aggregate', { data: { credit: 0 } }),
  empty('/data/customers/facets?field=tier', { data: [], meta: { count: 0, field: 'tier' } }),
  empty('/options/customers?field=id', { data: [], meta: { type: 'dynamic', count: 0 } }),
  empty(`/options/customers?field=id&ids=${C1}`, { data: [], meta: { type: 'dynamic', count: 0 } }),
  empty('/search/customers?q=ann', { data: [] }),
  { method: 'GET', path: '/data/customers/export?columns=name', as: 'Dana', status: 200, answer: '\uFEFFName\r\n' },
  strange('GET', `/data/customers/${C1}`, 404, 'record not found'),
  strange('PUT', `/data/customers/${C1}`, 404, 'record not found', { name: 'mine' }),
  strange('DELETE', `/data/customers/${C1}`, 404, 'record not found'),
  strange('POST', `/data/customers/${C1}/restore`, 404, 'no deleted record of that id'),
  strange('POST', `/data/orders/${O1}/action/remind`, 404, 'record not found', { channel: 'mail' }),
  {
    method: 'POST',
    path: '/data/orders',
    as: 'Dana',
    body: { customer_id: C1 },
    status: 422,
    answer: { success: false, message: 'validation.failed', errors: { customer_id: [{ code: 'not_found' }] } },
  },
  {
    method: 'POST',
    path: '/data/order_lines',
    as: 'Dana',
    body: { order_id: O1, quantity: 1 },
    status: 422,
    answer: { success: false, message: 'validation.failed', errors: { order_id: [{ code: 'not_found' }] } },
  },
  empty('/permissions/me', { data: { permissions: ['*'], isAdmin: true } }),
];

const granted: Case[] = [
  {
    method: 'GET',
    path: '/permissions/me',
    as: 'Carla',
    status: 200,
    answer: {
      success: true,
      data: { permissions: ['customers.export', 'customers.index', 'customers.read', 'orders.index'], isAdmin: false },
    },
  },
  {
    method: 'GET',
    path: '/data/customers?group_by=tier',
    as: 'Carla',
    status: 200,
    answer: {
      success: true,
      data: [
        { tier: 'basic', count: 2 },
        { tier: 'gold', count: 2 },
      ],
      meta: meta(2),
    },
  },
  { method: 'GET', path: '/data/customers/export?columns=name&f_name=Ann', as: 'Carla', status: 200, answer: '\uFEFFName\r\nAnn\r\n' },
  {
    method: 'GET',
    path: '/data/orders?aggregate=count(*)',
    as: 'Bruno',
    status: 200,
    answer: { success: true, data: [{ count: 2 }], meta: meta(1) },
  },
];

export const ASKING: readonly Case[] = [
  ...covering('ERR-NOBODY', ...nobody),
  ...covering('PERM-DENIED ERR-PERMISSION', ...withoutGrant),
  ...covering('PERM-TENANT', ...strangers),
  ...covering('PERM-READ', ...granted),
  ...covering(
    'PERM-CHOICES',
    { ...empty('/options/customers?field=id', { data: [], meta: { type: 'dynamic', count: 0 } }), as: 'Emil' },
    { ...empty('/search/products', { data: [] }), as: 'Emil' },
    ...['/options/customers?field=id', '/search/customers', '/metadata/all', '/metacore/navigation'].map((path): Case => ({
      method: 'GET',
      path,
      as: 'nobody',
      status: 401,
      answer: { success: false, message: 'not authenticated' },
    })),
  ),
];
