/** Lists, single rows, groups, facets, choices: every row of the list language's tables. */
import { type Case, covering } from './case';
import { FILTERING } from './filtering';
import { list, meta, query } from './requests';
import { customer, filledOrder, idOf, line, NO_ID, product } from './rows';

const found = (path: string, data: unknown, more: object = {}): Case => ({
  method: 'GET',
  path,
  status: 200,
  answer: { success: true, data, ...more },
});
const bad = (path: string, status: number, message: string): Case => ({ method: 'GET', path, status, answer: { success: false, message } });

const PREFIXES = ['/dynamic/M', '/data/M', '/data/M/me', '/api/dynamic/M', '/api/data/M', '/api/data/M/me'];
const NAMES = ['customers', 'Customer', 'shop.Customer'];

const families = PREFIXES.flatMap((prefix) =>
  NAMES.flatMap((name): Case[] => {
    const base = prefix.replace('M', name);
    return covering(
      'ROUTE-FAMILIES ROUTE-NAMES',
      ...covering('ROUTE-LIST', list(`${base}?sortBy=name&order=asc&per_page=2`, [customer(1), customer(2)], meta(4, 1, 2, 2))),
      ...covering('ROUTE-GET', found(`${base}/${idOf('c', 4)}`, customer(4))),
      ...covering('ERR-RECORD', bad(`${base}/${NO_ID}`, 404, 'record not found')),
      ...covering('ROUTE-AGGREGATE', found(`${base}/aggregate`, { credit: 8.5 })),
    );
  }),
);

const byName = [1, 2, 3, 4].map((number) => customer(number));
const pages: Case[] = [
  ...covering(
    'LIST-SORT-UNKNOWN',
    // The newest first, as without an order.
    list('/data/customers?sortBy=nope&order=asc&per_page=1', [customer(4)], meta(4, 1, 1, 1)),
    list('/data/customers?per_page=1', [customer(4)], meta(4, 1, 1, 1)),
  ),
  ...covering('LIST-SORT LIST-META', list('/data/customers?sortBy=name&order=asc', byName)),
  ...covering('LIST-ORDER', list('/data/customers?sortBy=name&order=ASC', byName)),
  list('/data/customers?sortBy=name', [...byName].reverse()),
  ...covering('LIST-ORDER', list('/data/customers?sortBy=name&order=sideways', [...byName].reverse())),
  list('/data/customers?sortBy=credit&order=asc', [customer(2), customer(4), customer(1), customer(3)]),
  ...covering('LIST-EMPTY-LAST', list('/data/customers?sortBy=credit&order=desc', [customer(1), customer(4), customer(2), customer(3)])),
  list('/data/customers?sortBy=since&order=asc', [customer(4), customer(1), customer(2), customer(3)]),
  ...covering('LIST-PAGE', list('/data/customers?sortBy=id&order=asc&page=2&per_page=3', [customer(4)], meta(4, 2, 3, 1))),
  list('/data/customers?sortBy=id&order=asc&page=3&per_page=3', [], meta(4, 3, 3, 0)),
  list('/data/customers?sortBy=id&order=asc&page=1000000000&per_page=1', [], meta(4, 1_000_000_000, 1, 0)),
  ...covering(
    'LIST-PAGE-BAD',
    ...['0', '-1', 'x', '1.5', '', '9999999999999'].map((page) => list(`/data/customers?sortBy=name&order=asc&page=${page}`, byName)),
  ),
  ...covering('LIST-SIZE', ...['0', '-5', 'x'].map((size) => list(`/data/customers?sortBy=name&order=asc&per_page=${size}`, byName))),
  ...covering('LIST-SIZE', list('/data/customers?sortBy=name&order=asc&per_page=1000', byName, meta(4, 1, 200))),
  ...covering(
    'LIST-COUNT',
    ...['0', 'false', 'NO', 'off'].map((off) =>
      list(`/data/customers?sortBy=name&order=asc&count=${off}&per_page=4`, byName, { ...meta(4, 1, 4), total: 0, last_page: 2 }),
    ),
  ),
  list('/data/customers?sortBy=name&order=asc&count=0', byName, { ...meta(4), total: 0, last_page: 1 }),
  list('/data/customers?sortBy=name&order=asc&count=1', byName),
  ...covering('LIST-FIELDS', list('/data/customers?fields=name,nope&f_name=Ann', [{ id: idOf('c', 1), name: 'Ann' }])),
  ...covering('LIST-SEARCH', list('/data/customers?search=example.ORG', [customer(4)])),
  ...covering('LIST-SEARCH LIST-SEARCH-WILD', list('/data/customers?q=50%25', [customer(3)])),
  list('/data/customers?search=nobody', []),
  list('/data/customers?search=%20&sortBy=name&order=asc', byName),
  ...covering(
    'LIST-WITH',
    list('/data/orders?with=customer,nope&f_customer_id=' + idOf('c', 2), [
      filledOrder(2, { customer: { ...customer(2), value: idOf('c', 2), label: 'Bob' } }),
    ]),
    list('/data/orders?with=gifts&f_customer_id=' + idOf('c', 2), [filledOrder(2, { gifts: [] })]),
  ),
];

