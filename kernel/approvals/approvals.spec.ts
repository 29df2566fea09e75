import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { USERS } from '../database/core-data';
import type { Clock } from '../clock';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import type { Principal } from '../security/principal';
import { type Answer, manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';

const [ADA, BRUNO, CARLA] = USERS;
const person = (user: (typeof USERS)[number], roles: string[]): Principal => ({
  ...DEFAULT_PRINCIPAL,
  userId: user.id,
  name: user.name,
  email: user.email,
  roles,
  isAdmin: false,
});
/** Asks; a manager decides; a viewer may do neither. */
const agent = person(BRUNO, ['agent']);
const manager = person(CARLA, ['manager']);

let now = Date.parse('2026-06-01T10:00:00Z');
const clock: Clock = { now: () => now, after: () => () => undefined };

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel({ clock });
  await t.install(
    manifestWith(
      'deals',
      [
        {
          key: 'Deal',
          table: 'deals',
          columns: [
            { name: 'organization_id', type: 'uuid' },
            { name: 'title', type: 'text', not_null: true },
            {
              name: 'discount',
              type: 'numeric(5,2)',
              constraints: [
                {
                  expr: 'discount <= 20',
                  error_key: 'deal.discount',
                  on_violation: 'request_approval',
                  approval: { roles: ['manager', 'director'], reason_required: true, expires_hours: 2, label: 'Discount' },
                },
              ],
            },
            {
              name: 'days',
              type: 'integer',
              constraints: [
                { expr: 'days <= 30', error_key: 'deal.days', on_violation: 'request_approval', approval: { roles: ['manager'] } },
              ],
            },
          ],
        },
      ],
      {
        contributions: {
          actions: [
            {
              key: 'close',
              target_model: 'Deal',
              handler: { type: 'webhook', url: 'https://deals.example.com/close' },
              fields: [{ key: 'fee', type: 'number' }],
              approval: { roles: ['manager'], when: 'fee > 100' },
            },
          ],
        },
      },
    ),
    { locales: { en: { 'deal.discount': 'Discounts above 20 %' } } },
  );
});
afterAll(() => t.database.close());

const ask = (method: string, path: string, body: unknown, as: Principal) => t.call(method, path, body, as);
const waiting = (message: string) => ({
  status: 202,
  body: { success: false, message, code: 'approval_required', meta: { approval_request_id: expect.any(String) as string } },
});
const DISCOUNT = 'an approval by manager or director is needed: Discounts above 20 %';
const requestOf = ({ body }: Answer): string => (body as { meta: { approval_request_id: string } }).meta.approval_request_id;
const titles = async () =>
  (await t.query('select title, discount, created_by_id from addon_deals.deals order by title')) as { title: string }[];

