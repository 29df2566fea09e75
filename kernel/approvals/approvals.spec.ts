import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { USERS } from '../database/core-rows';
import type { Clock } from '../clock';
import type { KernelEvent } from '../operation/realtime-message';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import type { Principal } from '../principal';
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
/** Asks; a manager, who reads what agents read, decides; a viewer may do neither. */
const agent = person(BRUNO, ['agent']);
const manager = person(CARLA, ['agent', 'manager']);
/** Decides some of it, and may read nothing. */
const director = person(CARLA, ['director']);

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
            { name: 'total', type: 'numeric(12,2)' },
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
        capabilities: [{ kind: 'http:fetch', target: 'deals.example.com' }],
        contributions: {
          actions: [
            {
              key: 'close',
              target_model: 'Deal',
              handler: { type: 'webhook', url: 'https://deals.example.com/close' },
              fields: [{ key: 'fee', type: 'number' }],
              approval: { roles: ['manager'], when: 'fee > 100' },
            },
            {
              key: 'pay',
              target_model: 'Deal',
              handler: { type: 'webhook', url: 'https://deals.example.com/pay' },
              approval: { roles: ['manager'], when: 'total > 1000' },
            },
            {
              key: 'settle',
              target_model: 'Deal',
              handler: { type: 'webhook', url: 'https://deals.example.com/settle' },
              fields: [
                { key: 'mode', type: 'text' },
                { key: 'total', type: 'number' },
                { key: 'days', type: 'number', readonly: true, default_from_record: 'days' },
                { key: 'cap', type: 'number', visible_when: { field: 'mode', equals: 'capped' } },
                { key: 'floor', type: 'number', visible_when: { field: 'cap', equals: '1' } },
              ],
              approval: { roles: ['manager', 'director'], when: 'total + days * 100 + 500 * cap + 500 * floor > 1000' },
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
      overridden: false,
      constraint_key: null,
      applied_event_id: null,
    };
    for (const who of [agent, manager, DEFAULT_PRINCIPAL])
      expect(await ask('GET', '/approvals', undefined, who)).toEqual({
        status: 200,
        body: { success: true, data: [request], meta: { count: 1, total: 1, per_page: 50, current_page: 1 } },
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
    await t.query('delete from metacore.exchanges');
    const done = await ask('POST', `/approvals/${requestOf(parked)}/approve`, undefined, manager);
    expect(done).toMatchObject({
      status: 200,
      body: { data: { kind: 'action', action: 'close', record_id: id }, result: { success: true } },
    });
    expect(await t.query('select name as event from metacore.exchanges')).toEqual([{ event: 'Deal::close' }]);
  });
});

describe('the words of whoever runs an action', () => {
  const dealOf = async (body: object): Promise<string> => {
    const { body: answer } = await ask('POST', '/data/deals', { title: 'W', ...body }, agent);
    return (answer as { data: { id: string } }).data.id;
  };
  const runs = async (id: string, action: string, body: object) =>
    (await ask('POST', `/data/deals/${id}/action/${action}`, body, agent)).status;

  it('never stand under the names of the record', async () => {
    const id = await dealOf({ total: 5000 });
    for (const body of [{}, { total: 1 }, { total: '0' }, { total: null }, { record: { total: 1 } }, { 'record.total': 1 }])
      expect([body, await runs(id, 'pay', body)]).toEqual([body, 202]);
    // A field that is called like a column is no word about the record either.
    expect(await runs(id, 'settle', { total: 1 })).toBe(202);
    expect(await runs(await dealOf({ total: 5 }), 'settle', { total: 5000 })).toBe(202);
  });

  it('count where the action declares them and its form shows them for typing', async () => {
    const id = await dealOf({ total: 600, days: 3 });
    for (const [body, status] of [
      [{ total: 600 }, 200],
      [{ total: 600, mode: 'capped', cap: 1 }, 202],
      [{ total: 600, mode: 'free', cap: 1 }, 200],
      [{ total: 600, mode: 'free', cap: 1, floor: 1 }, 200],
      [{ total: 600, mode: 'free', cap: 'no number' }, 200],
      [{ total: 600, days: 30 }, 200],
      [{ total: 600, days: -30, mode: 'capped', cap: 1 }, 202],
    ] as const)
      expect([body, await runs(id, 'settle', body)]).toEqual([body, status]);
  });

  it('reach its handler: those it declares, or all where it declares none', async () => {
    await t.query('delete from metacore.exchanges');
    const id = await dealOf({ total: 10 });
    expect(await runs(id, 'pay', { anything: 1 })).toBe(200);
    expect(await runs(id, 'settle', { mode: 'free', cap: 1, anything: 1, total: 2 })).toBe(200);
    const sent = await t.query('select body from metacore.exchanges order by seq');
    expect(sent.map(({ body }) => (JSON.parse(String(body)) as { payload: object }).payload)).toEqual([
      { anything: 1 },
      { mode: 'free', total: 2 },
    ]);
  });
});

