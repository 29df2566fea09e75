import { describe, expect, it } from 'vitest';
import { KernelError } from '../errors';
import { hubAddress, uploadBundle, uploadRequest, uploadState, type HubFetch, type UploadOrder } from './upload';
import { uploadSentence } from './upload-messages';

const ORDER: UploadOrder = {
  hub: 'https://hub.test/api/',
  form: 'file',
  auth: 'developer-key',
  token: ' secret ',
  bundle: { name: 'notes-1.0.0.mcbundle', bytes: Uint8Array.of(1, 2) },
  signature: new Uint8Array(64).fill(255),
};
const DEVELOPER = '0f0f0f0f-0000-4000-8000-000000000001';
const SIG = `${'/'.repeat(85)}w==\n`;

/** A hub that answers the same to everything and notes what it was asked. */
function hub(status: number, body: string, more: { type?: ResponseType; location?: string } = {}) {
  const seen: { url: string; init: RequestInit }[] = [];
  const fetch: HubFetch = (url, init) => {
    seen.push({ url, init });
    const headers = new Headers(more.location === undefined ? {} : { location: more.location });
    return Promise.resolve({ status, type: more.type ?? 'cors', headers, text: () => Promise.resolve(body) });
  };
  return { fetch, seen };
}

const codeOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error instanceof KernelError ? error.code : error;
  }
};

describe('the address of a hub', () => {
  it.each([
    ['https://hub.test', 'https://hub.test/'],
    ['  https://hub.test/api/  ', 'https://hub.test/api'],
    ['http://localhost:8080', 'http://localhost:8080/'],
    ['http://127.0.0.1:9', 'http://127.0.0.1:9/'],
    ['http://[::1]:9', 'http://[::1]:9/'],
  ])('%s', (text, url) => expect(hubAddress(text).href).toBe(url));

  it.each([
    '',
    'hub.test',
    'http://hub.test',
    'http://localhost.evil.test',
    'ftp://hub.test',
    'javascript:alert(1)',
    'data:,x',
    'https://u:p@hub.test',
    'https://hub.test?x',
    'https://hub.test#x',
    'file:///etc',
  ])('not %j', (text) => expect(codeOf(() => hubAddress(text))).toBe('HUB-ADDRESS'));
});

describe('the request', () => {
  it('as the public page documents it', () => {
    expect(uploadRequest({ ...ORDER, channel: 'beta' })).toEqual({
      url: 'https://hub.test/api/v1/addons?channel=beta',
      headers: { accept: 'application/json', 'x-developer-key': 'secret' },
      fields: [
        { name: 'bundle', fileName: 'notes-1.0.0.mcbundle', type: 'application/gzip', bytes: Uint8Array.of(1, 2) },
        { name: 'signature', fileName: 'notes-1.0.0.mcbundle.sig', type: 'text/plain', bytes: new TextEncoder().encode(SIG) },
      ],
    });
  });

  it('as the hub’s own documents have it', () => {
    expect(uploadRequest({ ...ORDER, form: 'hex', auth: 'bearer', developerId: DEVELOPER })).toEqual({
      url: 'https://hub.test/api/v1/addons',
      headers: { accept: 'application/json', authorization: 'Bearer secret' },
      fields: [
        { name: 'bundle', fileName: 'notes-1.0.0.mcbundle', type: 'application/gzip', bytes: Uint8Array.of(1, 2) },
        { name: 'signature', text: 'f'.repeat(128) },
        { name: 'developer_id', text: DEVELOPER },
      ],
    });
  });

  it('is not made of a token that breaks out of its header, nor without the developer', () => {
    expect(codeOf(() => uploadRequest({ ...ORDER, token: 'a\r\nx: y' }))).toBe('HUB-TOKEN');
    expect(codeOf(() => uploadRequest({ ...ORDER, token: '' }))).toBe('HUB-TOKEN');
    expect(codeOf(() => uploadRequest({ ...ORDER, form: 'hex' }))).toBe('HUB-DEVELOPER');
  });
});

