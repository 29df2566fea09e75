/** What is left of a document's lines for the next one that is made from it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DocumentFormType, ManifestV3, Model } from '../../schemas';
import { ORGANIZATIONS } from '../database/core-rows';
import { manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';

const tenant = { name: 'organization_id', type: 'uuid', not_null: true } as const;
const line = (key: string, table: string, parent: string, more: Model['columns'] = []): Model => ({
  key,
  table,
  columns: [
    tenant,
    { name: `${parent}_id`, type: 'uuid', not_null: true },
    { name: 'title', type: 'text' },
    { name: 'quantity', type: 'numeric(10,3)' },
    ...more,
  ],
});
const SOURCE = { key: 'sale', label: 'Sale', model: 'Sale', lines: 'items', link_field: 'sale_id', exclude_states: ['void'] };
const type = (key: string, more: Partial<DocumentFormType>): DocumentFormType => ({ key, label: key, fields: [], ...more });

const manifest = (): ManifestV3 =>
  manifestWith('bills', [
    {
      key: 'Sale',
      table: 'sales',
      columns: [tenant, { name: 'name', type: 'text' }],
      relations: [{ name: 'items', kind: 'one_to_many', through: 'SaleLine', foreign_key: 'sale_id' }],
    },
    line('SaleLine', 'sale_lines', 'sale', [{ name: 'open', type: 'integer' }]),
    {
      key: 'Invoice',
      table: 'invoices',
      columns: [tenant, { name: 'status', type: 'text' }, { name: 'sale_id', type: 'uuid' }],
      relations: [{ name: 'lines', kind: 'one_to_many', through: 'InvoiceLine', foreign_key: 'invoice_id' }],
      document_forms: {
        types: [
          type('invoice', { lines: true, sources: [{ ...SOURCE, line_link_field: 'sale_line_id' }] }),
          type('kept', {
            lines: true,
            sources: [{ ...SOURCE, key: 'kept', line_link_field: 'sale_line_id', remaining_qty_field: 'open' }],
          }),
          type('free', { lines: true, sources: [{ ...SOURCE, key: 'free', exclude_states: [] }] }),
          type('none', { sources: [{ ...SOURCE, key: 'lineless' }] }),
        ],
      },
    },
    line('InvoiceLine', 'invoice_lines', 'invoice', [{ name: 'sale_line_id', type: 'uuid' }]),
    {
      key: 'Credit',
      table: 'credits',
      columns: [tenant, { name: 'status', type: 'text' }, { name: 'sale_id', type: 'uuid' }, { name: 'lines', type: 'jsonb' }],
      document_forms: { types: [type('credit', { lines: true, sources: [{ ...SOURCE, line_link_field: 'sale_line_id' }] })] },
    },
  ]);

let t: TestKernel;
let sale = '';
let lines: string[] = [];
const make = async (path: string, body: object): Promise<string> => {
  const answer = await t.call('POST', `/data/${path}`, body);
  expect(answer.status).toBe(201);
  return (answer.body as { data: { id: string } }).data.id;
};
const left = async (model: string, query: string) => {
  const { status, body } = await t.call('GET', `/data/${model}/source-lines?id=${sale}&${query}`);
  expect(status).toBe(200);
  return (body as { data: Record<string, unknown>[] }).data.map((row) => [
    row.title,
    row.source_quantity,
    row.consumed_quantity,
    row.remaining_quantity,
  ]);
};

beforeAll(async () => {
  t = await openTestKernel();
  for (const { id } of ORGANIZATIONS) await t.install(manifest(), { organizationId: id });
  sale = await make('sales', { name: 'S-1' });
  lines = [
    await make('sale_lines', { sale_id: sale, title: 'Pen', quantity: 10, open: 3 }),
    await make('sale_lines', { sale_id: sale, title: 'Ink', quantity: 2.5, open: 9 }),
  ];
});
afterAll(() => t.database.close());

describe('source lines', () => {
  it('are whole while nothing was made of them', async () => {
    expect(await left('invoices', 'source=sale')).toEqual([
      ['Pen', 10, 0, 10],
      ['Ink', 2.5, 0, 2.5],
    ]);
  });

  it('are less what living documents took, in a state that counts, without the one that is edited', async () => {
    const [pen = '', ink = ''] = lines;
    const first = await make('invoices', { status: 'open' });
    await make('invoice_lines', { invoice_id: first, sale_line_id: pen, quantity: 4 });
    await make('invoice_lines', { invoice_id: first, sale_line_id: pen, quantity: 1.25 });
    const second = await make('invoices', {});
    await make('invoice_lines', { invoice_id: second, sale_line_id: ink, quantity: 3 });
    const voided = await make('invoices', { status: 'void' });
    await make('invoice_lines', { invoice_id: voided, sale_line_id: pen, quantity: 4 });
    const gone = await make('invoices', { status: 'open' });
    await make('invoice_lines', { invoice_id: gone, sale_line_id: pen, quantity: 4 });
    await t.call('DELETE', `/data/invoices/${gone}`);
    expect(await left('invoices', 'source=sale')).toEqual([
      ['Pen', 10, 5.25, 4.75],
      ['Ink', 2.5, 3, 0],
    ]);
    expect(await left('Invoice', `source=sale&exclude=${first}`)).toEqual([
      ['Pen', 10, 0, 10],
      ['Ink', 2.5, 3, 0],
    ]);
  });

  it('keep what their own column says is left, or are not counted at all', async () => {
    expect(await left('invoices', 'source=kept')).toEqual([
      ['Pen', 10, 7, 3],
      ['Ink', 2.5, -6.5, 9],
    ]);
    expect(await left('invoices', 'source=free')).toEqual([
      ['Pen', 10, 0, 10],
      ['Ink', 2.5, 0, 2.5],
    ]);
  });

  it('are taken by lines in a column too', async () => {
    const [pen] = lines;
    await make('credits', { status: 'open', sale_id: sale, lines: [{ sale_line_id: pen, quantity: '2' }, 'x', { quantity: 9 }] });
    await make('credits', { status: 'void', sale_id: sale, lines: [{ sale_line_id: pen, quantity: 5 }] });
    await make('credits', { status: 'open', sale_id: sale, lines: { no: 'list' } });
    expect(await left('credits', 'source=sale')).toEqual([
      ['Pen', 10, 2, 8],
      ['Ink', 2.5, 0, 2.5],
    ]);
  });

  it('are a thousand at most', async () => {
    const own = sale;
    sale = await make('sales', { name: 'S-2' });
    const add = (count: number) =>
      t.query(
        `insert into addon_bills.sale_lines (organization_id, sale_id, title, quantity) select $1, $2, 'Clip', 1 from generate_series(1, $3::int)`,
        [ORGANIZATIONS[0].id, sale, count],
      );
    const found: number[] = [];
    for (const more of [999, 1, 1]) {
      await add(more);
      found.push((await left('invoices', 'source=free')).length);
    }
    expect(found).toEqual([999, 1000, 1000]);
    sale = own;
  });

  it('are measured before they leave the database, however few they are', async () => {
    const own = sale;
    sale = await make('sales', { name: 'S-3' });
    const add = (count: number) =>
      t.query(
        `insert into addon_bills.sale_lines (organization_id, sale_id, title, quantity) select $1, $2, repeat('x', 8388000), 1 from generate_series(1, $3::int)`,
        [ORGANIZATIONS[0].id, sale, count],
      );
    await add(3);
    expect(await left('invoices', 'source=free')).toHaveLength(3);
    await add(2);
    expect(await t.call('GET', `/data/invoices/source-lines?source=free&id=${sale}`)).toMatchObject({
      status: 422,
      body: { code: 'answer_too_large' },
    });
    sale = own;
  });

  it('are refused and empty where they should be', async () => {
    const get = (query: string, as?: typeof OTHER_PRINCIPAL) => t.call('GET', `/data/invoices/source-lines?${query}`, undefined, as);
    expect(await get(`source=nothing&id=${sale}`)).toEqual({
      status: 404,
      body: { success: false, message: 'Invoice has no source "nothing"' },
    });
    expect(await get(`source=lineless&id=${sale}`)).toMatchObject({ status: 404 });
    expect(await get('source=sale&id=x')).toMatchObject({ status: 400 });
    expect(await get(`source=sale&id=${sale}&exclude=x`)).toMatchObject({ status: 400 });
    expect(await get(`source=sale&id=${sale}`, OTHER_PRINCIPAL)).toEqual({
      status: 200,
      body: { success: true, data: [], meta: { count: 0 } },
    });
    const limited = { ...OTHER_PRINCIPAL, organizationId: ORGANIZATIONS[0].id, roles: [], isAdmin: false };
    expect(await get(`source=sale&id=${sale}`, limited)).toMatchObject({ status: 403 });
  });
});