describe('a write that breaks such a constraint', () => {
  it('waits, and is done as whoever asked for it once it is approved', async () => {
    const parked = await ask('POST', '/data/deals', { title: 'A', discount: 25 }, agent);
    expect(parked).toEqual(waiting(DISCOUNT));
    expect(await titles()).toEqual([]);
    const id = requestOf(parked);
    const request = {
      id,
      addon_key: 'deals',
      model: 'Deal',
      record_id: null,
      kind: 'create',
      action: '',
      body: { title: 'A', discount: 25 },
      message: DISCOUNT,
      label: 'Discount',
      roles: ['manager', 'director'],
      reason_required: true,
      status: 'pending',
      requested_by: BRUNO.id,
      requested_at: '2026-06-01T10:00:00Z',
      expires_at: '2026-06-01T12:00:00Z',
      decided_by: null,
      decided_at: null,
      reason: null,
    };
    for (const who of [agent, manager, DEFAULT_PRINCIPAL])
      expect(await ask('GET', '/approvals', undefined, who)).toEqual({
        status: 200,
        body: { success: true, data: [request], meta: { count: 1 } },
      });
    expect(await ask('POST', `/approvals/${id}/approve`, { reason: 'x' }, agent)).toEqual({
      status: 403,
      body: { success: false, message: 'only manager or director may decide this', code: 'permission_denied' },
    });
    expect(await ask('POST', `/approvals/${id}/approve`, {}, manager)).toEqual({
      status: 422,
      body: { success: false, message: 'validation.failed', errors: { reason: [{ code: 'required' }] } },
    });
    const done = await ask('POST', `/approvals/${id}/approve`, { reason: 'old client' }, manager);
    const decidedNow = { ...request, status: 'approved', decided_by: CARLA.id, decided_at: '2026-06-01T10:00:00Z', reason: 'old client' };
    expect(done).toMatchObject({ status: 200, body: { success: true, data: decidedNow, result: { title: 'A', discount: 25 } } });
    expect(await titles()).toEqual([{ title: 'A', discount: 25, created_by_id: BRUNO.id }]);
    expect((await ask('POST', `/approvals/${id}/approve`, { reason: 'x' }, manager)).body).toMatchObject({ code: 'approval_approved' });
    expect((await ask('GET', '/approvals', undefined, manager)).body).toMatchObject({ data: [] });
    expect((await ask('GET', '/approvals?status=all', undefined, manager)).body).toMatchObject({ data: [decidedNow] });
  });

  it('is not done where it is rejected, or came too late', async () => {
    const rejected = requestOf(await ask('POST', '/data/deals', { title: 'B', discount: 30 }, agent));
    expect((await ask('POST', `/approvals/${rejected}/reject`, { reason: 'no' }, manager)).body).toMatchObject({
      data: { status: 'rejected' },
      result: null,
    });
    const late = requestOf(await ask('POST', '/data/deals', { title: 'C', discount: 30 }, agent));
    now += 2 * 3_600_000;
    expect(await ask('POST', `/approvals/${late}/approve`, { reason: 'ok' }, manager)).toEqual({
      status: 409,
      body: { success: false, message: 'this request is expired', code: 'approval_expired' },
    });
    expect((await ask('GET', '/approvals?status=expired', undefined, agent)).body).toMatchObject({
      data: [{ id: late, status: 'expired' }],
    });
    expect((await titles()).map(({ title }) => title)).toEqual(['A']);
  });

  it('asks again where another one is broken too', async () => {
    const first = requestOf(await ask('POST', '/data/deals', { title: 'D', discount: 22, days: 60 }, agent));
    const second = await ask('POST', `/approvals/${first}/approve`, { reason: 'ok' }, manager);
    expect(second).toEqual(waiting('an approval by manager is needed: days <= 30'));
    expect((await ask('GET', `/approvals/${first}`, undefined, manager)).body).toMatchObject({ data: { status: 'approved' } });
    expect((await ask('POST', `/approvals/${requestOf(second)}/approve`, undefined, manager)).status).toBe(200);
    expect((await titles()).map(({ title }) => title)).toEqual(['A', 'D']);
  });

  it('changes rows that way too, and stays pending where the write itself is refused', async () => {
    const created = await ask('POST', '/data/deals', { title: 'E' }, agent);
    const { id } = (created.body as { data: { id: string } }).data;
    const parked = await ask('PUT', `/data/deals/${id}`, { days: 90 }, agent);
    await ask('DELETE', `/data/deals/${id}`, undefined, agent);
    expect(await ask('POST', `/approvals/${requestOf(parked)}/approve`, undefined, manager)).toMatchObject({ status: 404 });
    await ask('POST', `/data/deals/${id}/restore`, undefined, agent);
    expect((await ask('POST', `/approvals/${requestOf(parked)}/approve`, undefined, manager)).body).toMatchObject({
      result: { id, days: 90 },
    });
  });

  it('is run once, however many decide at once', async () => {
    const id = requestOf(await ask('POST', '/data/deals', { title: 'F', days: 31 }, agent));
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask('POST', `/approvals/${id}/approve`, undefined, manager)));
    expect(answers.filter(({ status }) => status === 200).length).toBe(1);
    expect((await titles()).filter(({ title }) => title === 'F').length).toBe(1);
  });
});

describe('an action that needs one', () => {
  it('runs when it is approved, and at once where its guard does not hold', async () => {
    const created = await ask('POST', '/data/deals', { title: 'G' }, agent);
    const { id } = (created.body as { data: { id: string } }).data;
    const act = (fee: number) => ask('POST', `/data/deals/${id}/action/close`, { fee }, agent);
    expect((await act(100)).status).toBe(200);
    const parked = await act(101);
    expect(parked).toEqual(waiting('an approval by manager is needed: action "close"'));
    await t.query('delete from metacore.webhook_outbox');
    const done = await ask('POST', `/approvals/${requestOf(parked)}/approve`, undefined, manager);
    expect(done).toMatchObject({
      status: 200,
      body: { data: { kind: 'action', action: 'close', record_id: id }, result: { success: true } },
    });
    expect(await t.query('select event from metacore.webhook_outbox')).toEqual([{ event: 'Deal::close' }]);
  });
});

describe('requests', () => {
  it('are nobody else’s business', async () => {
    const id = requestOf(await ask('POST', '/data/deals', { title: 'H', days: 31 }, agent));
    const viewer = person(ADA, ['viewer']);
    expect((await ask('GET', '/approvals', undefined, viewer)).body).toMatchObject({ data: [] });
    for (const who of [viewer, OTHER_PRINCIPAL]) {
      expect((await ask('GET', `/approvals/${id}`, undefined, who)).status).toBe(404);
      expect((await ask('POST', `/approvals/${id}/approve`, undefined, who)).status).toBe(404);
    }
    expect(await ask('GET', '/approvals?status=odd', undefined, manager)).toEqual({
      status: 400,
      body: { success: false, message: '"status" must be all, pending, approved, rejected, expired' },
    });
    expect((await ask('GET', '/approvals/7', undefined, manager)).status).toBe(400);
  });
});
