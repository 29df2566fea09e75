import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labManifest, LAB_LOCALES } from '../testing/lab';
import { type Answer, openTestKernel, type TestKernel } from '../testing/kernel';

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
  await t.install(labManifest(), { locales: LAB_LOCALES });
});
afterAll(() => t.database.close());

const BASE = { name: 'sample', ready: true };
const create = (values: Record<string, unknown>): Promise<Answer> => t.call('POST', '/data/samples', { ...BASE, ...values });
const dataOf = (answer: Answer) => (answer.body as { data: Record<string, unknown> }).data;
const errorsOf = (answer: Answer) => (answer.body as { errors?: unknown }).errors;
const invalid = (errors: Record<string, unknown>) => ({ status: 422, body: { success: false, message: 'validation.failed', errors } });

async function fresh(values: Record<string, unknown> = {}): Promise<string> {
  const answer = await create(values);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return String(dataOf(answer).id);
}

const DECIMALS = 'has more decimals than are kept (2): write it with 2 at most, nothing is rounded';
const CHARACTERS = 'holds NUL or half a character, which nothing can store: take it out';
const CHARACTERS_AT = 'holds NUL or half a character (at doc.a.0), which nothing can store: take it out';

describe('numbers', () => {
  const created = (fields: string) => answerText('POST', '/data/samples', `{"name":"exact","ready":true,${fields}}`);
  const answerText = async (method: string, path: string, body?: string) => {
    const response = await t.kernel.fetch(new Request(`http://kernel.test${path}`, { method, ...(body !== undefined && { body }) }));
    return { status: response.status, text: await response.text() };
  };
  const member = (text: string, name: string) => new RegExp(`"${name}":([^,}]+[}]?)[,}]`).exec(text)?.[1];

  it('of a body are stored to the last digit, and answered so', async () => {
    const { status, text } = await created(
      '"big":9007199254740993,"note":20240115123456789012,"price":10.00,"count":1.0,"embedding":[1.0,2.50,3]',
    );
    expect(status).toBe(201);
    expect(['big', 'note', 'price', 'count'].map((name) => member(text, name))).toEqual([
      '"9007199254740993"',
      '"20240115123456789012"',
      '10',
      '1',
    ]);
    expect(await t.query(`select big::text, note, price::text, embedding::text from addon_lab.samples where name = 'exact'`)).toEqual([
      { big: '9007199254740993', note: '20240115123456789012', price: '10.00', embedding: '[1,2.5,3]' },
    ]);
    await t.query(`delete from addon_lab.samples where name = 'exact'`);
  });

  it('of a JSON column are answered as PostgreSQL keeps them, and stay so when the row is written back', async () => {
    const doc = '{"id":12345678901234567890,"list":[1.0,-0.10],"amount":10.00}';
    const { text } = await created(`"doc":${doc}`);
    const stored = '{"id":12345678901234567890,"list":[1.0,-0.10],"amount":10.00}';
    expect(text).toContain(`"doc":${stored}`);
    const id = member(text, 'id')?.slice(1, -1) ?? '';
    const read = await answerText('GET', `/data/samples/${id}`);
    expect(read.text).toContain(`"doc":${stored}`);
    const row = /"data":(.*)}$/.exec(read.text)?.[1] ?? '';
    expect((await answerText('PUT', `/data/samples/${id}`, row)).text).toContain(`"doc":${stored}`);
    const filter = encodeURIComponent(`EQ:${doc}`);
    expect(await t.call('GET', `/data/samples?f_doc=${filter}`)).toMatchObject({ body: { meta: { total: 1 } } });
    await t.query(`delete from addon_lab.samples where name = 'exact'`);
  });
});

