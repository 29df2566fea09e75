/** What a manifest declares about writes: versions, counters, stages, formulas, rollups, constraints, rules, reasons. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ORGANIZATIONS } from '../database/core-rows';
import type { KernelEvent } from '../operation/realtime-message';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';
import type { Principal } from '../principal';
import { shopManifest } from '../testing/shop';

type Row = Record<string, unknown> & { id: string };

let t: TestKernel;
let customer: Row;

async function ok(method: string, path: string, body?: unknown, as = DEFAULT_PRINCIPAL): Promise<Row> {
  const answer = await t.call(method, path, body, as);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return (answer.body as { data: Row }).data;
}
const order = (body: object = {}) => ok('POST', '/data/orders', { customer_id: customer.id, ...body });
const agent: Principal = { ...DEFAULT_PRINCIPAL, isAdmin: false, roles: ['agent'] };
const line = (orderId: string, body: object) => ok('POST', '/data/order_lines', { order_id: orderId, ...body });

beforeAll(async () => {
  t = await openTestKernel();
  await t.install(shopManifest());
  await t.install(shopManifest(), { organizationId: ORGANIZATIONS[1].id });
  customer = await ok('POST', '/data/customers', { name: 'Ann' });
});
afterAll(() => t.database.close());

describe('a version', () => {
  it('starts at one, is raised by every change, and refuses a change of an older state', async () => {
    const { id, version } = await order();
    expect(version).toBe(1);
    expect(await ok('PUT', `/data/orders/${id}`, { note: 'a', version: 1 })).toMatchObject({ note: 'a', version: 2 });
    expect(await t.call('PUT', `/data/orders/${id}`, { note: 'b', version: 1 })).toEqual({
      status: 409,
      body: {
        success: false,
        message: 'the record was changed in the meantime: load it again and repeat the change',
        code: 'version_conflict',
        data: { version: 2 },
      },
    });
    expect(await ok('PUT', `/data/orders/${id}`, { note: 'c', version: '2' })).toMatchObject({ note: 'c', version: 3 });
  });

  it('is not asked for, and not taken from the client', async () => {
    const { id, version } = await order({ version: 77 });
    expect(version).toBe(1);
    expect(await ok('PUT', `/data/orders/${id}`, { note: 'a', version: '' })).toMatchObject({ version: 2 });
    expect(await ok('PUT', `/data/orders/${id}`, { note: 'a', version: null })).toMatchObject({ version: 3 });
    expect(await ok('PUT', `/data/orders/${id}`, {})).toMatchObject({ version: 4 });
    expect(await t.call('PUT', `/data/orders/${id}`, { version: 'x' })).toMatchObject({
      status: 422,
      body: { errors: { version: [{ code: 'integer' }] } },
    });
  });

  it('lets one of two changes of the same state win', async () => {
    const { id } = await order();
    const change = (note: string) => t.call('PUT', `/data/orders/${id}`, { note, version: 1 });
    expect((await Promise.all([change('a'), change('b'), change('c')])).map(({ status }) => status)).toEqual([200, 409, 409]);
    expect(await ok('GET', `/data/orders/${id}`)).toMatchObject({ note: 'a', version: 2 });
  });

  it('is carried by the form unseen', async () => {
    const { body } = await t.call('GET', '/metadata/modal/orders');
    const { fields } = (body as { data: { fields: Row[] } }).data;
    expect(fields.find(({ key }) => key === 'version')).toMatchObject({ hidden: true });
    expect(fields.find(({ key }) => key === 'total')).toMatchObject({ readonly: true });
  });
});

describe('a counter', () => {
  it('numbers rows without gaps, each organization for itself', async () => {
    const first = await order();
    const number = Number(String(first.folio).slice(2));
    expect(first.folio).toBe(`F-${String(number).padStart(5, '0')}`);
    // A row that is refused gives its number back.
    expect((await t.call('POST', '/data/orders', { customer_id: first.id })).status).toBe(422);
    expect(await order()).toMatchObject({ folio: `F-${String(number + 1).padStart(5, '0')}` });
    const foreign = await ok('POST', '/data/customers', { name: 'Zoe' }, OTHER_PRINCIPAL);
    expect(await ok('POST', '/data/orders', { customer_id: foreign.id }, OTHER_PRINCIPAL)).toMatchObject({ folio: 'F-00001' });
  });

  it('keeps a number that was given', async () => {
    expect(await order({ folio: 'OLD-7' })).toMatchObject({ folio: 'OLD-7' });
  });

  it('gives rows that come at once different numbers', async () => {
    const folios = (await Promise.all(Array.from({ length: 20 }, () => order()))).map(({ folio }) => folio);
    expect(new Set(folios).size).toBe(20);
  });
});

describe('stages', () => {
  it('begin with the first, move as declared, and set what the move sets', async () => {
    const { id, status } = await order();
    expect(status).toBe('draft');
    expect(await t.call('PUT', `/data/orders/${id}`, { status: 'shipped' })).toEqual({
      status: 422,
      body: { success: false, message: 'stage move from "draft" to "shipped" is not allowed', code: 'transition_not_allowed' },
    });
    expect(await ok('PUT', `/data/orders/${id}`, { status: 'confirmed' })).toMatchObject({ status: 'confirmed', shipped_on: null });
    // A form sends the stage again with every save.
    expect(await ok('PUT', `/data/orders/${id}`, { status: 'confirmed', note: 'n' })).toMatchObject({ note: 'n' });
    const shipped = await ok('PUT', `/data/orders/${id}`, { status: 'shipped' });
    expect(shipped.shipped_on).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(await t.call('PUT', `/data/orders/${id}`, { status: 'cancelled' })).toMatchObject({ status: 422 });
  });

  it('begin nowhere else: a row that began further on would walk around its moves', async () => {
    const late = { success: false, message: 'validation.failed', errors: { status: [{ code: 'first_stage', params: { stage: 'draft' }, message: 'a row begins in the stage "draft"' }] } }; // prettier-ignore
    for (const as of [agent, DEFAULT_PRINCIPAL])
      expect(await t.call('POST', '/data/orders', { customer_id: customer.id, status: 'shipped' }, as)).toEqual({
        status: 422,
        body: late,
      });
    expect(await order({ status: 'draft' })).toMatchObject({ status: 'draft' });
    expect(await order({ status: '' })).toMatchObject({ status: 'draft' });
  });

  it('begin where the column says, or anywhere on a board without moves', async () => {
    const stages = [
      { key: 'late', order: 2 },
      { key: 'early', order: 1 },
    ];
    const own = (key: string, more: object, column: object = {}) => ({
      key,
      table: `${key.toLowerCase()}_rows`,
      columns: [{ name: 'organization_id', type: 'uuid', not_null: true } as const, { name: 'state', type: 'text', ...column } as const],
      stage_field: 'state',
      stages,
      ...more,
    });
    const moves = { transitions: [{ from: 'early', to: 'late' }] };
    await t.install(
      manifestWith('staged', [
        own('Board', {}),
        own('Moved', moves),
        own('Chosen', moves, { options: [{ value: 'late', label: 'L' }, { value: 'early', label: 'E' }] }), // prettier-ignore
        own('Hooked', { on_transition: [{ to: 'late', set: {} }] }),
        own('Begun', moves, { default: 'late' }),
      ]),
    );
    const state = async (table: string, body: object = {}) => {
      const answer = await t.call('POST', `/data/${table}_rows`, body);
      return answer.status === 201 ? (answer.body as { data: Row }).data.state : answer.status;
    };
    for (const table of ['board', 'moved', 'chosen', 'hooked']) expect([table, await state(table)]).toEqual([table, 'early']);
    expect(await state('board', { state: 'late' })).toBe('late');
    for (const table of ['moved', 'chosen', 'hooked']) expect([table, await state(table, { state: 'late' })]).toEqual([table, 422]);
    expect([await state('begun'), await state('begun', { state: 'late' }), await state('begun', { state: 'early' })]).toEqual([
      'late',
      'late',
      422,
    ]);
    const brought = async (as: Principal) => {
      const form = new FormData();
      form.set('file', new File(['state\nlate\nearly\n'], 'rows.csv'));
      const response = await t.kernel.fetch(new Request('http://kernel.test/data/moved_rows/import', { method: 'POST', body: form }), as);
      const { created, failures } = ((await response.json()) as { data: { created: number; failures?: object[] } }).data;
      return [created, failures ?? []];
    };
    expect(await brought(agent)).toEqual([
      1,
      [expect.objectContaining({ row: 2, column: 'State', error: 'is not where a row begins: early' })],
    ]);
    // Whoever looks after the organization brings rows of another system as they stand there.
    expect(await brought(DEFAULT_PRINCIPAL)).toEqual([2, []]);
  });

  it('are known ones', async () => {
    expect(await t.call('POST', '/data/orders', { customer_id: customer.id, status: 'lost' })).toMatchObject({
      status: 422,
      body: { errors: { status: [{ code: 'invalid_option' }] } },
    });
    const { id } = await order();
    expect(await ok('PUT', `/data/orders/${id}`, { status: 'cancelled', note: 'mine' })).toMatchObject({ note: 'cancelled' });
  });
});

describe('a move', () => {
  it('is told of with the stages it began and ended at', async () => {
    const { id } = await order();
    const heard: KernelEvent[] = [];
    const stop = t.kernel.subscribe((event) => heard.push(event));
    await ok('PUT', `/data/orders/${id}`, { status: 'confirmed' });
    await ok('PUT', `/data/orders/${id}`, { note: 'x' });
    stop();
    expect(heard.map(({ type, payload }) => (type === 'DATA_EVENT' ? [payload.stage_from, payload.stage_to, payload.fields] : []))).toEqual(
      [
        ['draft', 'confirmed', ['status', 'version']],
        [undefined, undefined, ['note', 'version']],
      ],
    );
  });
});

describe('formulas and rollups', () => {
  it('follow the rows they are made of', async () => {
    const { id, total, subtotal, lines_count } = await order();
    expect({ total, subtotal, lines_count }).toEqual({ total: 0, subtotal: 0, lines_count: 0 });
    const first = await line(id, { quantity: 3, price: '0.10', amount: 999 });
    expect(first.amount).toBe(0.3);
    const second = await line(id, { quantity: 2, price: 10 });
    expect(await ok('GET', `/data/orders/${id}`)).toMatchObject({ subtotal: 20.3, lines_count: 2, total: 23.55 });
    await ok('PUT', `/data/order_lines/${second.id}`, { quantity: 1 });
    expect(await ok('GET', `/data/orders/${id}`)).toMatchObject({ subtotal: 10.3, total: 11.95 });
    await t.call('DELETE', `/data/order_lines/${second.id}`);
    expect(await ok('GET', `/data/orders/${id}`)).toMatchObject({ subtotal: 0.3, lines_count: 1, total: 0.35 });
    await ok('POST', `/data/order_lines/${second.id}/restore`);
    expect(await ok('GET', `/data/orders/${id}`)).toMatchObject({ subtotal: 10.3, lines_count: 2 });
    expect(await ok('PUT', `/data/orders/${id}`, { tax_rate: 0, total: 5, subtotal: 5 })).toMatchObject({ subtotal: 10.3, total: 10.3 });
  });

  it('move with a row from one parent to the other, and tell listeners of both', async () => {
    const [from, to] = [await order(), await order()];
    const moved = await line(from.id, { quantity: 1, price: 7 });
    const heard: KernelEvent[] = [];
    const stop = t.kernel.subscribe((event) => heard.push(event));
    await ok('PUT', `/data/order_lines/${moved.id}`, { order_id: to.id });
    stop();
    expect(await ok('GET', `/data/orders/${from.id}`)).toMatchObject({ subtotal: 0, total: 0, version: 1 });
    expect(await ok('GET', `/data/orders/${to.id}`)).toMatchObject({ subtotal: 7, total: 8.12, version: 1 });
    expect(heard.map(({ type, payload }) => (type === 'DATA_EVENT' ? [payload.table, payload.id] : []))).toEqual([
      ['order_lines', moved.id],
      ['orders', from.id],
      ['orders', to.id],
    ]);
  });

  it('cost two statements more', async () => {
    const { id } = await order();
    const statements = await t.statementsOf(() => line(id, { quantity: 1, price: 1 }));
    expect(statements.length).toBeLessThanOrEqual(8);
  });
});

describe('a constraint', () => {
  it('refuses the row as it would be, with its key', async () => {
    const { id } = await order();
    const refused = {
      status: 422,
      body: {
        success: false,
        message: 'constraint violation (line.quantity): quantity > 0',
        code: 'constraint_violation',
        error_key: 'line.quantity',
        field: 'quantity',
      },
    };
    expect(await t.call('POST', '/data/order_lines', { order_id: id, quantity: 0 })).toEqual(refused);
    const { id: lineId } = await line(id, { quantity: 1 });
    expect(await t.call('PUT', `/data/order_lines/${lineId}`, { quantity: -1 })).toEqual(refused);
    expect(await ok('PUT', `/data/order_lines/${lineId}`, { price: 3 })).toMatchObject({ quantity: 1, amount: 3 });
  });
});

describe('a reference', () => {
  it('to a deleted row is refused where the column says so', async () => {
    const product = await ok('POST', '/data/products', { sku: 'GONE', title: 'Gone' });
    const { id } = await order();
    await t.call('DELETE', `/data/products/${product.id}`);
    expect(await t.call('POST', '/data/order_lines', { order_id: id, product_id: product.id, quantity: 1 })).toMatchObject({
      status: 422,
      body: { errors: { product_id: [{ code: 'not_found' }] } },
    });
  });
});

describe('a unique rule', () => {
  const taken = (field: string) => ({ status: 422, body: { message: 'validation.failed', errors: { [field]: [{ code: 'duplicate' }] } } });

  it('holds among living rows of one organization that match its condition', async () => {
    const { id } = await ok('POST', '/data/customers', { name: 'A', email: 'a@example.com' });
    expect(await t.call('POST', '/data/customers', { name: 'B', email: 'a@example.com' })).toMatchObject(taken('email'));
    await ok('POST', '/data/customers', { name: 'A', email: 'a@example.com' }, OTHER_PRINCIPAL);
    await t.call('DELETE', `/data/customers/${id}`);
    await ok('POST', '/data/customers', { name: 'B', email: 'a@example.com' });
    expect(await t.call('POST', `/data/customers/${id}/restore`)).toMatchObject(taken('email'));
    await ok('POST', '/data/products', { sku: 'S', title: 'one' });
    await ok('POST', '/data/products', { sku: 'S', title: 'two', active: false });
    expect(await t.call('POST', '/data/products', { sku: 'S', title: 'three' })).toMatchObject(taken('sku'));
  });

  it('that rows stand in the way of is reported, and built when they are gone', async () => {
    const model = {
      key: 'Tag',
      table: 'tags',
      columns: [
        { name: 'organization_id', type: 'uuid' },
        { name: 'name', type: 'text' },
      ],
    };
    await t.install(manifestWith('tagged', [model]));
    const twice = [await ok('POST', '/data/tags', { name: 'x' }), await ok('POST', '/data/tags', { name: 'x' })];
    const ruled = { ...model, rules: [{ kind: 'unique' as const, columns: ['name'], error_key: 'tag.twice' }] };
    await t.install(manifestWith('tagged', [ruled]));
    const report = (materialized: boolean, duplicates: unknown[]) => ({
      status: 200,
      body: {
        success: true,
        data: [{ error_key: 'tag.twice', columns: ['name'], field: 'name', materialized, duplicates }],
        meta: { duplicate_groups: duplicates.length },
      },
    });
    const both = { values: { name: 'x' }, count: 2, ids: twice.map(({ id }) => id).sort() };
    expect(await t.call('GET', '/dynamic/tags/unique-violations')).toEqual(report(false, [both]));
    expect(await t.call('POST', '/dynamic/tags/unique-violations/materialize')).toEqual(report(false, [both]));
    await t.call('DELETE', `/data/tags/${both.ids[0] ?? ''}`);
    expect(await t.call('POST', '/dynamic/tags/unique-violations/materialize')).toEqual(report(true, []));
    expect(await t.call('POST', '/data/tags', { name: 'x' })).toMatchObject(taken('name'));
  });
});

describe('restoring', () => {
  it('brings a deleted row back, once', async () => {
    const { id } = await ok('POST', '/data/customers', { name: 'Back' });
    expect(await t.call('POST', `/data/customers/${id}/restore`)).toEqual({
      status: 404,
      body: { success: false, message: 'no deleted record of that id' },
    });
    await t.call('DELETE', `/data/customers/${id}`);
    expect(await t.call('POST', `/data/customers/${id}/restore`, undefined, OTHER_PRINCIPAL)).toMatchObject({ status: 404 });
    expect(await ok('POST', `/dynamic/customers/${id}/restore`)).toMatchObject({ name: 'Back', deleted_at: null, deleted_by_id: null });
    expect(await ok('GET', `/data/customers/${id}`)).toMatchObject({ name: 'Back' });
  });
});

describe('a reason', () => {
  it('is asked for where the model says so', async () => {
    const { id } = await order();
    const at = (error: object) => ({ status: 422, body: { errors: { reason: [error] } } });
    expect(await t.call('DELETE', `/data/orders/${id}`)).toMatchObject(at({ code: 'required' }));
    expect(await t.call('DELETE', `/data/orders/${id}?reason=no`)).toMatchObject(at({ code: 'min', params: { min: 5, kind: 'length' } }));
    expect(await t.call('POST', `/data/orders/${id}/action/cancel`, {})).toMatchObject(at({ code: 'required' }));
    expect(await t.call('POST', `/data/orders/${id}/action/cancel`, { reason: 'too dear' })).toMatchObject({ status: 200 });
    expect(await t.call('DELETE', `/data/orders/${id}`, { reason: 'entered twice' })).toEqual({ status: 200, body: { success: true } });
  });
});