describe('the answer', () => {
  it('is read whole, with its history', async () => {
    const body = {
      id: 'ad_1',
      status: 'pending',
      addon_key: 'notes',
      version: '1.0.0',
      uploaded_at: '2026-01-01T00:00:00Z',
      history: [{ status: 'pending', at: 'a' }, 7],
    };
    const { fetch, seen } = hub(201, JSON.stringify(body));
    expect(await uploadBundle(fetch, ORDER)).toEqual({
      id: 'ad_1',
      status: 'pending',
      addonKey: 'notes',
      version: '1.0.0',
      uploadedAt: '2026-01-01T00:00:00Z',
      history: [{ status: 'pending', at: 'a', note: '' }],
    });
    const init = seen[0]?.init;
    expect([init?.method, init?.redirect, init?.credentials, init?.referrerPolicy]).toEqual(['POST', 'manual', 'omit', 'no-referrer']);
    expect([...(init?.body as FormData).keys()]).toEqual(['bundle', 'signature']);
  });

  it('of the state', async () => {
    const { fetch, seen } = hub(200, '{"data":{"id":"ad_1","review_status":"auto_approved"}}');
    expect((await uploadState(fetch, ORDER, '../x')).status).toBe('auto_approved');
    expect(seen[0]?.url).toBe('https://hub.test/api/v1/addons/..%2Fx');
  });

  it.each<[name: string, status: number, body: string, code: string, english: string, more?: Parameters<typeof hub>[2]]>([
    [
      'a wrong token',
      401,
      '{"error":"bad token"}',
      'HUB-UNAUTHORIZED',
      'The hub refuses the token or the key (401) (bad token). Is the public key registered with your account?',
    ],
    ['too much', 413, 'no json', 'HUB-TOO-LARGE', 'The bundle is too large for this hub (413).'],
    [
      'a fault',
      500,
      '{"message":"boom"}',
      'HUB-REFUSED',
      'The hub refused the bundle (500) (boom). Nothing was changed here; you can try again.',
    ],
    [
      'twice the same',
      409,
      '{"error":{"message":"exists"}}',
      'HUB-CONFLICT',
      'The hub already has this version (409) (exists). Versions only rise.',
    ],
    [
      'a page',
      200,
      '<html>',
      'HUB-ANSWER',
      'The hub answered 200 with something that is no answer. Look there whether the bundle arrived.',
    ],
    ['no id', 200, '{}', 'HUB-ANSWER', 'The hub answered 200 with something that is no answer. Look there whether the bundle arrived.'],
    [
      'a redirect',
      307,
      '',
      'HUB-REDIRECT',
      'The hub sends us elsewhere (https://evil.test). That is not followed: your token would go along.',
      { location: 'https://evil.test' },
    ],
    [
      'a redirect in a browser',
      0,
      '',
      'HUB-REDIRECT',
      'The hub sends us elsewhere. That is not followed: your token would go along.',
      { type: 'opaqueredirect' },
    ],
  ])('%s', async (_, status, body, code, english, more) => {
    const error: unknown = await uploadBundle(hub(status, body, more).fetch, ORDER).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(KernelError);
    const fault = error as KernelError;
    expect([fault.code, fault.message, uploadSentence(fault, 'en')]).toEqual([code, english, english]);
    expect(uploadSentence(fault, 'es')).not.toBe(english);
  });

  it.each([
    [201, 'HUB-ANSWER', 'The hub answered 201 with something that is no answer. Look there whether the bundle arrived.'],
    [413, 'HUB-TOO-LARGE', 'The bundle is too large for this hub (413).'],
  ])('may break off half-way (%i)', async (status, code, message) => {
    const text = () => Promise.reject(new TypeError('terminated'));
    const fetch: HubFetch = () => Promise.resolve({ status, type: 'cors', headers: new Headers(), text });
    await expect(uploadBundle(fetch, ORDER)).rejects.toMatchObject({ code, message });
  });

  it('may never come', async () => {
    const fetch: HubFetch = () => Promise.reject(new TypeError('Failed to fetch'));
    await expect(uploadBundle(fetch, ORDER)).rejects.toMatchObject({ code: 'HUB-UNREACHABLE' });
  });
});
