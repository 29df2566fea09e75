/** A supervisor's policy: who is let through, what a grant is good for, and how wrong PINs are held back (APPROVAL-PIN). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Clock } from '../clock';
import { USERS } from '../database/core-rows';
import type { Principal } from '../principal';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { type Answer, manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';

const [ADA, BRUNO, CARLA] = USERS;
const person = (user: (typeof USERS)[number]): Principal => ({
  ...DEFAULT_PRINCIPAL,
  userId: user.id,
  name: user.name,
  email: user.email,
  roles: [user.role],
  isAdmin: false,
});
const bruno = person(BRUNO);
const carla = person(CARLA);
const MINUTE = 60_000;

let now = Date.parse('2026-06-01T10:00:00Z');
const clock: Clock = { now: () => now, after: () => () => undefined };

let t: TestKernel;
let order = '';
let other = '';

const ask = (method: string, path: string, body: unknown, as: Principal) => t.call(method, path, body, as);
const idOf = ({ body }: Answer): string => (body as { data: { id: string } }).data.id;
const grant = (more: object = {}, as: Principal = bruno) =>
  ask('POST', '/approvals/pin-grant', { policy: 'void_sale', pin: '2468', reason: 'the customer left', ...more }, as);
const voidOrder = (body: object, as: Principal = bruno, id = order) => ask('POST', `/data/orders/${id}/action/void`, body, as);
const codes = ({ status, body }: Answer): [number, unknown] => [status, (body as { code?: string }).code];

beforeAll(async () => {
  t = await openTestKernel({ clock });
  const noop = { type: 'compiled' as const, function: 'noop' };
  await t.install(
    manifestWith(
      'shop',
      [
        {
          key: 'Order',
          table: 'orders',
          columns: [
            { name: 'organization_id', type: 'uuid' },
            { name: 'status', type: 'text' },
          ],
          reason_required: { actions: ['refund'] },
        },
      ],
      {
        rbac: { roles: [{ key: 'agent', label: 'Agent', permissions: ['orders.index', 'orders.void', 'orders.refund', 'orders.close'] }] },
        contributions: {
          actions: [
            { key: 'void', target_model: 'Order', handler: noop, supervisor_policy: 'void_sale', requires_state: ['open'] },
            { key: 'refund', target_model: 'Order', handler: noop, supervisor_policy: 'void_sale' },
            { key: 'close', target_model: 'Order', handler: noop, supervisor_policy: 'close_day', approval: { roles: ['admin'] } },
          ],
        },
      },
    ),
  );
  order = idOf(await ask('POST', '/data/orders', { status: 'open' }, DEFAULT_PRINCIPAL));
  other = idOf(await ask('POST', '/data/orders', { status: 'open' }, DEFAULT_PRINCIPAL));
});
afterAll(() => t.database.close());

it('a PIN is given by its owner or an administrator of the organization, and is kept hashed', async () => {
  expect(codes(await ask('PUT', `/playground/pins/${ADA.id}`, { pin: '2468' }, bruno))).toEqual([403, 'permission_denied']);
  expect(codes(await ask('PUT', `/playground/pins/${ADA.id}`, { pin: '2468' }, OTHER_PRINCIPAL))).toEqual([404, undefined]);
  for (const pin of ['12', '1234567890123', 'abcd', 1234, undefined, '٢٤٦٨'])
    expect(codes(await ask('PUT', `/playground/pins/${ADA.id}`, { pin }, DEFAULT_PRINCIPAL))).toEqual([422, undefined]);
  expect(await ask('PUT', `/playground/pins/${ADA.id}`, { pin: '2468' }, DEFAULT_PRINCIPAL)).toEqual({
    status: 200,
    body: { success: true },
  });
  expect(await ask('PUT', `/playground/pins/${CARLA.id}`, { pin: '1357' }, carla)).toMatchObject({ status: 200 });
  expect(JSON.stringify(await t.query('select * from metacore.supervisor_pins'))).not.toMatch(/"2468"|"1357"/);
});

it('an action under a policy runs with one grant once, and without one for those alone who may approve it', async () => {
  expect(await voidOrder({})).toEqual({
    status: 403,
    body: { success: false, message: 'a supervisor has to allow "void"', code: 'approval_grant_required', policy: 'void_sale' },
  });
  const given = await grant({ label: 'Void', record_id: order });
  expect(given).toMatchObject({
    status: 201,
    body: {
      success: true,
      data: {
        kind: 'pin',
        status: 'applied',
        constraint_key: 'void_sale',
        requested_by: BRUNO.id,
        decided_by: ADA.id,
        record_id: order,
        reason: 'the customer left',
        label: 'Void',
      },
    },
  });
  expect((await voidOrder({ approval_id: idOf(given) })).status).toBe(200);
  expect(codes(await voidOrder({ approval_id: idOf(given) }))).toEqual([403, 'approval_grant_required']);
  expect((await voidOrder({}, DEFAULT_PRINCIPAL)).status).toBe(200);
});

it('a grant is good for its requester, policy and record, for fifteen minutes', async () => {
  const refused = async (answer: Promise<Answer>) => expect(codes(await answer)).toEqual([403, 'approval_grant_required']);
  await refused(voidOrder({ approval_id: idOf(await grant({ record_id: other })) }));
  await refused(voidOrder({ approval_id: idOf(await grant({ policy: 'pos.oversell' })) }));
  await refused(voidOrder({ approval_id: idOf(await grant({}, DEFAULT_PRINCIPAL)) }));
  for (const approval_id of ['x', 7, null, order, `${order}' or true`]) await refused(voidOrder({ approval_id }));
  const late = idOf(await grant());
  now += 15 * MINUTE + 1;
  await refused(voidOrder({ approval_id: late }));
  const inTime = idOf(await grant());
  now += 15 * MINUTE;
  expect((await voidOrder({ approval_id: inTime })).status).toBe(200);
});

it('of two uses at once one is let through', async () => {
  const approval_id = idOf(await grant());
  const answers = await Promise.all([voidOrder({ approval_id }), voidOrder({ approval_id }), voidOrder({ approval_id }, bruno, other)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403]);
});

it('the state is asked before the grant, which is used up before the reason', async () => {
  const approval_id = idOf(await grant());
  const closed = idOf(await ask('POST', '/data/orders', { status: 'closed' }, DEFAULT_PRINCIPAL));
  expect((await voidOrder({ approval_id }, bruno, closed)).status).toBe(409);
  const refund = (body: object) => ask('POST', `/data/orders/${order}/action/refund`, body, bruno);
  expect(codes(await refund({}))).toEqual([403, 'approval_grant_required']);
  expect((await refund({ approval_id })).status).toBe(422);
  expect(codes(await refund({ approval_id, reason: 'wrong size' }))).toEqual([403, 'approval_grant_required']);
  expect((await refund({ approval_id: idOf(await grant()), reason: 'wrong size' })).status).toBe(200);
});

it('what waits for an approval behind a grant asks for no second one when it is approved', async () => {
  const approval_id = idOf(await grant({ policy: 'close_day' }));
  const parked = await ask('POST', `/data/orders/${order}/action/close`, { approval_id }, bruno);
  expect(parked.status).toBe(202);
  expect((await ask('GET', '/approvals/count', undefined, bruno)).body).toEqual({ success: true, data: { for_me: 0, mine: 1 } });
  expect((await ask('GET', '/approvals/count', undefined, DEFAULT_PRINCIPAL)).body).toEqual({
    success: true,
    data: { for_me: 1, mine: 0 },
  });
  const { approval_request_id: id } = (parked.body as { meta: { approval_request_id: string } }).meta;
  expect(codes(await ask('POST', `/approvals/${id}/approve-pin`, { pin: '0000' }, bruno))).toEqual([403, 'approval_pin_invalid']);
  // Carla's PIN is right, and she is none of those who may see it.
  expect(codes(await ask('POST', `/approvals/${id}/approve-pin`, { pin: '1357' }, bruno))).toEqual([404, undefined]);
  expect(await ask('POST', `/approvals/${id}/approve-pin`, { pin: '2468' }, bruno)).toMatchObject({
    status: 200,
    body: { data: { status: 'approved', decided_by: ADA.id }, result: { success: true } },
  });
});

it('a request for a grant is refused in the order of the hosts', async () => {
  expect((await grant({ policy: ' ', reason: '', pin: '' })).status).toBe(400);
  expect(codes(await grant({ reason: ' ', pin: '' }))).toEqual([422, 'approval_reason_required']);
  expect(codes(await grant({ pin: ' ' }))).toEqual([403, 'approval_pin_invalid']);
  expect((await grant({ record_id: 'x' })).status).toBe(400);
  expect((await grant({ reason: 'x'.repeat(501) })).status).toBe(400);
  // Carla may not approve this policy, so her PIN is none for it.
  expect(codes(await grant({ pin: '1357' }))).toEqual([403, 'approval_pin_invalid']);
  // Nor is one of another organization's.
  expect(codes(await grant({}, OTHER_PRINCIPAL))).toEqual([403, 'approval_pin_invalid']);
});

it('five wrong PINs lock whoever typed them, the right one too, until five minutes after the first', async () => {
  now += 10 * MINUTE;
  const wrong = () => grant({ pin: '9999' });
  expect(await wrong()).toMatchObject({ status: 403, body: { error: { code: 'approval_pin_invalid' } } });
  now += 2 * MINUTE;
  expect((await grant()).status).toBe(201);
  for (let time = 0; time < 5; time += 1) expect(codes(await wrong())).toEqual([403, 'approval_pin_invalid']);
  expect(codes(await grant())).toEqual([429, 'approval_pin_locked']);
  expect((await grant({}, carla)).status).toBe(201);
  now += 5 * MINUTE - 1;
  expect((await grant()).status).toBe(429);
  now += 1;
  expect((await grant()).status).toBe(201);
});

it('of many PINs tried at once five are looked at', async () => {
  now += 10 * MINUTE;
  const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => grant({ pin: String(3000 + index) }, carla)));
  expect(answers.filter(({ status }) => status === 403)).toHaveLength(5);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(7);
});

it('a PIN that was taken away is none any more', async () => {
  now += 10 * MINUTE;
  await ask('PUT', `/playground/pins/${ADA.id}`, { pin: null }, DEFAULT_PRINCIPAL);
  expect(codes(await grant())).toEqual([403, 'approval_pin_invalid']);
});
