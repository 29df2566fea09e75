import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labManifest, LAB_LOCALES } from '../testing/lab';
import { openTestKernel, type TestKernel } from '../testing/kernel';

let t: TestKernel;
const ids = new Map<string, string>();

const SAMPLES = [
  {
    name: 'alpha',
    note: 'Crème brûlée 100%',
    count: 1,
    big: '9007199254740993',
    price: 1.5,
    ok: true,
    day: '2026-01-31',
    at_time: '2026-01-31T23:59:59.5Z',
    kind: 'raw',
    code: 'AB',
  },
  {
    name: 'beta',
    note: 'plain_text',
    count: -2,
    big: 5,
    price: '10.25',
    ok: false,
    day: '2026-02-01',
    at_time: '2026-02-01T00:00:00Z',
    kind: 'done',
  },
  { name: 'gamma', note: 'back\\slash', count: null, price: null, ok: null, day: null, at_time: null, doc: { a: 1 } },
  {
    name: 'delta: x,y',
    note: '',
    count: 5,
    big: 0,
    price: 0,
    ok: true,
    day: '2025-12-31',
    at_time: '2026-02-01T10:00:00+05:00',
    doc: null,
    embedding: [1, 2, 3],
  },
];

beforeAll(async () => {
  t = await openTestKernel();
  await t.install(labManifest(), { locales: LAB_LOCALES });
  for (const sample of SAMPLES) {
    const { body } = await t.call('POST', '/data/samples', { ...sample, ready: true });
    ids.set(sample.name, (body as { data: { id: string } }).data.id);
  }
});
afterAll(() => t.database.close());

interface ListBody {
  data: Record<string, unknown>[];
  meta: Record<string, number>;
}

