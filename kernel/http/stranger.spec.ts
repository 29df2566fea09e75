/**
 * Two organizations with rows of their own, and any request at all: what one of them is answered never holds anything of
 * the other, and what it writes never changes a row of the other.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ORGANIZATIONS } from '../database/core-rows';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';
import { shopManifest } from '../testing/shop';
import { cases } from '../testing/drawn';
import fc from '../testing/property';

const REQUESTS = cases(600, 6000);
/** Stands in every text of the owner's rows, and nowhere else. */
const MARK = 'hushhush';
const TABLES = ['customers', 'products', 'orders', 'order_lines', 'payments'];
const TOMBSTONE = { reason: 'because' };

let t: TestKernel;
/** Ids of the owner's rows by table. */
const ids = new Map<string, string[]>();
let allIds: string[] = [];

async function made(table: string, body: object): Promise<string> {
  const { status, body: answer } = await t.call('POST', `/data/${table}`, body);
  expect(status, JSON.stringify(answer)).toBe(201);
  const { id } = (answer as { data: { id: string } }).data;
  ids.set(table, [...(ids.get(table) ?? []), id]);
  return id;
}

beforeAll(async () => {
  t = await openTestKernel();
  for (const { id } of ORGANIZATIONS) await t.install(shopManifest(), { organizationId: id });
  const customer = await made('customers', { name: `${MARK} one`, email: `${MARK}@example.com`, credit: 5 });
  const dead = await made('customers', { name: `${MARK} dead` });
  await t.call('DELETE', `/data/customers/${dead}`);
  const product = await made('products', { sku: MARK, title: MARK });
  const order = await made('orders', { customer_id: customer, note: MARK, folio: MARK });
  await made('order_lines', { order_id: order, product_id: product, quantity: 3, price: 7 });
  await made('payments', { order_id: order, amount: 3 });
  allIds = [...ids.values()].flat();
  // The stranger has rows too, so that an empty answer is not the only one.
  await t.call('POST', '/data/customers', { name: 'Mine', email: 'mine@example.com' }, OTHER_PRINCIPAL);
});
afterAll(() => t.database.close());

interface Asked {
  method: string;
  path: string;
  body?: object;
}

const anyTable = fc.constantFrom(...TABLES);
const base = fc
  .tuple(fc.constantFrom('/data/', '/dynamic/', '/api/data/', '/api/dynamic/'), anyTable)
  .map(([prefix, table]) => ({ table, path: prefix + table }));
const anyId = fc.integer({ min: 0, max: 50 }).map((n) => allIds[n % allIds.length] ?? '');
const columnNames = [...new Set((shopManifest().models ?? []).flatMap((model) => model.columns.map((column) => column.name)))];
const relationNames = ['customer', 'orders', 'lines', 'gifts', 'products', 'order', 'product'];
const anyColumn = fc.oneof(
  fc.constantFrom('id', 'created_by_id', 'deleted_at', ...columnNames),
  fc
    .tuple(fc.constantFrom(...relationNames), fc.constantFrom('id', 'name', 'organization_id', ...columnNames))
    .map((parts) => parts.join('.')),
);
const anyValue = fc.oneof(
  fc.constantFrom(
    MARK,
    `ILIKE:${MARK}`,
    `LIKE:${MARK}`,
    `${MARK}@example.com`,
    'NULL',
    'NOT_NULL',
    'GT:0',
    'RANGE:0,9',
    ORGANIZATIONS[0].id,
    `NEQ:${ORGANIZATIONS[1].id}`,
  ),
  anyId,
  anyId.map((id) => `IN:${id}`),
  anyId.map((id) => `NEQ:${id}`),
);
const parameter = fc.oneof(
  fc.tuple(anyColumn, anyValue).map(([column, value]): [string, string] => [`f_${column}`, value]),
  fc.constantFrom<[string, string]>(
    ['search', MARK],
    ['q', MARK],
    ['with', relationNames.slice(0, 5).join(',')],
    ['with', 'order,product'],
    ['group_by', 'organization_id'],
    ['group_by', 'id'],
    ['aggregate', 'max(organization_id)'],
    ['aggregate', 'count(*)'],
    ['aggregate', 'max(name),sum(credit)'],
    ['sortBy', 'id'],
    ['fields', 'id,organization_id,name'],
    ['count', '0'],
    ['per_page', '200'],
    ['format', 'json'],
    ['field', 'id'],
    ['field', 'customer_id'],
    ['field', 'product_id'],
    ['field', 'name'],
    ['field', 'organization_id'],
  ),
  anyId.map((id): [string, string] => ['ids', id]),
);
const queryText = fc.array(parameter, { maxLength: 5 }).map((parameters) => {
  const text = new URLSearchParams(parameters).toString();
  return text === '' ? '' : `?${text}`;
});
const anyBody = fc.dictionary(
  fc.constantFrom('id', 'organization_id', 'created_by_id', 'deleted_at', ...columnNames),
  fc.oneof(anyValue, fc.integer(), fc.constant(null)),
  {
    maxKeys: 8,
  },
);

