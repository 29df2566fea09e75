import { applyEdits } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import type { KeptExchange } from '../../kernel/outbound/kept';
import { mockOf } from '../../kernel/outbound/mock-of';
import { readPlayground } from '../../kernel/project/playground-file';
import { keyIn, withCapability, withMock, withMocks } from './written';

const WANTED = { kind: 'http:fetch', target: 'api.example.com' };

describe('the line that would have allowed a call', () => {
  it.each([
    ['{\n  "metadata": { "key": "a" }\n}', [{ ...WANTED, reason: '…' }]],
    [
      '{"capabilities": [{"kind": "db:read", "target": "users"}]}',
      [
        { kind: 'db:read', target: 'users' },
        { ...WANTED, reason: '…' },
      ],
    ],
    ['{"capabilities": []}', [{ ...WANTED, reason: '…' }]],
  ])('is declared in %s', (text, capabilities) => {
    expect(JSON.parse(applyEdits(text, withCapability(text, WANTED) ?? []))).toMatchObject({ capabilities });
  });

  it.each(['{', '[]', JSON.stringify({ capabilities: [WANTED] })])('changes nothing in %s', (text) => {
    expect(withCapability(text, WANTED)).toBeNull();
  });
});

const exchange = (more: Partial<KeptExchange>): KeptExchange => ({
  ...{ id: 'e', organizationId: 'o', addonKey: 'a', cause: 'tool', name: 'find', method: 'GET', url: 'https://api.example.com/x' },
  ...{ headers: {}, body: '', answeredBy: 'network', rule: 'a#/capabilities/0', responseStatus: 200, responseHeaders: {} },
  ...{ responseBody: '{"a":1}', failure: null, milliseconds: 1, at: '' },
  ...more,
});

describe('an answer that is kept as a mock', () => {
  it.each([
    [exchange({}), { 'GET https://api.example.com/x': { status: 200, body: { a: 1 } } }],
    [
      exchange({
        url: 'https://api.example.com/in/[secret]/y?key=[secret]&q=1',
        responseHeaders: { 'content-type': 'text/plain', date: 'x' },
        responseBody: 'hé {{x}}',
      }),
      { 'GET https://api.example.com/in/*/y?q=1': { status: 200, headers: { 'content-type': 'text/plain' }, body: 'hé { {x}}' } },
    ],
    [
      exchange({ responseStatus: null, responseHeaders: null, responseBody: null, failure: 'timeout: no answer within 15 s' }),
      { 'GET https://api.example.com/x': { fail: 'timeout' } },
    ],
  ])('is what the file of the project says from then on', (kept, mocks) => {
    const mock = mockOf(kept);
    const text = withMock('', mock ?? { address: '', answer: {} });
    expect(readPlayground(text)).toEqual({ members: { mocks }, diagnostics: [] });
    const other = withMock('{ "host_profile": "kernel" }', mock ?? { address: '', answer: {} });
    expect(readPlayground(other).members).toEqual({ host_profile: 'kernel', mocks });
  });

  it.each([exchange({ url: 'https://[secret].example.com/x' }), exchange({ responseStatus: null, failure: 'host_private: no' })])(
    'is not offered where a mock could not repeat it',
    (kept) => {
      expect(mockOf(kept)).toBeNull();
    },
  );

  it('leaves a file that is no JSON as it is', () => {
    expect(withMock('{ oops', { address: 'x', answer: {} })).toBe('{ oops');
  });
});

it('the key of an addon is read from either contract', () => {
  expect([keyIn('{"metadata":{"key":"a"}}'), keyIn('{"key":"b"}'), keyIn('{'), keyIn('{"metadata":3}')]).toEqual(['a', 'b', '', '']);
});

describe('mocks that are drawn', () => {
  const drawn = { 'GET https://a.example/': { status: 200 }, 'GET https://b.example/': { status: 204 } };
  it('stand beside those that are there, of which none is changed', () => {
    const own = { mocks: { 'GET https://a.example/': { status: 500 } }, host_profile: 'kernel' };
    expect(JSON.parse(withMocks(JSON.stringify(own), drawn))).toEqual({ ...own, mocks: { ...drawn, ...own.mocks } });
    expect(JSON.parse(withMocks('', drawn))).toEqual({ mocks: drawn });
    expect(withMocks('{', drawn)).toBe('{');
  });
});