describe('four eyes', () => {
  const parked = async (as: Principal) => requestOf(await ask('POST', '/data/deals', { title: 'Z', days: 40 }, as));
  const approve = (id: string, as: Principal) => ask('POST', `/approvals/${id}/approve`, undefined, as);

  it('decide: whoever asked does not, whatever roles he holds', async () => {
    const both = person(BRUNO, ['agent', 'manager']);
    const id = await parked(both);
    for (const verb of ['approve', 'reject'])
      expect(await ask('POST', `/approvals/${id}/${verb}`, undefined, both)).toEqual({
        status: 403,
        body: { success: false, message: 'whoever asked for it may not decide it', code: 'permission_denied' },
      });
    expect((await approve(id, manager)).body).toMatchObject({ data: { status: 'approved', overridden: false } });
  });

  it('may be overridden by an administrator, which is recorded', async () => {
    expect((await approve(await parked(DEFAULT_PRINCIPAL), DEFAULT_PRINCIPAL)).body).toMatchObject({ data: { overridden: true } });
    expect((await approve(await parked(agent), DEFAULT_PRINCIPAL)).body).toMatchObject({ data: { overridden: true } });
    const both = { ...DEFAULT_PRINCIPAL, roles: ['admin', 'manager'] };
    expect((await approve(await parked(agent), both)).body).toMatchObject({ data: { overridden: false } });
  });

  it('give no permission: whoever asked must still have it when it is done', async () => {
    // Carla looks at things; she had another role when she asked.
    const id = await parked(person(CARLA, ['agent']));
    expect(await approve(id, person(BRUNO, ['manager']))).toEqual({
      status: 409,
      body: { success: false, message: 'whoever asked for it may no longer do it', code: 'requester_not_permitted' },
    });
    expect((await ask('GET', `/approvals/${id}`, undefined, DEFAULT_PRINCIPAL)).body).toMatchObject({
      data: { status: 'pending', decided_by: null, overridden: false },
    });
  });
});

describe('whoever approves', () => {
  const approve = async (id: string, as: Principal) => (await ask('POST', `/approvals/${id}/approve`, { reason: 'ok' }, as)).body;
  const resultOf = async (id: string, as: Principal) => ((await approve(id, as)) as { result: Record<string, unknown> }).result;

  it('is answered what he may read of the row, not what whoever asked may read', async () => {
    expect((await ask('GET', '/data/deals', undefined, director)).status).toBe(403);
    const body = { title: 'SECRET', total: 900, discount: 44 };
    const created = await resultOf(requestOf(await ask('POST', '/data/deals', body, agent)), director);
    expect(created).toEqual({ id: expect.any(String) as string, title: 'SECRET' });
    const change = async (discount: number) => requestOf(await ask('PUT', `/data/deals/${String(created.id)}`, { discount }, agent));
    expect(await resultOf(await change(45), director)).toEqual(created);
    expect(await resultOf(await change(46), manager)).toMatchObject({ ...created, total: 900, discount: 46, created_by_id: BRUNO.id });
  });

  it('hears what an action says where he may run it himself, and else how it went', async () => {
    const url = 'https://deals.example.com/settle';
    const created = await ask('POST', '/data/deals', { title: 'SETTLED', total: 5000 }, agent);
    const { id } = (created.body as { data: { id: string } }).data;
    const parked = async () => requestOf(await ask('POST', `/data/deals/${id}/action/settle`, { total: 5000 }, agent));
    const said = { message: 'paid 5000', data: { total: 5000 } };
    t.kernel.webhooks.set(url, { status: 200, body: JSON.stringify({ success: true, ...said, meta: { total: 5000 } }) });
    const meta = { model: 'Deal', action: 'settle', trigger_type: 'webhook' };
    expect(await resultOf(await parked(), director)).toEqual({ success: true, meta });
    expect(await resultOf(await parked(), manager)).toMatchObject({ success: true, ...said, meta });
    t.kernel.webhooks.set(url, { status: 200, body: JSON.stringify({ success: false, ...said }) });
    const failing = await parked();
    expect(await approve(failing, director)).toEqual({ success: false, message: 'the action failed', meta });
    expect(await approve(failing, manager)).toMatchObject({ success: false, message: 'paid 5000' });
    t.kernel.webhooks.set(url, null);
  });
});

