/** Values and bodies that are refused, each with everything that is wrong with it. */
import { USERS } from '../../database/core-rows';
import { type Case, covering } from './case';
import { fields, refused } from './requests';
import { idOf, NO_ID } from './rows';

const C = '/data/customers';

const wrongValues: Case[] = [
  ...covering('ERR-FIELDS ERR-CODE-REQUIRED', fields('POST', C, {}, { name: [{ code: 'required' }] })),
  ...covering('ERR-CODE-REQUIRED', fields('POST', C, { name: '' }, { name: [{ code: 'required' }] })),
  fields('POST', C, { name: null, credit: '' }, { name: [{ code: 'required' }] }),
  ...covering(
    'ERR-CODE-MAX ERR-CODE-LENGTH',
    fields('POST', C, { name: 'x'.repeat(81) }, { name: [{ code: 'max', params: { max: 80, kind: 'length' } }] }),
  ),
  ...covering('ERR-CODE-TYPE', fields('POST', C, { name: ['x'] }, { name: [{ code: 'invalid_type' }] })),
  ...covering('ERR-CODE-OPTION', fields('POST', C, { name: 'x', tier: 'platinum' }, { tier: [{ code: 'invalid_option' }] })),
  fields('POST', C, { name: 'x', vip: 'maybe' }, { vip: [{ code: 'invalid_type' }] }),
  ...covering('ERR-CODE-NUMERIC', fields('POST', C, { name: 'x', credit: 'much' }, { credit: [{ code: 'numeric' }] })),
  fields('POST', C, { name: 'x', credit: 1e12 }, { credit: [{ code: 'max', params: { max: 9999999999.99 } }] }),
  ...covering(
    'ERR-CODE-MIN',
    fields('POST', C, { name: 'x', credit: -1e12 }, { credit: [{ code: 'min', params: { min: -9999999999.99 } }] }),
  ),
  ...covering(
    'ERR-CODE-DECIMALS',
    fields(
      'POST',
      C,
      { name: 'x', credit: 1.005 },
      {
        credit: [
          {
            code: 'decimals',
            params: { max: 2 },
            message: 'has more decimals than are kept (2): write it with 2 at most, nothing is rounded',
          },
        ],
      },
    ),
  ),
  fields('POST', C, { name: 'x', since: '2026-02-30' }, { since: [{ code: 'invalid_type' }] }),
  ...covering(
    'ERR-FIELDS',
    fields(
      'POST',
      C,
      { since: 5, credit: {}, tier: 3 },
      {
        name: [{ code: 'required' }],
        since: [{ code: 'invalid_type' }],
        credit: [{ code: 'numeric' }],
        tier: [{ code: 'invalid_option' }],
      },
    ),
  ),
  fields('POST', '/data/products', { sku: 'X', title: 'x', price: -1 }, { price: [{ code: 'min', params: { min: 0 } }] }),
  fields('POST', '/data/products', { sku: 'X', title: 'x', tags: '{' }, { tags: [{ code: 'invalid_type' }] }),
  ...covering('ERR-CODE-UUID', fields('POST', '/data/orders', { customer_id: 'x' }, { customer_id: [{ code: 'uuid' }] })),
  ...covering(
    'ERR-CODE-FOUND WRITE-REFERENCE',
    fields('POST', '/data/orders', { customer_id: NO_ID }, { customer_id: [{ code: 'not_found' }] }),
  ),
  fields('POST', '/data/orders', { customer_id: idOf('c', 1), status: 'lost' }, { status: [{ code: 'invalid_option' }] }),
  ...covering(
    'ERR-CODE-INTEGER',
    fields('POST', '/data/order_lines', { order_id: idOf('o', 1), quantity: 1.5 }, { quantity: [{ code: 'integer' }] }),
  ),
  fields(
    'POST',
    '/data/order_lines',
    { order_id: idOf('o', 1), quantity: 3e9 },
    { quantity: [{ code: 'max', params: { max: 2147483647 } }] },
  ),
  fields('POST', '/data/order_lines', { order_id: NO_ID, quantity: 1 }, { order_id: [{ code: 'not_found' }] }),
  ...covering(
    'ERR-CONSTRAINT',
    refused(
      'POST',
      '/data/order_lines',
      { order_id: idOf('o', 1), quantity: 0 },
      422,
      'constraint violation (line.quantity): quantity > 0',
      {
        code: 'constraint_violation',
        error_key: 'line.quantity',
        field: 'quantity',
      },
    ),
  ),
  fields('PUT', `${C}/${idOf('c', 1)}`, { name: '' }, { name: [{ code: 'required' }] }),
  fields('PUT', `${C}/${idOf('c', 1)}`, { tier: 'x', credit: 'x' }, { tier: [{ code: 'invalid_option' }], credit: [{ code: 'numeric' }] }),
];

const wrongBodies: Case[] = [
  ...covering('ERR-BODY', refused('POST', C, '[]', 400, 'the body must be a JSON object, not a list')),
  refused('POST', C, 'null', 400, 'the body must be a JSON object, not null'),
  refused('POST', C, '5', 400, 'the body must be a JSON object, not a number'),
  refused('PUT', `${C}/${idOf('c', 1)}`, '"x"', 400, 'the body must be a JSON object, not a string'),
  ...covering('ERR-SIZE', refused('POST', C, `"${'x'.repeat(10 * 1024 * 1024)}"`, 413, 'the body is longer than 10 MiB')),
  ...covering('ERR-RECORD', refused('PUT', `${C}/${NO_ID}`, {}, 404, 'record not found')),
  ...covering('ERR-ID', refused('PUT', `${C}/x`, {}, 400, '"x" is no uuid')),
  refused('DELETE', `${C}/${NO_ID}`, undefined, 404, 'record not found'),
  refused('DELETE', `${C}/x`, undefined, 400, '"x" is no uuid'),
  refused('POST', `${C}/${NO_ID}/restore`, undefined, 404, 'no deleted record of that id'),
  ...covering(
    'ERR-ACCESS',
    refused('POST', '/data/users', { name: 'x' }, 403, 'core models are read only', { code: 'access_denied', model: 'User' }),
  ),
  ...covering(
    'ERR-ACCESS',
    refused('PUT', `/data/users/${USERS[1].id}`, { name: 'x' }, 403, 'core models are read only', { code: 'access_denied', model: 'User' }),
  ),
  ...covering(
    'ERR-ACCESS',
    refused('DELETE', `/data/users/${USERS[1].id}`, undefined, 403, 'core models are read only', { code: 'access_denied', model: 'User' }),
  ),
  ...covering('ERR-CORRELATION', {
    ...refused('GET', '/data/nothing', undefined, 404, 'unknown model "nothing"', { correlation_id: 'req-9' }),
    headers: { 'X-Request-ID': 'req-9' },
  }),
  ...covering('ERR-CORRELATION', {
    ...refused('GET', '/data/nothing', undefined, 404, 'unknown model "nothing"', { correlation_id: 'c-1' }),
    headers: { 'X-Correlation-ID': 'c-1' },
  }),
];

export const REFUSING: readonly Case[] = [...wrongValues, ...wrongBodies];
