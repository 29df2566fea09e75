import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';

const ORGANIZATION = { name: 'organization_id', type: 'uuid' } as const;
const OPEN = { kind: 'ref_state', ref: 'budget_id', parent: 'Budget', require: { status: ['open', 'draft'], active: true }, error_key: 'budget.closed' } as const; // prettier-ignore
const SUM = { kind: 'sum_lte', ref: 'budget_id', parent: 'Budget', sum: 'amount', max: 'most', where: { kind: ['cost', 'fee'] }, error_key: 'budget.spent' } as const; // prettier-ignore

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
  await t.install(
    manifestWith('books', [
      {
        key: 'Budget',
        table: 'budgets',
        columns: [
          ORGANIZATION,
          { name: 'status', type: 'text', default: 'open' },
          { name: 'active', type: 'boolean', default: true },
          { name: 'most', type: 'numeric(12,2)' },
        ],
      },
      {
        key: 'Cost',
        table: 'costs',
        columns: [
          ORGANIZATION,
          { name: 'budget_id', type: 'uuid', ref: 'Budget' },
          { name: 'amount', type: 'numeric(12,2)' },
          { name: 'kind', type: 'text', default: 'cost' },
          { name: 'note', type: 'text' },
        ],
        rules: [{ ...OPEN, field: 'note' }, SUM] as never,
      },
      {
        key: 'Loose',
        table: 'loose',
        columns: [ORGANIZATION, { name: 'budget_id', type: 'uuid', ref: 'Budget' }, { name: 'note', type: 'text' }],
        rules: [{ ...OPEN, on_missing_parent: 'skip', enforce: 'always' }] as never,
      },
    ]),
    { locales: { en: { 'budget.spent': 'The budget is used up' } } },
  );
});
afterAll(() => t.database.close());

const idOf = ({ body }: Answer): string => (body as { data: { id: string } }).data.id;
const budget = async (values: object): Promise<string> => idOf(await t.call('POST', '/data/budgets', values));
const cost = (values: object) => t.call('POST', '/data/costs', values);
const broken = (error_key: string, reason: string, field: string) => ({
  status: 422,
  body: { success: false, message: `constraint violation (${error_key}): ${reason}`, code: 'constraint_violation', error_key, field },
});
const CLOSED = broken('budget.closed', 'ref_state of Budget', 'note');
const SPENT = broken('budget.spent', 'The budget is used up', 'amount');

describe('a rule about the parent’s state', () => {
  it('is kept by new rows, and by changes of the reference only', async () => {
    const [open, done, off] = [
      await budget({ most: 9 }),
      await budget({ most: 9, status: 'done' }),
      await budget({ most: 9, active: false }),
    ];
    expect((await cost({ budget_id: open })).status).toBe(201);
    expect((await cost({ budget_id: await budget({ status: 'draft' }) })).status).toBe(201);
    expect(await cost({ budget_id: done })).toEqual(CLOSED);
    expect(await cost({ budget_id: off })).toEqual(CLOSED);
    const id = idOf(await cost({ budget_id: open }));
    expect(await t.call('PUT', `/data/costs/${id}`, { budget_id: done })).toEqual(CLOSED);
    await t.call('PUT', `/data/budgets/${open}`, { status: 'done' });
    expect((await t.call('PUT', `/data/costs/${id}`, { note: 'x', budget_id: open })).status).toBe(200);
  });

  it('needs a parent that is there, unless it says otherwise', async () => {
    expect(await cost({})).toEqual(CLOSED);
    // One that is nowhere is refused before any rule is asked.
    expect(await cost({ budget_id: '99999999-9999-4999-8999-999999999999' })).toEqual({
      status: 422,
      body: { success: false, message: 'validation.failed', errors: { budget_id: [{ code: 'not_found' }] } },
    });
    const gone = await budget({});
    await t.call('DELETE', `/data/budgets/${gone}`);
    expect(await cost({ budget_id: gone })).toEqual(CLOSED);
    expect((await t.call('POST', '/data/loose', {})).status).toBe(201);
    expect((await t.call('POST', '/data/loose', { budget_id: gone })).status).toBe(201);
  });

  it('holds at every write where it is always enforced', async () => {
    const open = await budget({});
    const id = idOf(await t.call('POST', '/data/loose', { budget_id: open }));
    expect((await t.call('PUT', `/data/loose/${id}`, { note: 'a' })).status).toBe(200);
    await t.call('PUT', `/data/budgets/${open}`, { status: 'done' });
    expect(await t.call('PUT', `/data/loose/${id}`, { note: 'b' })).toEqual(broken('budget.closed', 'ref_state of Budget', 'budget_id'));
  });
});

describe('a rule about a sum', () => {
  it('adds up living rows that count, to the cent', async () => {
    const id = await budget({ most: 10 });
    expect((await cost({ budget_id: id, amount: 9.99 })).status).toBe(201);
    expect(await cost({ budget_id: id, amount: 0.02 })).toEqual(SPENT);
    expect((await cost({ budget_id: id, amount: 500, kind: 'gift' })).status).toBe(201);
    const last = idOf(await cost({ budget_id: id, amount: 0.01, kind: 'fee' }));
    expect(await cost({ budget_id: id, amount: 0.01 })).toEqual(SPENT);
    await t.call('DELETE', `/data/costs/${last}`);
    expect((await cost({ budget_id: id, amount: 0.01 })).status).toBe(201);
    // The row that comes back would be one too many.
    expect(await t.call('POST', `/data/costs/${last}/restore`)).toEqual(SPENT);
  });

  it('does not count a row twice when it changes, and looks when it begins to count', async () => {
    const id = await budget({ most: 10 });
    const row = idOf(await cost({ budget_id: id, amount: 10 }));
    expect((await t.call('PUT', `/data/costs/${row}`, { amount: 4 })).status).toBe(200);
    const gift = idOf(await cost({ budget_id: id, amount: 7, kind: 'gift' }));
    expect(await t.call('PUT', `/data/costs/${gift}`, { kind: 'cost' })).toEqual(SPENT);
    expect(await t.call('PUT', `/data/costs/${row}`, { amount: 10.01 })).toEqual(SPENT);
    expect((await t.call('PUT', `/data/costs/${row}`, { amount: 10 })).status).toBe(200);
    // A maximum that was lowered refuses nothing until something it adds up changes.
    await t.call('PUT', `/data/budgets/${id}`, { most: 1 });
    expect((await t.call('PUT', `/data/costs/${row}`, { note: 'later' })).status).toBe(200);
    expect(await t.call('PUT', `/data/costs/${row}`, { amount: 2 })).toEqual(SPENT);
  });

  it('holds when many come at once', async () => {
    const id = await budget({ most: 5 });
    const answers = await Promise.all(Array.from({ length: 12 }, () => cost({ budget_id: id, amount: 1 })));
    expect(answers.filter(({ status }) => status === 201).length).toBe(5);
  });
});