async function list(query: string): Promise<ListBody> {
  const { status, body } = await t.call('GET', `/data/samples?${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as ListBody;
}

/** First letters of the names on the page, sorted. */
const found = async (...filters: [string, string][]): Promise<string> =>
  (await list(new URLSearchParams(filters).toString())).data
    .map((row) => (row.name as string).charAt(0))
    .sort()
    .join('');

describe('filters', () => {
  it.each<[column: string, value: string, names: string]>([
    // equality, in both dialects and any case
    ['name', 'alpha', 'a'],
    ['name', 'eq:alpha', 'a'],
    ['name', 'EQ:alpha', 'a'],
    ['name', 'Eq:delta: x,y', 'd'],
    ['name', 'delta: x,y', 'd'],
    ['name', 'Alpha', ''],
    ['name', 'nothing:alpha', ''],
    ['name', `alpha${'x'.repeat(60)}`, ''],
    ['name', 'NEQ:alpha', 'bdg'],
    ['name', 'ne:alpha', 'bdg'],
    ['count', 'NEQ:1', 'bdg'],
    ['count', '1', 'a'],
    ['count', '1.0', 'a'],
    ['count', '1.5', ''],
    ['count', 'one', ''],
    ['count', '99999999999', ''],
    ['count', '99999999999999999999999', ''],
    ['big', '9007199254740993', 'a'],
    ['big', '9007199254740992', ''],
    ['price', '1.50', 'a'],
    ['price', '1.504', ''],
    ['price', '1e999', ''],
    ['price', 'NaN', ''],
    ['ok', 'true', 'ad'],
    ['ok', 'F', 'b'],
    ['ok', 'maybe', ''],
    ['day', '2026-01-31', 'a'],
    ['day', '2026-02-30', ''],
    ['doc', '{"a":1}', 'g'],
    ['doc', '{', ''],
    ['embedding', '[1,2,3]', ''],
    ['embedding', '[1,2]', ''],
    ['embedding', 'NOT_NULL', 'd'],
    ['parent_id', 'x', ''],
    // lists
    ['name', 'IN:alpha,beta', 'ab'],
    ['name', 'in: alpha , nothing ,', 'a'],
    ['name', 'IN:', ''],
    ['name', 'IN:"delta: x,y",alpha', 'ad'],
    ['count', 'IN:1,two,-2', 'ab'],
    ['count', 'IN:1,5.0,99999999999999999999', 'ad'],
    ['ok', 'IN:true,false', 'abd'],
    ['name', 'NOT_IN:alpha,beta', 'dg'],
    ['count', 'not_in:1', 'bdg'],
    ['count', 'NOT_IN:x', 'abdg'],
    // texts: case, accents, wildcards taken literally
    ['note', 'LIKE:Crème', 'a'],
    ['note', 'LIKE:crème', ''],
    ['note', 'ILIKE:creme BRULEE', 'a'],
    ['note', 'contains:CRÈME', 'a'],
    ['note', 'ILIKE:%', 'a'],
    ['note', 'LIKE:%', 'a'],
    ['note', 'ILIKE:_', 'b'],
    ['note', 'LIKE:n_t', 'b'],
    ['note', 'ILIKE:n_t', 'b'],
    ['note', 'LIKE:p_ain', ''],
    ['note', 'ILIKE:\\', 'g'],
    ['note', 'LIKE:k\\s', 'g'],
    ['count', 'ILIKE:-', 'b'],
    ['doc', 'ILIKE:"a"', 'g'],
    // order, ranges
    ['count', 'GT:1', 'd'],
    ['count', 'gte:1', 'ad'],
    ['count', 'LT:1', 'b'],
    ['count', 'lte:1', 'ab'],
    ['count', 'GT:0.5', 'ad'],
    ['count', 'GT:x', 'abdg'],
    ['price', 'GT:1.495', 'ab'],
    ['price', 'RANGE:1,10.25', 'ab'],
    ['price', 'range:|2', 'ad'],
    ['price', 'RANGE:2,', 'b'],
    ['price', 'RANGE:,', 'abdg'],
    ['price', 'RANGE:5', 'abdg'],
    ['price', 'RANGE:x,5', 'abdg'],
    ['name', 'RANGE:alpha,c', 'ab'],
    // dates: a day ends where the next begins
    ['at_time', '2026-01-31_2026-01-31', 'a'],
    ['at_time', '2026-01-31_2026-02-01', 'abd'],
    ['at_time', 'LTE:2026-01-31', 'a'],
    ['at_time', 'GTE:2026-02-01T00:00:00Z', 'bd'],
    ['at_time', 'GT:2026-02-01 00:00', 'd'],
    ['at_time', 'EQ:2026-02-01T05:00:00+05:00', 'b'],
    ['at_time', 'GT:2026-02-01T00:00:00+23:00', 'abdg'],
    ['at_time', '2026-13-01_2026-13-02', 'abdg'],
    ['day', '2026-01-01_2026-12-31', 'ab'],
    ['day', 'RANGE:2026-01-01,2026-01-31', 'a'],
    // emptiness
    ['price', 'NULL', 'g'],
    ['price', 'null:', 'g'],
    ['price', 'NOT_NULL', 'abd'],
    ['price', 'not_null:whatever', 'abd'],
    // what cannot be applied is dropped
    ['nope', '1', 'abdg'],
    ['name"; drop table x; --', '1', 'abdg'],
    ['name', '', 'abdg'],
    ['name', `ILIKE:${'x'.repeat(256)}`, 'abdg'],
    ['name', `ILIKE:${'é'.repeat(128)}`, 'abdg'],
    ['name', '\u0000al\u0001pha\n', 'a'],
    ['deleted_at', 'NOT_NULL', ''],
  ])('f_%s=%s finds %s', async (column, value, names) => {
    expect(await found([`f_${column}`, value])).toBe(names);
  });

  it('are combined by AND, the same column included', async () => {
    expect(await found(['f_count', 'GTE:1'], ['f_ok', 'true'])).toBe('ad');
    expect(await found(['f_count', 'GTE:1'], ['f_count', 'LT:5'])).toBe('a');
  });

  it('of references compare the id', async () => {
    const id = ids.get('alpha') ?? '';
    await t.call('PUT', `/data/samples/${ids.get('beta') ?? ''}`, { parent_id: id });
    expect(await found(['f_parent_id', `eq:${id}`])).toBe('b');
    expect(await found(['f_parent_id', `IN:${id.toUpperCase()},x`])).toBe('b');
  });

  it('take five hundred items of a list and two hundred clauses, and no more', async () => {
    const many = Array.from({ length: 600 }, (_, n) => `n${n}`);
    expect(await found(['f_name', `IN:${many.slice(0, 499).join(',')},alpha`])).toBe('a');
    expect(await found(['f_name', `IN:${many.slice(0, 500).join(',')},alpha`])).toBe('');
    const clauses = (count: number) => Array.from({ length: count }, (): [string, string] => ['f_count', 'NOT_IN:77']);
    expect(await found(...clauses(199), ['f_name', 'alpha'])).toBe('a');
    expect(await found(...clauses(200), ['f_name', 'alpha'])).toBe('abdg');
    expect(await found(...Array.from({ length: 200 }, (): [string, string] => ['f_name', `NOT_IN:${many.join(',')}`]))).toBe('abdg');
  });
});

describe('search', () => {
  it.each([
    // beta's parent is called alpha.
    ['alp', 'ab'],
    ['ALP', 'ab'],
    ['CRÈME BRÛ', 'a'],
    ['creme', ''],
    ['100%', 'a'],
    ['_', 'b'],
    ['\\', 'g'],
    ['  ', 'abdg'],
    ['\u0000', 'abdg'],
    ['nothing at all', ''],
    [`al\u0000pha`, 'ab'],
  ])('%j finds %s', async (text, names) => {
    expect(await found(['search', text])).toBe(names);
    expect(await found(['q', text])).toBe(names);
  });

  it('is cut to a hundred bytes, between characters', async () => {
    const note = `${'é'.repeat(50)} and more`;
    const { body } = await t.call('POST', '/data/samples', { name: 'zeta', ready: true, note });
    expect(await found(['search', `${'é'.repeat(50)} something else`])).toBe('z');
    expect(await found(['search', `x${'é'.repeat(50)}`])).toBe('');
    await t.call('DELETE', `/data/samples/${(body as { data: { id: string } }).data.id}`);
  });

  it('narrows with the filters, and ignores search_columns', async () => {
    expect(await found(['search', 'a'], ['f_ok', 'true'], ['search_columns', 'note'])).toBe('ad');
  });

  it('finds and keeps texts longer than an index entry', async () => {
    // Digits of no pattern, so that PostgreSQL cannot compress them below the limit.
    const note = `needle ${Array.from({ length: 2000 }, (_, n) => ((n * 2654435761) % 4294967296).toString(36)).join('')}`;
    const long = labManifest();
    const column = long.models?.[0]?.columns.find((own) => own.name === 'note');
    if (column) column.searchable = true;
    await t.install(long, { locales: LAB_LOCALES });
    const created = await t.call('POST', '/data/samples', { name: 'omega', ready: true, note });
    expect(created.status).toBe(201);
    expect(await found(['search', 'needle'])).toBe('o');
    await t.call('DELETE', `/data/samples/${(created.body as { data: { id: string } }).data.id}`);
  });
});

describe('sorting', () => {
  const order = async (query: string) => (await list(query)).data.map((row) => (row.name as string).charAt(0)).join('');

  it('takes a column and a direction, downwards unless asc, empty values last', async () => {
    expect(await order('sortBy=count&order=asc')).toBe('badg');
    expect(await order('sortBy=count&order=desc')).toBe('dabg');
    expect(await order('sortBy=count')).toBe('dabg');
    expect(await order('sortBy=count&order=ASC')).toBe('badg');
    expect(await order('sortBy=name&order=asc')).toBe('abdg');
    expect(await order('sortBy=day&order=asc')).toBe('dabg');
    expect(await order('sortBy=at_time&order=desc')).toBe('dbag');
    expect(await order('sortBy=big&order=asc')).toBe('dbag');
  });

  it('ignores what cannot be sorted: newest first', async () => {
    for (const query of ['', 'sortBy=nope&order=asc', 'sortBy=doc&order=asc', 'sortBy=embedding&order=asc', 'sortBy=name%22%3Bdrop'])
      expect(await order(query)).toBe('dgba');
  });
});

describe('paging', () => {
  const meta = async (query: string) => (await list(query)).meta;

  it('answers the superset of both dialects', async () => {
    expect(await meta('page=2&per_page=3')).toEqual({ total: 4, page: 2, per_page: 3, last_page: 2, current_page: 2, from: 4, to: 4 });
    expect(await meta('page=9&per_page=3')).toEqual({ total: 4, page: 9, per_page: 3, last_page: 2, current_page: 9, from: 0, to: 0 });
    expect(await meta('f_name=nothing')).toEqual({ total: 0, page: 1, per_page: 15, last_page: 1, current_page: 1, from: 0, to: 0 });
  });

  it.each([
    ['page=0', 1, 15],
    ['page=-3', 1, 15],
    ['page=x', 1, 15],
    ['page=1.5', 1, 15],
    ['page=', 1, 15],
    ['per_page=0', 1, 15],
    ['per_page=-1', 1, 15],
    ['per_page=201', 1, 200],
    ['per_page=99999999999', 1, 200],
    ['page=1000000000', 1_000_000_000, 15],
    ['page=999999999999&per_page=200', 999_999_999_999, 200],
    ['page=1e9', 1, 15],
    ['page=9999999999999999999999', 1, 15],
  ])('%s is page %d of %d', async (query, page, perPage) => {
    expect(await meta(query)).toMatchObject({ page, per_page: perPage, current_page: page });
  });

  it.each(['0', 'false', 'no', 'off', 'OFF'])('count=%s leaves the total out', async (word) => {
    expect(await meta(`count=${word}&per_page=2`)).toEqual({
      total: 0,
      page: 1,
      per_page: 2,
      last_page: 2,
      current_page: 1,
      from: 1,
      to: 2,
    });
    expect(await meta(`count=${word}&per_page=2&page=3`)).toEqual({
      total: 0,
      page: 3,
      per_page: 2,
      last_page: 3,
      current_page: 3,
      from: 0,
      to: 0,
    });
  });

  it('counts once for as long as nothing is written, by its condition and for its caller, and exactly after a write', async () => {
    const counts: string[] = [];
    const totalOf = async (query: string): Promise<number[]> => {
      counts.length = 0;
      t.database.onStatement = ({ sql }) => {
        if (sql.startsWith('select count(*)')) counts.push(sql);
      };
      const { total } = await meta(query);
      t.database.onStatement = undefined;
      return [total ?? -1, counts.length];
    };
    const made = async (name: string): Promise<string> =>
      ((await t.call('POST', '/data/samples', { name, ready: true })).body as { data: { id: string } }).data.id;
    const bruno = (await t.kernel.principals()).find(({ name }) => name.startsWith('Bruno'));
    await t.call('DELETE', `/data/samples/${await made('counted')}`);
    expect(await totalOf('per_page=2')).toEqual([4, 1]);
    expect(await totalOf('per_page=2&page=2')).toEqual([4, 0]);
    expect(await totalOf('per_page=2&f_ok=true')).toEqual([2, 1]);
    const id = await made('counted too');
    expect(await totalOf('per_page=2')).toEqual([5, 1]);
    await t.call('DELETE', `/data/samples/${id}`);
    expect(await totalOf('per_page=2')).toEqual([4, 1]);
    await t.call('GET', '/data/samples?per_page=2', undefined, bruno);
    expect(await totalOf('per_page=2')).toEqual([4, 0]);
  });

  it('counts what a search finds only where its page does not tell', async () => {
    const totalOf = async (query: string): Promise<[number | undefined, number]> => {
      let total: number | undefined;
      const statements = await t.statementsOf(async () => {
        ({ total } = await meta(query));
      });
      return [total, statements.filter((text) => text.startsWith('select count(*)')).length];
    };
    expect(await totalOf('search=delta&per_page=3')).toEqual([1, 0]);
    expect(await totalOf('search=nothing+of+this&per_page=3')).toEqual([0, 0]);
    // alpha, its child beta, gamma and delta: of a full page, and of one behind the last, nobody knows what else there is.
    expect(await totalOf('search=a&per_page=3')).toEqual([4, 1]);
    expect(await totalOf('search=a&per_page=3&page=2')).toEqual([4, 0]);
    expect(await totalOf('search=A&per_page=3&page=2')).toEqual([4, 0]);
    expect(await totalOf('search=l&per_page=3&page=7')).toEqual([4, 1]);
  });

  it('shows every row once, also when all sort alike', async () => {
    const seen: unknown[] = [];
    for (const page of [1, 2, 3, 4]) seen.push(...(await list(`sortBy=ready&order=asc&per_page=1&page=${page}`)).data.map((row) => row.id));
    expect(seen.sort()).toEqual([...ids.values()].sort());
  });
});

describe('fields', () => {
  it('are columns with their reference objects, and always the id', async () => {
    const { data } = await list('fields=name,parent_id,nope,name&f_name=beta');
    const parent = ids.get('alpha');
    expect(data).toEqual([{ id: ids.get('beta'), name: 'beta', parent_id: parent, parent: { value: parent, label: 'alpha' } }]);
    expect((await list('fields=%20&f_name=beta')).data[0]).toHaveProperty('count', -2);
    expect((await list('fields=%22%3B--&f_name=beta')).data).toEqual([{ id: ids.get('beta') }]);
  });
});

describe('aggregate', () => {
  it('sums what the filters leave, with the function each footer declares', async () => {
    const body = async (query: string) => (await t.call('GET', `/data/samples/aggregate?${query}`)).body;
    expect(await body('')).toEqual({ success: true, data: { count: 4, price: 11.75 / 3 } });
    expect(await body('f_ok=true')).toEqual({ success: true, data: { count: 6, price: 0.75 } });
    expect(await body('f_name=nothing')).toEqual({ success: true, data: { count: 0, price: 0 } });
  });
});

describe('facets', () => {
  const facets = async (query: string) => t.call('GET', `/data/samples/facets?${query}`);
  const values = async (query: string) => ((await facets(query)).body as ListBody).data;

  it('count the values of a column, most frequent first, labels in the caller’s language', async () => {
    expect((await facets('field=kind')).body).toEqual({
      success: true,
      data: [
        { value: 'raw', label: 'Raw', count: 3 },
        { value: 'done', label: 'Done', count: 1 },
      ],
      meta: { count: 2, field: 'kind' },
    });
    const spanish = await t.call('GET', '/data/samples/facets?field=kind', undefined, undefined, { 'accept-language': 'es-MX' });
    expect((spanish.body as ListBody).data[0]).toEqual({ value: 'raw', label: 'Crudo', count: 3 });
  });

  it('leave empty values out, look at other filters, and cut at the limit', async () => {
    expect(await values('field=note&f_ok=true')).toEqual([{ value: 'Crème brûlée 100%', label: 'Crème brûlée 100%', count: 1 }]);
    expect(await values('field=kind&f_kind=raw')).toHaveLength(2);
    expect(await values('field=name&q=TA')).toEqual([
      { value: 'beta', label: 'beta', count: 1 },
      { value: 'delta: x,y', label: 'delta: x,y', count: 1 },
    ]);
    expect(await values('field=name&q=%25')).toEqual([]);
    expect(await values('field=name&limit=1')).toHaveLength(1);
    for (const limit of ['0', '-1', 'x', '1.5', '']) expect(await values(`field=name&limit=${limit}`)).toHaveLength(4);
  });

  it('of references show the label of the row', async () => {
    expect(await values('field=parent_id')).toEqual([{ value: ids.get('alpha'), label: 'alpha', count: 1 }]);
    expect(await values('field=viewers')).toEqual([]);
    expect(await values('field=doc')).toEqual([{ value: '{"a": 1}', label: '{"a": 1}', count: 1 }]);
  });

  it('need a field that exists', async () => {
    const bad = { status: 400, body: { success: false, message: 'field is required' } };
    expect(await facets('')).toEqual(bad);
    expect(await facets('field=a%22b')).toEqual(bad);
    expect(await facets('field=nope')).toEqual({ status: 404, body: { success: false, message: 'unknown column "nope"' } });
  });
});
