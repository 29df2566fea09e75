/** Lists, single rows, groups, facets, choices: every row of the list language's tables. */
import type { Case } from './case';
import { customer, idOf, line, NO_ID, order, product } from './rows';

export const meta = (total: number, page = 1, perPage = 15, shown = total): Record<string, number> => {
  const first = shown === 0 ? 0 : (page - 1) * perPage + 1;
  return {
    total,
    page,
    per_page: perPage,
    last_page: Math.max(1, Math.ceil(total / perPage)),
    current_page: page,
    from: first,
    to: shown === 0 ? 0 : first + shown - 1,
  };
};

const list = (path: string, rows: unknown[], ofMeta = meta(rows.length)): Case => ({
  method: 'GET',
  path,
  status: 200,
  answer: { success: true, data: rows, meta: ofMeta },
});
const found = (path: string, data: unknown, more: object = {}): Case => ({
  method: 'GET',
  path,
  status: 200,
  answer: { success: true, data, ...more },
});
const bad = (path: string, status: number, message: string): Case => ({ method: 'GET', path, status, answer: { success: false, message } });
const query = (parameters: Record<string, string>): string => new URLSearchParams(parameters).toString();

const PREFIXES = ['/dynamic/M', '/data/M', '/data/M/me', '/api/dynamic/M', '/api/data/M', '/api/data/M/me'];
const NAMES = ['customers', 'Customer', 'shop.Customer'];

const families = PREFIXES.flatMap((prefix) =>
  NAMES.flatMap((name): Case[] => {
    const base = prefix.replace('M', name);
    return [
      list(`${base}?sortBy=name&order=asc&per_page=2`, [customer(1), customer(2)], meta(4, 1, 2, 2)),
      found(`${base}/${idOf('c', 4)}`, customer(4)),
      bad(`${base}/${NO_ID}`, 404, 'record not found'),
      found(`${base}/aggregate`, { credit: 8.5 }),
    ];
  }),
);

/** Column, value, numbers of the customers that are found, by name. */
const FILTERS: readonly [column: string, value: string, numbers: number[]][] = [
  ['name', 'Ann', [1]],
  ['name', 'eq:Ann', [1]],
  ['name', 'EQ:ann', []],
  ['name', 'NEQ:Ann', [2, 3, 4]],
  ['name', 'ne:Ann', [2, 3, 4]],
  ['name', 'IN:Ann,Bob', [1, 2]],
  ['name', 'in: Ann , nobody ', [1]],
  ['name', 'NOT_IN:Ann,Bob', [3, 4]],
  ['name', 'LIKE:nn', [1]],
  ['name', 'LIKE:ANN', []],
  ['name', 'LIKE:%', [3]],
  ['name', 'ILIKE:ANN', [1]],
  ['name', 'contains:ZOE', [3]],
  ['name', 'ILIKE:e_d', [4]],
  ['name', 'Zoë: 50%', [3]],
  ['name', 'GT:B', [2, 3, 4]],
  ['name', 'LT:B', [1]],
  ['name', 'RANGE:A,C', [1, 2]],
  ['name', 'range:A|C', [1, 2]],
  ['email', 'NULL', [3]],
  ['email', 'null:', [3]],
  ['email', 'NOT_NULL', [1, 2, 4]],
  ['email', 'NEQ:ann@example.com', [2, 3, 4]],
  ['tier', 'gold', [1, 4]],
  ['tier', 'IN:gold,basic', [1, 2, 3, 4]],
  ['vip', 'true', [1, 4]],
  ['vip', 'false', [2]],
  ['vip', '1', [1, 4]],
  ['vip', 'maybe', []],
  ['credit', '10.5', [1]],
  ['credit', '10.50', [1]],
  ['credit', 'x', []],
  ['credit', 'GT:0', [1]],
  ['credit', 'GTE:0', [1, 4]],
  ['credit', 'LT:0', [2]],
  ['credit', 'LTE:0', [2, 4]],
  ['credit', 'GT:x', [1, 2, 3, 4]],
  ['credit', 'RANGE:0,11', [1, 4]],
  ['credit', 'RANGE:0,', [1, 4]],
  ['credit', 'RANGE:,0', [2, 4]],
  ['credit', 'RANGE:5', [1, 2, 3, 4]],
  ['credit', 'range:-3|0', [2, 4]],
  ['credit', 'IN:10.5,0,x', [1, 4]],
  ['since', '2026-01-31', [1]],
  ['since', '2026-01-01_2026-01-31', [1]],
  ['since', '2025-01-01_2026-12-31', [1, 2, 4]],
  ['since', 'GTE:2026-01-31', [1, 2]],
  ['since', 'RANGE:2026-01-01,2026-02-28', [1, 2]],
  ['since', '2026-13-01', []],
  ['id', idOf('c', 2), [2]],
  ['id', 'not-a-uuid', []],
  ['created_at', '2020-01-01_2020-12-31', []],
  ['created_at', '2020-01-01_2099-12-31', [1, 2, 3, 4]],
  // What does not exist or cannot be followed is dropped.
  ['nothing', 'x', [1, 2, 3, 4]],
  ['name"; drop table x; --', 'x', [1, 2, 3, 4]],
  ['tags.name', 'x', [1, 2, 3, 4]],
  ['name', '', [1, 2, 3, 4]],
  ['name', 'x'.repeat(256), [1, 2, 3, 4]],
  ['orders.status', 'draft', [1, 2]],
  ['orders.placed_on', '2026-03-01', [1]],
  ['orders.total', 'GT:0', [1]],
  ['orders.nothing', 'x', [1, 2, 3, 4]],
  ['ShopExtra.colour', 'red', [1, 2, 3, 4]],
];

