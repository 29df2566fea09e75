import { describe, expect, it } from 'vitest';
import { createDesk } from './mock-server';
import { MAX_DOCUMENT_CHARS, MAX_DRAWN, mocksOfOpenApi } from './openapi';

const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const DOCUMENT = {
  openapi: '3.1.0',
  servers: [{ url: 'https://{region}.shop.example/v1/', variables: { region: { default: 'eu' } } }],
  paths: {
    '/orders/{id}': {
      get: { responses: { 404: {}, 200: json({ $ref: '#/components/schemas/Order' }) } },
      delete: { responses: { 204: { description: 'gone' } } },
    },
    '/orders.json': {
      post: { responses: { '2XX': { content: { 'application/json': { examples: { one: { value: { ok: [1, 'ñ'] } } } } } } } },
    },
    '/files/{name}.pdf': { get: { responses: { default: { $ref: 'https://elsewhere.example/x' } } } },
  },
  components: {
    schemas: {
      Order: {
        allOf: [{ $ref: '#/components/schemas/Base' }],
        properties: {
          id: { type: 'string' },
          lines: { type: 'array', items: { $ref: '#/components/schemas/Line' } },
          state: { enum: ['open', 'paid'] },
          total: { type: 'number', minimum: 5 },
          paid: { type: ['null', 'boolean'] },
          parent: { $ref: '#/components/schemas/Order' },
          either: { oneOf: [{ type: 'integer', example: 7 }] },
        },
      },
      Base: { type: 'object', properties: { at: { type: 'string', format: 'date-time' }, mail: { type: 'string', format: 'email' } } },
      Line: { type: 'object', properties: { sku: { type: 'string', default: 'AB-1' } } },
    },
  },
};
const drawn = (document: unknown) => mocksOfOpenApi(JSON.stringify(document));

describe('an OpenAPI document', () => {
  it('becomes a route for each operation, with what its success promises', () => {
    const { mocks, left } = drawn(DOCUMENT) ?? { mocks: {}, left: -1 };
    expect([Object.keys(mocks), left]).toEqual([
      [
        'GET https://eu.shop.example/v1/orders/:id',
        'DELETE https://eu.shop.example/v1/orders/:id',
        'POST https://eu.shop.example/v1/orders.json',
        'GET https://eu.shop.example/v1/files/*',
      ],
      0,
    ]);
    const [order, gone, made, file] = Object.values(mocks);
    expect(order).toMatchObject({
      status: 200,
      body: {
        ...{ at: '2026-01-01T00:00:00Z', mail: 'ada@example.com', id: '{{path.id}}', lines: [{ sku: 'AB-1' }], state: 'open' },
        ...{ total: 5, paid: true, either: 7 },
      },
    });
    expect([gone, made, file]).toEqual([{ status: 204 }, { status: 200, body: { ok: [1, 'ñ'] } }, { status: 200 }]);
  });

  it('answers by the mock server with what was asked for', () => {
    const desk = createDesk();
    for (const [address, { status = 200, body }] of Object.entries(drawn(DOCUMENT)?.mocks ?? {}))
      desk.set(address, { status, body: JSON.stringify(body ?? '') });
    const answer = desk.answer({ method: 'GET', url: 'https://eu.shop.example/v1/orders/A%207', headers: {}, body: null });
    expect(JSON.parse(answer.body)).toMatchObject({ id: 'A 7', state: 'open' });
  });

  it('may be Swagger 2.0, or name no server', () => {
    const paths = { '/a': { get: { responses: { 200: { schema: { type: 'boolean' } } } } } };
    expect(drawn({ swagger: '2.0', host: 'old.example', basePath: '/api', schemes: ['http'], paths })?.mocks).toEqual({
      'GET http://old.example/api/a': { status: 200, body: true },
    });
    expect(Object.keys(drawn({ openapi: '3.0.0', servers: [{ url: 'v2' }], paths })?.mocks ?? {})).toEqual([
      'GET https://api.example.com/v2/a',
    ]);
  });

  it('that is none, or not in JSON, draws nothing', () => {
    for (const text of ['openapi: 3.0.0', '[]', '{}', '{"openapi":"3.0.0"}', '{"openapi":3,"paths":{}}', ''])
      expect(mocksOfOpenApi(text)).toBeNull();
    expect(drawn({ openapi: '3.0.0', paths: { '/a': null, '/b': { get: 5 }, '/c': [] } })).toEqual({ mocks: {}, left: 0 });
  });

  it('may be so long and no longer', () => {
    const text = JSON.stringify({ openapi: '3.0.0', paths: {} });
    expect(mocksOfOpenApi(text.padEnd(MAX_DOCUMENT_CHARS))).toEqual({ mocks: {}, left: 0 });
    expect(mocksOfOpenApi(text.padEnd(MAX_DOCUMENT_CHARS + 1))).toBeNull();
  });

  it('is bounded, however large it is and whatever refers to itself', () => {
    const loop = { $ref: '#/components/schemas/Loop' };
    const wide = { type: 'object', properties: Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`p${String(at)}`, loop])) };
    const paths = Object.fromEntries(
      Array.from({ length: 150 }, (_, at) => [`/p${String(at)}`, { get: { responses: { 200: json(wide) } } }]),
    );
    const { mocks, left } = drawn({ openapi: '3.0.0', paths, components: { schemas: { Loop: loop } } }) ?? { mocks: {}, left: 0 };
    expect([Object.keys(mocks).length, left]).toEqual([MAX_DRAWN, 50]);
  });
});
