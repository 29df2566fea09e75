/** Functions of an addon inside a write: formulas of tier 3 and handlers of stage moves. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ManifestV3 } from '../../schemas';
import { ORGANIZATIONS } from '../database/core-rows';
import { createTestGuest, type TestGuest } from '../testing/guest';
import { manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';

const ORG = ORGANIZATIONS[0].id;

const depot = (): ManifestV3 =>
  manifestWith(
    'depot',
    [
      {
        key: 'Parcel',
        table: 'parcels',
        columns: [
          { name: 'organization_id', type: 'uuid', not_null: true },
          { name: 'weight', type: 'numeric(8,2)', not_null: true },
          { name: 'fee', type: 'numeric(8,2)', constraints: [{ expr: 'fee > 0', error_key: 'parcel.fee' }] },
          { name: 'total', type: 'numeric(8,2)' },
          { name: 'status', type: 'text', not_null: true },
          { name: 'doc', type: 'jsonb' },
        ],
        formulas: [
          { target: 'fee', tier: 3, handler: 'wasm:fee_of' },
          { target: 'total', expr: 'fee + 1' },
        ],
        stage_field: 'status',
        stages: [{ key: 'new' }, { key: 'sent' }, { key: 'lost' }, { key: 'told' }],
        on_transition: [
          { from: '*', to: 'sent', do: 'wasm:on_sent', required: true },
          { from: '*', to: 'lost', do: 'wasm:on_lost' },
          { from: '*', to: 'told', do: 'compiled:event_emit' },
        ],
      },
    ],
    {
      capabilities: [{ kind: 'event:emit', target: 'depot.*', reason: 'To tell' }],
      extension_points: { events: [{ name: 'depot.parcel_told' }] },
    },
  );

let t: TestKernel;
let guest: TestGuest;
beforeAll(async () => {
  guest = createTestGuest();
  t = await openTestKernel({ guest });
  await t.install(depot());
});
afterAll(() => t.database.close());
beforeEach(() => {
  guest.current = 'ready';
  guest.calls.length = 0;
  guest.on('fee_of', (row) => (row as { weight: number }).weight * 2);
});

const create = (body: object) => t.call('POST', '/data/parcels', body);
const idOf = (answer: { body: unknown }) => (answer.body as { data: { id: string } }).data.id;

describe('a formula of tier 3', () => {
  it('is computed by the function, in the order of the manifest, from the row as it will be', async () => {
    const answer = await create({ weight: '2.50', fee: 99, doc: { a: [1] } });
    expect(answer).toMatchObject({ status: 201, body: { data: { weight: 2.5, fee: 5, total: 6 } } });
    expect(guest.calls[0]).toMatchObject({ function: 'fee_of', payload: { weight: 2.5, status: 'new', doc: { a: [1] }, total: 100 } });
    const id = idOf(answer);
    expect(await t.call('PUT', `/data/parcels/${id}`, { weight: 4 })).toMatchObject({ status: 200, body: { data: { fee: 8, total: 9 } } });
    expect(guest.calls[1]?.payload).toMatchObject({ id, weight: 4, fee: 5 });
  });

  it('may answer in an envelope, or with nothing', async () => {
    guest.on('fee_of', () => ({ success: true, data: '7.5' }));
    expect(await create({ weight: 1 })).toMatchObject({ status: 201, body: { data: { fee: 7.5, total: 8.5 } } });
    guest.on('fee_of', () => '');
    expect(await create({ weight: 1 })).toMatchObject({ status: 422, body: { code: 'constraint_violation', error_key: 'parcel.fee' } });
  });

  it('refuses the row when the function does, breaks, or gives what the column cannot hold', async () => {
    const before = await t.query('select count(*) from addon_depot.parcels');
    guest.on('fee_of', () => ({ success: false, error: { message: 'no tariff' } }));
    expect(await create({ weight: 1 })).toEqual({
      status: 422,
      body: { success: false, message: 'the formula of "fee" failed: no tariff', code: 'formula_failed', field: 'fee' },
    });
    guest.on('fee_of', () => '"much"');
    expect(await create({ weight: 1 })).toMatchObject({ status: 422, body: { errors: { fee: [{ code: 'invalid_type' }] } } });
    guest.on('fee_of', () => -1);
    expect(await create({ weight: 1 })).toMatchObject({ status: 422, body: { code: 'constraint_violation' } });
    guest.on('fee_of', () => {
      throw new Error('trap');
    });
    expect(await create({ weight: 1 })).toMatchObject({ status: 500, body: { message: 'trap' } });
    expect(await t.query('select count(*) from addon_depot.parcels')).toEqual(before);
  });

  it('is left to whoever writes where the addon has no code', async () => {
    guest.current = 'absent';
    expect(await create({ weight: 1, fee: 3 })).toMatchObject({ status: 201, body: { data: { fee: 3, total: 4 } } });
  });

  it('is computed for rows of a file too', async () => {
    const form = new FormData();
    form.set('file', new File(['weight\n1\n2\n'], 'rows.csv'));
    const response = await t.kernel.fetch(new Request('http://kernel.test/data/parcels/import', { method: 'POST', body: form }));
    expect(await response.json()).toMatchObject({ success: true, data: { created: 2 } });
    expect(await t.query(`select fee from addon_depot.parcels order by created_at desc, id limit 2`)).toEqual(
      expect.arrayContaining([{ fee: 2 }, { fee: 4 }]),
    );
  });
});

describe('a stage move', () => {
  const move = async (status: string) => {
    const id = idOf(await create({ weight: 1, fee: 1 }));
    guest.calls.length = 0;
    return { id, answer: await t.call('PUT', `/data/parcels/${id}`, { status }) };
  };

  it('calls its function inside the write', async () => {
    guest.on('on_sent', async (_, { session }) => {
      await session?.run({
        sql: `insert into addon_depot.parcels (organization_id, weight, status) values ('${ORG}', 77, 'new')`,
        parameters: [],
      });
      return { success: true };
    });
    const { id, answer } = await move('sent');
    expect(answer).toMatchObject({ status: 200, body: { data: { status: 'sent' } } });
    expect(guest.calls[0]).toMatchObject({
      function: 'on_sent',
      payload: { model: 'Parcel', record_id: id, from: 'new', to: 'sent', hook: 'Parcel::new->sent', record: { id, status: 'new' } },
    });
    expect(await t.query('select count(*)::int as n from addon_depot.parcels where weight = 77')).toEqual([{ n: 1 }]);
  });

  it('is undone with everything its required function wrote, when that fails', async () => {
    guest.on('on_sent', async (_, { session }) => {
      await session?.run({
        sql: `insert into addon_depot.parcels (organization_id, weight, status) values ('${ORG}', 78, 'new')`,
        parameters: [],
      });
      return { success: false, error: { message: 'no van' } };
    });
    const { id, answer } = await move('sent');
    expect(answer).toEqual({ status: 422, body: { success: false, message: 'no van', code: 'transition_handler_failed' } });
    expect(await t.query('select status from addon_depot.parcels where id = $1', [id])).toEqual([{ status: 'new' }]);
    expect(await t.query('select * from addon_depot.parcels where weight = 78')).toEqual([]);
    guest.current = 'absent';
    expect((await t.call('PUT', `/data/parcels/${id}`, { status: 'sent' })).body).toMatchObject({ code: 'guest_not_loaded' });
  });

  it('goes on without a function that it does not require, whatever that broke', async () => {
    guest.on('on_lost', async (_, { session }) => {
      await session?.run({ sql: 'select nonsense', parameters: [] });
    });
    expect((await move('lost')).answer).toMatchObject({ status: 200, body: { data: { status: 'lost' } } });
    guest.current = 'absent';
    expect((await move('lost')).answer.status).toBe(200);
  });

  it('emits an event, which leaves after the write', async () => {
    const { id, answer } = await move('told');
    expect(answer.status).toBe(200);
    const events = await t.kernel.events.list(ORG);
    expect(events.slice(0, 2).map(({ name }) => name)).toEqual(['depot.parcel_told', 'depot.Parcel.updated']);
    expect(events[0]?.payload).toMatchObject({ record_id: id, payload: { from: 'new', to: 'told' } });
  });
});
