/** Creates, updates, deletions, actions and files, in the order they run. */
import { ORGANIZATIONS, USERS } from '../../database/core-rows';
import { ACTING } from './acting';
import { type Case, covering } from './case';
import { HAPPENING } from './happening';
import { REFUSING } from './refusing';
import { fields, gone, made, meta, put, refused } from './requests';
import { CUSTOMERS, customer, filledOrder, idOf, line, NO_ID, order, product } from './rows';

/** Fills the tables that everything else reads. */
export const FILLING: readonly Case[] = [
  ...covering(
    'ROUTE-CREATE WRITE-STAMPS',
    ...CUSTOMERS.map((body, index) => made('/data/customers', { id: idOf('c', index + 1), ...body }, customer(index + 1))),
  ),
  ...covering(
    'ROUTE-CREATE WRITE-COERCE',
    made('/api/dynamic/Product', { id: idOf('p', 1), sku: 'P1', title: 'Pen', price: '2.50', active: 'true', tags: '' }, product(1)),
  ),
  made('/data/products/me', { id: idOf('p', 2), sku: 'P2', title: 'Ink', price: 10 }, product(2)),
  ...covering(
    'WRITE-SEQUENCE WRITE-COMPUTED WRITE-FIRST-STAGE WRITE-VERSION',
    made(
      '/data/orders',
      { id: idOf('o', 1), customer_id: idOf('c', 1), placed_on: '2026-03-01', total: 99, version: 9 },
      order(1, { note: null }),
    ),
  ),
  made('/data/orders', { id: idOf('o', 2), customer_id: idOf('c', 2), placed_on: '2026-03-02', note: null }, order(2)),
  ...covering(
    'WRITE-ORGANIZATION WRITE-FORMULA',
    made(
      '/data/order_lines',
      { id: idOf('l', 1), order_id: idOf('o', 1), product_id: idOf('p', 1), quantity: 2, price: 2.5, organization_id: ORGANIZATIONS[1].id },
      line(1),
    ),
  ),
  made('/data/order_lines', { id: idOf('l', 2), order_id: idOf('o', 1), product_id: idOf('p', 2), quantity: '1', price: '10' }, line(2)),
];

const C = '/data/customers';
const O1 = `/data/orders/${idOf('o', 1)}`;
const O2 = `/data/orders/${idOf('o', 2)}`;

const payment = {
  id: idOf('f', 1),
  organization_id: ORGANIZATIONS[0].id,
  order_id: idOf('o', 1),
  order: { value: idOf('o', 1), label: idOf('o', 1) },
  amount: 5,
  created_at: '<time>',
  created_by_id: USERS[0].id,
};
const appendOnly = (method: 'PUT' | 'DELETE'): Case =>
  refused(
    method,
    `/data/payments/${payment.id}`,
    method === 'PUT' ? { amount: 6 } : undefined,
    409,
    'Payment is append-only: its rows cannot be changed or deleted',
    {
      code: 'append_only',
    },
  );

const ledger: Case[] = [
  made('/data/payments', { id: payment.id, order_id: idOf('o', 1), amount: 5 }, payment),
  ...covering('ERR-LEDGER WRITE-LEDGER', appendOnly('PUT')),
  ...covering('ERR-LEDGER WRITE-LEDGER', appendOnly('DELETE')),
  ...covering(
    'ERR-CODE-DUPLICATE',
    fields(
      'POST',
      '/data/payments',
      { id: payment.id, order_id: idOf('o', 1), amount: 1 },
      {
        id: [{ code: 'duplicate', message: 'duplicate key value violates unique constraint "payments_pkey"' }],
      },
    ),
  ),
];

