/**
 * Every kind of capability that is asked for, by each caller that asks, declared in each way and in each mode: whether it goes on, and
 * what the ledger of decisions notes.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Capability, ManifestV3 } from '../../schemas';
import { ORGANIZATIONS } from '../database/core-rows';
import { HOST_FUNCTIONS } from '../guest/host/imports';
import { ownOrigin } from '../journal/origin';
import type { Invocation } from '../operation/guest';
import type { Enforcement } from '../operation/services';
import { createTestGuest } from '../testing/guest';
import { manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';
import { DEFAULT_PRINCIPAL } from './default-principal';
import type { CapabilityDecision } from './ledger';

const ORG = ORGANIZATIONS[0].id;
const HOST = 'api.example.com';
const URL_OF = `https://${HOST}/x`;

/** How a capability is declared; none is as the manifest of an author who forgot it. */
type Declared = 'exactly' | 'not' | 'by *' | 'by a group';
type Mode = 'enforce' | 'shadow' | 'enforce, the installation shadow' | 'shadow, the installation enforce';
type Kind = 'http:fetch' | 'event:emit' | 'event:subscribe' | 'connector:read' | 'db:read' | 'db:write' | 'ctx:user';

/** Targets by kind: the one asked for, and a group that covers it. */
const TARGETS: Readonly<Record<Kind, { exact: string; group: string }>> = {
  'http:fetch': { exact: HOST, group: '*.example.com' },
  'event:emit': { exact: 'till.told', group: 'till.*' },
  'event:subscribe': { exact: 'till.Order.created', group: 'till.*' },
  'connector:read': { exact: 'bank', group: '*.bank' },
  'db:read': { exact: 'users', group: 'users.*' },
  'db:write': { exact: 'users', group: 'users.*' },
  'ctx:user': { exact: 'user', group: 'user.*' },
};
/** Kinds of which `*` covers everything; a manifest cannot declare it for hosts and tables, and a connector's is not honoured. */
const BY_STAR: ReadonlySet<Kind> = new Set(['event:emit', 'event:subscribe', 'ctx:user', 'db:read', 'db:write']);
/** Asked for in shadow as well, as on the hosts. */
const HARD: ReadonlySet<Kind> = new Set(['connector:read', 'ctx:user']);

const targetOf = (kind: Kind, declared: Declared): string | null =>
  declared === 'not' ? null : declared === 'by *' ? '*' : TARGETS[kind][declared === 'exactly' ? 'exact' : 'group'];

function manifest(declared: Declared): ManifestV3 {
  const capabilities = (Object.keys(TARGETS) as Kind[]).flatMap((kind): Capability[] => {
    const target = targetOf(kind, declared);
    return target === null ? [] : [{ kind, target }];
  });
  const webhook = { type: 'webhook' as const, url: URL_OF };
  return manifestWith(
    'till',
    [
      {
        key: 'Order',
        table: 'orders',
        columns: [{ name: 'stage', type: 'text' }],
        stage_field: 'stage',
        stages: [{ key: 'open' }, { key: 'paid' }],
        on_transition: [{ from: 'open', to: 'paid', do: `webhook:${URL_OF}`, required: true }],
      },
    ],
    {
      capabilities,
      connectors: [{ key: 'bank', auth: 'token', label: 'Bank', credentials: [{ key: 'token', type: 'secret' }] }],
      schedules: [{ key: 'nightly', every: '24h', do: `webhook:${URL_OF}` }],
      webhooks: [{ key: 'in', path: '/in', do: `webhook:${URL_OF}` }],
      extension_points: { events: [{ name: 'till.told' }] },
      contributions: {
        actions: [{ key: 'pay', target_model: 'Order', handler: webhook }],
        tools: [{ key: 'find', description: 'Finds', handler: webhook }],
        subscriptions: [{ event: 'till.Order.created', handler: { type: 'wasm', function: 'OnCreated' } }],
      },
    },
  );
}

const guest = createTestGuest();
guest.on('OnCreated', () => '');
let t: TestKernel;
let order: string;

const invocation = (): Invocation => ({
  organizationId: ORG,
  addonKey: 'till',
  installationId: '',
  principal: DEFAULT_PRINCIPAL,
  correlationId: null,
  origin: ownOrigin('kernel', 'spec'),
  depth: 0,
  trace: null,
});

async function imported(name: keyof typeof HOST_FUNCTIONS, request: unknown): Promise<boolean> {
  const operation = t.kernel.host.operation(invocation());
  const addon = operation.registry.addons(ORG).find(({ key }) => key === 'till');
  if (!addon) throw new Error('till is not installed');
  const answer = await HOST_FUNCTIONS[name]({ operation, invocation: invocation(), addon, session: null }, [
    new TextEncoder().encode(JSON.stringify(request)),
  ]);
  const { error } = JSON.parse(new TextDecoder().decode(answer ?? new Uint8Array())) as { error?: { code: string } };
  return error?.code !== 'forbidden';
}

const went = async (method: string, path: string, body: unknown = {}): Promise<boolean> =>
  (await t.call(method, path, body)).status !== 403;

interface Caller {
  name: string;
  kind: Kind;
  /** What the ledger calls it. */
  noted: string;
  /** Whether today's Go kernel asks. */
  asked: boolean;
  goesOn: () => Promise<boolean>;
}

