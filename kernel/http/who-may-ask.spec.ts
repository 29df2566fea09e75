/**
 * Every route there is, asked by somebody without a permission and by an administrator of another organization: the first is answered
 * what everybody may know and nothing else, the second nothing of what is not his, and neither changes anything of it.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ORGANIZATIONS, USERS } from '../database/core-rows';
import type { Principal } from '../principal';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';
import { createApp } from './app';

/** Stands in everything that the first organization keeps, and nowhere else. */
const MARK = 'hushhush';
const JOB = 'job-1';
const [ORG, OTHER] = ORGANIZATIONS.map(({ id }) => id) as [string, string];
const NOBODY: Principal = {
  ...DEFAULT_PRINCIPAL,
  userId: '00000000-0000-4000-8000-00000000000f',
  name: 'Nobody',
  roles: [],
  isAdmin: false,
};

/** What anybody of an organization is answered: what generated screens begin with, and lists that hold what he may see, here nothing. */
const OPEN: readonly string[] = [
  'GET /metadata/all',
  'GET /metacore/navigation',
  'GET /metacore/manifests',
  'GET /metadata/table/:model',
  'GET /metadata/modal/:model',
  'GET /playground/why/:model',
  'GET /metacore/catalog',
  'GET /metacore/catalog/:key',
  'GET /metacore/tools',
  'POST /metacore/tools/execute',
  'GET /permissions/me',
  'GET /playground/pages',
  'GET /approvals',
  'GET /approvals/count',
  'GET /notifications',
  'GET /notifications/unread-count',
  'POST /notifications/read-all',
  'GET /data/notifications/me',
  'GET /dashboard',
  'GET /dashboard/data',
  'GET /documents',
  'GET /playground/jobs',
];

/** Ids and labels of rows are what every form needs to refer to them. */
const LABELS: readonly string[] = ['GET /options/:model', 'GET /search/:model'];

const lamps = manifestWith(
  'lamps',
  [
    {
      key: 'Lamp',
      table: 'lamps',
      columns: [
        { name: 'organization_id', type: 'uuid' },
        { name: 'name', type: 'text', not_null: true },
        { name: 'secret', type: 'text' },
        {
          name: 'discount',
          type: 'numeric(5,2)',
          constraints: [
            { expr: 'discount <= 20', error_key: 'lamp.dear', on_violation: 'request_approval', approval: { roles: ['manager'] } },
          ],
        },
      ],
    },
  ],
  {
    capabilities: [
      { kind: 'event:subscribe', target: 'lamps.*' },
      { kind: 'http:fetch', target: 'lamps.example.com' },
    ],
    contributions: {
      subscriptions: [{ event: 'lamps.*', handler: { type: 'webhook', url: 'https://lamps.example.com/heard' } }],
      public_routes: [{ key: 'lamp', model: 'Lamp', token_column: 'secret', kind: 'html', columns: ['name'] }],
      notifications: [{ key: 'made', on: 'lamps.Lamp.created', title: '{{after.name}}' }],
      actions: [{ key: 'light', target_model: 'Lamp', handler: { type: 'webhook', url: 'https://lamps.example.com/light' } }],
      tools: [{ key: 'dim', description: 'Dims a lamp', handler: { type: 'webhook', url: 'https://lamps.example.com/dim' } }],
    },
    settings: [
      { key: 'word', label: 'Word', type: 'string' },
      { key: 'token', label: 'Token', type: 'secret' },
    ],
    connectors: [{ key: 'grid', label: 'Grid', auth: 'token', credentials: [{ key: 'user', label: 'User', type: 'string' }] }],
  },
);

let t: TestKernel;
/** Values for the parameters of routes, all of them of the first organization. */
const named: Record<string, string> = {
  model: 'lamps',
  key: 'lamps',
  addon: 'lamps',
  tool: 'dim',
  file: 'paper',
  provider: 'any',
  job: JOB,
  path: 'hook',
  user: USERS[0].id,
  org: ORGANIZATIONS[0].slug,
  token: 'A'.repeat(43),
  action: 'light',
};
const ids: Record<string, string | undefined> = {};