const changes: Case[] = [
  ...covering(
    'ROUTE-UPDATE WRITE-BLANK',
    put(
      `${C}/${idOf('c', 2)}`,
      { credit: '', vip: '', since: '', tier: 'gold' },
      customer(2, { credit: null, vip: null, since: null, tier: 'gold' }),
    ),
  ),
  ...covering(
    'WRITE-ORGANIZATION WRITE-STAMPS WRITE-UNKNOWN',
    put(
      `${C}/${idOf('c', 2)}`,
      { ...CUSTOMERS[1], id: NO_ID, organization_id: ORGANIZATIONS[1].id, created_by_id: NO_ID, unknown: 1 },
      customer(2),
    ),
  ),
  ...covering('ROUTE-UPDATE-PART', put(`/api/dynamic/Customer/${idOf('c', 2)}`, {}, customer(2))),
  ...covering(
    'ERR-MOVE WRITE-STAGE-MOVE',
    refused('PUT', O1, { status: 'shipped' }, 422, 'stage move from "draft" to "shipped" is not allowed', {
      code: 'transition_not_allowed',
    }),
  ),
  ...covering(
    'WRITE-VERSION WRITE-STAGE-MOVE',
    put(O1, { status: 'confirmed', version: 1 }, filledOrder(1, { status: 'confirmed', version: 2 })),
  ),
  ...covering(
    'ERR-VERSION',
    refused('PUT', O1, { note: 'x', version: 1 }, 409, 'the record was changed in the meantime: load it again and repeat the change', {
      code: 'version_conflict',
      data: { version: 2 },
    }),
  ),
  fields('PUT', O1, { version: 'x' }, { version: [{ code: 'integer' }] }),
  put(O1, { tax_rate: 0, version: 2 }, filledOrder(1, { status: 'confirmed', version: 3, tax_rate: 0, total: 15 })),
  ...covering(
    'WRITE-STAGE-SET',
    put(O1, { status: 'shipped' }, filledOrder(1, { status: 'shipped', version: 4, tax_rate: 0, total: 15, shipped_on: '<time>' })),
  ),
  refused('PUT', O1, { status: 'draft' }, 422, 'stage move from "shipped" to "draft" is not allowed', { code: 'transition_not_allowed' }),
];

const deleted = customer(4, { deleted_at: null });
const removals: Case[] = [
  ...covering('ERR-REASON', fields('DELETE', O2, {}, { reason: [{ code: 'required' }] })),
  fields('DELETE', `${O2}?reason=oh`, {}, { reason: [{ code: 'min', params: { min: 5, kind: 'length' } }] }),
  ...covering('ROUTE-DELETE ROUTE-DELETE-REASON', gone(`${O2}?reason=entered%20twice`)),
  ...covering('ROW-DELETED', refused('GET', O2, undefined, 404, 'record not found')),
  refused('PUT', O2, { note: 'x' }, 404, 'record not found'),
  refused('DELETE', O2, { reason: 'once more' }, 404, 'record not found'),
  ...covering('ROUTE-RESTORE', { method: 'POST', path: `${O2}/restore`, status: 200, answer: { success: true, data: order(2) } }),
  refused('POST', `${O2}/restore`, undefined, 404, 'no deleted record of that id'),
  ...covering('ROUTE-DELETE-REASON', gone(O2, { reason: 'entered twice' })),
  gone(`${C}/${idOf('c', 4)}`),
  ...covering('ROW-DELETED', {
    method: 'GET',
    path: `${C}?f_name=dee_dee`,
    status: 200,
    answer: { success: true, data: [], meta: meta(0) },
  }),
  {
    method: 'GET',
    path: '/options/customers?field=id&q=dee',
    status: 200,
    answer: { success: true, data: [], meta: { type: 'dynamic', count: 0 } },
  },
  ...covering(
    'WRITE-REFERENCE-DELETED',
    fields('POST', '/data/orders', { customer_id: idOf('c', 4) }, { customer_id: [{ code: 'not_found' }] }),
  ),
  { method: 'POST', path: `/api/dynamic/Customer/${idOf('c', 4)}/restore`, status: 200, answer: { success: true, data: deleted } },
  gone(`/data/products/${idOf('p', 2)}`),
  fields(
    'POST',
    '/data/order_lines',
    { order_id: idOf('o', 1), product_id: idOf('p', 2), quantity: 1 },
    { product_id: [{ code: 'not_found' }] },
  ),
  gone(`/data/order_lines/${idOf('l', 2)}`),
  ...covering('WRITE-ROLLUP WRITE-NO-CASCADE', {
    method: 'GET',
    path: O1,
    status: 200,
    answer: {
      success: true,
      data: filledOrder(1, { status: 'shipped', version: 4, tax_rate: 0, subtotal: 5, total: 5, lines_count: 1, shipped_on: '<time>' }),
    },
  }),
];

