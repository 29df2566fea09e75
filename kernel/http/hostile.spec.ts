/** Requests of somebody who wants to break in, or to break it. Each is answered, and the rows are as before. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { labManifest, LAB_LOCALES } from '../testing/lab';
import { openTestKernel, type TestKernel } from '../testing/kernel';
import { cases } from '../testing/drawn';
import { textFault } from '../values/text';
import fc from '../testing/property';

let t: TestKernel;
let rowId = '';
beforeAll(async () => {
  t = await openTestKernel();
  await t.install(labManifest(), { locales: LAB_LOCALES });
  const { body } = await t.call('POST', '/data/samples', { name: 'only', ready: true, note: 'untouched', count: 1, day: '2026-01-01' });
  rowId = (body as { data: { id: string } }).data.id;
});
afterAll(() => t.database.close());

const everything = async () => [
  await t.query('select * from addon_lab.samples'),
  await t.query(
    `select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname not like 'pg_%' order by 1, 2`,
  ),
  await t.query('select id, name from public.users order by id'),
];
let before: unknown;
beforeEach(async () => {
  before = await everything();
});
afterEach(async () => {
  expect(await everything()).toEqual(before);
  await t.database.health();
});

const SQL = [
  `'; drop table addon_lab.samples; --`,
  `") ; drop table addon_lab.samples; --`,
  `1 or 1=1`,
  `' or '1'='1`,
  `" or "1"="1`,
  `name" = "name" or "id`,
  `*`,
  `(select name from public.users limit 1)`,
  `$1`,
  `:name`,
  `\\'; select pg_sleep(10); --`,
  `/**/union/**/select/**/1`,
  `name; select 1`,
  `'||(select current_user)||'`,
  `{{7*7}}`,
  `null`,
  `\u0000`,
  `a\u0000b`,
  `\ud800`,
  `%`,
  `_`,
  `\\`,
  `__proto__`,
  `constructor`,
  `toString`,
];
const COLUMNS = ['name', 'count', 'big', 'price', 'ok', 'day', 'at_time', 'doc', 'embedding', 'parent_id', 'kind'];
const OPERATORS = [
  '',
  'eq:',
  'NEQ:',
  'IN:a,',
  'NOT_IN:',
  'LIKE:',
  'ILIKE:',
  'GT:',
  'LT:',
  'GTE:',
  'LTE:',
  'RANGE:',
  'RANGE:1,',
  'range:1|',
];
/** Three operators for each column, others for each text: together every pair is tried. */
const PAIRS = SQL.map((_, text) =>
  COLUMNS.flatMap((column, at) => [0, 1, 2].map((n) => ({ column, operator: OPERATORS[(3 * text + at + n) % OPERATORS.length] ?? '' }))),
);

const encode = (text: string) => encodeURIComponent(text.replace(/[\ud800-\udfff]/g, '\ufffd'));

describe('SQL', () => {
  it.each(SQL)('%j is only text wherever a request takes one', async (text) => {
    const value = encode(text);
    const answers: [status: number, path: string][] = [
      [200, `/data/samples?${value}=${value}`],
      [200, `/data/samples?sortBy=${value}&order=${value}`],
      [200, `/data/samples?search=${value}&q=${value}`],
      [200, `/data/samples?fields=${value}&page=${value}&per_page=${value}&count=${value}&with=${value}`],
      ...(PAIRS[SQL.indexOf(text)] ?? []).map(({ column, operator }): [number, string] => [
        200,
        `/data/samples?f_${column}=${operator}${value}`,
      ]),
      [200, `/data/samples?f_${value}=${value}`],
      [200, `/data/samples?f_name=${value}:${value}`],
      [200, `/data/samples/aggregate?f_name=${value}`],
      [200, `/data/samples/facets?field=name&q=${value}&limit=${value}`],
      [200, `/options/samples?field=id&q=${value}&limit=${value}&offset=${value}`],
      [200, `/options/samples?field=id&ids=${value}&ids[]=${value}`],
      [200, `/options/parts?field=picked&filter_value=${value}`],
      [200, `/search/samples?q=${value}&search=${value}&limit=${value}`],
      [400, `/data/samples/${value === '%00' ? 'x' : encode(`x${text}`)}`],
      [404, `/options/samples?field=x${value}`],
    ];
    for (const [status, path] of answers) {
      const answer = await t.call('GET', path);
      expect([answer.status, path, answer.body]).toEqual([status, path, answer.body]);
    }
    expect([400, 404]).toContain((await t.call('GET', `/data/samples/facets?field=${value}`)).status);
    expect((await t.call('GET', `/data/x${value}`)).status).toBe(404);
    expect((await t.call('POST', `/data/samples/action/x${value}`, {})).status).toBe(404);
  });

  it.each(SQL)('%j is only text in a body, as key and as value', async (text) => {
    const answer = await t.call('POST', '/data/samples', { name: 'hostile', ready: true, note: text, [text]: text });
    if (textFault(text) !== null) {
      expect(answer).toMatchObject({ status: 422, body: { errors: { note: [{ code: 'invalid_type', params: { kind: 'characters' } }] } } });
      return;
    }
    expect(answer).toMatchObject({ status: 201, body: { data: { note: text } } });
    const { id } = (answer.body as { data: { id: string } }).data;
    await t.query('delete from addon_lab.samples where id = $1', [id]);
  });
});

describe('names of the language itself', () => {
  it('in a body are ignored and pollute nothing', async () => {
    const body = '{"__proto__":{"note":"polluted","ready":true},"constructor":{"prototype":{"x":1}},"toString":"x","count":5}';
    expect(await t.call('POST', '/data/samples', body)).toMatchObject({
      status: 422,
      body: { errors: { name: [{ code: 'required' }], ready: [{ code: 'required' }] } },
    });
    expect(({} as Record<string, unknown>).note).toBeUndefined();
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('in a JSON column are values like others', async () => {
    const doc = '{"__proto__":{"a":1},"constructor":2}';
    const answer = await t.call('POST', '/data/samples', `{"name":"proto","ready":true,"doc":${doc}}`);
    expect(answer.status).toBe(201);
    const rows = await t.query(`select doc::text from addon_lab.samples where name = 'proto'`);
    expect(rows).toEqual([{ doc: '{"__proto__": {"a": 1}, "constructor": 2}' }]);
    await t.query(`delete from addon_lab.samples where name = 'proto'`);
  });

  it('as models and routes are unknown', async () => {
    for (const name of [
      '__proto__',
      'constructor',
      'toString',
      'core.__proto__',
      '.',
      '..',
      'core.',
      '.User',
      '%2e%2e',
      'pg_class',
      'metacore.journal',
      'public.users',
    ])
      expect([name, (await t.call('GET', `/data/${name}`)).status]).toEqual([name, 404]);
  });
});

describe('too much', () => {
  it('of filters: ten thousand clauses are cut', async () => {
    const clauses = Array.from({ length: 10_000 }, (_, n) => `f_name=NEQ:n${n}`).join('&');
    expect(await t.call('GET', `/data/samples?${clauses}`)).toMatchObject({ status: 200, body: { meta: { total: 1 } } });
    const unknown = Array.from({ length: 10_000 }, (_, n) => `f_c${n}=1`).join('&');
    expect(await t.call('GET', `/data/samples?${unknown}`)).toMatchObject({ status: 200, body: { meta: { total: 1 } } });
  });

  it('of pages, sizes and offsets is an empty page', async () => {
    expect(await t.call('GET', '/data/samples?page=1000000000&per_page=200')).toMatchObject({ status: 200, body: { data: [] } });
    expect(await t.call('GET', '/data/samples?page=999999999999&per_page=999999999')).toMatchObject({ status: 200, body: { data: [] } });
    expect(await t.call('GET', '/data/samples?page=-1&per_page=-1')).toMatchObject({
      status: 200,
      body: { meta: { page: 1, per_page: 15 } },
    });
    expect(await t.call('GET', '/options/samples?field=id&offset=999999999&limit=-5')).toMatchObject({ status: 200, body: { data: [] } });
  });

  it('of a body is refused, one just below the limit is read', async () => {
    const megabytes = (count: number) => JSON.stringify({ name: 'big', ready: true, kind: 'x'.repeat(count * 1024 * 1024) });
    expect((await t.call('POST', '/data/samples', megabytes(10))).status).toBe(413);
    expect((await t.call('POST', '/data/samples', megabytes(9))).status).toBe(422);
  });

  it('of keys or depth is read and judged', async () => {
    const keys = Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`k${n}`, n]));
    expect((await t.call('POST', '/data/samples', { ...keys, ready: true })).status).toBe(422);
    const deep = (brackets: number) => `{"name":"deep","ready":true,"doc":${'['.repeat(brackets)}${']'.repeat(brackets)}}`;
    expect(await t.call('POST', '/data/samples', deep(100))).toMatchObject({ status: 201 });
    await t.query(`delete from addon_lab.samples where name = 'deep'`);
    expect((await t.call('POST', '/data/samples', deep(101))).status).toBe(422);
    const refused = {
      status: 400,
      body: { success: false, message: `the body is no JSON: more than 200 brackets stand within each other` },
    };
    for (const [method, path] of [
      ['POST', '/data/samples'],
      ['PUT', `/data/samples/${rowId}`],
      ['DELETE', `/data/samples/${rowId}`],
      ['POST', '/playground/seed'],
      ['PUT', '/playground/webhooks/answers'],
      ['POST', `/approvals/${rowId}/approve`],
    ] as const)
      expect([path, await t.call(method, path, deep(100_000))]).toEqual([path, refused]);
    expect(await t.call('POST', '/data/samples', `{"name":"deep","ready":true,"doc":"${'['.repeat(1_000_000)}"}`)).toMatchObject({
      status: 422,
    });
  });

  it('at once is answered in turn', async () => {
    const answers = await Promise.all(Array.from({ length: 300 }, () => t.call('GET', '/data/samples?count=0')));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
  });
});

describe('addresses', () => {
  it.each([
    '/data/samples/%',
    '/data/samples/%ff',
    '/data/%00',
    '/data//samples',
    '/data/samples/',
    '/data/../metadata/all',
    '//data/samples',
    '/data/samples%2fme',
    '/data/samples%00',
    '/playground/jobs/%00',
    '/playground/jobs/a%00b',
    '/approvals?status=%00',
    '/dashboard/data?keys=%00',
    '/documents/%00',
    '/data/samples?search=%0%000',
  ])('%s is answered', async (path) => {
    const { status, body } = await t.call('GET', path);
    expect([200, 400, 404]).toContain(status);
    expect(body).toHaveProperty('success', status === 200);
  });
});

describe('a NUL', () => {
  it('in the reason of a deletion is left out, and the row is deleted', async () => {
    const made = await t.call('POST', '/data/samples', { name: 'reasoned', ready: true });
    const { id } = (made.body as { data: { id: string } }).data;
    expect(await t.call('DELETE', `/data/samples/${id}?reason=x%00y`)).toEqual({ status: 200, body: { success: true } });
    const [event] = await t.query(
      `select payload->>'reason' as reason from metacore.events where payload->>'id' = $1 and payload ? 'reason'`.replace(
        'payload ?',
        'payload::jsonb ?',
      ),
      [id],
    );
    expect(event).toEqual({ reason: 'xy' });
    await t.query('delete from addon_lab.samples where id = $1', [id]);
  });

  it('in a path names nothing', async () => {
    expect(await t.call('POST', '/playground/deliveries/%00/replay')).toMatchObject({ status: 404 });
    expect(await t.call('DELETE', '/playground/jobs/%00')).toMatchObject({ status: 404 });
    expect(await t.call('POST', '/playground/schedules/a%00/b/run')).toMatchObject({ status: 404 });
  });
});

describe('anything', () => {
  it('in a body or a query is answered with a status that says whose fault it was', async () => {
    const columns = [
      'name',
      'note',
      'count',
      'big',
      'price',
      'ok',
      'ready',
      'day',
      'at_time',
      'doc',
      'embedding',
      'kind',
      'parent_id',
      'viewers',
      'id',
      'organization_id',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom(...columns), fc.jsonValue({ maxDepth: 2 })),
        fc.webQueryParameters(),
        async (body, query) => {
          const created = await t.call('POST', '/data/samples', body);
          expect([201, 422]).toContain(created.status);
          if (created.status === 201)
            await t.query('delete from addon_lab.samples where id = $1', [(created.body as { data: { id: string } }).data.id]);
          const updated = await t.call('PUT', '/data/parts/99999999-9999-4999-8999-999999999999', body);
          expect(updated.status).toBe(404);
          for (const column of columns) expect((await t.call('GET', `/data/samples?f_${column}=${query}`)).status).toBe(200);
        },
      ),
      { numRuns: cases(25, 500) },
    );
  });
});

it('and the row is still there', async () => {
  expect(await t.call('GET', `/data/samples/${rowId}`)).toMatchObject({ status: 200, body: { data: { note: 'untouched' } } });
});