const filters = FILTERS.map(([column, value, numbers]) =>
  list(
    `/data/customers?${query({ sortBy: 'name', order: 'asc', [`f_${column}`]: value })}`,
    // By their bytes: A B Z d.
    numbers.map((number) => customer(number)),
  ),
);

const relationFilters: Case[] = [
  list('/data/orders?f_customer.name=Ann&sortBy=folio', [filledOrder(1)]),
  list('/data/orders?f_lines.product_id=' + idOf('p', 2), [filledOrder(1)]),
  list('/data/orders?f_gifts.kind=gift', []),
  list('/data/orders?f_products.title=Pen&sortBy=folio&order=asc', [filledOrder(1)]),
  list('/data/order_lines?f_product.title=ILIKE:in&sortBy=amount', [line(2)]),
  list(`/data/order_lines?f_order_id=eq:${idOf('o', 1)}&sortBy=amount&order=asc`, [line(1), line(2)]),
  list('/data/orders?search=ann', [filledOrder(1)]),
  list('/data/order_lines?q=PEN', [line(1)]),
];

/** The orders once their lines are there. */
export function filledOrder(number: number, more: Record<string, unknown> = {}): Record<string, unknown> {
  return number === 1 ? order(1, { subtotal: 15, lines_count: 2, total: 17.4, ...more }) : order(number, more);
}

const byName = [1, 2, 3, 4].map((number) => customer(number));
const pages: Case[] = [
  list('/data/customers?sortBy=name&order=asc', byName),
  list('/data/customers?sortBy=name&order=ASC', byName),
  list('/data/customers?sortBy=name', [...byName].reverse()),
  list('/data/customers?sortBy=name&order=sideways', [...byName].reverse()),
  list('/data/customers?sortBy=credit&order=asc', [customer(2), customer(4), customer(1), customer(3)]),
  list('/data/customers?sortBy=credit&order=desc', [customer(1), customer(4), customer(2), customer(3)]),
  list('/data/customers?sortBy=since&order=asc', [customer(4), customer(1), customer(2), customer(3)]),
  list('/data/customers?sortBy=id&order=asc&page=2&per_page=3', [customer(4)], meta(4, 2, 3, 1)),
  list('/data/customers?sortBy=id&order=asc&page=3&per_page=3', [], meta(4, 3, 3, 0)),
  list('/data/customers?sortBy=id&order=asc&page=1000000000&per_page=1', [], meta(4, 1_000_000_000, 1, 0)),
  ...['0', '-1', 'x', '1.5', '', '9999999999999'].map((page) => list(`/data/customers?sortBy=name&order=asc&page=${page}`, byName)),
  ...['0', '-5', 'x'].map((size) => list(`/data/customers?sortBy=name&order=asc&per_page=${size}`, byName)),
  list('/data/customers?sortBy=name&order=asc&per_page=1000', byName, meta(4, 1, 200)),
  ...['0', 'false', 'NO', 'off'].map((off) =>
    list(`/data/customers?sortBy=name&order=asc&count=${off}&per_page=4`, byName, { ...meta(4, 1, 4), total: 0, last_page: 2 }),
  ),
  list('/data/customers?sortBy=name&order=asc&count=0', byName, { ...meta(4), total: 0, last_page: 1 }),
  list('/data/customers?sortBy=name&order=asc&count=1', byName),
  list('/data/customers?fields=name,nope&f_name=Ann', [{ id: idOf('c', 1), name: 'Ann' }]),
  list('/data/customers?search=example.ORG', [customer(4)]),
  list('/data/customers?q=50%25', [customer(3)]),
  list('/data/customers?search=nobody', []),
  list('/data/customers?search=%20&sortBy=name&order=asc', byName),
  list('/data/orders?with=customer,nope&f_customer_id=' + idOf('c', 2), [
    filledOrder(2, { customer: { ...customer(2), value: idOf('c', 2), label: 'Bob' } }),
  ]),
  list('/data/orders?with=gifts&f_customer_id=' + idOf('c', 2), [filledOrder(2, { gifts: [] })]),
];

