/** Documents that are sent with their lines. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActionField, DocumentFormType, ManifestV3, Model } from '../../schemas';
import { USERS } from '../database/core-rows';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import type { Principal } from '../principal';
import { manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';

const tenant = { name: 'organization_id', type: 'uuid', not_null: true } as const;
const type = (key: string, more: Partial<DocumentFormType>): DocumentFormType => ({ key, label: key, fields: [], ...more });

/** Credit is for those who do not pay in cash; instalments need a plan, which is kept inside a JSON column. */
const TERMS: ActionField = {
  key: 'terms',
  label: 'Terms',
  type: 'select',
  depends_on: 'parts.method',
  options: [
    { value: 'now', label: 'Now' },
    { value: 'credit', label: 'Credit', when: { not_in: ['cash'] } },
    { value: 'instalments', label: 'Instalments', when: { field: 'parts.plan', in: ['6', '12'] } },
  ],
};

const MODELS: Model[] = [
  {
    key: 'Customer',
    table: 'customers',
    columns: [tenant, { name: 'name', type: 'text' }, { name: 'owed', type: 'numeric(12,2)' }],
    relations: [
      { name: 'quotes', kind: 'one_to_many', through: 'Quote', foreign_key: 'customer_id', rollups: [{ target: 'owed', from: 'total' }] },
    ],
  },
  {
    key: 'Quote',
    table: 'quotes',
    columns: [
      tenant,
      { name: 'kind', type: 'text' },
      { name: 'number', type: 'text', sequence: 'quote' },
      { name: 'customer_id', type: 'uuid', ref: 'Customer' },
      { name: 'total', type: 'numeric(12,2)' },
      { name: 'parts', type: 'jsonb' },
      { name: 'terms', type: 'text' },
    ],
    sequences: [{ key: 'quote', scope: 'org', format: 'Q-{seq}' }],
    relations: [
      {
        name: 'items',
        kind: 'one_to_many',
        through: 'QuoteLine',
        foreign_key: 'quote_id',
        rollups: [{ target: 'total', from: 'amount' }],
      },
      { name: 'fees', kind: 'one_to_many', through: 'Fee', foreign_key: 'quote_id' },
    ],
    document_forms: {
      type_field: 'kind',
      lines_field: 'items',
      types: [
        type('note', { lines: false }),
        type('quote', { value: 'Q', lines: true, fields: [TERMS] }),
        type('fees', { lines: { field: 'fees' } }),
        type('parts', { lines: { field: 'parts' } }),
      ],
    },
  },
  {
    key: 'QuoteLine',
    table: 'quote_lines',
    columns: [
      tenant,
      { name: 'quote_id', type: 'uuid', not_null: true, ref: 'Quote' },
      { name: 'what', type: 'text', not_null: true, validation: { max: 20 } },
      {
        name: 'quantity',
        type: 'integer',
        not_null: true,
        default: 1,
        constraints: [
          { expr: 'quantity > 0', error_key: 'line.quantity' },
          { expr: 'quantity < 100', error_key: 'line.many', on_violation: 'request_approval', approval: { roles: ['owner'] } },
        ],
      },
      { name: 'price', type: 'numeric(10,2)', not_null: true, default: 0 },
      { name: 'amount', type: 'numeric(12,2)' },
      { name: 'code', type: 'text', sequence: 'line' },
    ],
    sequences: [{ key: 'line', scope: 'org', format: 'L-{seq}' }],
    rules: [{ kind: 'unique', columns: ['quote_id', 'what'], error_key: 'line.once' }],
    formulas: [{ target: 'amount', expr: 'quantity * price' }],
  },
  {
    key: 'Fee',
    table: 'fees',
    columns: [tenant, { name: 'quote_id', type: 'uuid', not_null: true, ref: 'Quote' }, { name: 'amount', type: 'integer' }],
    append_only: true,
  },
];

/** Somebody who may write quotes, and of their lines what stands beside it. */
const QUOTES = ['quotes.index', 'quotes.create', 'quotes.update'];
const ROLES = {
  clerk: [...QUOTES, 'quote_lines.create', 'quote_lines.delete'],
  adder: [...QUOTES, 'quote_lines.create'],
  header: [...QUOTES, 'quote_lines.index'],
};
const manifest = (): ManifestV3 =>
  manifestWith('quoting', MODELS, {
    rbac: { roles: Object.entries(ROLES).map(([key, permissions]) => ({ key, label: key, permissions })) },
  });
const as = (role: keyof typeof ROLES): Principal => ({ ...DEFAULT_PRINCIPAL, userId: USERS[1].id, roles: [role], isAdmin: false });

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
  await t.install(manifest());
});
afterAll(() => t.database.close());

