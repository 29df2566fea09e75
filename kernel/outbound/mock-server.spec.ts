import { describe, expect, it } from 'vitest';
import { createDesk, MAX_ANSWERS, MAX_DELAY_MS, MAX_TURNS, type MockAnswer, USUAL_ANSWER } from './mock-server';

const get = (url: string, method = 'GET', body: string | null = null) => ({ method, url, headers: { 'X-Shop': 'mine' }, body });
const ok = (body: unknown, more: Partial<MockAnswer> = {}): MockAnswer => ({
  status: 200,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  ...more,
});
const HOST = 'https://api.example.com';

describe('the mock server', () => {
  it('answers by the route that names a request most exactly', () => {
    const desk = createDesk();
    desk.set('*', ok('any'));
    desk.set(`${HOST}/orders/:id`, ok('one'));
    desk.set(`GET ${HOST}/orders/:id`, ok('got'));
    desk.set(`${HOST}/orders/7`, ok('seven'));
    desk.set(`${HOST}/orders/:id?draft=1`, ok('draft'));
    desk.set('https://*.shop.example/*', ok('shop'));
    const bodyOf = (url: string, method = 'GET') => desk.answer(get(url, method)).body;
    expect(bodyOf(`${HOST}/orders/1`)).toBe('got');
    expect(bodyOf(`${HOST}/orders/1`, 'PUT')).toBe('one');
    expect(bodyOf(`${HOST}/orders/7`, 'PUT')).toBe('seven');
    expect(bodyOf(`${HOST}/orders/1?draft=1&x=2`)).toBe('draft');
    expect(bodyOf(`${HOST}/orders/1/lines`)).toBe('any');
    expect(bodyOf('https://a.b.shop.example/x/y?z')).toBe('shop');
    expect(bodyOf('https://shop.example/x')).toBe('any');
    expect(bodyOf('http://api.example.com/orders/1')).toBe('any');
    desk.set('*', null);
    expect(desk.answer(get('/hooks/x'))).toEqual(USUAL_ANSWER);
    desk.set('/hooks/x', ok('home'));
    expect([bodyOf('/hooks/x'), desk.isSet(get('/hooks/y'))]).toEqual(['home', false]);
  });

  it("has one organization's own answers first", () => {
    const desk = createDesk();
    desk.set(`${HOST}/x`, ok('everybody'));
    desk.of('a').set('*', ok('own'));
    expect(['a', 'b'].map((organization) => desk.of(organization).answer(get(`${HOST}/x`)).body)).toEqual(['own', 'everybody']);
    expect(desk.of('b').isSet(get(`${HOST}/x`))).toBe(true);
  });

  it('repeats what it is told of a request, keeps the kind of a value, and remembers', () => {
    const desk = createDesk();
    desk.set(`POST ${HOST}/orders/:id`, {
      ...ok({
        id: '{{path.id}}',
        n: '{{count}}',
        qty: '{{body.lines.0.qty}}',
        q: 'q={{query.q}}',
        shop: '{{header.x-shop}}',
        was: '{{state.last}}',
        gone: '{{nothing}}',
      }),
      set: { last: '{{path.id}}' },
    });
    const ask = (id: string) =>
      JSON.parse(desk.answer(get(`${HOST}/orders/${id}?q=a%20b`, 'POST', '{"lines":[{"qty":3}]}')).body) as unknown;
    expect(ask('a%2Fb')).toEqual({ id: 'a/b', n: 1, qty: 3, q: 'q=a b', shop: 'mine', was: null, gone: null });
    expect(ask('c"d')).toMatchObject({ id: 'c"d', n: 2, was: 'a/b' });
    desk.set(`${HOST}/text`, ok('hello {{query.name}}{{body.__proto__.x}}'));
    expect(desk.answer(get(`${HOST}/text?name={{count}}`)).body).toBe('hello {{count}}');
  });

  it('gives several answers in turn, and the last one from then on', () => {
    const desk = createDesk();
    desk.set('*', [ok('first'), ok('second', { status: 503 })]);
    expect([1, 2, 3].map(() => desk.answer(get(HOST)).body)).toEqual(['first', 'second', 'second']);
  });

  it('takes so many answers and no more', () => {
    const desk = createDesk();
    for (let at = 0; at < MAX_ANSWERS; at += 1) desk.set(`${HOST}/${at}`, ok(''));
    expect(() => desk.set(HOST, ok(''))).toThrow('200 addresses');
    desk.set(`${HOST}/0`, null);
    desk.set(
      HOST,
      Array.from({ length: MAX_TURNS }, () => ok('')),
    );
    expect(() =>
      desk.set(
        HOST,
        Array.from({ length: MAX_TURNS + 1 }, () => ok('')),
      ),
    ).toThrow('50 answers');
    desk.set(HOST, ok('', { delayMs: MAX_DELAY_MS }));
    expect(() => desk.set(HOST, ok('', { delayMs: MAX_DELAY_MS + 1 }))).toThrow('within 60 s');
    expect(() => desk.set(HOST, ok('', { status: 99 }))).toThrow('no HTTP status');
  });
});
