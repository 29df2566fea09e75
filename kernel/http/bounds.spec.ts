/** Bounds of the data plane (docs/contract/bounds.md), each tried from both sides. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_BODY_BYTES, MAX_FORM_BYTES } from './body';
import { vectorText } from '../columns/vector';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { labManifest } from '../testing/lab';
import { createTestGuest } from '../testing/guest';
import { manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';

let t: TestKernel;
let id = '';
beforeAll(async () => {
  const guest = createTestGuest();
  guest.on('OnLines', () => ({ success: true }));
  t = await openTestKernel({ guest });
  const manifest = labManifest();
  const pointers = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name: `${name}_id`, type: 'uuid', ref: 'Sample' }));
  await t.install({
    ...manifest,
    models: [
      ...(manifest.models ?? []),
      {
        key: 'Star',
        table: 'stars',
        columns: pointers,
        relations: [{ name: 'rays', kind: 'one_to_many', through: 'Ray', foreign_key: 'star_id' }],
      },
      {
        key: 'Ray',
        table: 'rays',
        columns: [
          { name: 'star_id', type: 'uuid', not_null: true },
          { name: 'title', type: 'text' },
        ],
      },
    ],
    webhooks: [{ key: 'told', path: '/told', verify: 'bearer', secret_ref: 'post.token', do: 'wasm:OnLines' }],
    contributions: {
      dashboard: [{ key: 'rays', title: 'Rays', kind: 'bar', query: { model: 'Ray', group_by: 'title', limit: 500 } }],
      actions: [
        {
          key: 'lines',
          target_model: 'Sample',
          placement: 'table',
          idempotency: { key_field: 'request' },
          fields: [
            {
              key: 'items',
              type: 'line_items',
              label: 'Items',
              item_fields: [
                { key: 'note', type: 'text', label: 'Note' },
                { key: 'sample', type: 'dynamic_select', label: 'Sample', ref: 'Sample' },
              ],
            },
          ],
          handler: { type: 'wasm', function: 'OnLines' },
        },
      ],
    },
  });
  const { body } = await t.call('POST', '/data/samples', { name: 'one', ready: true });
  id = (body as { data: { id: string } }).data.id;
  const star = await t.call('POST', '/data/stars', Object.fromEntries(pointers.map(({ name }) => [name, id])));
  await t.query(
    `insert into addon_lab.rays (organization_id, star_id, title) select $1, $2, to_char(n, 'FM000') from generate_series(1, 201) n`,
    [DEFAULT_PRINCIPAL.organizationId, (star.body as { data: { id: string } }).data.id],
  );
});
afterAll(() => t.database.close());

const status = async (method: string, path: string, body?: unknown): Promise<number> => (await t.call(method, path, body)).status;
interface Shown {
  series: unknown[];
}
interface Answered {
  data: unknown;
  errors?: Record<string, unknown>;
  correlation_id?: string;
}
const answered = async (method: string, path: string, body?: unknown): Promise<Answered> =>
  (await t.call(method, path, body)).body as Answered;
const rows = async (path: string): Promise<Record<string, unknown>[]> => (await answered('GET', path)).data as Record<string, unknown>[];
const total = async (query: string): Promise<number> =>
  ((await t.call('GET', `/data/samples?${query}`)).body as { meta: { total: number } }).meta.total;

describe('a body', () => {
  it('may be as long as it may be, and not a byte longer', async () => {
    const head = '{"name":"x","ready":true,"kind":"';
    const body = (bytes: number) => `${head}${'x'.repeat(bytes - head.length - 2)}"}`;
    expect(body(MAX_BODY_BYTES).length).toBe(MAX_BODY_BYTES);
    expect(await status('POST', '/data/samples', body(MAX_BODY_BYTES))).toBe(422);
    expect(await t.call('POST', '/data/samples', body(MAX_BODY_BYTES + 1))).toEqual({
      status: 413,
      body: { success: false, message: 'the body is longer than 10 MiB' },
    });
    // Two bytes each: what counts is bytes.
    const long = JSON.stringify({ name: 'x', ready: true, kind: 'ñ'.repeat(MAX_BODY_BYTES / 2) });
    expect(await status('POST', '/data/samples', long)).toBe(413);
  });

  it('that is a form may hold the largest file and what stands around it', async () => {
    const form = async (bytes: number): Promise<unknown> => {
      const headers = { 'content-type': 'multipart/form-data; boundary=x' };
      const init: RequestInit = { method: 'POST', body: new Uint8Array(bytes), headers };
      const response = await t.kernel.fetch(new Request('http://kernel.test/data/samples/import', init));
      return [response.status, ((await response.json()) as { message: string }).message];
    };
    expect(await form(MAX_FORM_BYTES)).toEqual([400, 'the body is no form with a file']);
    expect(await form(MAX_FORM_BYTES + 1)).toEqual([413, 'the body is longer than 34 MiB']);
  });

  it('is not read on behalf of nobody, nor of somebody who may not write', async () => {
    let pulled = 0;
    const body = () =>
      new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            pulled += 1;
            controller.enqueue(new Uint8Array(1024));
          },
        },
        { highWaterMark: 0 },
      );
    const ask = (principal: Parameters<typeof t.kernel.fetch>[1]) => {
      const init: RequestInit & { duplex: 'half' } = { method: 'POST', body: body(), duplex: 'half' };
      return t.kernel.fetch(new Request('http://kernel.test/data/samples', init), principal);
    };
    expect((await ask(null)).status).toBe(401);
    expect((await ask({ ...DEFAULT_PRINCIPAL, roles: [], isAdmin: false })).status).toBe(403);
    expect(pulled).toBe(0);
    expect((await ask(undefined)).status).toBe(413);
    expect(pulled).toBe(MAX_BODY_BYTES / 1024 + 1);
  });

  it('may have so many brackets within each other', async () => {
    const deep = (brackets: number) => `{"name":"deep","ready":true,"x":${'['.repeat(brackets - 1)}${']'.repeat(brackets - 1)}}`;
    expect(await status('POST', '/data/samples', deep(200))).toBe(201);
    expect(await t.call('POST', '/data/samples', deep(201))).toEqual({
      status: 400,
      body: { success: false, message: 'the body is no JSON: more than 200 brackets stand within each other' },
    });
    expect(await status('POST', '/data/samples/action/lines', deep(201))).toBe(400);
  });

  it('may have numbers of so many digits in a JSON column', async () => {
    for (const [doc, expected] of [
      ['1e999', 200],
      ['1e1000', 422],
      ['[1e-1000]', 200],
      ['{"a":1e-1001}', 422],
      ['-1e131071', 422],
    ] as const)
      expect([doc, await status('PUT', `/data/samples/${id}`, `{"doc":${doc}}`)]).toEqual([doc, expected]);
    await t.call('PUT', `/data/samples/${id}`, { doc: null });
  });
});

describe('a JSON column', () => {
  it('may have numbers that grow by so many digits together', async () => {
    const doc = async (number: string, count: number): Promise<number> =>
      status('PUT', `/data/samples/${id}`, `{"doc":[${Array(count).fill(number).join()}]}`);
    // 1e999 has five characters and a thousand digits, 1e+300 is a number of JavaScript's own.
    expect([await doc('1e999', 1053), await doc('1e999', 1054)]).toEqual([200, 422]);
    expect([await doc('1e+300', 3554), await doc('1e+300', 3555)]).toEqual([200, 422]);
    expect(await doc('0.12345678901234567890123', 100_000)).toBe(200);
    await t.call('PUT', `/data/samples/${id}`, { doc: null });
  });
});

describe('a request', () => {
  it('has an id of which so much is repeated', async () => {
    const told = async (length: number): Promise<unknown> =>
      ((await t.call('GET', '/data/nothing', undefined, DEFAULT_PRINCIPAL, { 'x-request-id': 'r'.repeat(length) })).body as Answered)
        .correlation_id;
    expect([await told(128), await told(129)]).toEqual(['r'.repeat(128), 'r'.repeat(128)]);
    expect(await told(127)).toBe('r'.repeat(127));
  });

  it('to an inbound webhook has a signature of so many characters', async () => {
    const sent = (length: number) => status('POST', '/playground/inbound/lab/told/send', { signature: 's'.repeat(length) });
    expect([await sent(4096), await sent(4097)]).toEqual([401, 400]);
  });
});

describe('a vector', () => {
  it('has sixteen thousand elements at most', () => {
    const elements = (count: number) => Array.from({ length: count }, () => 1);
    expect(vectorText(elements(16_000))?.length).toBe(32_001);
    expect(vectorText(elements(16_001))).toBeNull();
  });
});

describe('a row', () => {
  it('may be as large as it can be read alone', async () => {
    const half = 'x'.repeat(8 * 1024 * 1024 - 2000);
    expect(await status('PUT', `/data/samples/${id}`, { note: half })).toBe(200);
    expect(await status('PUT', `/data/samples/${id}`, { doc: { half } })).toBe(200);
    const more = await t.call('PUT', `/data/samples/${id}`, { doc: { half: `${half}${'y'.repeat(4000)}` } });
    expect(more).toMatchObject({
      status: 422,
      body: { errors: { doc: [{ code: 'max', params: { max: 16_777_216, kind: 'bytes_of_row' } }] } },
    });
    expect(await status('GET', `/data/samples/${id}`)).toBe(200);
  });
});

describe('a page', () => {
  it('that would be longer than an answer is refused with how many rows would do, and its columns can be chosen', async () => {
    // Compressed they are small: what counts is what would be answered.
    await t.query(`update addon_lab.samples set note = repeat('x', 8000000), doc = null where id = $1`, [id]);
    await t.query(`insert into addon_lab.samples (organization_id, name, ready, note, doc)
      select organization_id, 'large', true, case when n % 2 = 0 then note end, case when n % 2 = 1 then to_jsonb(note) end
      from addon_lab.samples, generate_series(1, 5) as n where id = '${id}'`);
    const found = await t.call('GET', '/data/samples?f_note=LIKE:xxx&f_name=NEQ:deep&per_page=200');
    expect(found.status).toBe(200);
    expect(await t.call('GET', '/data/samples?f_name=IN:one,large')).toEqual({
      status: 422,
      body: {
        success: false,
        message:
          'these 6 rows hold 46 MiB; one answer holds 32 MiB at most: ask for 4 of them (per_page=4), or for the columns you need (fields=id,…)',
        code: 'answer_too_large',
      },
    });
    expect(await status('GET', '/data/samples?f_name=IN:one,large&per_page=4')).toBe(200);
    // Of a page that was not read to its end nothing is counted.
    expect(await status('GET', '/data/samples?search=large')).toBe(422);
    expect(await t.call('GET', '/data/samples?search=large&per_page=2')).toMatchObject({ status: 200, body: { meta: { total: 5 } } });
    expect(await status('GET', '/data/samples?f_name=IN:one,large&fields=name,ready')).toBe(200);
    expect(await status('GET', '/data/samples?f_name=IN:one,large&page=9')).toBe(200);
    // A file has them all, read a few at a time.
    let lines = 0;
    const statements = await t.statementsOf(async () => {
      const file = await t.kernel.fetch(
        new Request('http://kernel.test/data/samples/export?format=csv&columns=name,note&f_name=IN:one,large'),
      );
      lines = (await file.text()).trim().split('\n').length;
    });
    expect([lines, statements.filter((text) => text.includes('order by')).length]).toEqual([7, 3]);
    await t.query(`delete from addon_lab.samples where name = 'large'`);
    await t.query(`update addon_lab.samples set note = null where id = $1`, [id]);
  });

  it('of facets, groups or related rows that would be longer is refused before it leaves the database', async () => {
    const star = (
      await t.query(`insert into addon_lab.stars (organization_id) values ($1) returning id`, [DEFAULT_PRINCIPAL.organizationId])
    )[0];
    await t.query(
      `insert into addon_lab.rays (organization_id, star_id, title) select $1, $2, n || repeat('y', 7000000) from generate_series(1, 5) n`,
      [DEFAULT_PRINCIPAL.organizationId, star?.id],
    );
    const refused = async (path: string) => {
      const { body, ...answer } = await t.call('GET', path);
      const { message, code } = body as { message: string; code: string };
      return [answer.status, code, message];
    };
    const long = `f_star_id=${String(star?.id)}`;
    const sentence = (rows: number, size: number, cure: string) => [
      ...[422, 'answer_too_large', `these ${String(rows)} rows hold ${String(size)} MiB; one answer holds 32 MiB at most: ${cure}`],
    ];
    // A value is its own label, and told twice.
    expect(await refused(`/data/rays/facets?field=title&${long}`)).toEqual(sentence(5, 67, 'ask for 2 of them (limit=2)'));
    expect(await refused(`/data/rays?group_by=title&${long}`)).toEqual(sentence(5, 33, 'ask for fewer groups (per_page)'));
    const related = 'ask for fewer rows (per_page), or leave the relation out of with';
    expect(await refused(`/data/stars?with=rays&f_id=${String(star?.id)}`)).toEqual(sentence(5, 33, related));
    expect(await status('GET', `/data/rays/facets?field=title&${long}&limit=2`)).toBe(200);
    expect(await status('GET', `/data/rays?group_by=title&${long}&per_page=4`)).toBe(200);
    await t.query('delete from addon_lab.rays where length(title) > 9');
    await t.query('delete from addon_lab.stars where id = $1', [star?.id]);
  });

  it('has sixteen hundred columns, and is read all the same', async () => {
    const columns = Array.from({ length: 1_590 }, (_, index) => ({ name: `c${String(index)}`, type: 'text' }));
    await t.install(manifestWith('broad', [{ key: 'Broad', table: 'broads', label: 'Broads', columns }]));
    expect((await t.call('POST', '/data/broads', { c0: 'first', c1589: 'last' })).status).toBe(201);
    expect((await t.call('GET', '/data/broads')).body).toMatchObject({ data: [{ c0: 'first', c1589: 'last' }], meta: { total: 1 } });
    expect(await status('GET', '/data/broads/export?format=json')).toBe(200);
    expect((await t.call('GET', '/data/broads?search=last')).body).toMatchObject({ meta: { total: 1 } });
  });

  it('has two hundred rows at most', async () => {
    expect((await t.call('GET', '/data/samples?per_page=200')).body).toMatchObject({ meta: { per_page: 200 } });
    expect((await t.call('GET', '/data/samples?per_page=201')).body).toMatchObject({ meta: { per_page: 200 } });
  });

  it('takes filters and lists of values up to a length', async () => {
    const all = await total('');
    expect(await total(`f_name=EQ:${'x'.repeat(255)}`)).toBe(0);
    expect(await total(`f_name=EQ:${'x'.repeat(256)}`)).toBe(all);
    const list = (length: number) =>
      `f_name=IN:${Array.from({ length }, (_, n) => (n === length - 1 ? 'one' : `n${String(n)}`)).join(',')}`;
    expect(await total(list(500))).toBe(1);
    expect(await total(list(501))).toBe(0);
    const filters = (count: number) =>
      [...Array.from({ length: count - 1 }, (_, n) => `f_name=NEQ:n${String(n)}`), 'f_name=EQ:one'].join('&');
    expect(await total(filters(200))).toBe(1);
    expect(await total(filters(201))).toBe(all);
  });

  it('groups by eight columns, with twenty aggregates', async () => {
    const columns = ['name', 'note', 'at_time', 'big', 'price', 'ok', 'ready', 'day', 'kind'];
    expect(await status('GET', `/data/samples?group_by=${columns.slice(0, 8).join()}`)).toBe(200);
    expect(await status('GET', `/data/samples?group_by=${columns.join()}`)).toBe(400);
    const sums = (count: number) => Array.from({ length: count }, (_, n) => `sum(count):s${String(n)}`).join();
    expect(await status('GET', `/data/samples?aggregate=${sums(20)}`)).toBe(200);
    expect(await status('GET', `/data/samples?aggregate=${sums(21)}`)).toBe(400);
  });

  it('has beside a row five of its relations, and a hundred children', async () => {
    const [star] = await rows('/data/stars?with=a,b,c,d,rays,e');
    const names = ['a', 'b', 'c', 'd', 'e'].map((name) => (star?.[name] as Record<string, unknown>).name);
    expect(names).toEqual(['one', 'one', 'one', 'one', undefined]);
    expect((star?.rays as unknown[]).length).toBe(100);
    await t.query(`delete from addon_lab.rays where title > '099'`);
    expect(((await rows('/data/stars?with=rays'))[0]?.rays as unknown[]).length).toBe(99);
    await t.query(
      `insert into addon_lab.rays (organization_id, star_id, title) select organization_id, id, to_char(n, 'FM000') from addon_lab.stars, generate_series(100, 201) n`,
    );
  });
});

describe('a choice of values', () => {
  it('has two hundred at most', async () => {
    for (const [limit, found] of [
      [199, 199],
      [200, 200],
      [201, 200],
    ] as const) {
      expect([limit, (await rows(`/data/rays/facets?field=title&limit=${limit}`)).length]).toEqual([limit, found]);
      expect([limit, (await rows(`/options/rays?field=id&limit=${limit}`)).length]).toEqual([limit, found]);
    }
    expect((await rows('/options/rays?field=id&limit=201&offset=200')).length).toBe(1);
  });
});

describe('a dashboard', () => {
  it('is asked for a hundred widgets at once, and each shows a hundred groups', async () => {
    const asked = async (others: number): Promise<unknown> => {
      const keys = [...Array.from({ length: others }, (_, n) => `lab.n${String(n)}`), 'lab.rays'];
      const { 'lab.rays': rays } = (await answered('GET', `/dashboard/data?keys=${keys.join()}`)).data as Record<string, Shown>;
      return rays?.series.length;
    };
    expect([await asked(99), await asked(100)]).toEqual([100, undefined]);
    await t.query(`delete from addon_lab.rays where title > '099'`);
    expect(await asked(0)).toBe(99);
  });
});

describe('a file', () => {
  it('has a thousand of its faults told, and all of them counted', async () => {
    const told = async (count: number): Promise<unknown> => {
      const form = new FormData();
      form.set('file', new File([`name,ready\n${'x,perhaps\n'.repeat(count)}`], 'x.csv'));
      const request = new Request('http://kernel.test/data/samples/import/validate', { method: 'POST', body: form });
      const { data } = (await (await t.kernel.fetch(request)).json()) as { data: { errors: unknown[]; errorCount: number } };
      return [data.errors.length, data.errorCount];
    };
    expect([await told(1000), await told(1001)]).toEqual([
      [1000, 1000],
      [1000, 1001],
    ]);
  });
});

describe('an action', () => {
  it('tells a thousand errors', async () => {
    const told = async (items: unknown[]): Promise<number> =>
      Object.keys((await answered('POST', '/data/samples/action/lines', { items })).errors ?? {}).length;
    for (const line of ['no object', { note: {} }, { sample: 'no id' }])
      for (const [count, errors] of [
        [999, 999],
        [1000, 1000],
        [1001, 1000],
      ] as const)
        expect([line, count, await told(Array.from({ length: count }, () => line))]).toEqual([line, count, errors]);
  });

  it('has a thousand of its references looked up', async () => {
    const nobody = { sample: '99999999-9999-4999-8999-999999999999' };
    const run = (before: number) =>
      t.call('POST', '/data/samples/action/lines', { items: [...Array.from({ length: before }, () => ({ sample: id })), nobody] });
    expect(await run(999)).toMatchObject({ status: 422, body: { errors: { 'items.999.sample': [{ code: 'not_found' }] } } });
    expect(await run(1000)).toMatchObject({ status: 200 });
  });

  it('takes five thousand lines, and a key of two hundred characters', async () => {
    const run = (body: object) => status('POST', '/data/samples/action/lines', body);
    const items = (length: number) => Array.from({ length }, () => ({ note: 'x' }));
    expect([await run({ items: items(5000) }), await run({ items: items(5001) })]).toEqual([200, 422]);
    expect([await run({ request: 'k'.repeat(200) }), await run({ request: 'k'.repeat(201) })]).toEqual([200, 422]);
  });
});