const groups: Case[] = [
  ...covering(
    'LIST-GROUP',
    list('/data/customers?group_by=tier', [
      { tier: 'basic', count: 2 },
      { tier: 'gold', count: 2 },
    ]),
  ),
  list('/data/customers?group_by=tier&aggregate=sum(credit),max(name):last', [
    { tier: 'basic', sum_credit: -2, last: 'Zoë: 50%' },
    { tier: 'gold', sum_credit: 10.5, last: 'dee_dee' },
  ]),
  ...covering(
    'LIST-AGGREGATE-ALIAS',
    list('/data/customers?group_by=vip&aggregate=count(*):n&sortBy=n&order=desc&per_page=1', [{ vip: true, n: 2 }], meta(3, 1, 1, 1)),
  ),
  ...covering(
    'LIST-AGGREGATE',
    list('/data/customers?aggregate=avg(credit),min(since),count(email),sum(credit),max(credit)', [
      { avg_credit: 2.8333333333333335, min_since: '2025-12-31', count_email: 3, sum_credit: 8.5, max_credit: 10.5 },
    ]),
  ),
  list('/data/customers?group_by=tier&f_vip=true', [{ tier: 'gold', count: 2 }]),
  ...covering('LIST-AGGREGATE-BAD', bad('/data/customers?aggregate=median(credit)', 400, 'unknown aggregate function "median"')),
  ...covering('LIST-AGGREGATE-BAD', bad('/data/customers?aggregate=sum(*)', 400, 'sum(*) is not possible, only count(*) is')),
  bad('/data/customers?aggregate=sum(name)', 400, 'sum cannot be taken of "name"'),
  bad('/data/customers?aggregate=credit', 400, '"credit" is no aggregate: fn(column) or fn(column):alias'),
  bad('/data/customers?aggregate=sum(nope)', 400, 'aggregate of an unknown column "nope"'),
  bad('/data/products?group_by=tags', 400, 'cannot group by "tags"'),
  ...covering('ROUTE-AGGREGATE', found('/data/customers/aggregate?f_tier=gold', { credit: 10.5 })),
  found('/data/customers/aggregate?search=nobody', { credit: 0 }),
  ...covering('ROUTE-AGGREGATE-NONE', found('/data/products/aggregate', {})),
  found('/data/orders/aggregate', { total: 17.4 }),
];