const upload = (path: string, file: string, status: number, answer: unknown): Case => ({ method: 'POST', path, file, status, answer });
const transfers: Case[] = [
  ...covering(
    'ROUTE-VALIDATE',
    upload('/dynamic/products/import/validate', 'sku,title,price\nI1,Imp,1\n,Nameless,x\n\n', 200, {
      success: false,
      data: {
        rowCount: 2,
        valid: 1,
        skipped: 1,
        sample: [
          { sku: 'I1', title: 'Imp', price: '1' },
          { title: 'Nameless', price: 'x' },
        ],
        errors: [
          { row: 3, column: 'Sku', field: 'sku', message: 'a value is required' },
          { row: 3, column: 'Price', field: 'price', message: 'is no number' },
        ],
        errorCount: 2,
      },
    }),
  ),
  ...covering(
    'ROUTE-IMPORT ROUTE-IMPORT-PART',
    upload('/dynamic/products/import', 'sku,title,price\nI1,Imp,1\n,Nameless,2\nI1,Twin,3\n', 200, {
      success: true,
      data: {
        created: 1,
        failed: 2,
        skipped: 0,
        failures: [
          { row: 3, column: 'Sku', field: 'sku', error: 'a value is required' },
          { row: 4, column: 'Sku', field: 'sku', error: 'is taken already' },
        ],
      },
    }),
  ),
  ...covering(
    'ROUTE-IMPORT-NONE',
    upload('/data/products/import', 'sku,title\nI1,Again\n', 422, {
      success: false,
      message: 'no row of the file could be written',
      data: { created: 0, failed: 1, skipped: 0, failures: [{ row: 2, column: 'Sku', field: 'sku', error: 'is taken already' }] },
    }),
  ),
  ...covering('ROUTE-IMPORT-BAD', upload('/data/products/import', '', 400, { success: false, message: 'the file is empty' })),
  ...covering(
    'ROUTE-IMPORT-BAD',
    upload('/data/products/import', 'what,ever\n1,2\n', 422, {
      success: false,
      message: "none of the file's headings is a column of Product that a file can fill",
    }),
  ),
  refused('POST', '/data/products/import', '{}', 400, 'the body is no form with a file'),
];

const JOB_FILE = 'sku,title\nJ1,Job\n,Nameless\n';
const asJob = (id: string, one: Case): Case => ({ ...one, headers: { 'x-playground-job': id }, carries: { 'x-playground-job': id } });
const jobReport = {
  success: true,
  data: { created: 1, failed: 1, skipped: 0, failures: [{ row: 3, column: 'Sku', field: 'sku', error: 'a value is required' }] },
};
const job = {
  id: 'job-1',
  kind: 'import',
  addon: 'shop',
  model: 'Product',
  table: 'products',
  file: { name: 'rows.csv', bytes: 27, sha256: '82fe472d976398fbe450a71a290992773a6553b221bb34b31c9e09dbfff4bd8a' },
  state: 'done',
  total: 2,
  processed: 2,
  created: 1,
  failed: 1,
  skipped: 0,
  message: null,
  startedAt: '<time>',
  endedAt: '<time>',
};
const jobs: Case[] = [
  ...covering('JOB-ID JOB-ONCE', asJob('job-1', upload('/data/products/import', JOB_FILE, 200, jobReport))),
  ...covering('JOB-ONCE', asJob('job-1', upload('/dynamic/products/import', JOB_FILE, 200, jobReport))),
  ...covering('JOB-TAKEN', {
    ...upload('/data/products/import', `${JOB_FILE}J2,More\n`, 409, {
      success: false,
      message: 'the job job-1 belongs to another file or model: choose another id',
      code: 'job_taken',
    }),
    headers: { 'x-playground-job': 'job-1' },
  }),
  ...covering('ROUTE-JOB', { method: 'GET', path: '/playground/jobs/job-1', status: 200, answer: { success: true, data: job } }),
  ...covering('JOB-WHOSE', { ...refused('GET', '/playground/jobs/job-1', undefined, 404, 'unknown job "job-1"'), as: 'Carla' as const }),
  ...covering('ROUTE-JOBS', { method: 'GET', path: '/playground/jobs', as: 'Carla', status: 200, answer: { success: true, data: [] } }),
  ...covering('ROUTE-JOB-STOP', { method: 'DELETE', path: '/playground/jobs/job-1', status: 200, answer: { success: true, data: job } }),
];

export const WRITING: readonly Case[] = [...REFUSING, ...ledger, ...changes, ...ACTING, ...HAPPENING, ...removals, ...transfers, ...jobs];
