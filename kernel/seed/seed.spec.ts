import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Model } from '../../schemas';
import { ORGANIZATIONS, USERS } from '../database/core-rows';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { labManifest } from '../testing/lab';
import { type Answer, manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';
import { shopManifest } from '../testing/shop';
import type { SeedRun } from './run';
import { refuseTooMany } from './seed';

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
  await t.install(shopManifest());
  await t.install(shopManifest(), { organizationId: ORGANIZATIONS[1].id });
});
afterAll(() => t.database.close());

const ORG = ORGANIZATIONS[0].id;
const made: string[] = [];

async function seed(body: object): Promise<SeedRun> {
  const answer = await t.call('POST', '/api/playground/seed', body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  const { data } = answer.body as { data: SeedRun };
  made.push(data.id);
  return data;
}
const undo = (id: string): Promise<Answer> => t.call('DELETE', `/playground/seed/${id}`);
afterEach(async () => {
  for (const id of made.splice(0).reverse()) await undo(id);
});

const TABLES = ['customers', 'products', 'orders', 'order_lines', 'payments'];
const count = async (table: string, schema = 'addon_shop'): Promise<number> =>
  Number((await t.query(`select count(*)::int as n from ${schema}.${table} where organization_id = $1`, [ORG]))[0]?.n);
const counts = (): Promise<number[]> => Promise.all(TABLES.map((table) => count(table)));

/** An addon of one model, installed for a test. */
async function install(model: Omit<Model, 'key'> & { key?: string }, ...others: Model[]): Promise<void> {
  await t.kernel.reset('odd');
  await t.install(manifestWith('odd', [{ key: 'Thing', ...model }, ...others]));
}

describe('sample data', () => {
  it('fills every table, tells what it made and takes it away again', async () => {
    const run = await seed({ rows: 40, seed: 5 });
    const entry = (table: string, model: string) => ({
      schema: 'addon_shop',
      table,
      model,
      addon: 'shop',
      rows: 40,
      listed: false,
      shortfall: null,
    });
    expect(run).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4000-8000-000000000000$/) as string,
      rows: 40,
      seed: 5,
      language: 'en',
      state: 'done',
      wanted: 200,
      made: 200,
      tables: [
        entry('customers', 'Customer'),
        entry('products', 'Product'),
        entry('orders', 'Order'),
        entry('order_lines', 'Line'),
        entry('payments', 'Payment'),
      ],
      counters: [{ addon: 'shop', model: 'Order', key: 'order', branch: '', from: 0, to: 40 }],
      message: null,
    });
    expect(await counts()).toEqual([40, 40, 40, 40, 40]);
    expect(await t.call('GET', '/playground/seed')).toEqual({ status: 200, body: { success: true, data: [run] } });
    expect(await undo(run.id)).toEqual({ status: 200, body: { success: true, data: { removed: 200 } } });
    expect(await counts()).toEqual([0, 0, 0, 0, 0]);
    expect(await t.call('GET', '/playground/seed')).toEqual({ status: 200, body: { success: true, data: [] } });
    expect(await undo(run.id)).toEqual({ status: 404, body: { success: false, message: 'there is no such run of sample data' } });
    made.length = 0;
  });

  it('is the same for the same number, and another for another', async () => {
    const look = async (body: object) => {
      const { id } = await seed({ rows: 15, ...body });
      const rows = await t.query('select name, email, tier, vip, credit, since from addon_shop.customers order by id');
      const lines = await t.query('select kind, quantity, price, amount, product_id::text from addon_shop.order_lines order by id');
      await undo(id);
      return JSON.stringify([rows, lines]);
    };
    const first = await look({ seed: 9 });
    expect(await look({ seed: 9 })).toBe(first);
    expect(await look({ seed: 10 })).not.toBe(first);
    expect(await look({ seed: 9, language: 'es' })).not.toBe(first);
  });

  it('looks like what the columns are called', async () => {
    await seed({ rows: 30, seed: 2, language: 'es', models: ['customers', 'Order', 'products'] });
    const customers = await t.query('select name, email, tier from addon_shop.customers');
    for (const { name, email, tier } of customers) {
      expect(name).toMatch(/^\p{Lu}\p{L}+ \p{Lu}\p{L}+$/u);
      const mail = String(name).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(' ', '.');
      if (email !== null) expect(email).toMatch(new RegExp(`^${mail}\\.\\d+@example\\.com$`));
      expect(['basic', 'gold']).toContain(tier);
    }
    const orders = await t.query('select status, shipped_on, note, folio from addon_shop.orders order by folio');
    expect(orders.map(({ folio }) => folio)).toEqual(orders.map((_, n) => `F-${String(n + 1).padStart(5, '0')}`));
    // What moves write down stands in rows that made the move, and in no others.
    for (const { status, shipped_on: shipped, note } of orders) {
      expect(shipped === null).toBe(status !== 'shipped');
      if (status === 'cancelled') expect(note).toBe('cancelled');
    }
    expect(new Set(orders.map(({ status }) => status))).toEqual(new Set(['draft', 'confirmed', 'shipped', 'cancelled']));
  });

  it('adds up: rollups and the formulas behind them are what the lines say', async () => {
    await seed({ rows: 60, seed: 4 });
    const wrong = await t.query(`select o.id from addon_shop.orders o
      left join (select order_id, sum(amount) as amount, count(*) as n from addon_shop.order_lines group by 1) l on l.order_id = o.id
      where coalesce(l.amount, 0) <> o.subtotal or coalesce(l.n, 0) <> o.lines_count or round(o.subtotal * (1 + o.tax_rate / 100), 2) <> o.total`);
    expect(wrong).toEqual([]);
    expect(await t.query('select id from addon_shop.order_lines where amount <> quantity * price or quantity <= 0')).toEqual([]);
  });

  it('stays in its organization, and needs its administrator', async () => {
    const run = await seed({ rows: 10, seed: 1 });
    expect(await t.query('select distinct organization_id from addon_shop.customers')).toEqual([{ organization_id: ORG }]);
    expect(await t.call('GET', '/playground/seed', undefined, OTHER_PRINCIPAL)).toEqual({ status: 200, body: { success: true, data: [] } });
    expect((await t.call('DELETE', `/playground/seed/${run.id}`, undefined, OTHER_PRINCIPAL)).status).toBe(404);
    expect(await t.call('POST', '/playground/seed', {}, { ...DEFAULT_PRINCIPAL, isAdmin: false })).toEqual({
      status: 403,
      body: { success: false, message: 'Permission denied', code: 'permission_denied', permission: 'playground.seed' },
    });
    expect(await counts()).toEqual([10, 10, 10, 10, 10]);
  });

  it('may be asked for twice, and undone one by one, with what people made in between', async () => {
    const first = await seed({ rows: 10, seed: 3, models: ['customers', 'orders'] });
    const second = await seed({ rows: 10, seed: 3, models: ['customers', 'orders'] });
    expect(second.id).not.toBe(first.id);
    expect(second.counters).toEqual([{ addon: 'shop', model: 'Order', key: 'order', branch: '', from: 10, to: 20 }]);
    const kept = await t.call('POST', '/data/customers', { name: 'Mine' });
    const order = await t.call('POST', '/data/orders', { customer_id: (kept.body as { data: { id: string } }).data.id });
    expect((order.body as { data: { folio: string } }).data.folio).toBe('F-00021');
    await undo(first.id);
    expect(await counts()).toEqual([11, 0, 11, 0, 0]);
    await undo(second.id);
    expect(await counts()).toEqual([1, 0, 1, 0, 0]);
    // Somebody counted on: the numbers stay used.
    expect(await t.query(`select value from metacore.sequences where model = 'Order' and organization_id = $1`, [ORG])).toEqual([
      { value: 21 },
    ]);
    for (const table of ['addon_shop.orders', 'addon_shop.customers', 'metacore.sequences']) await t.query(`delete from ${table}`);
  });

  it('is not taken away while rows of people hold on to it', async () => {
    await install(
      {
        table: 'things',
        columns: [
          { name: 'organization_id', type: 'uuid' },
          { name: 'name', type: 'text' },
        ],
      },
      {
        key: 'Pin',
        table: 'pins',
        columns: [
          { name: 'organization_id', type: 'uuid' },
          { name: 'thing_id', type: 'uuid' },
        ],
        foreign_keys: [{ columns: ['thing_id'], references: { model: 'Thing', columns: ['id'] }, policy: 'physical' }],
      },
    );
    const run = await seed({ rows: 3, addon: 'odd', models: ['Thing'] });
    const [thing] = await t.query('select id from addon_odd.things');
    const pin = await t.call('POST', '/data/pins', { thing_id: thing?.id });
    expect(await undo(run.id)).toEqual({
      status: 409,
      body: {
        success: false,
        message: 'rows of things are still referenced from "pins"',
        code: 'seed_referenced',
        data: { table: 'things', by: 'pins' },
      },
    });
    await t.query('delete from addon_odd.pins where id = $1', [(pin.body as { data: { id: string } }).data.id]);
    expect((await undo(run.id)).body).toEqual({ success: true, data: { removed: 3 } });
  });

  it('tells listeners to read the tables anew, once each', async () => {
    const events: unknown[] = [];
    const stop = t.kernel.subscribe((event) => events.push(event));
    await seed({ rows: 10, models: ['products'] });
    stop();
    const at = expect.any(String) as string;
    expect(events).toEqual([
      {
        type: 'DATA_EVENT',
        payload: { org_id: ORG, addon: 'shop', model: 'Product', table: 'products', action: 'resync', id: '', actor_id: USERS[0].id, at },
      },
    ]);
  });

  it('can be cancelled; what was made by then can be undone', async () => {
    const running = t.call('POST', '/playground/seed', { rows: 5_000, seed: 1, models: ['customers'] });
    let live: SeedRun | undefined;
    while ((live?.made ?? 0) === 0) [live] = ((await t.call('GET', '/playground/seed')).body as { data: SeedRun[] }).data;
    expect(live?.state).toBe('running');
    expect((await t.call('POST', '/playground/seed', {})).body).toMatchObject({ success: false, code: 'seed_running' });
    expect(await undo(live?.id ?? '')).toEqual({ status: 202, body: { success: true, data: { cancelled: true } } });
    const { data: run } = (await running).body as { data: SeedRun };
    expect(run.state).toBe('cancelled');
    expect(run.made).toBeLessThan(5_000);
    expect(await count('customers')).toBe(run.made);
    expect((await undo(run.id)).body).toEqual({ success: true, data: { removed: run.made } });
    expect(await count('customers')).toBe(0);
  });

  it('refuses what is no order', async () => {
    const failure = (message: string, more: object = {}) => ({ success: false, message, ...more });
    const post = async (body: unknown) => {
      const answer = await t.call('POST', '/playground/seed', body);
      return [answer.status, answer.body];
    };
    expect(await post({ rows: 0 })).toEqual([400, failure('"rows" must be a whole number from 1 to 1000000')]);
    expect(await post({ rows: 1.5 })).toEqual([400, failure('"rows" must be a whole number from 1 to 1000000')]);
    expect(await post({ seed: -1 })).toEqual([400, failure('"seed" must be a whole number from 0 to 2147483647')]);
    expect(await post({ language: 'fr' })).toEqual([400, failure('"language" must be "en" or "es"')]);
    expect(await post({ addon: 3 })).toEqual([400, failure('"addon" must be an addon\'s key')]);
    expect(await post({ models: ['x', 3] })).toEqual([400, failure('"models" must be a list of tables')]);
    expect(await post({ models: ['nope'] })).toEqual([404, failure('unknown model "nope"')]);
    expect(await post({ addon: 'nope' })).toEqual([404, failure('unknown addon "nope"')]);
    expect(await post([])).toEqual([400, failure('the body must be a JSON object')]);
    expect(await post({ rows: 300_000, addon: 'shop' })).toEqual([
      422,
      failure('1500000 rows are too many: at most 1000000 in one run', { code: 'too_many_rows', data: { most: 200_000 } }),
    ]);
    expect(() => refuseTooMany(1_000_000, 5)).not.toThrow();
    expect(() => refuseTooMany(1_000_001, 5)).toThrow('1000001 rows are too many');
  });
});