type Row = Record<string, unknown>;
const dataOf = (answer: { body: unknown }): Row => (answer.body as { data: Row }).data;
const linesOf = async (id: unknown, columns = ['what', 'quantity', 'amount']): Promise<unknown[][]> => {
  const { body } = await t.call('GET', `/data/quote_lines?sortBy=created_at&order=asc&f_quote_id=${String(id)}`);
  return (body as { data: Row[] }).data.map((row) => columns.map((name) => row[name]));
};
const counts = async (): Promise<Row> => {
  const [row = {}] = await t.query(
    `select (select count(*)::int from addon_quoting.quotes) as quotes, (select count(*)::int from addon_quoting.quote_lines) as lines,
      (select count(*)::int from metacore.events) as events`,
  );
  return row;
};

const ITEMS = [
  { kind: 'section', what: 'Tyres' },
  { kind: 'item', what: 'Winter', quantity: 4, price: '80.50', id: '00000000-0000-4000-8000-000000000001', nonsense: true },
  { what: 'Fitting', price: 20 },
];

describe('a document that is created with lines', () => {
  it('has them as rows in the order they were sent, in one transaction, and is answered with what they add up to', async () => {
    const customer = dataOf(await t.call('POST', '/data/customers', { name: 'Ada' })).id;
    const statements = await t.statementsOf(async () => {
      const { status, body } = await t.call('POST', '/data/quotes', { kind: 'Q', customer_id: customer, items: ITEMS });
      expect([status, body]).toMatchObject([201, { data: { number: 'Q-1', kind: 'Q', total: 342, customer: { label: 'Ada' } } }]);
      expect(dataOf({ body })).not.toHaveProperty('items');
    });
    expect(statements.filter((text) => text === 'commit')).toHaveLength(1);
    const { body: found } = await t.call('GET', '/data/quotes?f_number=Q-1');
    const [quote] = (found as { data: Row[] }).data;
    expect(await linesOf(quote?.id, ['what', 'quantity', 'amount', 'code'])).toEqual([
      ['Winter', 4, 322, 'L-1'],
      ['Fitting', 1, 20, 'L-2'],
    ]);
    expect(await linesOf(quote?.id, ['id'])).not.toContainEqual([ITEMS[1]?.id]);
    expect(dataOf(await t.call('GET', `/data/customers/${String(customer)}`)).owed).toBe(342);
    const events = await t.query(`select name, payload #>> '{after,total}' as total from metacore.events order by seq desc limit 3`);
    expect(events.reverse()).toEqual([
      { name: 'quoting.QuoteLine.created', total: null },
      { name: 'quoting.QuoteLine.created', total: null },
      { name: 'quoting.Quote.created', total: '342' },
    ]);
  });

  it('takes its lines from the field of its type, and of the first type with lines where it names none', async () => {
    const made = async (body: Row): Promise<string> => dataOf(await t.call('POST', '/dynamic/Quote', body)).id as string;
    expect(await linesOf(await made({ items: [{ what: 'A' }] }))).toEqual([['A', 1, 0]]);
    expect(await linesOf(await made({ kind: 'note', items: [{ what: 'B' }] }))).toEqual([['B', 1, 0]]);
    expect(await linesOf(await made({ kind: 'fees', items: [{ what: 'C' }] }))).toEqual([]);
    const fees = await made({ kind: 'fees', fees: [{ amount: 3 }] });
    expect((await t.call('GET', `/data/fees?f_quote_id=${fees}`)).body).toMatchObject({ data: [{ amount: 3 }] });
    expect(dataOf(await t.call('GET', `/data/quotes/${await made({ kind: 'parts', parts: [{ what: 'D' }] })}`)).parts).toEqual([{ what: 'D' }]); // prettier-ignore
    for (const items of [null, []]) expect(await linesOf(await made({ items }))).toEqual([]);
  });

  it.each([
    ['no list', { items: { what: 'A' } }, 400, { message: 'invalid body: items: expected a list of lines' }],
    ['a line that is none', { items: [{ what: 'A' }, 'B'] }, 400, { message: 'invalid body: items: line 2 is not an object' }],
    [
      'fields of a line',
      { items: [{ kind: 'section' }, { what: 'A' }, { quantity: 'x' }] },
      422,
      { errors: { 'items.2.what': [{ code: 'required' }], 'items.2.quantity': [{ code: 'integer' }] } },
    ],
    [
      'a rule of a line',
      { items: [{ kind: 'section' }, { what: 'A' }, { what: 'B', quantity: 0 }] },
      422,
      { message: 'line 2: constraint violation (line.quantity): quantity > 0', code: 'constraint_violation', field: 'quantity' },
    ],
    [
      'lines that PostgreSQL refuses',
      { items: [{ what: 'A' }, { what: 'A' }] },
      422,
      { errors: { 'items.1.quote_id': [{ code: 'duplicate' }] } },
    ],
    ['a field of its own first', { total: 1, customer_id: 'x', items: [{}] }, 422, { errors: { customer_id: [{ code: 'uuid' }] } }],
  ])('leaves nothing behind where it is refused: %s', async (_, body, status, expected) => {
    const before = await counts();
    const answer = await t.call('POST', '/data/quotes', { kind: 'Q', ...body });
    expect(answer).toMatchObject({ status, body: expected });
    expect(await counts()).toEqual(before);
    // Its number was not used up.
    const next = dataOf(await t.call('POST', '/data/quotes', { kind: 'Q' })).number as string;
    await t.call('POST', '/data/quotes', { kind: 'Q', ...body });
    expect(dataOf(await t.call('POST', '/data/quotes', { kind: 'Q' })).number).toBe(`Q-${String(Number(next.slice(2)) + 1)}`);
  });

  it('names the line in the language of whoever asks', async () => {
    const body = { kind: 'Q', items: [{ what: 'A', quantity: 0 }] };
    const answer = await t.call('POST', '/data/quotes', body, undefined, { 'accept-language': 'es' });
    expect(answer.body).toMatchObject({ message: 'renglón 1: constraint violation (line.quantity): quantity > 0' });
  });

  it('waits with its lines for the approval that one of them asks for', async () => {
    const before = await counts();
    const parked = await t.call('POST', '/data/quotes', { kind: 'Q', items: [{ what: 'A', quantity: 500, price: 2 }] }, as('clerk'));
    expect(parked).toMatchObject({ status: 202, body: { code: 'approval_required' } });
    expect(await counts()).toEqual(before);
    const request = (parked.body as { meta: { approval_request_id: string } }).meta.approval_request_id;
    const { body } = await t.call('POST', `/approvals/${request}/approve`, {});
    expect(await t.query(`select what, amount from addon_quoting.quote_lines where quantity = 500`)).toEqual([{ what: 'A', amount: 1000 }]);
    expect(JSON.stringify(body)).toContain('approved');
  });
});