const facet = (value: string, count: number, label = value) => ({ value, label, count });
const facets: Case[] = [
  ...covering(
    'ROUTE-FACETS',
    found('/data/customers/facets?field=tier', [facet('basic', 2, 'Basic'), facet('gold', 2, 'Gold')], {
      meta: { count: 2, field: 'tier' },
    }),
  ),
  found('/data/customers/facets?field=vip', [facet('true', 2), facet('false', 1)], { meta: { count: 2, field: 'vip' } }),
  found('/data/customers/facets?field=tier&f_vip=true', [facet('gold', 2, 'Gold')], { meta: { count: 1, field: 'tier' } }),
  ...covering(
    'ROUTE-FACETS-NARROW',
    found('/data/customers/facets?field=name&q=AN', [facet('Ann', 1)], { meta: { count: 1, field: 'name' } }),
    found('/data/customers/facets?field=name&limit=1', [facet('Ann', 1)], { meta: { count: 1, field: 'name' } }),
  ),
  found('/data/orders/facets?field=customer_id', [facet(idOf('c', 1), 1, 'Ann'), facet(idOf('c', 2), 1, 'Bob')], {
    meta: { count: 2, field: 'customer_id' },
  }),
  ...covering('ROUTE-FACETS-BAD ERR-QUERY', bad('/data/customers/facets', 400, 'field is required')),
  ...covering('ROUTE-FACETS-BAD', bad('/data/customers/facets?field=a%22b', 400, 'field is required')),
  ...covering('ROUTE-FACETS-BAD', bad('/data/customers/facets?field=nope', 404, 'unknown column "nope"')),
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
  ...covering('ROUTE-OPTIONS OPT-SELF OPT-SHAPE', options('/options/customers?field=id', 'dynamic', customers)),
  ...covering('OPT-PAGE OPT-NAMES', options('/api/options/Customer?field=id&limit=2', 'dynamic', customers.slice(0, 2))),
  options('/options/customers?field=id&limit=2&offset=3', 'dynamic', customers.slice(3)),
  options('/options/customers?field=id&q=ZOE', 'dynamic', customers.slice(2, 3)),
  ...covering('OPT-IDS', options(`/options/customers?field=id&ids=${idOf('c', 2)},${NO_ID},x&limit=1`, 'dynamic', customers.slice(1, 2))),
  ...covering(
    'OPT-IDS',
    options(`/options/customers?field=id&ids[]=${idOf('c', 2)}&ids=${idOf('c', 1)}`, 'dynamic', customers.slice(0, 2)),
  ),
  ...covering('OPT-REFERENCE', options('/options/orders?field=customer_id', 'dynamic', customers)),
  ...covering(
    'OPT-STATIC',
    options('/options/customers?field=tier', 'static', [choice('basic', 'Basic'), choice('gold', 'Gold', { color: '#d97706' })]),
  ),
  ...covering(
    'META-STAGES',
    options('/options/orders?field=status', 'static', [
      choice('draft', 'Draft'),
      choice('confirmed', 'Confirmed'),
      choice('shipped', 'Shipped'),
      choice('cancelled', 'Cancelled'),
    ]),
  ),
  ...covering('ERR-QUERY', bad('/options/customers', 400, 'field is required')),
  ...covering('OPT-UNCONFIGURED', bad('/options/customers?field=name', 404, 'field "name" has no options')),
  bad('/options/customers?field=nope', 404, 'field "nope" has no options'),
  ...covering('ERR-MODEL', bad('/options/nothing?field=id', 404, 'unknown model "nothing"')),
  ...covering('ROUTE-SEARCH', found('/search/customers?q=bo', customers.slice(1, 2))),
  ...covering('ROUTE-SEARCH', found('/api/search/shop.Customer?search=ann&limit=5', customers.slice(0, 1))),
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
  ...covering(
    'ROUTE-EXPORT',
    csv(
      'Name,Credit\r\nAnn,10.5\r\nBob,-2\r\nZoë: 50%,\r\ndee_dee,0\r\n',
      '/dynamic/customers/export?columns=name,credit&sortBy=name&order=asc',
      { carries: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="customers.csv"' } },
    ),
  ),
  ...covering(
    'ROUTE-EXPORT-LABELS',
    csv(
      'Called,Credit\r\nAnn,10.5\r\n',
      `/dynamic/customers/export?${query({ format: 'csv', columns: 'name,credit', column_labels: '{"name":"Called"}', lang: 'es', f_name: 'Ann' })}`,
    ),
  ),
  csv('Sku\r\nP1\r\n', '/data/products/export?format=CSV&columns=sku&f_sku=P1'),
  ...covering('ROUTE-EXPORT-JSON', {
    method: 'GET',
    path: '/data/products/export?format=json&columns=sku,price&sortBy=sku',
    status: 200,
    answer: '[\n{"sku":"P2","price":10},\n{"sku":"P1","price":2.5}\n]\n',
    carries: { 'content-type': 'text/json; charset=utf-8', 'content-disposition': 'attachment; filename="products.json"' },
  }),
  ...covering(
    'ROUTE-TEMPLATE',
    csv('Name,Email,Tier,Vip,Credit,Since\r\n', '/dynamic/customers/export/template?format=csv', {
      carries: { 'content-disposition': 'attachment; filename="customers-template.csv"' },
    }),
  ),
  bad('/data/customers/export?format=pdf', 400, 'unknown format "pdf": csv, xlsx or json'),
  ...covering('ROUTE-TEMPLATE-NONE', bad('/data/users/export/template', 422, 'User has no column that a file could fill')),
];

const others: Case[] = [
  ...covering('ROUTE-GET ROW-CHIP WRITE-ROLLUP', found(`/data/orders/${idOf('o', 1)}`, filledOrder(1))),
  found(`/data/order_lines/${idOf('l', 1)}`, line(1)),
  found(`/data/products/${idOf('p', 1).toUpperCase()}`, product(1)),
  ...covering('ERR-MODEL', bad('/data/nothing', 404, 'unknown model "nothing"')),
  bad('/data/shop.Nothing', 404, 'unknown model "shop.Nothing"'),
  ...covering('ERR-ID', bad('/data/customers/not-a-uuid', 400, '"not-a-uuid" is no uuid')),
  ...covering('ROUTE-CURRENT', bad('/data/customers/current', 404, 'Customer is not a singleton')),
  {
    method: 'PUT',
    path: '/data/customers/current',
    body: {},
    status: 404,
    answer: { success: false, message: 'Customer is not a singleton' },
  },
  ...covering(
    'ROUTE-SOURCE-LINES',
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
  ),
  found(`/api/dynamic/Order/source-lines?source=order&id=${idOf('o', 2)}`, [], { meta: { count: 0 } }),
  ...covering('ROUTE-SOURCE-LINES', bad('/data/orders/source-lines', 404, 'Order has no source ""')),
  bad(`/data/orders/source-lines?source=order`, 400, '"" is no uuid'),
  ...covering('ERR-ROUTE', bad('/nothing', 404, 'no route GET /nothing')),
  ...covering('ROUTE-NO-PATCH', {
    method: 'PATCH',
    path: `/data/customers/${NO_ID}`,
    body: {},
    status: 404,
    answer: { success: false, message: `no route PATCH /data/customers/${NO_ID}` },
  }),
  ...covering(
    'ROUTE-UNIQUE',
    found(
      '/data/products/unique-violations',
      [{ error_key: 'product.sku_taken', columns: ['sku'], field: 'sku', materialized: true, duplicates: [] }],
      { meta: { duplicate_groups: 0 } },
    ),
  ),
  ...covering('ROUTE-MATERIALIZE', {
    method: 'POST',
    path: '/data/products/unique-violations/materialize',
    status: 200,
    answer: {
      success: true,
      data: [{ error_key: 'product.sku_taken', columns: ['sku'], field: 'sku', materialized: true, duplicates: [] }],
      meta: { duplicate_groups: 0 },
    },
  }),
  found('/data/order_lines/unique-violations', [], { meta: { duplicate_groups: 0 } }),
  list(
    '/data/users?fields=name&sortBy=name&order=asc',
    ['Ada Romero', 'Bruno Díaz', 'Carla Núñez'].map((name, index) => ({
      id: `a0000000-0000-4000-8000-00000000000${index + 1}`,
      name,
    })),
  ),
  ...covering('ROUTE-CORE', list('/data/core.Organization?fields=slug', [{ id: '11111111-1111-4111-8111-111111111111', slug: 'acme' }])),
  ...covering('ROUTE-PERMISSIONS PERM-ADMIN', found('/permissions/me', { permissions: ['*'], isAdmin: true })),
];

export const READING: readonly Case[] = [...families, ...FILTERING, ...pages, ...groups, ...facets, ...choices, ...files, ...others];
