import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ManifestV3 } from '../../schemas';
import { ORGANIZATIONS, USERS } from '../database/core-rows';
import { ownOrigin } from '../journal/origin';
import { createKernel } from '../kernel';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { createTestClock, createTestGuest } from '../testing/guest';
import { manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';
import type { Invocation } from '../operation/guest';
import { pruneEvents } from './ledger';

const ORG = ORGANIZATIONS[0].id;
const ADA = USERS[0].id;
const BRANCH = 'c0000000-0000-4000-8000-000000000001';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const guest = createTestGuest();
const clock = createTestClock();
const errors: unknown[] = [];
let t: TestKernel;

const wasm = (name: string) => ({ type: 'wasm' as const, function: name });
/** Keeps parcels, and tells of them. */
const depot = (): ManifestV3 =>
  manifestWith(
    'depot',
    [
      {
        key: 'Parcel',
        table: 'parcels',
        columns: [
          { name: 'label', type: 'text' },
          { name: 'weight', type: 'numeric(8,2)' },
          { name: 'branch_id', type: 'uuid' },
          { name: 'to_id', type: 'uuid', ref: 'core.User' },
        ],
        reason_required: { delete: true, actions: ['lose'], min_length: 3 },
      },
    ],
    {
      capabilities: [
        { kind: 'event:emit', target: 'depot.*' },
        { kind: 'event:subscribe', target: 'depot.pinged' },
      ],
      extension_points: {
        events: [{ name: 'depot.pinged' }, { name: 'depot.moved', payload_schema: 'schemas/moved.json' }, { name: 'depot.ringing' }],
      },
      billing: {
        metered_events: [
          { event: 'depot.Parcel.created', unit: 'parcel', revenue_share: 0.5 },
          { event: 'depot.moved', unit: 'move' },
        ],
      },
      contributions: {
        actions: [
          { key: 'lose', target_model: 'Parcel', handler: { type: 'compiled', function: 'noop' } },
          { key: 'ringing', target_model: 'Parcel', handler: { type: 'compiled', function: 'event_emit' } },
          { key: 'silent', target_model: 'Parcel', handler: { type: 'compiled', function: 'event_emit' } },
          { key: 'shift', target_model: 'Parcel', handler: wasm('OnShift') },
        ],
        subscriptions: [{ event: 'depot.pinged', handler: wasm('OnPing') }],
      },
    },
  );
/** Hears of parcels. */
const clerk = (): ManifestV3 =>
  manifestWith('clerk', [], {
    capabilities: [
      { kind: 'event:subscribe', target: 'depot.*' },
      { kind: 'event:subscribe', target: 'kernel.*' },
      { kind: 'http:fetch', target: '*.example.com' },
    ],
    contributions: {
      subscriptions: [
        { event: 'depot.Parcel.created', handler: wasm('OnCreated') },
        { event: 'depot.parcels.updated', filter: 'after.weight > 10', handler: wasm('OnHeavy') },
        { event: 'depot.Parcel.deleted', handler: { type: 'webhook', url: 'https://clerk.example.com/gone' } },
        { event: 'depot.moved', handler: wasm('OnMoved') },
        { event: 'depot.ringing', handler: { type: 'connector', connector: 'phone' } },
        { event: 'kernel.dispatch.delivery_dead', handler: wasm('OnDead') },
        { event: 'secret.told', handler: wasm('OnSecret') },
      ],
    },
  });
/** Emits what the clerk may not hear. */
const secret = (): ManifestV3 =>
  manifestWith('secret', [], {
    capabilities: [{ kind: 'event:emit', target: '*' }],
    extension_points: { events: [{ name: 'secret.told' }] },
  });

const MOVED_SCHEMA = JSON.stringify({ type: 'object', required: ['delta'], properties: { delta: { type: 'integer' } } });

beforeAll(async () => {
  t = await openTestKernel({ guest, clock, random: () => 0.5, reportError: (error) => errors.push(error) });
  await t.install(depot(), { schemaFiles: { 'schemas/moved.json': MOVED_SCHEMA }, backend: { runInTx: ['Parcel.shift'] } });
  await t.install(clerk());
  await t.install(secret());
  for (const name of ['OnCreated', 'OnHeavy', 'OnMoved', 'OnDead', 'OnPing', 'OnSecret']) guest.on(name, () => ({ success: true }));
});
afterAll(() => t.database.close());
beforeEach(async () => {
  await t.kernel.events.settled();
  await t.query('delete from metacore.events');
  await t.query('delete from metacore.event_deliveries');
  guest.current = 'ready';
  guest.calls.length = 0;
  errors.length = 0;
});

const branched = { ...DEFAULT_PRINCIPAL, branchId: BRANCH };
const parcel = async (body: object = {}) => {
  const answer = await t.call('POST', '/data/parcels', { label: 'Box', weight: 2, ...body });
  return (answer.body as { data: { id: string } }).data.id;
};
const names = async () => (await t.kernel.events.list(ORG)).map(({ name }) => name).reverse();
const ledger = async () =>
  (await t.kernel.events.deliveries(ORG))
    .map(({ event, handlerType, status, attempts, lastError }) => [event, handlerType, status, attempts, lastError])
    .reverse();
const invocation = async (addonKey: string, more: Partial<Invocation> = {}): Promise<Invocation> => {
  const [row] = await t.query(`select id from public.metacore_installations where addon_key = $1`, [addonKey]);
  return {
    organizationId: ORG,
    addonKey,
    installationId: String(row?.id),
    principal: DEFAULT_PRINCIPAL,
    correlationId: null,
    origin: ownOrigin('request', 'spec'),
    depth: 0,
    trace: null,
    ...more,
  };
};
const emit = async (addonKey: string, name: string, payload: unknown = {}, more: Partial<Invocation> = {}) =>
  t.kernel.host.emit(await invocation(addonKey, more), null, name, typeof payload === 'string' ? payload : JSON.stringify(payload));

describe('the event of a row', () => {
  const stamps = { created_at: expect.any(String) as string, updated_at: expect.any(String) as string, deleted_at: null };
  const row = (id: string, more: object = {}) => ({
    id,
    label: 'Box',
    weight: 2,
    branch_id: null,
    to_id: ADA,
    organization_id: ORG,
    ...stamps,
    created_by_id: ADA,
    updated_by_id: ADA,
    deleted_by_id: null,
    ...more,
  });

  it('says what it was, what it is, who, where and in answer to what', async () => {
    const headers = { 'x-request-id': 'req-9' };
    const created = await t.call('POST', '/data/parcels', { label: 'Box', weight: 2, to_id: ADA }, branched, headers);
    const { id } = (created.body as { data: { id: string } }).data;
    await t.call('PUT', `/data/parcels/${id}`, { weight: 3 }, branched);
    await t.call('DELETE', `/data/parcels/${id}`, { reason: ' lost ' });
    await t.call('POST', `/data/parcels/${id}/restore`);
    const listed = (await t.kernel.events.list(ORG)).reverse();
    const occurrences = listed.map(({ occurrenceId }) => occurrenceId);
    expect(new Set(occurrences).size).toBe(4);
    for (const occurrence of occurrences) expect(occurrence).toMatch(UUID);
    const payload = (index: number, action: string, more: object) => ({
      id,
      occurrence_id: occurrences[index],
      model: 'Parcel',
      action,
      addon_key: 'depot',
      actor_id: ADA,
      ...more,
    });
    const branch = { branch_id: BRANCH };
    expect(listed.map(({ name, payload: told }) => [name, told])).toEqual([
      ['depot.Parcel.created', payload(0, 'created', { ...branch, correlation_id: 'req-9', after: row(id) })],
      ['depot.Parcel.updated', payload(1, 'updated', { ...branch, before: row(id), after: row(id, { weight: 3 }) })],
      ['depot.Parcel.deleted', payload(2, 'deleted', { before: row(id, { weight: 3 }), reason: 'lost' })],
      ['depot.Parcel.updated', payload(3, 'updated', { after: row(id, { weight: 3 }) })],
    ]);
    expect(Object.keys(listed[1]?.payload as object)).toEqual([
      'id',
      'occurrence_id',
      'model',
      'action',
      'addon_key',
      'actor_id',
      'branch_id',
      'before',
      'after',
    ]);
  });

  it('takes the branch of the row before the one of whoever asks', async () => {
    const other = 'c0000000-0000-4000-8000-00000000000f';
    await t.call('POST', '/data/parcels', { label: 'x', branch_id: other }, branched);
    expect((await t.kernel.events.list(ORG))[0]?.payload).toMatchObject({ branch_id: other });
  });

  it('is not there when the row is not', async () => {
    await t.call('POST', '/data/parcels', { label: 'x', weight: 1e12 });
    await t.call('PUT', `/data/parcels/${ADA}`, { label: 'x' });
    await t.call('DELETE', `/data/parcels/${ADA}`, { reason: 'gone' });
    expect(await names()).toEqual([]);
  });

  it('leaves once for every row of a file that was written', async () => {
    const form = new FormData();
    form.set('file', new File(['label,weight\nA,1\nB,x\nC,3\n'], 'rows.csv'));
    await t.kernel.fetch(new Request('http://kernel.test/data/parcels/import', { method: 'POST', body: form }));
    expect((await t.kernel.events.list(ORG)).map(({ payload }) => (payload as { after: { label: string } }).after.label)).toEqual([
      'C',
      'A',
    ]);
  });

  it('is listed without its rows where they are long, and delivered with them', async () => {
    const id = await parcel({ label: 'x'.repeat(70_000) });
    expect((await t.kernel.events.list(ORG))[0]?.payload).toEqual({ id, truncated: true });
    await t.kernel.events.settled();
    expect((guest.calls[0]?.payload as { after: { label: string } }).after.label).toHaveLength(70_000);
  });

  it('costs one statement', async () => {
    const statements = await t.statementsOf(() => parcel({ to_id: null }));
    expect(statements.filter((statement) => statement.includes('metacore.events'))).toHaveLength(1);
    await t.kernel.events.settled();
  });

  it('of an action with a reason carries the reason', async () => {
    const id = await parcel();
    await t.call('POST', `/data/parcels/${id}/action/lose`, { reason: 'fell off' });
    const [event] = await t.kernel.events.list(ORG);
    expect([event?.name, event?.payload]).toEqual([
      'depot.Parcel.lose',
      { id, occurrence_id: event?.occurrenceId, model: 'Parcel', action: 'lose', addon_key: 'depot', actor_id: ADA, reason: 'fell off' },
    ]);
  });

  it('reaches listeners of the process after the commit, by pattern, whatever the others do', async () => {
    const heard: string[] = [];
    const stops = [
      t.kernel.events.on('depot.Parcel.*', ({ name }) => heard.push(name)),
      t.kernel.events.on('*', () => {
        throw new Error('deaf');
      }),
      t.kernel.events.on('depot', ({ name }) => heard.push(`never ${name}`)),
    ];
    const id = await parcel();
    expect(heard).toEqual(['depot.Parcel.created']);
    for (const stop of stops) stop();
    await t.call('PUT', `/data/parcels/${id}`, { label: 'y' });
    expect(heard).toHaveLength(1);
    expect(errors).toEqual([new Error('deaf')]);
  });
});

describe('a subscription', () => {
  it('is delivered in the background, with the name of the event in it, once', async () => {
    let answer = (): void => undefined;
    const isAnswered = new Promise<void>((resolve) => (answer = resolve));
    guest.on('OnCreated', async () => {
      // Were the delivery waited for, the request would wait for itself.
      await isAnswered;
      return { success: true };
    });
    const id = await parcel();
    answer();
    await t.kernel.events.settled();
    guest.on('OnCreated', () => ({ success: true }));
    const [event] = await t.kernel.events.list(ORG);
    expect(event?.deliveries).toBe(1);
    expect(guest.calls).toEqual([{ function: 'OnCreated', payload: { ...(event?.payload as object), event: 'depot.Parcel.created' } }]);
    expect(guest.calls[0]?.payload).toMatchObject({ id });
    const [delivery] = await t.kernel.events.deliveries(ORG);
    const at = new Date(clock.now()).toISOString().replace('.000', '');
    expect(delivery).toEqual({
      deliveryId: delivery?.deliveryId,
      event: 'depot.Parcel.created',
      addonKey: 'clerk',
      pattern: 'depot.Parcel.created',
      handlerType: 'wasm',
      export: 'OnCreated',
      payload: guest.calls[0]?.payload,
      status: 'delivered',
      attempts: 1,
      lastError: null,
      createdAt: at,
      updatedAt: at,
      deliveredAt: at,
    });
    expect(delivery?.deliveryId).toMatch(/^[0-9a-f]{64}$/);
  });

  it('that names the table hears of the model, when its filter holds', async () => {
    const id = await parcel();
    await t.call('PUT', `/data/parcels/${id}`, { weight: 10 });
    await t.call('PUT', `/data/parcels/${id}`, { weight: '10.01' });
    await t.call('PUT', `/data/parcels/${id}`, { weight: 11 });
    await t.kernel.events.settled();
    const heavy = guest.calls.filter((call) => call.function === 'OnHeavy');
    expect(heavy.map(({ payload }) => (payload as { after: { weight: number } }).after.weight)).toEqual([10.01, 11]);
  });

  it('with a webhook goes to the outbox', async () => {
    const id = await parcel();
    await t.call('DELETE', `/data/parcels/${id}`, { reason: 'lost' });
    await t.kernel.events.settled();
    const [sent] = await t.kernel.sentWebhooks(ORG);
    expect([sent?.event, sent?.url, sent?.responseStatus]).toEqual(['depot.Parcel.deleted', 'https://clerk.example.com/gone', 200]);
    expect(JSON.parse(sent?.body ?? '')).toMatchObject({ id, event: 'depot.Parcel.deleted', reason: 'lost' });
  });

  it('with a webhook whose server answers what cannot be stored is delivered, and shown without that', async () => {
    const desk = t.kernel.webhooks.of(ORG);
    desk.set('*', { status: 200, body: 'half \ud800 and NUL \0' });
    await t.call('DELETE', `/data/parcels/${await parcel()}`, { reason: 'lost' });
    await t.kernel.events.settled();
    const [sent] = await t.kernel.sentWebhooks(ORG);
    expect([sent?.event, sent?.responseBody]).toEqual(['depot.Parcel.deleted', 'half \ufffd and NUL \ufffd']);
    desk.set('*', null);
  });

  it('keeps who it was, and the request, over the hops', async () => {
    const seen: unknown[] = [];
    guest.on('OnCreated', async (_, { invocation: own }) => {
      seen.push([own.principal.userId, own.principal.branchId, own.principal.isAdmin, own.correlationId, own.depth]);
      return t.kernel.host.emit({ ...own, ...(await invocation('depot')), ...pick(own) }, null, 'depot.moved', '{"delta":1}');
    });
    guest.on('OnMoved', (_, { invocation: own }) => void seen.push([own.principal.userId, own.correlationId, own.depth]));
    await t.call('POST', '/data/parcels', { label: 'x' }, branched, { 'x-request-id': 'req-1' });
    await t.kernel.events.settled();
    expect(seen).toEqual([
      [ADA, BRANCH, false, 'req-1', 1],
      [ADA, 'req-1', 2],
    ]);
    guest.on('OnCreated', () => ({ success: true }));
    guest.on('OnMoved', () => ({ success: true }));
  });

  it('is of its own organization', async () => {
    await t.install(depot(), { organizationId: OTHER_PRINCIPAL.organizationId });
    await t.call('POST', '/data/parcels', { label: 'theirs' }, OTHER_PRINCIPAL);
    await t.kernel.events.settled();
    expect([guest.calls, await t.kernel.events.list(ORG)]).toEqual([[], []]);
    expect((await t.kernel.events.list(OTHER_PRINCIPAL.organizationId)).map(({ name, deliveries }) => [name, deliveries])).toEqual([
      ['depot.Parcel.created', 0],
    ]);
  });
});

const pick = ({ principal, correlationId, depth }: Invocation) => ({ principal, correlationId, depth });

describe('a delivery that fails', () => {
  it('is tried three times, half a second and a second apart, then dead, and the kernel says so', async () => {
    guest.on('OnCreated', () => ({
      success: false,
      error: { code: 'not_found', message: 'no such row', message_key: 'wasm.host.error.not_found' },
    }));
    await parcel();
    await t.kernel.events.settled();
    const error = 'not_found: no such row [wasm.host.error.not_found]';
    const created = (status: string, attempts: number) => ['depot.Parcel.created', 'wasm', status, attempts, error];
    expect(await ledger()).toEqual([created('pending', 1)]);
    clock.advance(499);
    await t.kernel.events.settled();
    expect(await ledger()).toEqual([created('pending', 1)]);
    clock.advance(1);
    await t.kernel.events.settled();
    expect(await ledger()).toEqual([created('pending', 2)]);
    clock.advance(1000);
    await t.kernel.events.settled();
    expect(await ledger()).toEqual([created('dead', 3), ['kernel.dispatch.delivery_dead', 'wasm', 'delivered', 1, null]]);
    const [dead] = await t.query(`select delivery_id from metacore.event_deliveries where status = 'dead'`);
    expect(guest.calls.at(-1)).toEqual({
      function: 'OnDead',
      payload: {
        delivery_id: dead?.delivery_id,
        addon_key: 'clerk',
        event: 'depot.Parcel.created',
        function: 'OnCreated',
        error,
      },
    });
    guest.on('OnCreated', () => ({ success: true }));
  });

  it('with NUL in what its handler says does not hold up those behind it', async () => {
    guest.on('OnCreated', () => ({ success: false, error: { code: 'bad\u0000', message: `half \ud800 of ${'x'.repeat(3000)}` } }));
    await parcel();
    await t.kernel.events.settled();
    guest.on('OnCreated', () => {
      throw new Error('trap\u0000');
    });
    await parcel();
    await t.kernel.events.settled();
    const rows = await t.query(
      `select event, status, left(last_error, 12) as error, length(last_error) as size from metacore.event_deliveries order by seq`,
    );
    expect(rows).toEqual([
      { event: 'depot.Parcel.created', status: 'pending', error: 'bad\ufffd: half \ufffd', size: 2000 },
      { event: 'depot.Parcel.created', status: 'pending', error: 'error: trap\ufffd', size: 12 },
    ]);
    guest.on('OnCreated', () => ({ success: true }));
  });

  it.each([
    ['nothing of who caused it', 'null'],
    ['a text in place of it', '"x"'],
    ['no hops', '{"actorId":"a0000000-0000-4000-8000-000000000001","branchId":null,"correlationId":null}'],
    ['an actor that is nobody', '{"actorId":"nobody","branchId":null,"correlationId":null,"depth":0}'],
    ['a branch that is none', '{"actorId":"a0000000-0000-4000-8000-000000000001","branchId":"x","correlationId":null,"depth":0}'],
  ])('that is damaged as it is stored is dead by name, and does not hold up those behind it: %s', async (_, context) => {
    guest.on('OnCreated', () => {
      throw new Error('trap');
    });
    await parcel();
    await t.kernel.events.settled();
    await t.query(`update metacore.event_deliveries set context = $1::json, attempts = 2`, [context]);
    guest.on('OnCreated', (_payload, { invocation: { principal } }) => {
      if (principal.userId === 'nobody' || principal.branchId === 'x') throw new Error('trap');
      return { success: true };
    });
    clock.advance(60_000);
    await parcel();
    await t.kernel.events.settled();
    const own = (await ledger()).filter(([event]) => event === 'depot.Parcel.created');
    expect(own.map(([, , status]) => status).sort()).toEqual(['dead', 'delivered']);
    guest.on('OnCreated', () => ({ success: true }));
  });

  it('may be given another chance', async () => {
    guest.on('OnCreated', () => {
      throw new Error('unreachable');
    });
    await parcel();
    for (const wait of [0, 500, 1000]) {
      clock.advance(wait);
      await t.kernel.events.settled();
    }
    const [row] = (await t.kernel.events.deliveries(ORG)).filter(({ status }) => status === 'dead');
    expect([row?.attempts, row?.lastError]).toEqual([3, 'error: unreachable']);
    guest.on('OnCreated', () => ({ success: true }));
    expect(await t.kernel.events.replay(OTHER_PRINCIPAL.organizationId, row?.deliveryId ?? '')).toBe(false);
    expect(await t.kernel.events.replay(ORG, 'nonsense')).toBe(false);
    expect(await t.kernel.events.replay(ORG, row?.deliveryId ?? '')).toBe(true);
    await t.kernel.events.settled();
    expect((await ledger())[0]).toEqual(['depot.Parcel.created', 'wasm', 'delivered', 1, null]);
  });

  it('is not tried again where it can never go', async () => {
    await emit('depot', 'depot.ringing');
    await emit('secret', 'secret.told');
    await t.kernel.events.settled();
    expect((await ledger()).filter(([, , status]) => status === 'dead')).toEqual([
      ['depot.ringing', 'connector', 'dead', 1, 'unsupported_handler: a handler of type "connector" ("") cannot be delivered to'],
      ['secret.told', 'wasm', 'dead', 1, 'forbidden: "clerk" declares no capability event:subscribe for "secret.told"'],
    ]);
    expect(guest.calls.map((call) => call.function)).toEqual(['OnDead', 'OnDead']);
  });

  it('waits for code that is being loaded, up to a minute and a half, without spending an attempt', async () => {
    guest.current = 'loading';
    await parcel();
    await t.kernel.events.settled();
    expect(await ledger()).toEqual([['depot.Parcel.created', 'wasm', 'pending', 0, null]]);
    guest.current = 'ready';
    clock.advance(500);
    await t.kernel.events.settled();
    expect(await ledger()).toEqual([['depot.Parcel.created', 'wasm', 'delivered', 1, null]]);
    guest.current = 'loading';
    await parcel();
    await t.kernel.events.settled();
    clock.advance(89_999);
    await t.kernel.events.settled();
    clock.advance(500);
    await t.kernel.events.settled();
    expect((await ledger())[1]).toEqual([
      'depot.Parcel.created',
      'wasm',
      'dead',
      0,
      'guest_not_ready: the code of "clerk" was still being loaded after 90 s',
    ]);
  });

  it('gives a handler half a minute', async () => {
    let settle: (value: unknown) => void = () => undefined;
    guest.on('OnCreated', () => new Promise((resolve) => (settle = resolve)));
    await parcel();
    while (guest.calls.length === 0) await t.query('select 1');
    clock.advance(30_000);
    await t.kernel.events.settled();
    expect(await ledger()).toEqual([['depot.Parcel.created', 'wasm', 'pending', 1, 'timeout: no answer within 30 s']]);
    settle({ success: true });
    guest.on('OnCreated', () => ({ success: true }));
  });

  it('is let go of when the addon is gone, and owed still when the kernel is', async () => {
    guest.on('OnCreated', () => ({ success: false }));
    await parcel();
    await t.kernel.events.settled();
    guest.on('OnCreated', () => ({ success: true }));
    const later = createTestClock();
    later.advance(clock.now() + 10_000 - later.now());
    const next = await createKernel({ database: t.database, guest, clock: later });
    await next.events.settled();
    expect((await ledger())[0]).toEqual([
      'depot.Parcel.created',
      'wasm',
      'delivered',
      2,
      'handler_error: the handler failed without saying why',
    ]);
    await t.query(`update metacore.event_deliveries set status = 'pending', pattern = 'depot.Parcel.burnt'`);
    await t.kernel.events.replay(ORG, String((await t.kernel.events.deliveries(ORG))[0]?.deliveryId));
    await t.kernel.events.settled();
    expect((await ledger())[0]?.[4]).toBe('subscription_gone: the addon is not installed any more, or does not subscribe any more');
  });
});

describe('an addon that emits', () => {
  const refused = (code: string, message: string) => ({
    success: false,
    error: { code, message, message_key: `wasm.host.error.${code}` },
    meta: expect.any(Object) as object,
  });

  it('is told how many deliveries wait', async () => {
    expect(await emit('depot', 'depot.moved', { delta: 2 }, { correlationId: 'req-2' })).toEqual({
      success: true,
      data: { event: 'depot.moved', subscribers: 1 },
      meta: {
        addon: 'depot',
        orgId: ORG,
        durationMs: 0,
        envelopeVersion: 1,
        correlation_id: 'req-2',
        emittedAt: new Date(clock.now()).toISOString(),
      },
    });
    await t.kernel.events.settled();
    expect(guest.calls).toEqual([{ function: 'OnMoved', payload: { delta: 2, event: 'depot.moved' } }]);
    const [event] = await t.kernel.events.list(ORG);
    expect([event?.publisher, event?.payload, event?.correlationId]).toEqual(['depot', { delta: 2 }, 'req-2']);
  });

  it('may send anything that is JSON; only an object learns the name', async () => {
    for (const payload of ['[1]', '"x"', '', '{"event":"mine"}']) await emit('depot', 'depot.pinged', payload);
    await t.kernel.events.settled();
    expect(guest.calls.map(({ payload }) => payload)).toEqual([[1], 'x', null, { event: 'mine' }]);
  });

  it('may have a payload of 256 KiB and a name of 256 bytes', async () => {
    expect(await emit('depot', 'depot.pinged', `"${'x'.repeat(262_142)}"`)).toMatchObject({ success: true });
    const long = 'é'.repeat(128);
    expect(await emit('depot', long)).toEqual(refused('invalid_event', `"depot" does not declare "${long}" in extension_points.events`));
  });

  it('is one of two thousand that are kept', async () => {
    const kept = async (count: number): Promise<unknown> => {
      await t.query('delete from metacore.events');
      await t.query(
        `insert into metacore.events (occurrence_id, organization_id, name, publisher, actor_id, depth, deliveries, at)
          select gen_random_uuid(), $1, 'depot.' || n, 'depot', gen_random_uuid(), 0, 0, now() from generate_series(1, $2::int) n order by n`,
        [ORG, count],
      );
      await pruneEvents(t.database);
      return (await t.query("select count(*)::int as n, min(split_part(name, '.', 2)::int) as oldest from metacore.events"))[0];
    };
    expect([await kept(2000), await kept(2001)]).toEqual([
      { n: 2000, oldest: 1 },
      { n: 2000, oldest: 2 },
    ]);
  });

  it.each([
    ['', '{}', 'invalid_event', 'an event\'s name has 1 to 256 bytes and no "*"'],
    ['depot.*', '{}', 'invalid_event', 'an event\'s name has 1 to 256 bytes and no "*"'],
    ['é'.repeat(129), '{}', 'invalid_event', 'an event\'s name has 1 to 256 bytes and no "*"'],
    ['depot.unheard', '{}', 'invalid_event', '"depot" does not declare "depot.unheard" in extension_points.events'],
    ['depot.Parcel.created', '{}', 'invalid_event', '"depot" does not declare "depot.Parcel.created" in extension_points.events'],
    ['depot.pinged', `"${'x'.repeat(262_143)}"`, 'payload_too_large', 'the payload is longer than 256 KiB'],
    ['depot.pinged', '{', 'invalid_payload', 'the payload is no JSON'],
    ['depot.moved', '{}', 'invalid_payload', 'the payload lacks "delta"'],
    ['depot.moved', '{"delta":1.5}', 'invalid_payload', '/delta must be integer, not number'],
  ])('%s with %.20s is refused: %s', async (name, payload, code, message) => {
    expect(await emit('depot', name, payload)).toEqual(refused(code, message));
    expect(await names()).toEqual([]);
  });

  it('needs the capability, in shadow mode only a look', async () => {
    const mute = { ...secret(), capabilities: [] };
    await t.install(mute);
    const message = '"secret" declares no capability event:emit for "secret.told"';
    expect(await emit('secret', 'secret.told')).toEqual(refused('forbidden', message));
    const seen: unknown[] = [];
    const shadow = await createKernel({
      database: t.database,
      guest,
      clock,
      enforcement: 'shadow',
      reportError: (error) => seen.push(error),
    });
    expect(await shadow.host.emit(await invocation('secret'), null, 'secret.told', '{}')).toMatchObject({ success: true });
    await shadow.events.settled();
    expect(seen.map(String)).toEqual([
      `Error: ${message}`,
      'KernelError: forbidden: "clerk" declares no capability event:subscribe for "secret.told"',
    ]);
    expect(guest.calls.map((call) => call.function)).toEqual(['OnSecret']);
    await t.install(secret());
    expect(await emit('nobody', 'nobody.x')).toEqual(refused('no_active_org', 'the addon is not installed for the organization'));
  });

  it('in a loop is stopped after sixteen hops', async () => {
    guest.on('OnPing', (_, { invocation: own }) => t.kernel.host.emit(own, null, 'depot.pinged', '{}'));
    await emit('depot', 'depot.pinged');
    await t.kernel.events.settled();
    guest.on('OnPing', () => ({ success: true }));
    const rows = await t.query(
      `select status, count(*)::int as n, max(last_error) as error from metacore.event_deliveries where event = 'depot.pinged' group by 1 order by 1`,
    );
    expect(rows).toEqual([
      { status: 'dead', n: 1, error: 'loop_guard: the event is 17 hops away from whoever began' },
      { status: 'delivered', n: 17, error: null },
    ]);
  });

  it('in the transaction of an action is heard when that is over, also when it failed', async () => {
    const id = await parcel();
    await t.kernel.events.settled();
    guest.calls.length = 0;
    guest.on('OnShift', async (_, { invocation: own, session }) => {
      const told = await t.kernel.host.emit(own, session, 'depot.moved', '{"delta":3}');
      return { success: false, error: { code: 'x', message: JSON.stringify(told.success) } };
    });
    expect(await t.call('POST', `/data/parcels/${id}/action/shift`)).toMatchObject({ status: 422, body: { meta: { rolled_back: true } } });
    await t.kernel.events.settled();
    expect(guest.calls.map((call) => call.function)).toEqual(['OnShift', 'OnMoved']);
  });

  it('may be an action without code', async () => {
    const id = await parcel();
    expect(await t.call('POST', `/data/parcels/${id}/action/ringing`, { loud: true })).toMatchObject({
      status: 200,
      body: { success: true, data: { event: 'depot.ringing', subscribers: 1 }, meta: { trigger_type: 'compiled' } },
    });
    expect((await t.kernel.events.list(ORG))[0]?.payload).toMatchObject({ record_id: id, payload: { loud: true } });
    const message = '"depot" does not declare "depot.silent" in extension_points.events [wasm.host.error.invalid_event]';
    expect(await t.call('POST', `/data/parcels/${id}/action/silent`)).toMatchObject({
      status: 422,
      body: { message, error: { code: 'invalid_event' } },
    });
  });
});

describe('meters', () => {
  it('count the events that are billed, by organization', async () => {
    await t.query('delete from metacore.meters');
    await parcel();
    await parcel();
    await t.call('POST', '/data/parcels', { weight: 'x' });
    await emit('depot', 'depot.moved', { delta: 1 });
    await emit('depot', 'depot.moved', {});
    await t.call('POST', '/data/parcels', { label: 'theirs' }, OTHER_PRINCIPAL);
    await t.kernel.events.settled();
    expect(await t.kernel.events.meters(ORG)).toEqual([
      { addonKey: 'depot', event: 'depot.Parcel.created', unit: 'parcel', count: 2 },
      { addonKey: 'depot', event: 'depot.moved', unit: 'move', count: 1 },
    ]);
    expect(await t.kernel.events.meters(OTHER_PRINCIPAL.organizationId)).toEqual([
      { addonKey: 'depot', event: 'depot.Parcel.created', unit: 'parcel', count: 1 },
    ]);
  });
});

describe('the realtime message of a row', () => {
  it('names the columns that changed, never their values', async () => {
    const heard: unknown[] = [];
    const id = await parcel();
    const stop = t.kernel.subscribe((event) => heard.push(event));
    await t.call('PUT', `/data/parcels/${id}`, { label: 'Box', weight: 7 });
    stop();
    expect(heard).toEqual([
      {
        type: 'DATA_EVENT',
        payload: {
          org_id: ORG,
          addon: 'depot',
          model: 'Parcel',
          table: 'parcels',
          action: 'updated',
          id,
          actor_id: ADA,
          at: new Date(clock.now()).toISOString(),
          fields: ['weight'],
        },
      },
    ]);
  });
});

describe('the message that a manifest changed', () => {
  it('carries a new hash after every install, and after the end', async () => {
    const heard: unknown[] = [];
    const stop = t.kernel.subscribe((event) =>
      heard.push(event.type === 'ADDON_MANIFEST_CHANGED' ? [event.payload.oldHash, event.payload.newHash] : []),
    );
    const first = manifestWith('brief', []);
    const { newHash } = await t.install(first);
    await t.install(first);
    await t.install(first);
    await t.kernel.reset('brief');
    stop();
    const hashes = heard as [string, string][];
    expect(hashes.map(([old]) => old)).toEqual(['', newHash, newHash, '']);
    expect([hashes[0]?.[1], hashes[3]?.[1]]).toEqual([newHash, 'uninstalled']);
    expect(new Set(hashes.map(([, hash]) => hash)).size).toBe(4);
  });
});

describe('a subscription that calls a host without http:fetch', () => {
  it('is dead at the first attempt, and says what it lacks', async () => {
    const handler = { type: 'webhook' as const, url: 'https://far.example.org/x' };
    await t.install(
      manifestWith('caller', [], {
        capabilities: [{ kind: 'event:subscribe', target: 'depot.*' }],
        contributions: { subscriptions: [{ event: 'depot.Parcel.created', handler }] },
      }),
    );
    await t.call('POST', '/data/parcels', { label: 'far' });
    await t.kernel.events.settled();
    const lacks = 'forbidden: "caller" declares no capability http:fetch for "far.example.org"';
    expect((await ledger()).filter(([, type]) => type === 'webhook')).toEqual([
      ['depot.Parcel.created', 'webhook', 'dead', 1, `${lacks}, where its webhook goes (today's Go kernel asks for none)`],
    ]);
    expect((await t.kernel.sentWebhooks(ORG)).filter(({ url }) => url === handler.url)).toEqual([]);
    await t.kernel.reset('caller');
  });
});

it('keeps the last two thousand events', async () => {
  await t.query(`insert into metacore.events (occurrence_id, organization_id, name, publisher, payload, actor_id, depth, deliveries, at)
    select gen_random_uuid(), '${ORG}', 'old', 'x', '{}', gen_random_uuid(), 0, 0, now() from generate_series(1, 3000)`);
  const form = new FormData();
  form.set('file', new File([`label\n${'x\n'.repeat(600)}`], 'rows.csv'));
  await t.kernel.fetch(new Request('http://kernel.test/data/parcels/import', { method: 'POST', body: form }));
  await t.query('select 1');
  const [row] = await t.query('select count(*)::int as n from metacore.events');
  expect(row?.n).toBeLessThanOrEqual(2500);
  await t.kernel.events.settled();
});