describe('values', () => {
  it.each<[column: string, given: unknown, stored: unknown]>([
    ['note', 'text', 'text'],
    ['note', 7, '7'],
    ['note', true, 'true'],
    ['note', ' kept ', ' kept '],
    ['note', '🎟️ é', '🎟️ é'],
    ['count', 3, 3],
    ['count', ' -3 ', -3],
    ['count', '1073741823', 1073741823],
    ['big', '9223372036854775807', '9223372036854775807'],
    ['big', 9007199254740991, 9007199254740991],
    ['price', '12.3400', 12.34],
    ['price', '.5', 0.5],
    ['price', '1e3', 1000],
    ['price', -0, 0],
    ['price', '99999999.99', 99999999.99],
    ['ok', true, true],
    ['ok', 'f', false],
    ['ok', 1, true],
    ['ok', '0', false],
    ['day', '2026-02-03', '2026-02-03'],
    ['day', '2026-02-03T23:00:00-05:00', '2026-02-03'],
    ['day', '0001-01-01', '0001-01-01'],
    ['day', '9999-12-31', '9999-12-31'],
    ['at_time', '2026-02-03', '2026-02-03T00:00:00Z'],
    ['at_time', '2026-02-03 04:05', '2026-02-03T04:05:00Z'],
    ['at_time', '2026-02-03T04:05:06.789+02:00', '2026-02-03T02:05:06.789Z'],
    ['doc', { a: [1, 'é', null] }, { a: [1, 'é', null] }],
    ['doc', [1], [1]],
    ['doc', 5, 5],
    ['doc', false, false],
    ['doc', '"text"', 'text'],
    ['embedding', [1, 2.5, -3], '[1,2.5,-3]'],
    ['embedding', '[1, 2.5, -3]', '[1,2.5,-3]'],
    ['parent_id', null, null],
    ['viewers', ['a0000000-0000-4000-8000-000000000001'], ['a0000000-0000-4000-8000-000000000001']],
    ['code', 'ABC', 'ABC'],
  ])('%s takes %j', async (column, given, stored) => {
    const answer = await create({ [column]: given });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    expect(dataOf(answer)[column]).toEqual(stored);
    const id = String(dataOf(answer).id);
    expect(dataOf(await t.call('PUT', `/data/samples/${id}`, { [column]: given }))[column]).toEqual(stored);
  });

  it.each<[column: string, given: unknown, error: Record<string, unknown>]>([
    ['note', { a: 1 }, { code: 'invalid_type' }],
    ['note', ['x'], { code: 'invalid_type' }],
    ['name', 'x'.repeat(21), { code: 'max', params: { max: 20, kind: 'length' } }],
    ['name', '🎟'.repeat(21), { code: 'max', params: { max: 20, kind: 'length' } }],
    ['count', 1.5, { code: 'integer' }],
    ['count', '1.0', { code: 'integer' }],
    ['count', 'one', { code: 'integer' }],
    ['count', true, { code: 'integer' }],
    ['count', [1], { code: 'integer' }],
    ['count', 2147483648, { code: 'max', params: { max: 2147483647 } }],
    ['count', -2147483649, { code: 'min', params: { min: -2147483648 } }],
    ['big', '9223372036854775808', { code: 'integer' }],
    ['big', 1e21, { code: 'integer' }],
    ['price', 'NaN', { code: 'numeric' }],
    ['price', 'Infinity', { code: 'numeric' }],
    ['price', '1,5', { code: 'numeric' }],
    ['price', '0x10', { code: 'numeric' }],
    ['price', 100000000, { code: 'max', params: { max: 99999999.99 } }],
    ['price', '-1e999', { code: 'min', params: { min: -99999999.99 } }],
    ['price', 12.345, { code: 'decimals', params: { max: 2 }, message: DECIMALS }],
    ['price', -1e-7, { code: 'decimals', params: { max: 2 }, message: DECIMALS }],
    ['price', '99999999.999', { code: 'decimals', params: { max: 2 }, message: DECIMALS }],
    ['note', 'NUL \u0000', { code: 'invalid_type', params: { kind: 'characters' }, message: CHARACTERS }],
    ['note', 'half \ud800 pair', { code: 'invalid_type', params: { kind: 'characters' }, message: CHARACTERS }],
    ['ok', 'yes', { code: 'invalid_type' }],
    ['ok', 2, { code: 'invalid_type' }],
    ['day', '2026-02-30', { code: 'invalid_type' }],
    ['day', '0000-01-01', { code: 'invalid_type' }],
    ['day', '03/02/2026', { code: 'invalid_type' }],
    ['day', 20260203, { code: 'invalid_type' }],
    ['at_time', '2026-02-03T25:00:00Z', { code: 'invalid_type' }],
    ['at_time', '2026-02-03T10:00:00+23:00', { code: 'invalid_type' }],
    ['at_time', 'now', { code: 'invalid_type' }],
    ['at_time', 'infinity', { code: 'invalid_type' }],
    ['doc', '{"a":', { code: 'invalid_type' }],
    ['doc', 'text', { code: 'invalid_type' }],
    ['doc', { a: ['NUL \u0000'] }, { code: 'invalid_type', params: { kind: 'characters', at: 'doc.a.0' }, message: CHARACTERS_AT }],
    ['doc', '{"a":"\\u0000"}', { code: 'invalid_type' }],
    ['doc', '1e1000', { code: 'invalid_type' }],
    ['doc', '['.repeat(101) + ']'.repeat(101), { code: 'invalid_type' }],
    ['embedding', [1, 'x', 3], { code: 'invalid_type' }],
    ['embedding', '[1,NaN,3]', { code: 'invalid_type' }],
    ['embedding', [1, 2, 1e300], { code: 'invalid_type' }],
    ['embedding', 'x', { code: 'invalid_type' }],
    ['parent_id', 'x', { code: 'uuid' }],
    ['parent_id', 7, { code: 'uuid' }],
    ['kind', 'lost', { code: 'invalid_option' }],
    ['code', 'abc', { code: 'regex' }],
    ['secret', 'x', { code: 'protected' }],
  ])('%s refuses %j', async (column, given, error) => {
    expect(await create({ [column]: given })).toEqual(invalid({ [column]: [error] }));
    const id = await fresh();
    expect(await t.call('PUT', `/data/samples/${id}`, { [column]: given })).toEqual(invalid({ [column]: [error] }));
  });

  it('of other dimensions and computed ones that overflow are refused by name, in both languages', async () => {
    const dimensions = { code: 'invalid_type', params: { kind: 'dimensions', expected: 3, given: 2 } };
    expect(errorsOf(await create({ embedding: [1, 2] }))).toEqual({
      embedding: [{ ...dimensions, message: 'has 2 numbers; the column holds 3' }],
    });
    const [computed = ''] = Object.keys(errorsOf(await create({ count: 2000000000 })) as object);
    expect(errorsOf(await create({ count: 2000000000 }))).toEqual({
      [computed]: [
        { code: 'max', params: { kind: 'computed', type: 'integer' }, message: 'would become a number out of the range of integer' },
      ],
    });
    const spanish = await t.call('POST', '/data/samples', { ready: true, name: 'x', count: 2000000000 }, undefined, {
      'accept-language': 'es',
    });
    expect(JSON.stringify(spanish.body)).toContain('pasaría a ser un número fuera del rango de integer');
    const id = await fresh();
    expect(errorsOf(await t.call('PUT', `/data/samples/${id}`, { count: 2000000000 }))).toMatchObject({ [computed]: [{ code: 'max' }] });
  });

  it('are measured in characters and broken by several rules at once', async () => {
    expect(errorsOf(await create({ code: 'abcd' }))).toEqual({
      code: [{ code: 'max', params: { max: 3, kind: 'length' } }, { code: 'regex' }],
    });
    expect(errorsOf(await create({ code: 'A' }))).toEqual({
      code: [{ code: 'min', params: { min: 2, kind: 'length' } }, { code: 'regex' }],
    });
    expect((await create({ name: '🎟'.repeat(20) })).status).toBe(201);
  });
});