describe('what a model asks for', () => {
  const ORGANIZATION = { name: 'organization_id', type: 'uuid' } as const;
  const rowsOf = (columns: string, table = 'things') => t.query(`select ${columns} from addon_odd.${table}`);

  it('is kept by every kind of column', async () => {
    await t.install(labManifest());
    const run = await seed({ rows: 50, addon: 'lab' });
    expect(run.tables.map(({ table, rows }) => [table, rows])).toEqual([['samples', 50], ['parts', 50], ['entries', 50], ['bins', 50]]); // prettier-ignore
    const codes = await t.query('select code from addon_lab.samples where code is not null');
    expect(codes.length).toBeGreaterThan(0);
    for (const { code } of codes) expect(code).toMatch(/^[A-Z]{2,3}$/);
  });

  it('by patterns, bounds and widths', async () => {
    await install({
      table: 'things',
      columns: [
        ORGANIZATION,
        { name: 'plate', type: 'varchar(7)', not_null: true, validation: { regex: '^[A-Z]{3}-\\d{3}$' } },
        { name: 'zip', type: 'text', not_null: true, validation: { regex: '^(0[1-9]|[1-4]\\d|5[0-2])\\d{3}$' } },
        { name: 'percent', type: 'numeric(3,2)', not_null: true },
        { name: 'tiny', type: 'numeric(2,2)', not_null: true },
        { name: 'odd', type: 'integer', not_null: true, validation: { min: 900_000, max: 900_002 } },
        { name: 'initials', type: 'varchar(2)', not_null: true },
        { name: 'motto', type: 'text', not_null: true, validation: { min: 60, max: 70 } },
        { name: 'name', type: 'varchar(3)', not_null: true },
      ],
      indices: [{ name: 'things_name', columns: ['organization_id', 'name'], unique: true }],
    });
    expect((await seed({ rows: 40, addon: 'odd' })).made).toBe(40);
    for (const row of await rowsOf('*')) {
      expect(row.plate).toMatch(/^[A-Z]{3}-\d{3}$/);
      expect(row.zip).toMatch(/^(0[1-9]|[1-4]\d|5[0-2])\d{3}$/);
      expect(Number(row.percent)).toBeLessThan(10);
      expect(Number(row.tiny)).toBeLessThan(1);
      expect([900_000, 900_001, 900_002]).toContain(row.odd);
      expect(String(row.initials).length).toBeLessThanOrEqual(2);
      expect(String(row.motto).length).toBeGreaterThanOrEqual(60);
      expect(String(row.motto).length).toBeLessThanOrEqual(70);
    }
  });

  it('keep two rules of one field at once: a pattern and a length, a pattern and a number, a width and uniqueness', async () => {
    const patterned = (name: string, regex: string, more: object = {}) => ({
      name,
      type: 'text' as const,
      not_null: true,
      validation: { regex, ...more },
    });
    await install({
      table: 'things',
      columns: [
        ORGANIZATION,
        patterned('token', '^[A-Za-z0-9]+$', { min: 8 }),
        patterned('vin', '^[A-HJ-NPR-Z0-9]+$', { min: 17, max: 17 }),
        patterned('mail', '^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$', { min: 30 }),
        patterned('long', '^\\S*$', { min: 500, max: 600 }),
        { name: 'folio', type: 'integer', not_null: true, validation: { regex: '^[1-9]\\d*$', min: 5000 } },
        { name: 'letter', type: 'varchar(1)', not_null: true },
      ],
      indices: [{ name: 'things_letter', columns: ['organization_id', 'letter'], unique: true }],
    });
    const run = await seed({ rows: 20, addon: 'odd' });
    expect(run.tables.find(({ table }) => table === 'things')).toMatchObject({ rows: 20, shortfall: null });
    const broken = `token !~ '^[A-Za-z0-9]{8,}$' or vin !~ '^[A-HJ-NPR-Z0-9]{17}$' or mail !~ '^[^@ ]+@[^@ ]+[.][a-z]{2,}$' or length(mail) < 30
      or length("long") not between 500 and 600 or folio < 5000`;
    expect(await t.query(`select * from addon_odd.things where ${broken}`)).toEqual([]);
  });

  it('by how a column is drawn and edited, before what it is called', async () => {
    const text = { type: 'text', not_null: true } as const;
    await install({
      table: 'things',
      columns: [
        ORGANIZATION,
        { ...text, name: 'requester', display: 'email', widget: 'email' },
        { ...text, name: 'reply_to', display: 'link', widget: 'email', validation: { regex: '^[^@\\s]+@[^@\\s]+$' } },
        { ...text, name: 'reached_at_night', widget: 'tel' },
        { ...text, name: 'contact', display: 'phone' },
        { ...text, name: 'description', display: 'url' },
        { ...text, name: 'face', display: 'avatar' },
        { ...text, name: 'shade', display: 'color' },
        { ...text, name: 'essay', widget: 'textarea' },
        { ...text, name: 'city', widget: 'textarea' },
      ],
    });
    expect((await seed({ rows: 20, addon: 'odd' })).made).toBe(20);
    for (const row of await rowsOf('*')) {
      expect(row.requester).toMatch(/^[a-z.]+@example\.com$/);
      expect(row.reply_to).toBe(row.requester);
      expect(row.reached_at_night).toMatch(/^[+\d][\d ()-]+$/);
      expect(row.contact).toMatch(/^[+\d][\d ()-]+$/);
      expect(row.description).toMatch(/^https:\/\/example\.com\/[a-z0-9-]+$/);
      expect(row.face).toMatch(/^data:image\/svg\+xml,/);
      expect(row.shade).toMatch(/^#[0-9a-f]{6}$/);
      expect(row.essay).toMatch(/\.$/);
      expect(row.city).toMatch(/^[^.]+$/);
    }
  });

  it('by constraints between columns', async () => {
    await install({
      table: 'things',
      columns: [
        ORGANIZATION,
        { name: 'price', type: 'numeric(10,2)', not_null: true, constraints: [{ expr: 'price > cost * 1.2', error_key: 'margin' }] },
        { name: 'cost', type: 'numeric(10,2)', not_null: true },
        { name: 'lot', type: 'integer', not_null: true, constraints: [{ expr: 'lot = 7', error_key: 'seven' }] },
      ],
    });
    expect((await seed({ rows: 50, addon: 'odd' })).made).toBe(50);
    for (const { price, cost, lot } of await rowsOf('price, cost, lot')) {
      expect(Number(price)).toBeGreaterThan(Number(cost) * 1.2);
      expect(lot).toBe(7);
    }
  });

  it('by rules across records', async () => {
    await install(
      {
        table: 'things',
        columns: [
          ORGANIZATION,
          { name: 'budget_id', type: 'uuid', ref: 'Budget' },
          { name: 'amount', type: 'numeric(12,2)', not_null: true },
        ],
        rules: [
          { kind: 'ref_state', error_key: 'closed', ref: 'budget_id', parent: 'Budget', require: { status: ['open'] } },
          { kind: 'sum_lte', error_key: 'spent', ref: 'budget_id', parent: 'Budget', sum: 'amount', max: 'most' },
        ],
      },
      {
        key: 'Budget',
        table: 'budgets',
        columns: [
          ORGANIZATION,
          {
            name: 'status',
            type: 'text',
            options: [
              { value: 'open', label: 'Open' },
              { value: 'closed', label: 'Closed' },
            ],
          },
          { name: 'most', type: 'numeric(12,2)', not_null: true },
        ],
      },
    );
    const run = await seed({ rows: 30, addon: 'odd' });
    expect(run.tables[1]?.rows).toBeGreaterThan(0);
    expect(
      await t.query(`select b.id from addon_odd.budgets b join addon_odd.things t on t.budget_id = b.id
        group by b.id having sum(t.amount) > b.most or b.status is distinct from 'open'`),
    ).toEqual([]);
    expect(await t.query('select id from addon_odd.things where budget_id is null')).toEqual([]);
  });

  it('by trees, circles and choices of other tables', async () => {
    await install(
      {
        table: 'things',
        columns: [
          ORGANIZATION,
          { name: 'parent_id', type: 'uuid', not_null: true, ref: 'Thing' },
          { name: 'main_box_id', type: 'uuid', ref: 'Box' },
          { name: 'color', type: 'text', options: { source: 'boxes', value: 'color' } },
        ],
      },
      {
        key: 'Box',
        table: 'boxes',
        columns: [ORGANIZATION, { name: 'thing_id', type: 'uuid', not_null: true, ref: 'Thing' }, { name: 'color', type: 'text' }],
      },
    );
    const first = await seed({ rows: 25, addon: 'odd' });
    expect(first.tables.map(({ table, rows }) => [table, rows])).toEqual([['things', 25], ['boxes', 25]]); // prettier-ignore
    expect(
      await t.query('select t.id from addon_odd.things t left join addon_odd.things p on p.id = t.parent_id where p.id is null'),
    ).toEqual([]);
    await seed({ rows: 10, addon: 'odd' });
    expect(
      await t.query('select id from addon_odd.things where color is not null and color not in (select color from addon_odd.boxes)'),
    ).toEqual([]);
    expect((await t.query('select id from addon_odd.things where main_box_id is not null')).length).toBeGreaterThan(0);
  });

  it('and says so where it leaves no room', async () => {
    await install({
      table: 'things',
      columns: [
        ORGANIZATION,
        { name: 'day', type: 'text', not_null: true, options: ['mon', 'tue', 'wed'].map((value) => ({ value, label: value })) },
        { name: 'seq', type: 'text', sequence: 'n' },
      ],
      sequences: [{ key: 'n', format: 'N-{seq}' }],
      rules: [{ kind: 'unique', columns: ['day'], error_key: 'day' }],
    });
    const run = await seed({ rows: 10, addon: 'odd' });
    expect(run.tables[0]).toMatchObject({ rows: 3, shortfall: { code: 'unique', detail: 'things' } });
    // No number was lost to rows that were left out.
    expect((await rowsOf('seq')).map(({ seq }) => seq).sort()).toEqual(['N-1', 'N-2', 'N-3']);
    await undo(run.id);
    await install(
      { table: 'things', columns: [ORGANIZATION, { name: 'box_id', type: 'uuid', not_null: true, ref: 'Box' }] },
      { key: 'Box', table: 'boxes', columns: [ORGANIZATION, { name: 'color', type: 'text' }] },
    );
    const alone = await seed({ rows: 10, addon: 'odd', models: ['things'] });
    expect(alone.tables[0]).toMatchObject({ rows: 0, shortfall: { code: 'needs_rows', detail: 'boxes' } });
  });

  it('also where its ids are its own', async () => {
    await install({
      table: 'things',
      columns: [ORGANIZATION, { name: 'id', type: 'text', primary_key: true }, { name: 'day', type: 'date', not_null: true }],
      indices: [{ name: 'things_day', columns: ['day'], unique: true }],
    });
    const run = await seed({ rows: 600, addon: 'odd' });
    expect(run.tables[0]).toMatchObject({ rows: 600, listed: true, shortfall: null });
    expect((await undo(run.id)).body).toEqual({ success: true, data: { removed: 600 } });
    expect(await t.query('select id from metacore.seed_rows')).toEqual([]);
  });
});
