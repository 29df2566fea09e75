import { describe, expect, it } from 'vitest';
import { KernelError } from '../errors';
import { downloadFrom, sourceAddress } from './download';
import { downloadSentence } from './download-messages';

const codeOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error instanceof KernelError ? error.code : error;
  }
};

describe('the address of a file', () => {
  it.each([
    ['https://x.test/a.mcbundle#frag', 'https://x.test/a.mcbundle'],
    ['https://github.com/o/r/blob/main/dir/a.json', 'https://raw.githubusercontent.com/o/r/main/dir/a.json'],
    ['https://github.com/o/r/raw/main/a.json', 'https://raw.githubusercontent.com/o/r/main/a.json'],
    ['https://gitlab.com/g/s/r/-/blob/main/a.json', 'https://gitlab.com/g/s/r/-/raw/main/a.json'],
    ['https://codeberg.org/o/r/src/branch/main/a.json', 'https://codeberg.org/o/r/raw/branch/main/a.json'],
    ['http://localhost:1/a', 'http://localhost:1/a'],
  ])('%s', (text, url) => expect(sourceAddress(text).href).toBe(url));

  it.each([
    '',
    'x',
    'http://x.test/a',
    'javascript:alert(1)',
    'data:text/plain,x',
    'blob:https://x.test/a',
    'file:///a',
    'https://u:p@x.test/a',
    'https://u@x.test/a',
    `https://x.test/${'a'.repeat(3000)}`,
  ])('not %j', (text) => expect(codeOf(() => sourceAddress(text))).toBe('FROM-ADDRESS'));
});

describe('the file', () => {
  const serve = (body: BodyInit | null, init: ResponseInit = {}) => {
    const asked: RequestInit[] = [];
    const fetch = (_: string, options: RequestInit): Promise<Response> => {
      asked.push(options);
      return Promise.resolve(new Response(body, init));
    };
    return { fetch, asked };
  };
  const fault = (work: Promise<unknown>): Promise<KernelError> =>
    work.then(
      () => Promise.reject(new Error('it came')),
      (error: unknown) => error as KernelError,
    );

  it('comes with its name, and nothing of this browser goes there', async () => {
    const { fetch, asked } = serve('abc');
    expect(await downloadFrom(fetch, 'https://x.test/d/a%20b.json?x=1', 3)).toEqual({
      name: 'a b.json',
      bytes: new TextEncoder().encode('abc'),
    });
    expect(asked).toEqual([{ redirect: 'manual', credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' }]);
  });

  it('tells how much of it came', async () => {
    const told: [number, number][] = [];
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const text of ['ab', 'c']) controller.enqueue(new TextEncoder().encode(text));
        controller.close();
      },
    });
    const { fetch } = serve(body, { headers: { 'content-length': '3' } });
    await downloadFrom(fetch, 'https://x.test/a', 3, (bytes, whole) => told.push([bytes, whole]));
    expect(told).toEqual([
      [2, 3],
      [3, 3],
    ]);
  });

  it.each<[name: string, body: string | null, init: ResponseInit, code: string, es: string]>([
    ['too long', 'abcd', {}, 'FROM-SIZE', 'El archivo pesa más de 3 B.'],
    ['too long by its own word', 'a', { headers: { 'content-length': '4' } }, 'FROM-SIZE', 'El archivo pesa más de 3 B.'],
    ['not there', '', { status: 404 }, 'FROM-STATUS', 'x.test respondió 404; no hay archivo que traer.'],
    [
      'elsewhere',
      null,
      { status: 302, headers: { location: 'https://evil.test' } },
      'FROM-REDIRECT',
      'x.test nos manda a otro sitio, y eso no se sigue. Use la dirección donde realmente está el archivo.',
    ],
  ])('is refused when it is %s', async (_, body, init, code, es) => {
    const error = await fault(downloadFrom(serve(body, init).fetch, 'https://x.test/a', 3));
    expect([error.code, downloadSentence(error, 'en'), downloadSentence(error, 'es')]).toEqual([code, error.message, es]);
  });

  it('may not be had at all', async () => {
    const error = await fault(downloadFrom(() => Promise.reject(new TypeError('x')), 'https://x.test/a', 3));
    expect(error.code).toBe('FROM-UNREACHABLE');
    expect(downloadSentence(new KernelError('OTHER', ''), 'en')).toBe(undefined);
  });
});
