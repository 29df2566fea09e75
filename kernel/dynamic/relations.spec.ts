import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check } from '../contract/check';
import { ORGANIZATIONS } from '../database/core-rows';
import { openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';
import { shopManifest } from '../testing/shop';

let t: TestKernel;
const ids = new Map<string, string>();
const idOf = (name: string): string => ids.get(name) ?? '';

async function make(name: string, table: string, body: Record<string, unknown>): Promise<void> {
  const answer = await t.call('POST', `/data/${table}`, body);
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 201 });
  ids.set(name, (answer.body as { data: { id: string } }).data.id);
}

beforeAll(async () => {
  t = await openTestKernel();
  await t.install(shopManifest());
  await t.install(shopManifest(), { organizationId: ORGANIZATIONS[1].id });
  await make('ann', 'customers', { name: 'Ann', tier: 'gold', credit: 10 });
  await make('bob', 'customers', { name: 'Bob', email: 'bob@example.com', credit: 2.5 });
  await make('pen', 'products', { sku: 'P1', title: 'Pen', price: 2 });
  await make('o1', 'orders', { customer_id: idOf('ann'), placed_on: '2026-01-01' });
  await make('o2', 'orders', { customer_id: idOf('ann'), placed_on: '2026-01-02' });
  await make('o3', 'orders', { customer_id: idOf('bob'), placed_on: '2026-01-02' });
  await make('l1', 'order_lines', { order_id: idOf('o1'), product_id: idOf('pen'), quantity: 2, price: 2 });
  await make('l2', 'order_lines', { order_id: idOf('o1'), product_id: idOf('pen'), quantity: 1, price: 2, kind: 'gift' });
  await make('l3', 'order_lines', { order_id: idOf('o2'), quantity: 5, price: 1 });
  await make('l4', 'order_lines', { order_id: idOf('o3'), quantity: 9, price: 9 });
  await t.call('DELETE', `/data/order_lines/${idOf('l4')}`);
});
afterAll(() => t.database.close());

