import { describe, expect, it } from 'vitest';
import { KernelError } from '../../kernel/errors';
import type { PortRequest, PortResponse } from '../../workers/protocol';
import { createClient, ResponseError, withParams } from './client';
import { openPort, type PortLink } from './port';

type Question = Omit<PortRequest, 'kind' | 'id'>;
type Answer = Partial<Pick<PortResponse, 'status' | 'headers' | 'body'>>;

/** A client whose kernel is `answer`; what it was asked is in `asked`. */
function clientOf(answer: (question: Question) => Answer | Promise<never>) {
  const asked: Question[] = [];
  const link: Pick<PortLink, 'request'> = {
    request: async (question) => {
      asked.push(question);
      return { kind: 'response', id: 1, status: 200, headers: {}, body: null, ...(await answer(question)) };
    },
  };
  return { client: createClient(link as PortLink, () => 'es'), asked };
}

async function failureOf(promise: Promise<unknown>): Promise<ResponseError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ResponseError)) throw new Error('the request did not fail with a ResponseError', { cause: error });
  return error;
}

describe('withParams', () => {
  it.each([
    ['/data/tickets', {}, '/data/tickets'],
    ['/data/tickets', { page: 1, per_page: 10, search: undefined, order: null }, '/data/tickets?page=1&per_page=10'],
    ['/options/users?field=id', { q: 'a b&c', limit: 20 }, '/options/users?field=id&q=a+b%26c&limit=20'],
    ['/options/users?field=id', { field: 'name' }, '/options/users?field=name'],
    ['/data/t', { f_status: 'IN:a,b', ids: ['1', '2'], on: true }, '/data/t?f_status=IN%3Aa%2Cb&ids=1&ids=2&on=true'],
    ['/data/t?a=1#there', { at: new Date(0) }, '/data/t?a=1&at=1970-01-01T00%3A00%3A00.000Z'],
    ['/data/t?a=x?y', {}, '/data/t?a=x%3Fy'],
  ])('%s with %o', (url, params, expected) => {
    expect(withParams(url, params)).toBe(expected);
  });

  it.each(['https://example.org/', '//example.org/', 'data/tickets', ''])('refuses %j, which is no address of the kernel', (url) => {
    expect(() => withParams(url)).toThrow(KernelError);
  });
});

describe('createClient', () => {
  it('asks with method, merged url, body and language, and answers with data and lower-case headers', async () => {
    const { client, asked } = clientOf(() => ({ status: 201, headers: { 'Content-Type': 'application/json' }, body: { success: true } }));
    expect(await client.post('/data/tickets?x=1', { title: 'a', gone: undefined, at: new Date(0) }, { params: { y: 2 } })).toEqual({
      status: 201,
      data: { success: true },
      headers: { 'content-type': 'application/json' },
    });
    await client.get('/data/tickets');
    await client.put('/data/tickets/1', { title: 'b' });
    await client.delete('/data/tickets/1');
    expect(asked).toEqual([
      { method: 'POST', url: '/data/tickets?x=1&y=2', json: { title: 'a', at: '1970-01-01T00:00:00.000Z' }, language: 'es' },
      { method: 'GET', url: '/data/tickets', language: 'es' },
      { method: 'PUT', url: '/data/tickets/1', json: { title: 'b' }, language: 'es' },
      { method: 'DELETE', url: '/data/tickets/1', language: 'es' },
    ]);
  });

  it('sends a form as its entries', async () => {
    const { client, asked } = clientOf(() => ({}));
    const file = new File(['a,b'], 'rows.csv', { type: 'text/csv' });
    const form = new FormData();
    form.append('folder', 'x');
    form.append('file', file);
    await client.post('/dynamic/tickets/import', form);
    expect(asked).toEqual([
      {
        method: 'POST',
        url: '/dynamic/tickets/import',
        form: [
          ['folder', 'x'],
          ['file', form.get('file')],
        ],
        language: 'es',
      },
    ]);
  });

  it('fails with the response the runtime reads messages and field errors from', async () => {
    const data = { success: false, message: 'validation.failed', errors: { title: [{ code: 'required' }] } };
    const { client } = clientOf(() => ({ status: 422, headers: { 'content-type': 'application/json' }, body: data }));
    const error = await failureOf(client.post('/data/tickets', {}));
    expect(error.message).toBe('validation.failed');
    expect(error.response).toEqual({ status: 422, data, headers: { 'content-type': 'application/json' } });
  });

  it('turns a kernel that does not answer into a response with a sentence', async () => {
    const gone = new KernelError('deadline', 'The kernel did not answer GET /data/tickets within 60 s.');
    const { client } = clientOf(() => Promise.reject(gone));
    const error = await failureOf(client.get('/data/tickets'));
    expect(error.response).toEqual({ status: 0, data: { success: false, message: gone.message }, headers: {} });
    expect(error.cause).toBe(gone);
  });

  it('passes an abort through unchanged', async () => {
    const abort = new AbortController();
    abort.abort();
    const { client } = clientOf(() => Promise.reject(abort.signal.reason as Error));
    await expect(client.get('/options/users', { signal: abort.signal })).rejects.toBe(abort.signal.reason);
  });

  it('never sends a request to another origin, nor one past the limits', async () => {
    const { client, asked } = clientOf(() => ({}));
    expect((await failureOf(client.get('https://example.org/options'))).response.status).toBe(0);
    expect((await failureOf(client.get('/data/t', { params: { q: 'x'.repeat(70_000) } }))).message).toBe(
      'GET /data/t has too many parameters.',
    );
    expect((await failureOf(client.post('/data/t', { text: 'x'.repeat(13 * 1024 * 1024) }))).message).toBe(
      'The request is larger than 12 MiB.',
    );
    expect(asked).toEqual([]);
  });

  it('gives a Blob to who asked for one, also when the answer is JSON', async () => {
    const csv = new Blob(['a'], { type: 'text/csv' });
    expect((await clientOf(() => ({ body: csv })).client.get('/x', { responseType: 'blob' })).data).toBe(csv);
    const json = clientOf(() => ({
      status: 403,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: { success: false },
    }));
    const answer = await json.client.get('/x', { responseType: 'blob', validateStatus: () => true });
    const data: unknown = answer.data;
    if (!(data instanceof Blob)) throw new Error('the body is no Blob');
    expect([await data.text(), data.type]).toEqual(['{"success":false}', 'application/json; charset=utf-8']);
  });

  it('leaves a failure parsed where a Blob was wanted', async () => {
    const { client } = clientOf(() => ({ status: 404, body: { success: false, message: 'no such model' } }));
    expect((await failureOf(client.get('/x', { responseType: 'blob' }))).response.data).toEqual({
      success: false,
      message: 'no such model',
    });
  });

  it('works over a real channel', async () => {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = (event: MessageEvent<PortRequest>) => {
      const { id, method, url } = event.data;
      port2.postMessage({ kind: 'response', id, status: 200, headers: {}, body: `${method} ${url}` });
    };
    const link = openPort(port1);
    expect((await createClient(link, () => 'en').get('/data/tickets', { params: { page: 2 } })).data).toBe('GET /data/tickets?page=2');
    link.close();
  });
});
