/** Whoever may write rows and not read them learns nothing of them from what is refused. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';
import type { Person } from './people';

let t: TestKernel;
let agent: Person | undefined;
let id = '';
beforeAll(async () => {
  t = await openTestKernel();
  await t.install(
    manifestWith(
      'blind',
      [
        {
          ...{ key: 'Sec', table: 'secs', label: 'Secs', stage_field: 'status' },
          columns: [
            { name: 'code', type: 'text' },
            { name: 'pin', type: 'text', protected: true },
            { name: 'status', type: 'text', default: "'fresh'" },
          ],
          stages: ['fresh', 'sealed', 'burnt'].map((key, order) => ({ key, label: key, order })),
          transitions: [{ from: 'fresh', to: 'sealed' }],
        },
      ],
      {
        contributions: {
          actions: [
            {
              ...{ key: 'open', target_model: 'Sec', label: 'Open', requires_state: ['sealed'], placement: 'row' },
              handler: { type: 'wasm', function: 'Open' },
            },
          ],
        },
        rbac: { roles: [{ key: 'agent', label: 'Agent', permissions: ['secs.update', 'secs.open'] }] },
      },
    ),
  );
  agent = (await t.kernel.principals()).find(({ name }) => name.startsWith('Bruno'));
  id = ((await t.call('POST', '/data/secs', { code: 'a' })).body as { data: { id: string } }).data.id;
  await t.query(`update addon_blind.secs set pin = 'x' where id = $1`, [id]);
});
afterAll(() => t.database.close());

const asAgent = (method: string, path: string, body?: unknown) => t.call(method, path, body, agent);

it('a protected column is refused whatever is said of it, and may be repeated by whoever reads it', async () => {
  expect((await asAgent('GET', `/data/secs/${id}`)).status).toBe(403);
  for (const pin of ['x', 'y', null])
    expect(await asAgent('PUT', `/data/secs/${id}`, { pin })).toMatchObject({
      status: 422,
      body: { errors: { pin: [{ code: 'protected' }] } },
    });
  expect((await t.call('PUT', `/data/secs/${id}`, { pin: 'x' })).status).toBe(200);
  expect((await t.call('PUT', `/data/secs/${id}`, { pin: 'y' })).status).toBe(422);
});

it('a move and an action that its stage does not allow are refused without a word of it', async () => {
  const messages = async (as?: Person): Promise<unknown[]> => {
    const move = await t.call('PUT', `/data/secs/${id}`, { status: 'burnt' }, as);
    const action = await t.call('POST', `/data/secs/${id}/action/open`, {}, as);
    return [move, action].map(({ status, body }) => [status, (body as { message: string }).message]);
  };
  expect(await messages(agent)).toEqual([
    [422, 'stage move to "burnt" is not allowed'],
    [409, 'action "open" needs the state sealed'],
  ]);
  expect(await messages()).toEqual([
    [422, 'stage move from "fresh" to "burnt" is not allowed'],
    [409, 'action "open" needs the state sealed; the record is fresh'],
  ]);
});