describe('a decision', () => {
  it('and what it does are there together or not at all', async () => {
    const id = requestOf(await ask('POST', '/data/deals', { title: 'TX', days: 50 }, agent));
    await t.query(`create function fail() returns trigger language plpgsql as $$ begin raise 'full'; end $$`);
    await t.query(`create trigger fail after update on metacore.approvals for each row execute function fail()`);
    expect((await ask('POST', `/approvals/${id}/approve`, undefined, manager)).status).toBeGreaterThanOrEqual(400);
    await t.query('drop trigger fail on metacore.approvals');
    await t.query('drop function fail()');
    expect(await t.query(`select 1 from addon_deals.deals where title = 'TX'`)).toEqual([]);
    expect((await ask('POST', `/approvals/${id}/approve`, undefined, manager)).status).toBe(200);
    expect(await t.query(`select 1 from addon_deals.deals where title = 'TX'`)).toHaveLength(1);
  });

  it('of an action that failed is taken back', async () => {
    const { body } = await ask('POST', '/data/deals', { title: 'AF' }, agent);
    const deal = (body as { data: { id: string } }).data.id;
    const id = requestOf(await ask('POST', `/data/deals/${deal}/action/close`, { fee: 500 }, agent));
    t.kernel.webhooks.set('https://deals.example.com/close', { status: 500, body: 'no' });
    expect((await ask('POST', `/approvals/${id}/approve`, undefined, manager)).status).toBe(422);
    t.kernel.webhooks.set('https://deals.example.com/close', null);
    expect((await ask('GET', `/approvals/${id}`, undefined, manager)).body).toMatchObject({
      data: { status: 'pending', decided_by: null },
    });
    const answers = await Promise.all([1, 2, 3].map(() => ask('POST', `/approvals/${id}/approve`, undefined, manager)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  it('and the request before it are told to whoever keeps the journal', async () => {
    const heard: KernelEvent[] = [];
    const stop = t.kernel.subscribe((event) => heard.push(event));
    const id = requestOf(await ask('POST', '/data/deals', { title: 'J', days: 50 }, agent));
    await ask('POST', `/approvals/${id}/reject`, undefined, manager);
    stop();
    expect(
      heard.map((event) => (event.type === 'DATA_EVENT' ? [event.payload.model, event.payload.action, event.payload.id] : event.type)),
    ).toEqual([
      ['ApprovalRequest', 'created', id],
      ['ApprovalRequest', 'updated', id],
    ]);
  });
});

describe('requests', () => {
  /** As many copies of a request as an organization has after years, `by` somebody, long after it. */
  const copies = (id: string, count: number, by: string, body: string): Promise<unknown> =>
    t.query(
      `insert into metacore.approvals (organization_id, addon_key, model, kind, action, body, keys, message, label, roles, reason_required, requested_by, requested_at)
        select organization_id, addon_key, model, kind, action, ${body}, keys, message, 'copy', roles, reason_required, $2, requested_at + interval '1 day' * n
        from metacore.approvals, generate_series(1, $3) as n where id = $1`,
      [id, by, count],
    );
  const forget = (): Promise<unknown> => t.query(`delete from metacore.approvals where label = 'copy'`);
  const idsOf = ({ body }: Answer): string[] => (body as { data: { id: string }[] }).data.map((one) => one.id);

  it('are seen behind any number of those that others made, a page at a time', async () => {
    await t.query('delete from metacore.approvals');
    const own = requestOf(await ask('POST', '/data/deals', { title: 'OWN', days: 31 }, agent));
    await copies(own, 201, ADA.id, 'body');
    for (const status of ['pending', 'all'])
      expect((await ask('GET', `/approvals?status=${status}`, undefined, agent)).body).toMatchObject({
        data: [{ id: own }],
        meta: { total: 1 },
      });
    // A role that decides nothing of it, and no request of one's own.
    expect(idsOf(await ask('GET', '/approvals', undefined, person(CARLA, ['director'])))).toEqual([]);
    const page = (query: string, as: Principal) => ask('GET', `/approvals?${query}`, undefined, as);
    for (const as of [manager, DEFAULT_PRINCIPAL]) {
      const first = await page('per_page=200', as);
      expect(first.body).toMatchObject({ meta: { count: 200, total: 202, per_page: 200, current_page: 1 } });
      const second = await page('per_page=200&page=2', as);
      expect(idsOf(second).at(-1)).toBe(own);
      expect(new Set([...idsOf(first), ...idsOf(second)]).size).toBe(202);
      expect((await page('per_page=201', as)).body).toMatchObject({ meta: { count: 200, per_page: 200 } });
      expect((await page('per_page=x&page=-1', as)).body).toMatchObject({ meta: { count: 50, per_page: 50, current_page: 1 } });
    }
    await forget();
  });

  it('that would be longer than an answer are refused with how many would do', async () => {
    const own = requestOf(await ask('POST', '/data/deals', { title: 'LONG', days: 31 }, agent));
    await t.query('delete from metacore.approvals where id <> $1', [own]);
    await copies(own, 5, BRUNO.id, `jsonb_build_object('title', repeat('x', 8000000))`);
    for (const as of [agent, manager, DEFAULT_PRINCIPAL])
      expect(await ask('GET', '/approvals', undefined, as)).toEqual({
        status: 422,
        body: {
          success: false,
          message: 'these 6 rows hold 38 MiB; one answer holds 32 MiB at most: ask for 4 of them (per_page=4)',
          code: 'answer_too_large',
        },
      });
    expect((await ask('GET', '/approvals?per_page=4', undefined, agent)).body).toMatchObject({ meta: { count: 4, total: 6 } });
    expect(idsOf(await ask('GET', '/approvals?per_page=4&page=2', undefined, agent)).at(-1)).toBe(own);
    await forget();
  });

  it('are kept with numbers that can be written out, and refused with longer ones', async () => {
    const send = async (title: string, digits: string): Promise<Answer> => {
      const init = {
        method: 'POST',
        body: `{"title":"${title}","days":31,"spare":[${digits}]}`,
        headers: { 'content-type': 'application/json' },
      };
      const response = await t.kernel.fetch(new Request('http://kernel.test/data/deals', init), agent);
      return { status: response.status, body: await response.json() };
    };
    expect((await send('N', '1e999')).status).toBe(202);
    for (const digits of ['1e1001', '1e-1001', '1e200000'])
      expect(await send('N', digits)).toEqual({
        status: 422,
        body: { success: false, message: 'validation.failed', errors: { spare: [{ code: 'invalid_type' }] } },
      });
  });

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
      body: { success: false, message: '"status" must be all, pending, approved, rejected, expired, applied' },
    });
    expect((await ask('GET', '/approvals/7', undefined, manager)).status).toBe(400);
  });
});