beforeAll(async () => {
  t = await openTestKernel();
  t.kernel.trace(true);
  await t.install(lamps, { organizationIds: [ORG, OTHER] });
  const made = await t.call('POST', '/data/lamps', { name: MARK });
  ids.row = (made.body as { data: { id: string } }).data.id;
  const parked = await t.call('POST', '/data/lamps', { name: MARK, discount: 50 });
  ids.approval = (parked.body as { meta: { approval_request_id: string } }).meta.approval_request_id;
  await t.call('POST', `/models/Lamp/${ids.row}/actions/light`, {});
  await t.call('PUT', '/addons/lamps/settings', { word: MARK, token: MARK });
  await t.call('PUT', '/metacore/connectors/grid', { user: MARK });
  await t.call('PUT', `/playground/pins/${USERS[0].id}`, { pin: '2468' });
  const seeded = await t.call('POST', '/playground/seed', { rows: 1, seed: 1 });
  ids.run = (seeded.body as { data: { id: string } }).data.id;
  const body = new FormData();
  body.append('file', new File([`name\n${MARK}\n`], `${MARK}.csv`));
  await t.kernel.fetch(new Request('http://kernel.test/data/lamps/import', { method: 'POST', body, headers: { 'x-playground-job': JOB } }));
  await t.kernel.events.settled();
  const told = await t.call('GET', '/notifications');
  ids.notification = (told.body as { data: { id: string }[] }).data[0]?.id;
  ids.delivery = (await t.kernel.events.deliveries(ORG))[0]?.deliveryId ?? '';
});
afterAll(() => t.database.close());

interface Route {
  method: string;
  path: string;
}

function routes(): Route[] {
  const all = createApp().routes.filter(({ method, path }) => method !== 'ALL' && !path.startsWith('/api/') && path !== '/*');
  return [...new Map(all.map(({ method, path }) => [`${method} ${path}`, { method, path }])).values()];
}

/** The route with what belongs to the first organization in its place. */
function addressOf({ path }: Route): string {
  const idHere = path.includes('/notifications/')
    ? ids.notification
    : path.includes('/approvals/')
      ? ids.approval
      : path.includes('/seed/')
        ? ids.run
        : path.includes('/jobs/')
          ? JOB
          : ids.row;
  const keyHere = path.includes('/connectors/') ? 'grid' : path.includes('/actions/') || path.includes('/action/') ? 'light' : named.key;
  return path.replaceAll(/:(\w+)(\{[^}]*\})?/g, (_, name: string) => {
    if (name === 'id') return idHere ?? '';
    if (name === 'key') return keyHere ?? '';
    return (name === 'delivery' ? ids.delivery : named[name]) ?? name;
  });
}

async function ask(route: Route, as: Principal, query = ''): Promise<{ status: number; text: string }> {
  const { method } = route;
  const address = `${addressOf(route).replace('*', 'x')}${query}`;
  const init =
    method === 'GET'
      ? {}
      : { body: JSON.stringify({ reason: 'because', word: 'theirs', name: 'theirs', user: 'theirs', pin: 'theirs', policy: 'any' }) };
  const response = await t.kernel.fetch(new Request(`http://kernel.test${address}`, { method, ...init }), as);
  return { status: response.status, text: await response.text() };
}

/** Everything of the first organization, as it stands. */
async function kept(): Promise<unknown[]> {
  const tables = [
    'approvals',
    'event_deliveries',
    'exchanges',
    'setting_values',
    'connections',
    'seed_runs',
    'jobs',
    'supervisor_pins',
    'notifications',
  ];
  const parts = [...tables.map((table) => `metacore.${table}`), 'addon_lamps.lamps', 'public.metacore_installations'].map((table) =>
    t.query(`select to_jsonb(t) as row from ${table} t where organization_id = $1 order by to_jsonb(t)::text`, [ORG]),
  );
  return Promise.all(parts);
}

describe('a route', () => {
  it('is known by what it asks: whoever has no permission is refused, or is answered what everybody may know', async () => {
    const before = await kept();
    const answered: string[] = [];
    for (const route of routes()) {
      const { status, text } = await ask(route, NOBODY);
      const name = `${route.method} ${route.path}`;
      if (LABELS.includes(name)) continue;
      expect(text, name).not.toContain(MARK);
      if (status < 400) answered.push(name);
      else if (status >= 500) expect([name, status]).toEqual([name, 501]);
    }
    expect(answered.filter((name) => !OPEN.includes(name))).toEqual([]);
    expect(await kept()).toEqual(before);
  });

  it('tells an administrator of another organization nothing of this one, and changes nothing of it', async () => {
    const before = await kept();
    // What takes their own addon out comes last: until then every route finds one.
    const last = ({ method, path }: Route): number => (method === 'DELETE' && path.includes('/installations/') ? 1 : 0);
    for (const route of routes().toSorted((a, b) => last(a) - last(b)))
      for (const query of route.method === 'GET'
        ? ['', `?organization_id=${ORG}`, '?settled=true&limit=200&status=all']
        : ['?purge=true']) {
        const { status, text } = await ask(route, OTHER_PRINCIPAL, query);
        const name = `${route.method} ${route.path}${query}`;
        expect(text, name).not.toContain(MARK);
        expect(text, name).not.toContain(DEFAULT_PRINCIPAL.name);
        expect(status < 500 || status === 501, `${name} ${String(status)} ${text}`).toBe(true);
      }
    expect(await kept()).toEqual(before);
  });
});