describe('empty fields, as the generated form sends them', () => {
  const EMPTY = {
    note: '',
    count: '',
    big: '',
    price: '',
    ok: '',
    day: '',
    at_time: '',
    doc: '',
    embedding: '',
    parent_id: '',
    code: '',
    secret: '',
  };

  it('of a new row are nothing, and false for a box that must be ticked or not', async () => {
    const row = dataOf(await create({ ...EMPTY, ready: '', kind: '' }));
    expect(row).toMatchObject({ note: '', count: null, big: null, price: null, ok: null, day: null, at_time: null, doc: null });
    expect(row).toMatchObject({ embedding: null, parent_id: null, parent: null, code: '', secret: null, ready: false, kind: 'raw' });
  });

  it('of a row that is there clear it', async () => {
    const id = await fresh({ note: 'x', count: 1, ok: true, day: '2026-01-01', doc: {}, embedding: [1, 2, 3], kind: 'done', code: 'AB' });
    const row = dataOf(await t.call('PUT', `/data/samples/${id}`, { ...EMPTY, ready: '', kind: '' }));
    expect(row).toMatchObject({
      note: '',
      count: null,
      ok: null,
      day: null,
      doc: null,
      embedding: null,
      ready: false,
      kind: null,
      code: '',
    });
  });

  it('that are required are an error, null and blanks included', async () => {
    const required = invalid({ name: [{ code: 'required' }] });
    for (const name of ['', '   ', null]) {
      expect(await create({ name })).toEqual(required);
      expect(await t.call('PUT', `/data/samples/${await fresh()}`, { name })).toEqual(required);
    }
    expect(await t.call('POST', '/data/samples', { name: 'x' })).toEqual(invalid({ ready: [{ code: 'required' }] }));
    expect(await t.call('POST', '/data/samples', { name: 'x', ready: null })).toEqual(invalid({ ready: [{ code: 'required' }] }));
  });

  it('keep a default when they are blank, and are null when they say null', async () => {
    expect(dataOf(await create({ kind: '' })).kind).toBe('raw');
    expect(dataOf(await create({ kind: null })).kind).toBe(null);
    expect(dataOf(await create({})).kind).toBe('raw');
  });
});