describe('a document that is changed', () => {
  const made = async (items: Row[]): Promise<string> => dataOf(await t.call('POST', '/data/quotes', { kind: 'Q', items })).id as string;
  const put = (id: string, body: Row, who?: Principal) => t.call('PUT', `/data/quotes/${id}`, body, who);

  it('keeps its lines where the body does not name them, has others where it does, and none where it names none', async () => {
    const id = await made([{ what: 'A', price: 1 }, { what: 'B', price: 2 }]); // prettier-ignore
    expect(dataOf(await put(id, { kind: 'Q' })).total).toBe(3);
    const [first] = await linesOf(id, ['id']);
    expect(dataOf(await put(id, { items: [{ what: 'B', price: 5 }, { what: 'C', price: 6 }] })).total).toBe(11); // prettier-ignore
    expect(await linesOf(id)).toEqual([
      ['B', 1, 5],
      ['C', 1, 6],
    ]);
    expect(await linesOf(id, ['id'])).not.toContainEqual(first);
    const [event] = await t.query(`select payload -> 'before' ->> 'total' as before, payload -> 'after' ->> 'total' as after
      from metacore.events where name = 'quoting.Quote.updated' order by seq desc limit 1`);
    expect(event).toEqual({ before: '3', after: '11' });
    expect(dataOf(await put(id, { items: null })).total).toBe(0);
    expect(await linesOf(id)).toEqual([]);
  });

  it('keeps the lines it had where one of the new ones is refused', async () => {
    const id = await made([{ what: 'A', price: 1 }]);
    const answer = await put(id, { kind: 'Q', items: [{ what: 'B', price: 2 }, { what: 'C', quantity: -1 }] }); // prettier-ignore
    expect(answer).toMatchObject({ status: 422, body: { message: 'line 2: constraint violation (line.quantity): quantity > 0' } });
    expect(await linesOf(id)).toEqual([['A', 1, 1]]);
  });

  it('finds the field of its lines by the type that it has', async () => {
    const id = dataOf(await t.call('POST', '/data/quotes', { kind: 'fees', fees: [{ amount: 1 }] })).id as string;
    expect(await put(id, { items: [{ what: 'A' }] })).toMatchObject({ status: 200 });
    expect(await linesOf(id)).toEqual([]);
    // The rows of an append-only model are not replaced.
    expect(await put(id, { fees: [{ amount: 2 }] })).toMatchObject({ status: 409, body: { code: 'append_only' } });
    expect((await t.call('GET', `/data/fees?f_quote_id=${id}`)).body).toMatchObject({ data: [{ amount: 1 }] });
  });

  it('is not one of another organization, nor are its lines', async () => {
    const id = await made([{ what: 'A' }]);
    expect((await put(id, { items: [] }, OTHER_PRINCIPAL)).status).toBe(404);
    await t.install(manifest(), { organizationId: OTHER_PRINCIPAL.organizationId });
    expect((await put(id, { items: [] }, OTHER_PRINCIPAL)).status).toBe(404);
    expect(await linesOf(id)).toEqual([['A', 1, 0]]);
  });
});

