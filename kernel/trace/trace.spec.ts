import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ORGANIZATIONS, USERS } from '../database/core-rows';
import type { Person } from '../security/people';
import { createTestClock, createTestGuest } from '../testing/guest';
import { manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';
import { shopManifest } from '../testing/shop';
import { createTracer, MAX_TRACES, type Trace } from './trace';

const clock = createTestClock();
const guest = createTestGuest();
let t: TestKernel;
let people: Person[];
function person(name: string): Person {
  const found = people.find((one) => one.name.startsWith(name));
  if (!found) throw new Error(`nobody is called ${name}`);
  return found;
}

beforeAll(async () => {
  t = await openTestKernel({ clock, guest });
  await t.install(shopManifest());
  people = await t.kernel.principals();
});
afterAll(() => t.database.close());

/** The trace of the last request, with what differs from run to run taken for what it is. */
function last(): Trace {
  const [trace] = t.kernel.inspect().traces;
  if (!trace) throw new Error('nothing was traced');
  return trace;
}
const number = expect.any(Number) as number;

describe('off', () => {
  it('keeps nothing, says nothing and hands nobody anything', async () => {
    const seen: unknown[] = [];
    const readAsTenant = t.database.readAsTenant.bind(t.database);
    t.database.readAsTenant = (tenant, statements, observe) => {
      seen.push(observe);
      return readAsTenant(tenant, statements, observe);
    };
    const response = await t.kernel.fetch(new Request('http://kernel.test/data/customers?f_nothing=1'));
    t.database.readAsTenant = readAsTenant;
    expect([response.status, response.headers.get('x-playground-trace'), t.kernel.inspect().traces, seen]).toEqual([
      200,
      null,
      [],
      [undefined],
    ]);
  });
});

describe('on', () => {
  beforeAll(() => t.kernel.trace(true));

  it('makes no trace of looking at traces, under either address', async () => {
    const before = t.kernel.inspect().traces;
    for (const path of ['/playground/traces', '/api/playground/webhooks', '/playground/traces?limit=1']) {
      const response = await t.kernel.fetch(new Request(`http://kernel.test${path}`));
      expect([path, response.status, response.headers.get('x-playground-trace')]).toEqual([path, 200, null]);
    }
    expect(t.kernel.inspect().traces).toEqual(before);
  });

  it('keeps the JSON of a request about rows, and of no other', async () => {
    const send = (method: string, path: string, body: unknown) =>
      t.kernel.fetch(new Request(`http://kernel.test${path}`, { method, body: JSON.stringify(body) }));
    await send('POST', '/data/customers', { name: 'Kept' });
    expect(last().body).toBe('{"name":"Kept"}');
    await send('PUT', '/addons/shop/settings', { token: 'planted' });
    expect(last().body).toBeNull();
  });

  it('says what was sent, decided and left out, and how long it took', async () => {
    const url = '/data/customers?f_nothing=1&f_tier=gold&with=nobody';
    const response = await t.kernel.fetch(
      new Request(`http://kernel.test${url}`, { headers: { 'x-request-id': 'req-7' } }),
      person('Carla'),
    );
    const trace = last();
    expect(response.headers.get('x-playground-trace')).toBe(String(trace.id));
    expect(trace).toEqual({
      id: trace.id,
      at: new Date(clock.now()).toISOString(),
      organizationId: ORGANIZATIONS[0].id,
      userId: USERS[2].id,
      userName: USERS[2].name,
      correlationId: 'req-7',
      method: 'GET',
      url,
      body: null,
      status: 200,
      milliseconds: number,
      statements: trace.statements,
      decisions: [
        {
          kind: 'permission',
          permission: 'customers.index',
          allowed: true,
          because: 'grant',
          role: 'viewer',
          grant: 'customers.read',
          place: { addon: 'shop', pointer: '/rbac/roles/1/permissions/0' },
        },
        { kind: 'filter-dropped', parameter: 'f_nothing', reason: 'no such column' },
        { kind: 'filter-dropped', parameter: 'with=nobody', reason: expect.any(String) as string },
      ],
      left_out: 0,
    });
    expect(trace.statements.map(({ sql }) => /^(select set_config|select count|select)/.exec(sql)?.[0])).toEqual([
      'select set_config',
      'select',
      'select count',
    ]);
    expect(trace.statements.every(({ milliseconds }) => milliseconds >= 0)).toBe(true);
    expect(trace.statements.some(({ sql, parameters }) => sql.includes('"customers"') && parameters.includes('gold'))).toBe(true);
  });

  it('points at the line of the manifest that grants, or says that none does', async () => {
    await t.call('GET', '/data/orders', undefined, person('Bruno'));
    expect(last().decisions).toEqual([
      {
        kind: 'permission',
        permission: 'orders.index',
        allowed: true,
        because: 'grant',
        role: 'agent',
        grant: 'orders.index',
        place: { addon: 'shop', pointer: '/rbac/permissions/0/models/0/actions/0' },
      },
    ]);
    await t.call('DELETE', '/data/orders/x', undefined, person('Carla'));
    expect([last().status, last().decisions]).toEqual([
      403,
      [{ kind: 'permission', permission: 'orders.delete', allowed: false, because: 'no grant' }],
    ]);
    await t.call('GET', '/data/orders');
    expect(last().decisions).toEqual([{ kind: 'permission', permission: 'orders.index', allowed: true, because: 'administrator' }]);
  });

  it('names a grant that the host itself hands out', async () => {
    await t.install(manifestWith('plain', [{ key: 'Note', table: 'notes', columns: [{ name: 'title', type: 'text' }] }]));
    await t.call('GET', '/data/notes', undefined, person('Carla'));
    expect(last().decisions).toEqual([
      { kind: 'permission', permission: 'notes.index', allowed: true, because: 'grant', role: 'viewer', grant: 'notes.index' },
    ]);
  });

  it('tells of the hooks that ran and the events that left', async () => {
    const made = await t.call('POST', '/data/customers', { name: 'Ann' });
    const { id } = (made.body as { data: { id: string } }).data;
    const created = last().decisions.at(-1);
    expect(created).toEqual({ kind: 'event', name: 'shop.Customer.created', occurrenceId: expect.any(String) as string, deliveries: 0 });
    const order = await t.call('POST', '/data/orders', { customer_id: id });
    const orderId = (order.body as { data: { id: string } }).data.id;
    await t.call('PUT', `/data/orders/${orderId}`, { status: 'confirmed' });
    await t.call('PUT', `/data/orders/${orderId}`, { status: 'shipped' });
    expect(last().decisions.slice(1)).toEqual([
      {
        kind: 'handler',
        handler: 'set',
        outcome: 'done',
        place: { addon: 'shop', pointer: '/models/2/on_transition/0' },
        milliseconds: number,
      },
      { kind: 'event', name: 'shop.Order.updated', occurrenceId: expect.any(String) as string, deliveries: 0 },
    ]);
    await t.call('POST', `/data/orders/${orderId}/action/remind`, { channel: 'mail' });
    expect(last().decisions.slice(1)).toEqual([
      {
        kind: 'capability',
        capability: 'http:fetch',
        target: 'shop.example.com',
        allowed: true,
        place: { addon: 'shop', pointer: '/capabilities/1' },
        askedByHosts: false,
      },
      {
        kind: 'handler',
        handler: 'webhook:https://shop.example.com/hooks/remind',
        outcome: 'done',
        place: { addon: 'shop', pointer: '/contributions/actions/1' },
        milliseconds: number,
      },
    ]);
  });

  it('tells of capabilities, of what a guest does too', async () => {
    const action = (key: string) => ({
      key,
      target_model: 'Bell',
      placement: 'table' as const,
      handler: { type: 'wasm' as const, function: 'OnRing' },
    });
    await t.install(
      manifestWith('bells', [{ key: 'Bell', table: 'bells', columns: [{ name: 'title', type: 'text' }] }], {
        capabilities: [
          { kind: 'ctx:user', target: '*' },
          { kind: 'event:emit', target: 'bells.rung' },
        ],
        extension_points: { events: [{ name: 'bells.rung' }, { name: 'bells.quiet' }] },
        contributions: { actions: [action('ring')] },
      }),
    );
    guest.on('OnRing', async (_, { invocation, session }) => {
      await t.kernel.host.emit(invocation, session, 'bells.rung', '{}');
      await t.kernel.host.emit(invocation, session, 'bells.quiet', '{}');
      return { success: false };
    });
    await t.call('POST', '/data/bells/action/ring');
    expect(last().decisions.slice(1)).toEqual([
      {
        kind: 'capability',
        capability: 'event:emit',
        target: 'bells.rung',
        allowed: true,
        place: { addon: 'bells', pointer: '/capabilities/1' },
      },
      { kind: 'event', name: 'bells.rung', occurrenceId: expect.any(String) as string, deliveries: 0 },
      { kind: 'capability', capability: 'event:emit', target: 'bells.quiet', allowed: false, place: null },
      {
        kind: 'handler',
        handler: 'wasm:OnRing',
        outcome: 'failed',
        place: { addon: 'bells', pointer: '/contributions/actions/0' },
        milliseconds: number,
      },
    ]);
  });

  it('keeps statements of requests at the same time apart', async () => {
    await Promise.all([t.call('GET', '/data/customers?f_name=first'), t.call('GET', '/data/customers?f_name=second')]);
    const traces = t.kernel.inspect().traces.slice(0, 2);
    for (const trace of traces) {
      const mine = trace.url.includes('first') ? 'first' : 'second';
      const theirs = mine === 'first' ? 'second' : 'first';
      const parameters = trace.statements.flatMap((statement) => statement.parameters);
      expect([parameters.includes(mine), parameters.includes(theirs)]).toEqual([true, false]);
    }
  });

  it('forgets when it is turned off', async () => {
    t.kernel.trace(false);
    expect(t.kernel.inspect().traces).toEqual([]);
    await t.call('GET', '/data/customers');
    expect(t.kernel.inspect().traces).toEqual([]);
  });
});

describe('who turns them on and off over HTTP', () => {
  const put = (who: string, on: boolean) => t.call('PUT', '/playground/trace', { on }, person(who));
  const seenBy = async (who: string): Promise<string[]> => {
    const { status, body } = await t.call('GET', '/playground/traces', undefined, person(who));
    expect(status).toBe(200);
    return (body as { data: Trace[] }).data.map(({ url }) => url.replace(/^https?:\/\/[^/]+|\?.*$/g, ''));
  };
  const done = { status: 200, body: { success: true } };
  const asked = (who: string) => t.call('GET', '/data/customers?limit=1', undefined, person(who));
  afterAll(() => Promise.all(['Ada', 'Dana'].map((who) => put(who, false))));

  it('is an administrator, for the own organization alone', async () => {
    expect(await put('Ada', true)).toEqual(done);
    await asked('Ada');
    await asked('Carla');
    await asked('Dana');
    expect((await seenBy('Ada')).filter((path) => path === '/data/customers')).toHaveLength(2);
    expect(await seenBy('Dana')).toEqual([]);
    // Another organization's administrator ends nothing here.
    expect(await put('Dana', false)).toEqual(done);
    await asked('Ada');
    expect((await seenBy('Ada')).filter((path) => path === '/data/customers')).toHaveLength(3);
    expect(await put('Ada', false)).toEqual(done);
    expect(await seenBy('Ada')).toEqual([]);
  });

  it('is nobody else, who does not see them either', async () => {
    const others = people.filter(({ isAdmin }) => !isAdmin).map(({ name }) => name.split(' ')[0] ?? '');
    expect(others).toEqual(['Bruno', 'Carla', 'Emil']);
    const refused = await put('Ada', true).then(() => Promise.all(others.map((who) => put(who, false))));
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403]);
    await asked('Carla');
    expect(await seenBy('Ada')).toContain('/data/customers');
    const looked = await Promise.all(others.map((who) => t.call('GET', '/playground/traces', undefined, person(who))));
    expect(looked.map(({ status }) => status)).toEqual([403, 403, 403]);
    await put('Ada', false);
    expect((await Promise.all(others.map((who) => put(who, true)))).map(({ status }) => status)).toEqual([403, 403, 403]);
    await asked('Carla');
    expect(await seenBy('Ada')).toEqual([]);
  });
});