describe('requests of an organization', () => {
  /** Past the journal, which would write every byte twice more. */
  const unjournaled = (sql: string, parameters: unknown[] = []) =>
    t.database.asOwner(async (session) => {
      await session.script('set local session_replication_role = replica');
      await session.run({ sql, parameters });
    });
  const fill = (count: number, bytes: number) =>
    unjournaled(
      `insert into metacore.approvals (organization_id, addon_key, model, kind, action, body, keys, message, label, roles, reason_required, requested_by, requested_at, expires_at)
       select $1, 'deals', 'Deal', 'create', '', jsonb_build_object('title', repeat('x', $3::int)), '[]', 'm', '', '[]', false, $2, now(), null
       from generate_series(1, $4::int) as n`,
      [DEFAULT_PRINCIPAL.organizationId, BRUNO.id, bytes, count],
    );
  const asked = () => ask('POST', '/data/deals', { title: 'One more', discount: 25 }, agent);
  const waiting = async (): Promise<number> =>
    Number((await t.query(`select count(*)::int as count from metacore.approvals where status = 'pending'`))[0]?.count);
  const empty = () => unjournaled(`delete from metacore.approvals`);

  it('wait by the thousand at most', async () => {
    await empty();
    await fill(999, 32);
    expect((await asked()).status).toBe(202);
    expect(await asked()).toMatchObject({ status: 409, body: { code: 'approvals_full' } });
    expect(await waiting()).toBe(1000);
    await t.query(
      `update metacore.approvals set expires_at = timestamptz '2020-01-01' where id = (select id from metacore.approvals limit 1)`,
    );
    expect((await asked()).status).toBe(202);
    await empty();
  });

  it('hold so many bytes at most', async () => {
    await empty();
    // What is stored counts, and compressed it would be next to nothing.
    await t.query('alter table metacore.approvals alter column body set storage external');
    await fill(15, 4 * 1024 * 1024);
    expect((await asked()).status).toBe(202);
    await fill(2, 4 * 1024 * 1024);
    expect(await asked()).toMatchObject({ status: 409, body: { code: 'approvals_full' } });
    await empty();
    await t.query('alter table metacore.approvals alter column body set storage extended');
  });
});