describe('the lines of a document', () => {
  it('are written by whoever may write them, and replaced by whoever may delete them too', async () => {
    const post = (role: keyof typeof ROLES, items: Row[]) => t.call('POST', '/data/quotes', { kind: 'Q', items }, as(role));
    const before = await counts();
    expect(await post('header', [{ what: 'A' }])).toEqual({
      status: 403,
      body: { success: false, message: 'line 1: Permission denied', code: 'permission_denied', permission: 'quote_lines.create' },
    });
    expect(await counts()).toEqual(before);
    expect((await post('header', [])).status).toBe(201);
    const { status, body } = await post('adder', [{ what: 'A', price: 1 }]);
    expect([status, dataOf({ body }).total]).toEqual([201, 1]);
    const id = dataOf({ body }).id as string;
    const put = (role: keyof typeof ROLES, items: Row[]) => t.call('PUT', `/data/quotes/${id}`, { items }, as(role));
    for (const items of [[{ what: 'B' }], []])
      expect(await put('adder', items)).toMatchObject({ status: 403, body: { permission: 'quote_lines.delete' } });
    expect(await linesOf(id)).toEqual([['A', 1, 1]]);
    expect((await put('clerk', [{ what: 'B' }])).status).toBe(200);
    expect(await linesOf(id)).toEqual([['B', 1, 0]]);
  });

  it('are five hundred at most, headings included', async () => {
    const lines = (length: number) => [{ what: 'A', price: 1 }, ...Array.from({ length: length - 1 }, () => ({ kind: 'section' }))];
    const post = (length: number) => t.call('POST', '/data/quotes', { kind: 'Q', items: lines(length) });
    expect(await post(501)).toMatchObject({
      status: 422,
      body: { errors: { items: [{ code: 'max', params: { max: 500, kind: 'length' } }] } },
    });
    expect(dataOf(await post(500)).total).toBe(1);
  });
});

describe('a choice that a document offers under a condition', () => {
  const unoffered = (...allowed: string[]) => ({
    status: 422,
    body: { success: false, message: 'validation.failed', errors: { terms: [{ code: 'invalid_option', params: { allowed } }] } },
  });
  const post = (body: Row) => t.call('POST', '/data/quotes', { kind: 'Q', ...body });
  const WITH_LINES: [string, Row][] = [
    ['without lines', {}],
    ['with lines', { items: [{ what: 'A' }] }],
  ];

  it.each(WITH_LINES)('is refused where it does not hold, with those that may be chosen: %s', async (_, lines) => {
    const before = await counts();
    expect(await post({ ...lines, terms: 'credit', parts: { method: 'cash' } })).toEqual(unoffered('now'));
    expect(await post({ ...lines, terms: 'instalments' })).toEqual(unoffered('now', 'credit'));
    expect(await post({ ...lines, terms: 'instalments', 'parts.plan': '7' })).toEqual(unoffered('now', 'credit'));
    expect(await counts()).toEqual(before);
  });

  it.each(WITH_LINES)('is taken where it holds: %s', async (_, lines) => {
    for (const body of [
      { terms: 'now', parts: { method: 'cash' } },
      { terms: 'credit' },
      { terms: 'instalments', parts: '{"plan": 12}' },
      { terms: '' },
    ])
      expect((await post({ ...lines, ...body })).status).toBe(201);
  });

  it.each(WITH_LINES)('is asked of what the document had, where a change leaves it out: %s', async (_, lines) => {
    const id = String(dataOf(await post({ parts: { method: 'cash' } })).id);
    const put = (body: Row) => t.call('PUT', `/data/quotes/${id}`, { ...lines, ...body });
    expect(await put({ terms: 'credit' })).toEqual(unoffered('now'));
    expect((await put({ terms: 'credit', parts: { method: 'card' } })).status).toBe(200);
    // What is not written is not asked about.
    expect((await put({ parts: { method: 'cash' } })).status).toBe(200);
  });

  it('is no matter of a type that has no lines, or is another', async () => {
    for (const kind of ['note', 'fees']) expect((await post({ kind, terms: 'credit', parts: { method: 'cash' } })).status).toBe(201);
  });
});