it('is bounded: requests, statements, decisions, texts', () => {
  const tracer = createTracer(clock, () => 0);
  const ask = (url = 'http://kernel.test/x') => tracer.begin(new Request(url), person('Ada'), null);
  expect(ask()).toBeNull();
  tracer.turn(true);
  for (let index = 0; index < MAX_TRACES + 5; index += 1) ask();
  expect([tracer.traces().length, tracer.traces()[0]?.id]).toEqual([MAX_TRACES, MAX_TRACES + 5]);
  const tracing = ask(`http://kernel.test/${'x'.repeat(5000)}`);
  for (let index = 0; index < 300; index += 1) {
    tracing?.statement({ sql: 's'.repeat(10_000), parameters: Array.from({ length: 100 }, () => 'p'.repeat(500)) }, 1);
    tracing?.decide({ kind: 'filter-dropped', parameter: 'x', reason: 'y' });
  }
  tracing?.end(200);
  const [trace] = tracer.traces();
  expect([
    trace?.url.length,
    trace?.statements.length,
    trace?.statements[0]?.sql.length,
    trace?.statements[0]?.parameters.length,
    trace?.statements[0]?.parameters[0]?.length,
    trace?.decisions.length,
    trace?.left_out,
  ]).toEqual([2000, 200, 4000, 50, 200, 200, 200]);
});