const groups: Case[] = [
  list('/data/customers?group_by=tier', [
    { tier: 'basic', count: 2 },
    { tier: 'gold', count: 2 },
  ]),
  list('/data/customers?group_by=tier&aggregate=sum(credit),max(name):last', [
    { tier: 'basic', sum_credit: -2, last: 'Zoë: 50%' },
    { tier: 'gold', sum_credit: 10.5, last: 'dee_dee' },
  ]),
  list('/data/customers?group_by=vip&aggregate=count(*):n&sortBy=n&order=desc&per_page=1', [{ vip: true, n: 2 }], meta(3, 1, 1, 1)),
  list('/data/customers?aggregate=avg(credit),min(since),count(email)', [
    { avg_credit: 2.8333333333333335, min_since: '2025-12-31', count_email: 3 },
  ]),
  list('/data/customers?group_by=tier&f_vip=true', [{ tier: 'gold', count: 2 }]),
  bad('/data/customers?aggregate=median(credit)', 400, 'unknown aggregate function "median"'),
  bad('/data/customers?aggregate=sum(*)', 400, 'sum(*) is not possible, only count(*) is'),
  bad('/data/customers?aggregate=sum(name)', 400, 'sum cannot be taken of "name"'),
  bad('/data/customers?aggregate=credit', 400, '"credit" is no aggregate: fn(column) or fn(column):alias'),
  bad('/data/customers?aggregate=sum(nope)', 400, 'aggregate of an unknown column "nope"'),
  bad('/data/products?group_by=tags', 400, 'cannot group by "tags"'),
  found('/data/customers/aggregate?f_tier=gold', { credit: 10.5 }),
  found('/data/customers/aggregate?search=nobody', { credit: 0 }),
  found('/data/products/aggregate', {}),
  found('/data/orders/aggregate', { total: 17.4 }),
];

const facet = (value: string, count: number, label = value) => ({ value, label, count });
const facets: Case[] = [
  found('/data/customers/facets?field=tier', [facet('basic', 2, 'Basic'), facet('gold', 2, 'Gold')], { meta: { count: 2, field: 'tier' } }),
  found('/data/customers/facets?field=vip', [facet('true', 2), facet('false', 1)], { meta: { count: 2, field: 'vip' } }),
  found('/data/customers/facets?field=tier&f_vip=true', [facet('gold', 2, 'Gold')], { meta: { count: 1, field: 'tier' } }),
  found('/data/customers/facets?field=name&q=AN', [facet('Ann', 1)], { meta: { count: 1, field: 'name' } }),
  found('/data/customers/facets?field=name&limit=1', [facet('Ann', 1)], { meta: { count: 1, field: 'name' } }),
  found('/data/orders/facets?field=customer_id', [facet(idOf('c', 1), 1, 'Ann'), facet(idOf('c', 2), 1, 'Bob')], {
    meta: { count: 2, field: 'customer_id' },
  }),
  bad('/data/customers/facets', 400, 'field is required'),
  bad('/data/customers/facets?field=a%22b', 400, 'field is required'),
  bad('/data/customers/facets?field=nope', 404, 'unknown column "nope"'),
];

const choice = (value: string, label: string, more: object = {}) => ({ id: value, value, label, name: label, ...more });
const customers = [
  choice(idOf('c', 1), 'Ann', { description: 'ann@example.com' }),
  choice(idOf('c', 2), 'Bob', { description: 'bob@example.com' }),
  choice(idOf('c', 3), 'Zoë: 50%'),
  choice(idOf('c', 4), 'dee_dee', { description: 'dee@example.org' }),
];
const options = (path: string, type: 'static' | 'dynamic', data: unknown[]): Case =>
  found(path, data, { meta: { type, count: data.length } });
const choices: Case[] = [
  options('/options/customers?field=id', 'dynamic', customers),
  options('/api/options/Customer?field=id&limit=2', 'dynamic', customers.slice(0, 2)),
  options('/options/customers?field=id&limit=2&offset=3', 'dynamic', customers.slice(3)),
  options('/options/customers?field=id&q=ZOE', 'dynamic', customers.slice(2, 3)),
  options(`/options/customers?field=id&ids=${idOf('c', 2)},${NO_ID},x&limit=1`, 'dynamic', customers.slice(1, 2)),
  options(`/options/customers?field=id&ids[]=${idOf('c', 2)}&ids=${idOf('c', 1)}`, 'dynamic', customers.slice(0, 2)),
  options('/options/orders?field=customer_id', 'dynamic', customers),
  options('/options/customers?field=tier', 'static', [choice('basic', 'Basic'), choice('gold', 'Gold', { color: '#d97706' })]),
  options('/options/orders?field=status', 'static', [
    choice('draft', 'Draft'),
    choice('confirmed', 'Confirmed'),
    choice('shipped', 'Shipped'),
    choice('cancelled', 'Cancelled'),
  ]),
  bad('/options/customers', 400, 'field is required'),
  bad('/options/customers?field=name', 404, 'field "name" has no options'),
  bad('/options/customers?field=nope', 404, 'field "nope" has no options'),
  bad('/options/nothing?field=id', 404, 'unknown model "nothing"'),
  found('/search/customers?q=bo', customers.slice(1, 2)),
  found('/api/search/shop.Customer?search=ann&limit=5', customers.slice(0, 1)),
  found('/search/products', [choice(idOf('p', 2), 'Ink'), choice(idOf('p', 1), 'Pen')]),
  bad('/search/nothing', 404, 'unknown model "nothing"'),
];