const request: fc.Arbitrary<Asked> = fc.oneof(
  fc
    .tuple(base, fc.constantFrom('', '/aggregate', '/facets', '/export', '/unique-violations', '/export/template', '/me'), queryText)
    .map(([{ path }, tail, query]) => ({ method: 'GET', path: path + tail + query })),
  fc
    .tuple(anyTable, fc.constantFrom('/options/', '/search/', '/metadata/table/', '/api/options/'), queryText)
    .map(([table, prefix, query]) => ({
      method: 'GET',
      path: prefix + table + query,
    })),
  fc.tuple(base, anyId, fc.constantFrom('GET', 'PUT', 'DELETE'), anyBody).map(([{ path }, id, method, body]) => ({
    method,
    path: `${path}/${id}`,
    ...(method !== 'GET' && { body: { ...body, ...TOMBSTONE } }),
  })),
  fc.tuple(base, anyId, fc.constantFrom('restore', 'action/cancel', 'actions/remind', 'action/ping')).map(([{ path }, id, tail]) => ({
    method: 'POST',
    path: `${path}/${id}/${tail}`,
    body: { ...TOMBSTONE, channel: 'mail' },
  })),
  fc.tuple(base, anyBody).map(([{ path }, body]) => ({ method: 'POST', path, body })),
);

/** Every row of the owner, as it stands. */
const owned = async (): Promise<unknown[]> =>
  Promise.all(
    TABLES.map((table) =>
      t.query(`select to_jsonb(t) as row from addon_shop.${table} t where organization_id = $1 order by id`, [ORGANIZATIONS[0].id]),
    ),
  );

describe('a stranger', () => {
  it('finds nothing that is not his, and changes nothing', async () => {
    const before = await owned();
    await fc.assert(
      fc.asyncProperty(request, async ({ method, path, body }) => {
        const init = { method, ...(body && { body: JSON.stringify(body) }) };
        const response = await t.kernel.fetch(new Request(`http://kernel.test${path}`, init), OTHER_PRINCIPAL);
        const text = await response.text();
        expect(response.status, `${method} ${path} ${text}`).toBeLessThan(500);
        // What a stranger sent himself may come back to him; his own rows then hold it.
        const said = JSON.stringify(body ?? '') + decodeURIComponent(path);
        if (!said.includes(MARK)) expect(text, `${method} ${path}`).not.toContain(`${MARK} `);
        expect(text, `${method} ${path}`).not.toContain(`"organization_id":"${ORGANIZATIONS[0].id}"`);
        expect(text, `${method} ${path}`).not.toContain(`${MARK} one`);
        expect(text, `${method} ${path}`).not.toContain(DEFAULT_PRINCIPAL.name);
        for (const id of allIds)
          if (!said.includes(id) && method === 'GET') expect(text, `${method} ${path}`).not.toContain(`"id":"${id}"`);
      }),
      { numRuns: REQUESTS },
    );
    expect(await owned()).toEqual(before);
  }, 600_000);
});