describe('a change', () => {
  it('touches what the body names and the stamps', async () => {
    const id = await fresh({ note: 'kept', count: 1 });
    const before = dataOf(await t.call('GET', `/data/samples/${id}`));
    const after = dataOf(await t.call('PUT', `/data/samples/${id}`, { count: 2 }));
    expect(after).toEqual({ ...before, count: 2, double: 4, updated_at: after.updated_at });
  });

  it('does not reach what only the kernel writes, nor what is computed', async () => {
    const id = await fresh({ count: 2 });
    const before = dataOf(await t.call('GET', `/data/samples/${id}`));
    const forged = {
      id: '99999999-9999-4999-8999-999999999999',
      organization_id: '22222222-2222-4222-8222-222222222222',
      created_at: '2000-01-01',
      deleted_at: '2000-01-01',
      created_by_id: '99999999-9999-4999-8999-999999999999',
      double: 99,
      unknown: 'x',
    };
    const after = dataOf(await t.call('PUT', `/data/samples/${id}`, forged));
    expect(after).toEqual({ ...before, updated_at: after.updated_at });
  });

  it('may repeat a protected value, as a form that sends every field does', async () => {
    const id = await fresh();
    expect((await t.call('PUT', `/data/samples/${id}`, { secret: null, note: 'a' })).status).toBe(200);
    expect((await t.call('PUT', `/data/samples/${id}`, { secret: '', note: 'b' })).status).toBe(200);
    await t.query(`update addon_lab.samples set secret = 'known' where id = $1`, [id]);
    expect((await t.call('PUT', `/data/samples/${id}`, { secret: 'known' })).status).toBe(200);
    expect(await t.call('PUT', `/data/samples/${id}`, { secret: 'other' })).toEqual(invalid({ secret: [{ code: 'protected' }] }));
  });

  it('may repeat a reference whose row was deleted, but not choose it anew', async () => {
    const [parent, other] = [await fresh({ name: 'parent' }), await fresh({ name: 'other' })];
    const part = dataOf(await t.call('POST', '/data/parts', { sample_id: parent, title: 'a' }));
    await t.call('DELETE', `/data/samples/${parent}`);
    await t.call('DELETE', `/data/samples/${other}`);
    expect(await t.call('PUT', `/data/parts/${String(part.id)}`, { sample_id: parent, title: 'b' })).toMatchObject({
      status: 200,
      body: { data: { title: 'b', sample_id: parent } },
    });
    const gone = invalid({ sample_id: [{ code: 'not_found' }] });
    expect(await t.call('PUT', `/data/parts/${String(part.id)}`, { sample_id: other })).toEqual(gone);
    expect(await t.call('POST', '/data/parts', { sample_id: parent })).toEqual(gone);
  });

  it('made on an older reading of the row wins: the last word counts', async () => {
    const id = await fresh({ note: 'first' });
    const [a, b] = await Promise.all([
      t.call('PUT', `/data/samples/${id}`, { note: 'second', count: 1 }),
      t.call('PUT', `/data/samples/${id}`, { note: 'third' }),
    ]);
    expect([a.status, b.status]).toEqual([200, 200]);
    expect(dataOf(await t.call('GET', `/data/samples/${id}`))).toMatchObject({ note: 'third', count: 1 });
  });
});

describe('a new row', () => {
  const id = 'd0000000-0000-4000-8000-000000000001';

  it('may bring its own id, once', async () => {
    expect(dataOf(await create({ id: id.toUpperCase() })).id).toBe(id);
    expect(await create({ id })).toEqual(
      invalid({ id: [{ code: 'duplicate', message: 'duplicate key value violates unique constraint "samples_pkey"' }] }),
    );
    expect(dataOf(await create({ id: 'not one' })).id).not.toBe('not one');
  });

  it('stays out when a later statement of its transaction fails', async () => {
    const before = await t.query('select count(*)::int as count from metacore.journal');
    expect((await create({ count: 2000000000 })).status).toBe(422);
    expect(await t.query('select count(*)::int as count from metacore.journal')).toEqual(before);
  });
});
