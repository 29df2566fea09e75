/** What the kernel computes is held to its column as what a person types: nothing is cut in silence. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Column } from '../../schemas';
import { manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';

const columns: Column[] = [
  { name: 'id', type: 'uuid', primary_key: true, default: 'gen_random_uuid()' },
  { name: 'organization_id', type: 'uuid', not_null: true },
  { name: 'number', type: 'varchar(6)', sequence: 'folio' },
  { name: 'amount', type: 'numeric(12,2)' },
  { name: 'label', type: 'varchar(8)' },
  { name: 'small', type: 'numeric(4,1)' },
  { name: 'status', type: 'varchar(10)', default: "'open'" },
  { name: 'note', type: 'varchar(3)' },
];

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
  await t.install(
    manifestWith('billing', [
      {
        key: 'Bill',
        table: 'bills',
        label: 'Bills',
        columns,
        sequences: [{ key: 'folio', format: 'F-{seq:03}', scope: 'org' }],
        formulas: [
          { target: 'label', expr: 'amount * 1', tier: 2 },
          { target: 'small', expr: 'amount / 3', tier: 2 },
        ],
        stage_field: 'status',
        stages: ['open', 'long', 'paid'].map((key, order) => ({ key, label: key, order })),
        on_transition: [
          { from: 'open', to: 'long', set: { note: 'LONGER' } },
          { from: 'open', to: 'paid', set: { note: 'PAI' } },
        ],
      },
    ]),
  );
});
afterAll(() => t.database.close());

const bill = async (amount: string) => t.call('POST', '/data/bills', { amount });
const errorsOf = (body: unknown) => (body as { errors?: unknown }).errors;

it('a text that a formula computes is refused where it is longer than its column', async () => {
  expect((await bill('123456.78')).status).toBe(422);
  expect(errorsOf((await bill('123456.78')).body)).toEqual({
    label: [{ code: 'max', params: { max: 8, kind: 'length' } }],
    small: [{ code: 'max', params: { max: 999.9 } }],
  });
  const { status, body } = await bill('100');
  expect([status, (body as { data: object }).data]).toEqual([
    201,
    expect.objectContaining({ label: '100', small: 33.3, number: 'F-001' }) as object,
  ]);
});

it('a folio that has outgrown its column is refused by name, and its number is not spent', async () => {
  await t.query(`update metacore.sequences set value = 9998 where key = 'folio'`);
  expect(((await bill('1')).body as { data: object }).data).toMatchObject({ number: 'F-9999' });
  for (let again = 0; again < 2; again += 1)
    expect(errorsOf((await bill('1')).body)).toEqual({ number: [{ code: 'max', params: { max: 6, kind: 'length' } }] });
  expect(await t.query(`select value::int as value from metacore.sequences where key = 'folio'`)).toEqual([{ value: 9999 }]);
  await t.query(`update metacore.sequences set value = 1 where key = 'folio'`);
});

it('a value that a move sets is refused where its column would cut it', async () => {
  const { id } = ((await bill('2')).body as { data: { id: string } }).data;
  const move = (status: string) => t.call('PUT', `/data/bills/${id}`, { status });
  expect(await move('long')).toMatchObject({ status: 422, body: { message: 'the move sets "note" to a value the column cannot hold' } });
  expect((await move('paid')).body).toMatchObject({ data: { status: 'paid', note: 'PAI' } });
});