const csv = (text: string, path: string, more: Partial<Case> = {}): Case => ({
  method: 'GET',
  path,
  status: 200,
  answer: `\uFEFF${text}`,
  ...more,
});
const files: Case[] = [
  csv(
    'Name,Credit\r\nAnn,10.5\r\nBob,-2\r\nZoë: 50%,\r\ndee_dee,0\r\n',
    '/dynamic/customers/export?columns=name,credit&sortBy=name&order=asc',
  ),
  csv('Sku\r\nP1\r\n', '/data/products/export?format=CSV&columns=sku&f_sku=P1'),
  {
    method: 'GET',
    path: '/data/products/export?format=json&columns=sku,price&sortBy=sku',
    status: 200,
    answer: [
      { sku: 'P2', price: 10 },
      { sku: 'P1', price: 2.5 },
    ],
  },
  csv('Name,Email,Tier,Vip,Credit,Since\r\n', '/dynamic/customers/export/template?format=csv'),
  bad('/data/customers/export?format=pdf', 400, 'unknown format "pdf": csv, xlsx or json'),
  bad('/data/users/export/template', 422, 'User has no column that a file could fill'),
];

const others: Case[] = [
  found(`/data/orders/${idOf('o', 1)}`, filledOrder(1)),
  found(`/data/order_lines/${idOf('l', 1)}`, line(1)),
  found(`/data/products/${idOf('p', 1).toUpperCase()}`, product(1)),
  bad('/data/nothing', 404, 'unknown model "nothing"'),
  bad('/data/shop.Nothing', 404, 'unknown model "shop.Nothing"'),
  bad('/data/customers/not-a-uuid', 400, '"not-a-uuid" is no uuid'),
  bad('/data/customers/current', 404, 'Customer is not a singleton'),
  {
    method: 'PUT',
    path: '/data/customers/current',
    body: {},
    status: 404,
    answer: { success: false, message: 'Customer is not a singleton' },
  },
  found(
    `/data/orders/source-lines?source=order&id=${idOf('o', 1)}`,
    [1, 2].map((number) =>
      line(number, {
        source_line_id: idOf('l', number),
        source_quantity: number === 1 ? 2 : 1,
        consumed_quantity: 0,
        remaining_quantity: number === 1 ? 2 : 1,
      }),
    ),
    { meta: { count: 2 } },
  ),
  found(`/api/dynamic/Order/source-lines?source=order&id=${idOf('o', 2)}`, [], { meta: { count: 0 } }),
  bad('/data/orders/source-lines', 404, 'Order has no source ""'),
  bad(`/data/orders/source-lines?source=order`, 400, '"" is no uuid'),
  bad('/nothing', 404, 'no route GET /nothing'),
  {
    method: 'PATCH',
    path: `/data/customers/${NO_ID}`,
    body: {},
    status: 404,
    answer: { success: false, message: `no route PATCH /data/customers/${NO_ID}` },
  },
  found(
    '/data/products/unique-violations',
    [{ error_key: 'product.sku_taken', columns: ['sku'], field: 'sku', materialized: true, duplicates: [] }],
    { meta: { duplicate_groups: 0 } },
  ),
  found('/data/order_lines/unique-violations', [], { meta: { duplicate_groups: 0 } }),
  list(
    '/data/users?fields=name&sortBy=name&order=asc',
    ['Ada Romero', 'Bruno Díaz', 'Carla Núñez'].map((name, index) => ({
      id: `a0000000-0000-4000-8000-00000000000${index + 1}`,
      name,
    })),
  ),
  list('/data/core.Organization?fields=slug', [{ id: '11111111-1111-4111-8111-111111111111', slug: 'acme' }]),
  found('/permissions/me', { permissions: ['*'], isAdmin: true }),
];

export const READING: readonly Case[] = [
  ...families,
  ...filters,
  ...relationFilters,
  ...pages,
  ...groups,
  ...facets,
  ...choices,
  ...files,
  ...others,
];