interface ListBody {
  data: Record<string, unknown>[];
  meta: Record<string, number>;
}
async function list(table: string, query: string): Promise<ListBody> {
  const { status, body } = await t.call('GET', `/data/${table}?${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as ListBody;
}
const named = (data: ListBody['data']): string[] =>
  data.map((row) => [...ids].find(([, id]) => id === row.id)?.[0] ?? String(row.id)).sort();

describe('the shop of the specs', () => {
  it('is a manifest the contract accepts', () => {
    const { diagnostics, manifest } = check(JSON.stringify(shopManifest()));
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(manifest).not.toBeNull();
  });
});

describe('filters over relations', () => {
  it.each([
    ['orders', 'f_customer.name=Ann', ['o1', 'o2']],
    ['orders', 'f_customer.name=ILIKE:BO', ['o3']],
    ['orders', 'f_customer.credit=GTE:10&f_placed_on=2026-01-02', ['o2']],
    ['orders', 'f_customer.email=NULL', ['o1', 'o2']],
    ['orders', 'f_lines.quantity=GT:1', ['o1', 'o2']],
    ['orders', 'f_lines.quantity=NOT_NULL', ['o1', 'o2']],
    ['orders', 'f_gifts.quantity=1', ['o1']],
    ['orders', 'f_gifts.quantity=2', []],
    ['orders', 'f_products.title=Pen', ['o1']],
    ['orders', 'f_products.price=GT:1000', []],
    ['orders', 'f_products.nothing=1', ['o1', 'o2', 'o3']],
    ['order_lines', 'f_product.title=Pen', ['l1', 'l2']],
    ['order_lines', 'f_order.placed_on=2026-01-01', ['l1', 'l2']],
    ['customers', 'f_orders.placed_on=2026-01-01', ['ann']],
    ['customers', 'f_orders.status=IN:draft,shipped', ['ann', 'bob']],
    // What cannot be followed is dropped, not refused.
    ['customers', 'f_orders.nothing=1', ['ann', 'bob']],
    ['customers', 'f_nothing.name=1', ['ann', 'bob']],
    ['customers', 'f_ShopExtension.colour=red', ['ann', 'bob']],
    ['customers', 'f_orders.=1', ['ann', 'bob']],
    ['customers', 'f_.name=1', ['ann', 'bob']],
    ['orders', 'f_customer.name=', ['o1', 'o2', 'o3']],
  ])('%s?%s finds %j', async (table, query, expected) => {
    expect(named((await list(table, query)).data)).toEqual(expected);
  });

  it('see nothing of another organization', async () => {
    const other = await t.call('POST', '/data/customers', { name: 'Ann' }, OTHER_PRINCIPAL);
    expect(other.status).toBe(201);
    const { body } = await t.call('GET', '/data/orders?f_customer.name=Ann', undefined, OTHER_PRINCIPAL);
    expect((body as ListBody).data).toEqual([]);
  });
});

describe('search', () => {
  it('looks into the labels of references too', async () => {
    expect(named((await list('orders', 'search=bob')).data)).toEqual(['o3']);
    expect(named((await list('orders', 'q=bob%40example')).data)).toEqual(['o3']);
    expect(named((await list('order_lines', 'search=p1')).data)).toEqual([]);
    expect(named((await list('order_lines', 'search=pen')).data)).toEqual(['l1', 'l2']);
  });
});

describe('with', () => {
  it('puts children and targets beside a row', async () => {
    const { data } = await list('orders', 'with=lines,customer,nothing&f_placed_on=2026-01-01');
    const [order] = data;
    const lines = order?.lines as Record<string, unknown>[];
    expect(lines.map(({ id, quantity, product }) => ({ id, quantity, product }))).toEqual([
      { id: idOf('l1'), quantity: 2, product: { value: idOf('pen'), label: 'Pen' } },
      { id: idOf('l2'), quantity: 1, product: { value: idOf('pen'), label: 'Pen' } },
    ]);
    expect(order?.customer).toMatchObject({ value: idOf('ann'), label: 'Ann', tier: 'gold', credit: 10 });
    expect(order).not.toHaveProperty('nothing');
  });

  it('keeps a relation without rows as an empty list, and its scope', async () => {
    const { data } = await list('orders', 'with=gifts,lines&f_placed_on=2026-01-02&f_customer_id=' + idOf('bob'));
    expect(data.map(({ gifts, lines }) => ({ gifts, lines }))).toEqual([{ gifts: [], lines: [] }]);
    const [first] = (await list('orders', 'with=gifts&f_placed_on=2026-01-01')).data;
    expect(named(first?.gifts as ListBody['data'])).toEqual(['l2']);
  });

  it('puts what the rows between two sides lead to beside a row, each once', async () => {
    const { data } = await list('orders', 'with=products&sortBy=placed_on&order=asc');
    expect(data.map(({ products }) => named(products as ListBody['data']))).toEqual([['pen'], [], []]);
    const statements = await t.statementsOf(() => list('orders', 'with=products'));
    // Who asks and the rows, and once more for what they lead to; how many rows there are is known from the list before.
    expect(statements).toHaveLength(4);
  });

  it('leaves out what the caller may not read', async () => {
    const carla = (await t.kernel.principals()).find(({ name }) => name.startsWith('Carla'));
    const { body } = await t.call('GET', '/data/orders?with=lines,products', undefined, carla);
    for (const row of (body as ListBody).data) expect(Object.keys(row)).not.toEqual(expect.arrayContaining(['lines', 'products']));
    expect((body as ListBody).data).toHaveLength(3);
  });

  it('costs one statement for each relation', async () => {
    const statements = await t.statementsOf(() => list('orders', 'with=lines,customer'));
    expect(statements).toHaveLength(7);
  });
});

describe('group_by', () => {
  it.each([
    [
      'orders',
      'group_by=placed_on',
      [
        { placed_on: '2026-01-01', count: 1 },
        { placed_on: '2026-01-02', count: 2 },
      ],
    ],
    [
      'orders',
      'group_by=placed_on&sortBy=count&order=desc',
      [
        { placed_on: '2026-01-02', count: 2 },
        { placed_on: '2026-01-01', count: 1 },
      ],
    ],
    [
      'customers',
      'group_by=tier&aggregate=sum(credit):all,COUNT(*):n,avg(credit)&f_name=Ann',
      [{ tier: 'gold', all: 10, n: 1, avg_credit: 10 }],
    ],
    ['customers', 'aggregate=min(credit),max(name),count(email)', [{ min_credit: 2.5, max_name: 'Bob', count_email: 1 }]],
    ['orders', 'group_by=status,placed_on&aggregate=count(id):n&per_page=1&page=2', [{ status: 'draft', placed_on: '2026-01-02', n: 2 }]],
    ['customers', 'aggregate=sum(credit)&f_name=Nobody', [{ sum_credit: 0 }]],
    ['customers', 'group_by=tier&f_name=Nobody', []],
  ])('%s?%s', async (table, query, expected) => {
    expect((await list(table, query)).data).toEqual(expected);
  });

  it('counts the groups', async () => {
    expect((await list('orders', 'group_by=placed_on&per_page=1')).meta).toEqual({
      total: 2,
      page: 1,
      per_page: 1,
      last_page: 2,
      current_page: 1,
      from: 1,
      to: 1,
    });
    expect((await list('orders', 'aggregate=count(*)')).meta).toMatchObject({ total: 1 });
    expect((await list('orders', 'group_by=placed_on&count=0')).meta).toMatchObject({ total: 0, last_page: 1 });
  });

  it.each([
    ['aggregate=median(credit)', 'unknown aggregate function "median"'],
    ['aggregate=sum(*)', 'sum(*) is not possible, only count(*) is'],
    ['aggregate=sum(name)', 'sum cannot be taken of "name"'],
    ['aggregate=max(vip)', 'max cannot be taken of "vip"'],
    ['aggregate=sum(nothing)', 'aggregate of an unknown column "nothing"'],
    ['aggregate=sum', '"sum" is no aggregate: fn(column) or fn(column):alias'],
    ['aggregate=sum(credit):a"b', '"sum(credit):a\\"b" is no aggregate: fn(column) or fn(column):alias'.replace('\\"', '"')],
    ['aggregate=sum(credit):x,avg(credit):x', '"x" would name two columns of the answer'],
    ['group_by=tier&aggregate=count(*):tier', '"tier" would name two columns of the answer'],
    ['group_by=nothing', 'cannot group by "nothing"'],
    ['group_by=' + Array.from({ length: 9 }, (_, n) => `c${n}`).join(','), 'too many groups or aggregates'],
  ])('refuses %s', async (query, message) => {
    expect(await t.call('GET', `/data/customers?${query}`)).toEqual({ status: 400, body: { success: false, message } });
  });
});
