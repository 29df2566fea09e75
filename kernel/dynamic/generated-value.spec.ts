/** A computed column counts with what it will be, wherever a row is judged before it is stored. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Column } from '../../schemas';
import { type Answer, manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';

const ORGANIZATION = { name: 'organization_id', type: 'uuid' } as const;
const guarded = (name: string, expr: string, more: object = {}): Column => ({
  name,
  type: 'text',
  constraints: [{ expr, error_key: `${name}.broken`, ...more }],
});

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
  await t.install(
    manifestWith('sums', [
      { key: 'Budget', table: 'budgets', columns: [ORGANIZATION, { name: 'most', type: 'numeric(12,2)' }] },
      {
        key: 'Order',
        table: 'orders',
        columns: [
          ORGANIZATION,
          { name: 'net', type: 'numeric(12,2)', default: 1 },
          { name: 'parts', type: 'integer' },
          { name: 'gross', type: 'numeric(14,2)', generated: 'net * 1.19' },
          { name: 'each', type: 'integer', generated: 'parts / 2' },
          { name: 'more', type: 'numeric(20,4)' },
          { name: 'budget_id', type: 'uuid', ref: 'Budget' },
          guarded('much', 'gross <= 1000'),
          guarded('dear', 'gross <= 100', { on_violation: 'request_approval', approval: { roles: ['manager'] } }),
          guarded('odd', 'each <= 2'),
        ],
        formulas: [{ target: 'more', expr: 'gross + 1' }],
        rules: [{ kind: 'sum_lte', ref: 'budget_id', parent: 'Budget', sum: 'gross', max: 'most', on_missing_parent: 'skip', error_key: 'spent' }] as never, // prettier-ignore
      },
    ]),
  );
});
afterAll(() => t.database.close());

const data = ({ body }: Answer): Record<string, unknown> => (body as { data: Record<string, unknown> }).data;
const create = (values: object) => t.call('POST', '/data/orders', values);
const change = (id: unknown, values: object) => t.call('PUT', `/data/orders/${String(id)}`, values);
const key = ({ status, body }: Answer): unknown => [status, (body as { error_key?: string }).error_key];

describe('a computed column', () => {
  it('asks for the approval that a new row needs', async () => {
    expect([(await create({ net: 84.03 })).status, (await create({ net: 84.04 })).status]).toEqual([201, 202]);
  });

  it('breaks the constraint of a new row', async () => {
    expect(key(await create({ net: 900 }))).toEqual([422, 'much.broken']);
    expect([key(await create({ parts: 5 })), key(await create({ parts: 6 }))]).toEqual([[201, undefined], [422, 'odd.broken']]); // prettier-ignore
  });

  it('counts with what a change makes of it, and not with what it was', async () => {
    const { id } = data(await create({ net: 10 }));
    expect(key(await change(id, { net: 900 }))).toEqual([422, 'much.broken']);
    expect((await change(id, { net: 500 })).status).toBe(202);
    await t.query(`update addon_sums.orders set net = 5000 where id = $1`, [id]);
    expect((await change(id, { net: 20 })).status).toBe(200);
  });

  it('is what a formula reads, with the decimals that the database keeps', async () => {
    const made = data(await create({ net: 10.05 }));
    expect([made.gross, made.more]).toEqual([11.96, 12.96]);
    expect(data(await change(made.id, { net: 20 })).more).toBe(24.8);
    expect(data(await create({})).more).toBe(2.19);
    expect(data(await create({ net: null })).more).toBe(1);
  });

  it('is what a rule adds up, in new rows and in changed ones', async () => {
    const { id } = data(await t.call('POST', '/data/budgets', { most: 60 }));
    const first = data(await create({ net: 20, budget_id: id }));
    expect(key(await create({ net: 40, budget_id: id }))).toEqual([422, 'spent']);
    expect(key(await change(first.id, { net: 60 }))).toEqual([422, 'spent']);
    expect((await change(first.id, { net: 50 })).status).toBe(200);
  });

  it('is judged alike in a file', async () => {
    const form = new FormData();
    form.set('file', new File(['net\n10\n900\n'], 'orders.csv'));
    const response = await t.kernel.fetch(new Request('http://kernel.test/data/orders/import', { method: 'POST', body: form }));
    expect(((await response.json()) as { data: object }).data).toMatchObject({ created: 1, failed: 1 });
  });
});