const CALLERS: readonly Caller[] = [
  {
    ...{ name: 'a tool', kind: 'http:fetch', noted: 'tool find', asked: false },
    goesOn: () => went('POST', '/metacore/tools/execute', { addon_key: 'till', tool_id: 'find' }),
  },
  {
    ...{ name: 'the webhook of an action', kind: 'http:fetch', noted: 'webhook Order::pay', asked: false },
    goesOn: () => went('POST', `/data/orders/${order}/action/pay`),
  },
  {
    ...{ name: 'the webhook of a schedule', kind: 'http:fetch', noted: 'webhook schedule::nightly', asked: false },
    goesOn: () => went('POST', '/playground/schedules/till/nightly/run'),
  },
  {
    ...{ name: 'what an inbound webhook does', kind: 'http:fetch', noted: 'webhook webhook::in', asked: false },
    goesOn: () => went('POST', '/playground/inbound/till/in/send', { payload: {} }),
  },
  {
    ...{ name: 'the webhook of a stage move', kind: 'http:fetch', noted: 'webhook Order::open->paid', asked: false },
    async goesOn() {
      await t.query(`update addon_till.orders set stage = 'open'`);
      return went('PUT', `/data/orders/${order}`, { stage: 'paid' });
    },
  },
  {
    ...{ name: 'the import event_emit', kind: 'event:emit', noted: 'event till.told', asked: true },
    goesOn: async () => (await t.kernel.host.emit(invocation(), null, 'till.told', '{}')).success,
  },
  {
    ...{ name: 'a delivery', kind: 'event:subscribe', noted: 'subscription till.Order.created', asked: true },
    async goesOn() {
      await t.call('POST', '/data/orders', { stage: 'open' });
      await t.kernel.events.settled();
      return (await t.kernel.events.deliveries(ORG))[0]?.status === 'delivered';
    },
  },
  {
    ...{ name: 'the import connector_get', kind: 'connector:read', noted: 'connector bank', asked: true },
    async goesOn() {
      const answer = await t.kernel.host.connector(invocation(), 'bank');
      return answer.success || answer.error.code !== 'forbidden';
    },
  },
  {
    ...{ name: 'the import data_query', kind: 'db:read', noted: 'data_query', asked: true },
    goesOn: () => imported('data_query', { table: 'users', columns: ['id'] }),
  },
  {
    ...{ name: 'the import data_mutate', kind: 'db:write', noted: 'data_mutate', asked: true },
    goesOn: () => imported('data_mutate', { op: 'update', table: 'users', model: 'User', id: crypto.randomUUID(), data: { name: 'x' } }),
  },
  {
    ...{ name: 'the import ctx_get', kind: 'ctx:user', noted: 'ctx_get', asked: true },
    goesOn: () => imported('ctx_get', { scopes: ['user'] }),
  },
];

beforeAll(async () => {
  t = await openTestKernel({ guest });
});
afterAll(() => t.database.close());

const DECLARED: readonly Declared[] = ['exactly', 'not', 'by *', 'by a group'];
const MODES: readonly Mode[] = ['enforce', 'shadow', 'enforce, the installation shadow', 'shadow, the installation enforce'];
/** The installation's own choice is what counts. */
const modeOf = (mode: Mode): Enforcement => (mode === 'shadow' || mode.endsWith('installation shadow') ? 'shadow' : 'enforce');

/** A scope is declared by its kind alone; a table by its name, and a group of tables covers the bare name. */
const isCovered = (kind: Kind, declared: Declared): boolean =>
  declared === 'exactly' || (declared === 'by *' && BY_STAR.has(kind)) || declared === 'by a group';

describe.each(DECLARED.flatMap((declared) => MODES.map((mode) => ({ declared, mode }))))(
  'declared $declared, in $mode',
  ({ declared, mode }) => {
    beforeAll(async () => {
      t.kernel.enforce(mode.startsWith('enforce') ? 'enforce' : 'shadow');
      const own = mode.includes('installation') ? { enforcement: modeOf(mode) } : {};
      await t.install(manifest(declared), { backend: own });
      await t.query(`delete from addon_till.orders`);
      const created = await t.call('POST', '/data/orders', { stage: 'open' });
      order = (created.body as { data: { id: string } }).data.id;
      await t.kernel.events.settled();
    });

    it.each(CALLERS)('$kind is asked for by $name', async ({ kind, noted, asked, goesOn }) => {
      const covered = isCovered(kind, declared);
      const enforced = modeOf(mode) === 'enforce' || HARD.has(kind);
      expect(await goesOn()).toBe(covered || !enforced);
      const { body } = await t.call('GET', '/playground/capabilities');
      const { decisions } = (body as { data: { decisions: CapabilityDecision[] } }).data;
      const decision = decisions.find(({ caller, capability }) => caller === noted && capability === kind);
      const index = (manifest(declared).capabilities ?? []).findIndex((one) => one.kind === kind);
      expect(decision).toMatchObject({
        ...{ addon: 'till', target: TARGETS[kind].exact, covered, allowed: covered || !enforced },
        ...{ mode: enforced ? 'enforce' : 'shadow', askedByHosts: asked },
        wanted: covered ? null : { kind, target: TARGETS[kind].exact },
      });
      expect(decision?.pointer === null).toBe(!covered);
      if (covered && kind !== 'db:read') expect(decision?.pointer).toBe(`/capabilities/${String(index)}`);
    });
  },
);

it('what is declared and nothing used is told, of the kinds that are asked for here', async () => {
  t.kernel.enforce('enforce');
  await t.install(
    manifestWith('idle', [], {
      capabilities: [
        { kind: 'http:fetch', target: 'a.example' },
        { kind: 'time:wallclock', target: 'now' },
      ],
    }),
  );
  const { body } = await t.call('GET', '/playground/capabilities');
  const { unused } = (body as { data: { unused: unknown[] } }).data;
  expect(unused).toContainEqual({ addon: 'idle', pointer: '/capabilities/0', kind: 'http:fetch', target: 'a.example' });
  expect(unused.filter((one) => (one as { addon: string }).addon === 'idle').length).toBe(1);
});
