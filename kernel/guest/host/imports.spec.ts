/** Every import, asked by a module in a thread: what it answers, each code, each limit. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Capability } from '../../../schemas';
import type { HostImportName } from '../../contract/wasm/abi';
import { transactWithin } from '../../operation/operation';
import { DEFAULT_PRINCIPAL } from '../../security/default-principal';
import { type Envelope, type HostCalls, hostCalls, invocationFor } from '../../testing/host-calls';
import { manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../../testing/kernel';
import { MAX_MUTATIONS } from './data-batch';
import { MAX_IN_VALUES, MAX_LIMIT } from './data-query';

const MANIFEST = manifestWith(
  'shop',
  [
    {
      key: 'Item',
      table: 'items',
      columns: [
        { name: 'name', type: 'text', not_null: true },
        { name: 'stock', type: 'integer' },
        { name: 'price', type: 'numeric' },
      ],
      sequences: [{ key: 'folio', format: 'A-{seq:06}' }],
    },
    { key: 'Log', table: 'logs', columns: [{ name: 'what', type: 'text' }], append_only: true },
  ],
  {
    settings: [
      { key: 'greeting', type: 'string', label: 'Greeting', default: 'hello' },
      { key: 'rate', type: 'number', label: 'Rate', default: 1.5 },
      { key: 'blank', type: 'string', label: 'Blank', default: '' },
    ],
    extension_points: { events: [{ name: 'shop.paid' }, { name: 'shop.secret' }] },
    capabilities: [
      { kind: 'event:emit', target: 'shop.paid' },
      { kind: 'ctx:user', target: '*' },
      { kind: 'ctx:roles', target: '*' },
      { kind: 'db:read', target: 'users' },
    ] as Capability[],
  },
);

let t: TestKernel;
let calls: HostCalls;
const invocation = invocationFor('shop');

beforeAll(async () => {
  t = await openTestKernel();
  await t.install(MANIFEST);
  await t.install(MANIFEST, { organizationId: OTHER_PRINCIPAL.organizationId });
  calls = hostCalls(t, invocation);
});
afterAll(async () => {
  calls.end();
  await t.database.close();
});

const COUNT = { fn: 'count', as: 'n' };

const answered: HostCalls['answered'] = (...asked) => calls.answered(...asked);
const ask: HostCalls['ask'] = (...asked) => calls.ask(...asked);
const codeOf = async (name: HostImportName, request: unknown): Promise<string> => {
  const { success, error, meta } = await ask(name, request);
  expect([success, error.message_key, meta.addon, meta.envelopeVersion]).toEqual([false, `wasm.host.error.${error.code}`, 'shop', 1]);
  return error.code;
};
const create = async (name: string, more: object = {}): Promise<Envelope> =>
  ask('data_mutate', { op: 'create', table: 'items', model: 'Item', data: { name, ...more } });
const UNKNOWN = '00000000-0000-4000-8000-00000000abcd';

describe('env_get', () => {
  it.each([
    ['greeting', 'hello'],
    ['rate', '1.5'],
    ['blank', ''],
    ['absent', ''],
    ['__proto__', ''],
    ['', ''],
  ])('answers for %j the bytes %j', async (key, value) => expect(await answered('env_get', [key])).toBe(value));
});

describe('ctx_get', () => {
  it('tells what is declared where nothing is asked for by name', async () => {
    const { data, meta } = await ask('ctx_get', '');
    expect(data).toEqual({
      org_id: DEFAULT_PRINCIPAL.organizationId,
      user_id: DEFAULT_PRINCIPAL.userId,
      user_email: DEFAULT_PRINCIPAL.email,
      roles: [...DEFAULT_PRINCIPAL.roles].sort(),
    });
    expect(meta).toMatchObject({ addon: 'shop', orgId: DEFAULT_PRINCIPAL.organizationId, envelopeVersion: 1, correlation_id: 'c-1' });
  });

  it.each<[string, unknown, string]>([
    ['no list', { scopes: 'user' }, 'invalid_request'],
    ['an unknown scope', { scopes: ['wallet'] }, 'invalid_request'],
    ['no JSON', '{', 'invalid_request'],
    ['a scope that is not declared', { scopes: ['user', 'org_config'] }, 'forbidden'],
  ])('refuses %s', async (_, request, code) => expect(await codeOf('ctx_get', request)).toBe(code));

  it('tells nothing more in shadow mode', async () => {
    t.kernel.enforce('shadow');
    expect(await codeOf('ctx_get', { scopes: ['org_config'] })).toBe('forbidden');
    t.kernel.enforce('enforce');
  });
});

describe('event_emit', () => {
  it.each<[string, string | Uint8Array, string | Uint8Array, string | null]>([
    ['what is declared', 'shop.paid', '{"a":1}', null],
    ['nothing as its payload', 'shop.paid', '', null],
    ['without a name', '', '{}', 'invalid_event'],
    ['a name that is no UTF-8', Uint8Array.of(0xff), '{}', 'invalid_event'],
    ['a name longer than 256 bytes', 'x'.repeat(257), '{}', 'invalid_event'],
    ['a payload longer than 256 KiB', 'shop.paid', `"${'x'.repeat(256 * 1024)}"`, 'payload_too_large'],
    ['a payload that is no JSON', 'shop.paid', '{', 'invalid_payload'],
    ['without a capability', 'shop.secret', '{}', 'forbidden'],
  ])('%s: %s', async (_, name, payload, code) => {
    const { success, data, error } = JSON.parse(await answered('event_emit', [name, payload])) as Partial<Envelope>;
    expect([success, data, error?.code ?? null]).toEqual([
      code === null,
      code === null ? { event: name, subscribers: 0 } : undefined,
      code,
    ]);
  });
});

describe('sequence_next', () => {
  it('counts on', async () => {
    const values = [
      await ask('sequence_next', { model: 'Item', key: 'folio' }),
      await ask('sequence_next', { model: 'Item', key: 'folio' }),
    ];
    expect(values.map(({ data }) => data)).toEqual([{ value: 'A-000001' }, { value: 'A-000002' }]);
  });
  it.each<[string, unknown]>([
    ['no JSON', 'x'],
    ['without a key', { model: 'Item' }],
    ['an unknown model', { model: 'Nothing', key: 'folio' }],
    ['an unknown sequence', { model: 'Item', key: 'other' }],
  ])('refuses %s', async (_, request) => expect(await codeOf('sequence_next', request)).toBe('invalid_request'));
});

describe('data_mutate', () => {
  it('creates, changes, adds to, and deletes a row, and answers it before and after', async () => {
    const { data: made } = await create('pen', { stock: 1, price: '2.50' });
    expect(made).toMatchObject({ before: null, after: { name: 'pen', stock: 1, organization_id: DEFAULT_PRINCIPAL.organizationId } });
    const change = { op: 'update', table: 'items', model: 'Item', id: made.id, data: { name: 'pencil' }, inc: { stock: 4 } };
    expect((await ask('data_mutate', change)).data).toMatchObject({
      id: made.id,
      before: { name: 'pen', stock: 1 },
      after: { name: 'pencil', stock: 5 },
    });
    expect((await ask('data_mutate', { ...change, returning: false })).data).toMatchObject({ before: { stock: 5 }, after: null });
    const gone = { op: 'delete', table: 'items', model: 'Item', id: made.id };
    expect((await ask('data_mutate', gone)).data).toMatchObject({ before: { name: 'pencil', stock: 9 }, after: null });
    expect(await codeOf('data_mutate', gone)).toBe('not_found');
  });

  it('takes the id of a new row out of its data, and the organization where it is its own', async () => {
    const data = { name: 'with id', id: { $uuid: UNKNOWN }, organization_id: DEFAULT_PRINCIPAL.organizationId };
    expect((await ask('data_mutate', { op: 'create', table: 'items', model: 'Item', data })).data.id).toBe(UNKNOWN);
  });

  it('tells of the row as the addon does that owns it', async () => {
    const heard: string[] = [];
    const stop = t.kernel.events.on('shop.*', ({ name }) => heard.push(name));
    await create('told');
    stop();
    expect(heard).toEqual(['shop.Item.created']);
  });

  const item = (more: object) => ({ op: 'create', table: 'items', model: 'Item', ...more });
  it.each<[string, unknown, string]>([
    ['no JSON', '{', 'invalid_request'],
    ['a list', '[]', 'invalid_request'],
    ['more than 64 KiB', JSON.stringify(item({ data: { name: 'x'.repeat(64 * 1024) } })), 'invalid_request'],
    ['an unknown op', item({ op: 'upsert' }), 'invalid_request'],
    ['a table with a schema', item({ table: 'public.users' }), 'invalid_request'],
    ['a quoted table', item({ table: '"items"' }), 'invalid_request'],
    ['a reserved column', item({ data: { name: 'a', created_at: '2026-01-01' } }), 'invalid_request'],
    ['a reserved column to add to', { op: 'update', table: 'items', id: UNKNOWN, inc: { deleted_at: 1 } }, 'invalid_request'],
    ['a column that is none', item({ data: { name: 'a', nothing: 1 } }), 'invalid_request'],
    ['a name with a quote in it', item({ data: { 'name" = 1 --': 1 } }), 'invalid_request'],
    ['an id that is none', item({ op: 'update', id: 'x', data: { name: 'a' } }), 'invalid_request'],
    ['an update of nothing', item({ op: 'update', id: UNKNOWN }), 'invalid_request'],
    ['a delete with data', item({ op: 'delete', id: UNKNOWN, data: { name: 'a' } }), 'invalid_request'],
    ['adding with a create', item({ data: { name: 'a' }, inc: { stock: 1 } }), 'invalid_request'],
    ['adding a text', item({ op: 'update', id: UNKNOWN, inc: { stock: '1' } }), 'invalid_request'],
    ['adding to what is set', item({ op: 'update', id: UNKNOWN, data: { stock: 1 }, inc: { stock: 1 } }), 'invalid_request'],
    ['adding to a text', item({ op: 'update', id: UNKNOWN, inc: { name: 1 } }), 'invalid_request'],
    ['a row of another organization', item({ data: { name: 'a', organization_id: OTHER_PRINCIPAL.organizationId } }), 'forbidden'],
    ['a table that only reading was declared for', item({ table: 'users', data: { name: 'a' } }), 'forbidden'],
    [
      'an update of what is not there',
      item({ op: 'update', id: '00000000-0000-4000-8000-00000000ffff', data: { name: 'a' } }),
      'not_found',
    ],
    ['a row without what it needs', item({ data: { stock: 1 } }), 'constraint_violation'],
    ['a change of what is only added to', { op: 'update', table: 'logs', model: 'Log', id: UNKNOWN, data: { what: 'x' } }, 'not_found'],
  ])('refuses %s', async (_, request, code) => expect(await codeOf('data_mutate', request)).toBe(code));

  it('repeats the correlation id in its error', async () => {
    expect((await ask('data_mutate', {})).error.correlation_id).toBe('c-1');
  });

  it('works in the transaction of its call, and goes with it', async () => {
    const operation = t.kernel.host.operation(invocation);
    const undone = new Error('undone');
    const done = transactWithin(operation, async (_, inside) => {
      expect((await ask('data_mutate', item({ data: { name: 'in a transaction' } }), inside)).success).toBe(true);
      expect((await ask('data_query', { table: 'items', where: { name: 'in a transaction' } }, inside)).data.rows).toHaveLength(1);
      throw undone;
    });
    await expect(done).rejects.toBe(undone);
    expect((await ask('data_query', { table: 'items', where: { name: 'in a transaction' } })).data.rows).toEqual([]);
  });
});

describe('data_batch', () => {
  const add = (name: string, more: object = {}) => ({ op: 'create', table: 'items', model: 'Item', data: { name }, ...more });
  it('does all of it, in its order', async () => {
    const { data } = await ask('data_batch', {
      mutations: [
        add('one', { data: { name: 'one', id: UNKNOWN.replace('abcd', '0001') } }),
        { op: 'update', table: 'items', model: 'Item', id: UNKNOWN.replace('abcd', '0001'), data: { name: 'two' } },
      ],
    });
    expect(data).toMatchObject({
      count: 2,
      results: [
        { model: 'Item', action: 'created' },
        { action: 'updated', before: { name: 'one' }, after: { name: 'two' } },
      ],
    });
  });

  it('does nothing of it where one fails, and says which', async () => {
    const { error } = await ask('data_batch', { mutations: [add('first of a batch'), add('', { data: { stock: 1 } })] });
    expect([error.code, error.message.startsWith('mutations[1]: ')]).toEqual(['constraint_violation', true]);
    expect((await ask('data_query', { table: 'items', where: { name: 'first of a batch' } })).data.rows).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['nothing', { mutations: [] }, 'invalid_request'],
    ['no list', { mutations: {} }, 'invalid_request'],
    ['more than a hundred', { mutations: Array.from({ length: MAX_MUTATIONS + 1 }, () => add('x')) }, 'invalid_request'],
    ['what is no object', { mutations: [1] }, 'invalid_request'],
    ['a foreign table', { mutations: [add('x', { table: 'users' })] }, 'forbidden'],
  ])('refuses %s', async (_, request, code) => expect(await codeOf('data_batch', request)).toBe(code));

  it('takes a hundred', async () => {
    const mutations = Array.from({ length: MAX_MUTATIONS }, (_, index) =>
      add(`hundred ${String(index).padStart(3, '0')}`, { data: { name: `hundred ${String(index)}`, stock: index } }),
    );
    expect((await ask('data_batch', { mutations })).data.count).toBe(MAX_MUTATIONS);
  });
});

describe('data_query', () => {
  const stock = async (request: object): Promise<unknown[]> =>
    (await ask('data_query', { table: 'items', order_by: 'stock', ...request })).data.rows.map((row) => row.stock);
  it('filters, orders and limits', async () => {
    expect(await stock({ where: { stock: { gte: 20, lt: 23 } } })).toEqual([20, 21, 22]);
    expect(await stock({ where: { stock: { in: [3, 7] } }, order_dir: 'desc' })).toEqual([7, 3]);
    expect(await stock({ where: { stock: 8 } })).toEqual([8]);
    expect(await stock({ where: { stock: { ne: 0, lte: 2 } } })).toEqual([1, 2]);
    expect(await stock({ where: { stock: null, name: 'told' } })).toEqual([null]);
    expect(await stock({ where: { stock: { gt: 0 } } })).toHaveLength(50);
    expect(await stock({ where: { stock: { gt: 0 } }, limit: MAX_LIMIT + 1 })).toHaveLength(99);
  });

  it('adds up by group, with numbers as numbers, and says whether there are more groups', async () => {
    for (const [name, stock, price] of [
      ['summed one', 2, '0.10'],
      ['summed one', 3, '0.20'],
      ['summed two', 5, '90071992.5'],
    ] as const)
      await ask('data_mutate', { op: 'create', table: 'items', model: 'Item', data: { name, stock, price } });
    const select = [
      { fn: 'sum', col: 'price', as: 'total' },
      { fn: 'avg', col: 'stock', as: 'mean' },
      { fn: 'min', col: 'stock', as: 'least' },
      { fn: 'max', col: 'name', as: 'last' },
      COUNT,
    ];
    const asked = { table: 'items', where: { name: { in: ['summed one', 'summed two'] } }, order_by: 'n', order_dir: 'desc' };
    const text = await answered('data_query', [JSON.stringify({ ...asked, aggregate: { group_by: ['name'], select } })]);
    expect(text).toContain('"total":0.3000,"mean":2.5000000000000000,"least":2,"last":"summed one","n":2');
    expect(text).toContain('"total":90071992.5000');
    const one = await ask('data_query', { ...asked, limit: 1, aggregate: { group_by: ['name'], select: [COUNT] } });
    expect(one.data).toEqual({ rows: [{ name: 'summed one', n: 2 }], truncated: true });
    const none = { ...asked, where: { name: 'nobody' }, aggregate: { select: [{ fn: 'sum', col: 'stock', as: 'total' }, COUNT] } };
    expect((await ask('data_query', none)).data).toEqual({ rows: [{ total: null, n: 0 }], truncated: false });
  });

  it('adds up by three columns, and eight values of each group', async () => {
    const aggregate = (groups: number, values: number) => ({
      group_by: ['name', 'stock', 'price', 'id'].slice(0, groups),
      select: Array.from({ length: values }, (_, n) => ({ fn: 'count', as: `n${String(n)}` })),
    });
    const code = (groups: number, values: number) => codeOf('data_query', { table: 'items', aggregate: aggregate(groups, values) });
    expect((await ask('data_query', { table: 'items', limit: 1, aggregate: aggregate(3, 8) })).data.rows).toHaveLength(1);
    expect([await code(4, 8), await code(3, 9)]).toEqual(['invalid_request', 'invalid_request']);
  });

  it('reads what is declared of the core, of its organization alone', async () => {
    const { data } = await ask('data_query', { table: 'users' });
    expect(new Set(data.rows.map((row) => row.organization_id))).toEqual(new Set([DEFAULT_PRINCIPAL.organizationId]));
  });

  it.each<[string, unknown, string]>([
    ['no JSON', '', 'invalid_request'],
    ['more than 64 KiB', { table: 'items', where: { name: 'x'.repeat(65_536) } }, 'invalid_request'],
    ['a negative limit', { table: 'items', limit: -1 }, 'invalid_request'],
    ['a filter by organization', { table: 'items', where: { organization_id: OTHER_PRINCIPAL.organizationId } }, 'invalid_request'],
    ['a filter by deletion', { table: 'items', where: { deleted_at: null } }, 'invalid_request'],
    ['an unknown column', { table: 'items', where: { nothing: 1 } }, 'invalid_request'],
    ['an unknown operator', { table: 'items', where: { stock: { like: '1' } } }, 'invalid_request'],
    ['an inherited operator', { table: 'items', where: { stock: { constructor: 1 } } }, 'invalid_request'],
    ['a comparison with null', { table: 'items', where: { stock: { gt: null } } }, 'invalid_request'],
    ['an empty in', { table: 'items', where: { stock: { in: [] } } }, 'invalid_request'],
    ['an in that is too long', { table: 'items', where: { stock: { in: Array<number>(MAX_IN_VALUES + 1).fill(1) } } }, 'invalid_request'],
    ['a value of another type', { table: 'items', where: { stock: 'many' } }, 'invalid_request'],
    ['an order by what is none', { table: 'items', order_by: 'stock; drop' }, 'invalid_request'],
    ['an unknown direction', { table: 'items', order_dir: 'up' }, 'invalid_request'],
    ['no values of groups', { table: 'items', aggregate: { group_by: ['name'], select: [] } }, 'invalid_request'],
    ['a list for an aggregate', { table: 'items', aggregate: [] }, 'invalid_request'],
    ['more groups than three', { table: 'items', aggregate: { group_by: ['a', 'b', 'c', 'd'], select: [COUNT] } }, 'invalid_request'],
    ['a group by what is no column', { table: 'items', aggregate: { group_by: ['nothing'], select: [COUNT] } }, 'invalid_request'],
    ['an unknown function', { table: 'items', aggregate: { select: [{ fn: 'median', col: 'stock', as: 'n' }] } }, 'invalid_request'],
    ['a sum without a column', { table: 'items', aggregate: { select: [{ fn: 'sum', as: 'n' }] } }, 'invalid_request'],
    ['a sum of texts', { table: 'items', aggregate: { select: [{ fn: 'sum', col: 'name', as: 'n' }] } }, 'invalid_request'],
    ['a value without a name', { table: 'items', aggregate: { select: [{ fn: 'count' }] } }, 'invalid_request'],
    ['a name that is none', { table: 'items', aggregate: { select: [{ fn: 'count', as: 'n; drop' }] } }, 'invalid_request'],
    ['a name that is told twice', { table: 'items', aggregate: { select: [COUNT, COUNT] } }, 'invalid_request'],
    ['an order by what no group has', { table: 'items', order_by: 'stock', aggregate: { select: [COUNT] } }, 'invalid_request'],
    ['a table without a capability', { table: 'organizations' }, 'forbidden'],
    ['groups of a table without a capability', { table: 'organizations', aggregate: { select: [COUNT] } }, 'forbidden'],
    ['a table with a schema', { table: 'metacore.sequences' }, 'invalid_request'],
  ])('refuses %s', async (_, request, code) => expect(await codeOf('data_query', request)).toBe(code));
});
