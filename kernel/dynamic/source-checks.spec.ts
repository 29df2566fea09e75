/** What a document that is sent with its lines may take of the document it is made from. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DocumentFormType, DocumentSource, ManifestV3, Model } from '../../schemas';
import { USERS } from '../database/core-rows';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import type { Principal } from '../principal';
import { manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';

type Row = Record<string, unknown>;
const tenant = { name: 'organization_id', type: 'uuid', not_null: true } as const;
const header = (key: string, table: string, through: string, more: Partial<Model> = {}): Model => ({
  key,
  table,
  columns: [tenant, { name: 'status', type: 'text' }, { name: 'kind', type: 'text' }, { name: 'sale_id', type: 'uuid' }],
  relations: [{ name: 'items', kind: 'one_to_many', through, foreign_key: 'parent_id' }],
  ...more,
});
const line = (key: string, table: string, more: Model['columns'] = []): Model => ({
  key,
  table,
  columns: [
    tenant,
    { name: 'parent_id', type: 'uuid', not_null: true },
    { name: 'quantity', type: 'numeric(10,3)', not_null: true, default: 1 },
    ...more,
  ],
});
const SALE = {
  key: 'sale',
  label: 'Sale',
  model: 'Sale',
  lines: 'items',
  link_field: 'sale_id',
  line_link_field: 'from_id',
  option_filter: { field: 'status', in: ['open'] },
};
const type = (key: string, sources: DocumentSource[]): DocumentFormType => ({
  key,
  label: key,
  fields: [],
  lines: true,
  sources,
});

const manifest = (): ManifestV3 =>
  manifestWith(
    'bills',
    [
      header('Sale', 'sales', 'SaleLine'),
      line('SaleLine', 'sale_lines', [
        { name: 'open', type: 'integer' },
        { name: 'pieces', type: 'integer' },
      ]),
      header('Rent', 'rents', 'RentLine'),
      line('RentLine', 'rent_lines'),
      header('Invoice', 'invoices', 'InvoiceLine', {
        document_forms: {
          type_field: 'kind',
          lines_field: 'items',
          types: [
            type('sold', [{ ...SALE, exclude_states: ['void'] }]),
            type('kept', [{ ...SALE, label: 'bills.sale', remaining_qty_field: 'open' }]),
            type('pieces', [{ ...SALE, qty_field: 'pieces' }]),
            type('either', [
              SALE,
              { key: 'rent', label: 'Rent', model: 'Rent', lines: 'items', link_field: 'sale_id', line_link_field: 'from_id' },
            ]),
            type('free', [{ key: 'sale', label: 'Sale', model: 'Sale', lines: 'items' }]),
            type('absent', [{ ...SALE, model: 'crm.Deal' }]),
          ],
        },
      }),
      line('InvoiceLine', 'invoice_lines', [{ name: 'from_id', type: 'uuid' }]),
    ],
    {
      rbac: {
        roles: [
          {
            key: 'biller',
            label: 'Biller',
            permissions: ['invoices.create', 'invoices.index', 'invoice_lines.create', 'invoice_lines.index'],
          },
        ],
      },
    },
  );
const BILLER: Principal = { ...DEFAULT_PRINCIPAL, userId: USERS[1].id, roles: ['biller'], isAdmin: false };
const NOBODY = '00000000-0000-4000-8000-00000000dead';

let t: TestKernel;
let sale = '';
let pen = '';
let ink = '';
const made = async (path: string, body: Row): Promise<string> => {
  const answer = await t.call('POST', `/data/${path}`, body);
  expect(answer.status).toBe(201);
  return (answer.body as { data: { id: string } }).data.id;
};
const bill = (items: readonly Row[], more: Row = {}, as = DEFAULT_PRINCIPAL, language = 'en') =>
  t.call('POST', '/data/invoices', { kind: 'sold', sale_id: sale, items, ...more }, as, { 'accept-language': language });
const refused = (errors: Row) => ({ status: 422, body: { success: false, message: 'validation.failed', errors } });
const exceeds = (at: number, lineNumber: number, requested: number, remaining: number) => ({
  [`items.${String(at)}.quantity`]: [
    {
      code: 'exceeds_remaining',
      params: { line: lineNumber, requested, remaining, source: 'Sale' },
      message: `line ${String(lineNumber)}: asks for ${String(requested)}, and ${String(remaining)} is left of the source “Sale”`,
    },
  ],
});
const counts = () =>
  t.query(
    'select (select count(*)::int from addon_bills.invoices) as invoices, (select count(*)::int from addon_bills.invoice_lines) as lines',
  );

beforeAll(async () => {
  t = await openTestKernel();
  await t.install(manifest());
});
afterAll(() => t.database.close());
beforeEach(async () => {
  sale = await made('sales', { status: 'open' });
  pen = await made('sale_lines', { parent_id: sale, quantity: 10, open: 3, pieces: 2 });
  ink = await made('sale_lines', { parent_id: sale, quantity: 2.5 });
});

describe('the lines of a document', () => {
  it('take what is left of the lines of its source, and no more; nothing of a refused document is written', async () => {
    expect((await bill([{ from_id: pen, quantity: 6 }])).status).toBe(201);
    const before = await counts();
    expect(await bill([{ kind: 'section' }, { quantity: 99 }, { from_id: pen, quantity: 5 }, { from_id: ink, quantity: '2.501' }])).toEqual(
      refused({ ...exceeds(2, 2, 5, 4), ...exceeds(3, 3, 2.501, 2.5) }),
    );
    expect(await counts()).toEqual(before);
    expect((await bill([{ from_id: pen, quantity: 4 }])).status).toBe(201);
    expect(await bill([{ from_id: pen.toUpperCase(), quantity: 0.001 }])).toEqual(refused(exceeds(0, 1, 0.001, 0)));
  });

  it('are added up where several take of one line, as hosts add', async () => {
    const pieces = [4, 4, 4, 1].map((quantity) => ({ from_id: pen, quantity }));
    expect(await bill(pieces)).toEqual(refused({ ...exceeds(2, 3, 4, 2), ...exceeds(3, 4, 1, 0) }));
    expect((await bill([{ from_id: ink, quantity: '2.5000000001' }])).body).toMatchObject({
      errors: { 'items.0.quantity': [{ code: 'decimals' }] },
    });
    // Without a word a line takes what its column has by itself.
    expect((await bill([{ from_id: ink }, { from_id: ink }])).status).toBe(201);
    expect(await bill([{ from_id: ink }])).toEqual(refused(exceeds(0, 1, 1, 0.5)));
  });

  it('are not held against themselves when they are replaced, nor are those of a state that does not count', async () => {
    const { body } = await bill([{ from_id: pen, quantity: 10 }]);
    const path = `/data/invoices/${(body as { data: { id: string } }).data.id}`;
    expect((await t.call('PUT', path, { items: [{ from_id: pen, quantity: 9 }] })).status).toBe(200);
    expect(await t.call('PUT', path, { items: [{ from_id: pen, quantity: 11 }] })).toEqual(refused(exceeds(0, 1, 11, 10)));
    expect((await bill([{ from_id: pen, quantity: 2 }])).status).toBe(422);
    expect((await t.call('PUT', path, { status: 'void' })).status).toBe(200);
    expect((await bill([{ from_id: pen, quantity: 2 }])).status).toBe(201);
  });

  it('go by the quantity that the source names, or by what it says is left', async () => {
    expect(await bill([{ from_id: pen, quantity: 3 }], { kind: 'pieces' })).toEqual(refused(exceeds(0, 1, 3, 2)));
    const { status, body } = await bill([{ from_id: pen, quantity: 4 }], { kind: 'kept' }, DEFAULT_PRINCIPAL, 'es-MX');
    expect([status, body]).toMatchObject([
      422,
      {
        errors: {
          'items.0.quantity': [
            {
              params: { line: 1, requested: 4, remaining: 3, source: 'bills.sale' },
              message: 'renglón 1: pide 4 y del origen queda 3',
            },
          ],
        },
      },
    ]);
    expect((await bill([{ from_id: pen, quantity: 3 }], { kind: 'kept' })).status).toBe(201);
  });

  it('are of a line that is there', async () => {
    const missing = (at: number, lineNumber: number) => ({
      [`items.${String(at)}.quantity`]: [
        {
          code: 'source_line_not_found',
          params: { line: lineNumber, source: 'Sale' },
          message: `line ${String(lineNumber)}: the source “Sale” has no such line`,
        },
      ],
    });
    expect(await bill([{ kind: 'note' }, { from_id: NOBODY }])).toEqual(refused(missing(1, 1)));
    await t.call('DELETE', `/data/sale_lines/${ink}`);
    expect(await bill([{ from_id: pen }, { from_id: ink }])).toEqual(refused(missing(1, 2)));
    const rent = await made('rents', {});
    const rented = await made('rent_lines', { parent_id: rent, quantity: 1 });
    expect(await bill([{ from_id: rented }])).toEqual(refused(missing(0, 1)));
    // Of several sources with one field any may have it.
    expect((await bill([{ from_id: rented }, { from_id: pen }], { kind: 'either', sale_id: rent })).status).toBe(201);
    expect(await bill([{ from_id: rented, quantity: 1 }], { kind: 'either', sale_id: rent })).toMatchObject({
      status: 422,
      body: { errors: { 'items.0.quantity': [{ params: { remaining: 0, source: 'Rent' } }] } },
    });
  });

  it('are left alone where nothing remembers a source, or its addon is not there', async () => {
    for (const kind of ['free', 'absent']) expect((await bill([{ from_id: pen, quantity: 99 }], { kind })).status).toBe(201);
    expect((await bill([{ from_id: null, quantity: 99 }, { from_id: '', quantity: 99 }])).status).toBe(201); // prettier-ignore
    expect(await bill([{ from_id: 'x', quantity: 99 }])).toEqual(refused({ 'items.0.from_id': [{ code: 'uuid' }] }));
  });

  it('lock what they take of, so that two documents do not both take the rest', async () => {
    let answers: { status: number }[] = [];
    const statements = await t.statementsOf(async () => {
      answers = await Promise.all([1, 2].map(() => bill([{ from_id: pen, quantity: 6 }])));
    });
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
    expect(statements.filter((text) => text.includes('"addon_bills"."sale_lines"') && text.endsWith('for update'))).toHaveLength(2);
    expect(statements.filter((text) => text.includes('"addon_bills"."sales"') && text.endsWith('for share'))).toHaveLength(2);
  });

  it('tell what is left to those who may read it', async () => {
    expect(await bill([{ from_id: pen, quantity: 11 }], {}, BILLER)).toEqual(
      refused({
        'items.0.quantity': [
          {
            code: 'exceeds_remaining',
            params: { line: 1, requested: 11, source: 'Sale' },
            message: 'line 1: 11 is more than is left of the source “Sale”',
          },
        ],
      }),
    );
  });
});

describe('the source of a document', () => {
  const fault = (code: string, message: string) => refused({ sale_id: [{ code, params: { source: 'Sale' }, message }] });
  const gone = fault('source_not_found', 'there is no such source “Sale”');
  const closed = fault('source_not_eligible', 'this source “Sale” cannot be chosen now');

  it('is there, and may be chosen', async () => {
    expect(await bill([], { sale_id: NOBODY })).toEqual(gone);
    const other = await made('sales', { status: 'closed' });
    expect(await bill([{ from_id: NOBODY }], { sale_id: other })).toEqual(closed);
    expect(await bill([], { sale_id: other, kind: 'either' })).toEqual(closed);
    await t.call('DELETE', `/data/sales/${sale}`);
    expect(await bill([])).toEqual(gone);
    expect((await bill([], { sale_id: other }, DEFAULT_PRINCIPAL, 'es')).body).toMatchObject({
      errors: { sale_id: [{ message: 'este origen «Sale» no se puede elegir ahora' }] },
    });
    for (const none of [null, '']) expect((await bill([], { sale_id: none })).status).toBe(201);
    expect((await bill([], { sale_id: 'x' })).body).toMatchObject({ errors: { sale_id: [{ code: 'uuid' }] } });
  });

  it('is not looked at without lines, nor again while it stays', async () => {
    expect((await t.call('POST', '/data/invoices', { kind: 'sold', sale_id: NOBODY })).status).toBe(201);
    const { body } = await bill([{ from_id: pen }]);
    const path = `/data/invoices/${(body as { data: { id: string } }).data.id}`;
    await t.call('PUT', `/data/sales/${sale}`, { status: 'closed' });
    expect((await t.call('PUT', path, { sale_id: sale.toUpperCase(), items: [{ from_id: pen }] })).status).toBe(200);
    expect((await t.call('PUT', path, { items: [{ from_id: pen }] })).status).toBe(200);
    expect(await t.call('PUT', path, { sale_id: NOBODY, items: [] })).toEqual(gone);
    expect(await bill([])).toEqual(closed);
  });
});
