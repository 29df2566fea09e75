import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ORGANIZATIONS } from '../database/core-rows';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { manifestWith, openTestKernel, ticketsManifest, type TestKernel } from '../testing/kernel';
import { shopManifest } from '../testing/shop';
import { SHOP_ACTIONS } from '../testing/shop-actions';
import { roleGrants } from './role-grants';
import type { Person } from './people';
import type { Principal } from '../principal';

let t: TestKernel;
let people: Person[];
const person = (name: string): Person => {
  const found = people.find((one) => one.name.startsWith(name));
  if (!found) throw new Error(name);
  return found;
};

beforeAll(async () => {
  t = await openTestKernel();
  await t.install(shopManifest());
  await t.install(ticketsManifest());
  people = await t.kernel.principals();
});
afterAll(() => t.database.close());

describe('people', () => {
  it('are the five of the two organizations', () => {
    expect(people.map(({ name, organizationName, roles, isAdmin }) => [name, organizationName, roles, isAdmin])).toEqual([
      ['Ada Romero', 'Acme Workshop', ['admin'], true],
      ['Bruno Díaz', 'Acme Workshop', ['agent'], false],
      ['Carla Núñez', 'Acme Workshop', ['viewer'], false],
      ['Dana Köhler', 'Globex Retail', ['admin'], true],
      ['Emil Novak', 'Globex Retail', ['agent'], false],
    ]);
    expect(person('Ada')).toMatchObject({ ...DEFAULT_PRINCIPAL, branchId: 'c0000000-0000-4000-8000-000000000001' });
  });
});

describe('grants', () => {
  it('are what the permissions of a role stand for, in the order of the manifest', () => {
    expect(roleGrants(shopManifest())[1]).toEqual({ key: 'viewer', name: 'Reader', permissions: ['customers.read', 'orders.index'] });
    expect(roleGrants(shopManifest())[0]?.permissions.slice(0, 6)).toEqual([
      'shop.sell',
      'orders.index',
      'orders.create',
      'orders.update',
      'orders.export',
      'order_lines.index',
    ]);
  });

  it('of roles an addon says nothing of are those a host would hand out', () => {
    const manifest = manifestWith('plain', [{ key: 'Thing', table: 'things', columns: [{ name: 'name', type: 'text' }] }]);
    expect(roleGrants(manifest)).toEqual([
      {
        key: 'agent',
        name: 'Agent',
        permissions: ['things.index', 'things.create', 'things.update', 'things.delete', 'things.export', 'things.import'],
      },
      { key: 'viewer', name: 'Viewer', permissions: ['things.index', 'things.export'] },
    ]);
  });

  it('stand in the database, and go with the addon', async () => {
    const held = () =>
      t.query(
        `select permission from public.permissions where organization_id = $1 and role_key = 'viewer' and addon_key = 'gone' order by 1`,
        [ORGANIZATIONS[0].id],
      );
    const things = { key: 'Gone', table: 'gones', columns: [{ name: 'organization_id', type: 'uuid' }] };
    await t.install(manifestWith('gone', [things]));
    expect(await held()).toEqual([{ permission: 'gones.export' }, { permission: 'gones.index' }]);
    const rbac = { roles: [{ key: 'auditor', label: 'Auditor', permissions: ['gones.index'] }] };
    await t.install(manifestWith('gone', [things], { rbac }));
    expect(await held()).toEqual([{ permission: 'gones.export' }, { permission: 'gones.index' }]);
    expect((await t.kernel.roles()).filter(({ addonKey }) => addonKey === 'gone')).toEqual([
      { organizationId: ORGANIZATIONS[0].id, key: 'auditor', name: 'Auditor', addonKey: 'gone' },
    ]);
    const viewer = { roles: [{ key: 'viewer', label: 'Sees nothing' }] };
    await t.install(manifestWith('gone', [things], { rbac: viewer }));
    expect(await held()).toEqual([]);
    await t.kernel.reset('gone');
    expect(await t.query(`select 1 from public.roles where key = 'auditor'`)).toEqual([]);
    expect(
      await t.query(`select key from public.roles where organization_id = $1 and addon_key = '' order by 1`, [ORGANIZATIONS[0].id]),
    ).toEqual([{ key: 'admin' }, { key: 'agent' }, { key: 'owner' }, { key: 'viewer' }]);
  });
});

describe('a call', () => {
  const denied = (permission: string) => ({
    status: 403,
    body: { success: false, message: 'Permission denied', code: 'permission_denied', permission },
  });
  const NO_ROW = '/data/orders/d0000000-0000-4000-8000-000000000000';

  it.each([
    // The viewer reads customers (the kernel's spelling) and lists orders (the host's).
    ['Carla', 'GET', '/data/customers', null],
    ['Carla', 'GET', '/dynamic/Customer/facets?field=tier', null],
    ['Carla', 'GET', '/data/customers/aggregate', null],
    ['Carla', 'GET', '/data/shop.Customer/export', null],
    ['Carla', 'GET', '/data/orders', null],
    ['Carla', 'GET', '/data/orders/export', 'orders.export'],
    ['Carla', 'GET', '/data/products', 'products.index'],
    ['Carla', 'GET', '/data/products/d0000000-0000-4000-8000-000000000000', 'products.index'],
    ['Carla', 'GET', '/data/products/facets?field=sku', 'products.index'],
    ['Carla', 'GET', '/data/products/unique-violations', 'products.index'],
    ['Carla', 'POST', '/data/customers', 'customers.create'],
    ['Carla', 'POST', '/data/customers/import', 'customers.import'],
    ['Carla', 'POST', '/data/customers/import/validate', 'customers.import'],
    ['Carla', 'GET', '/data/customers/export/template', 'customers.import'],
    ['Carla', 'PUT', NO_ROW, 'orders.update'],
    ['Carla', 'DELETE', NO_ROW, 'orders.delete'],
    ['Carla', 'POST', `${NO_ROW}/restore`, 'orders.update'],
    ['Carla', 'POST', `${NO_ROW}/action/remind`, 'orders.remind'],
    ['Carla', 'POST', '/data/orders/actions/ping', 'orders.ping'],
    ['Carla', 'POST', '/models/orders/d0000000-0000-4000-8000-000000000000/actions/cancel', 'orders.cancel'],
    ['Carla', 'POST', '/data/products/unique-violations/materialize', 'products.update'],
    ['Carla', 'GET', '/data/users', 'users.index'],
    // The seller's permission stands for several models.
    ['Bruno', 'POST', '/data/orders/action/ping', null],
    ['Bruno', 'GET', '/data/orders/export', null],
    ['Bruno', 'DELETE', NO_ROW, 'orders.delete'],
    ['Bruno', 'GET', '/data/payments', 'payments.index'],
    ['Bruno', 'GET', '/data/tickets', null],
    ['Bruno', 'GET', '/data/tickets/export/template', null],
    // Pickers and metadata are open to everybody of the organization.
    ['Carla', 'GET', '/options/products?field=id', null],
    ['Carla', 'GET', '/search/products', null],
    ['Carla', 'GET', '/metadata/table/products', null],
  ])('of %s: %s %s needs %s', async (name, method, path, missing) => {
    const request = new Request(`http://kernel.test${path}`, { method, ...(method === 'POST' && { body: '{}' }) });
    const response = await t.kernel.fetch(request, person(name));
    if (missing === null) expect(response.status).toBe(200);
    else expect({ status: response.status, body: (await response.json()) as unknown }).toEqual(denied(missing));
  });

  it('of nobody is told to say who it is', async () => {
    const response = await t.kernel.fetch(new Request('http://kernel.test/data/orders'), null);
    expect([response.status, await response.json()]).toEqual([401, { success: false, message: 'not authenticated' }]);
  });

  it('of an owner is never asked, whatever the roles hold', async () => {
    const owner: Principal = { ...person('Carla'), roles: ['owner'] };
    expect(await t.call('GET', '/data/products', undefined, owner)).toMatchObject({ status: 200 });
    const nobody: Principal = { ...person('Carla'), roles: ['constructor', '__proto__'] };
    expect(await t.call('GET', '/data/customers', undefined, nobody)).toEqual(denied('customers.index'));
  });

  it('asks for the row only after the permission', async () => {
    const missing = await t.call('PUT', NO_ROW, {}, person('Bruno'));
    expect(missing).toMatchObject({ status: 404 });
    expect(await t.call('GET', '/data/secrets', undefined, person('Carla'))).toMatchObject({ status: 404 });
  });
});

describe('a screen', () => {
  const table = async (model: string, as: Principal) =>
    ((await t.call('GET', `/metadata/table/${model}`, undefined, as)).body as { data: Record<string, unknown> }).data;
  const keys = (data: Record<string, unknown>) => (data.actions as { key: string }[]).map(({ key }) => key);

  it.each([
    ['support_reader', { tickets: ['view'], ticket_comments: ['view'] }, false],
    ['support_agent', { tickets: ['view', 'edit', 'escalate', 'ask_feedback'], ticket_comments: ['view'] }, true],
    [
      'support_lead',
      { tickets: ['view', 'edit', 'delete', 'escalate', 'ask_feedback'], ticket_comments: ['view', 'edit', 'delete'] },
      true,
    ],
  ])('of the starter differs for a %s', async (role, offered, canCreate) => {
    const as: Principal = { ...person('Carla'), roles: [role] };
    for (const [model, actions] of Object.entries(offered)) {
      const data = await table(model, as);
      expect([keys(data), data.canCreate]).toEqual([actions, canCreate]);
    }
  });

  it('offers what its person may do', async () => {
    // Two more ask for an addon and a connector that are not there.
    const offered = SHOP_ACTIONS.filter(({ key }) => key !== 'audit' && key !== 'stamp').map(({ key }) => key);
    const own = ['cancel', 'remind', 'ping', 'sync', ...offered];
    const forAda = await table('orders', person('Ada'));
    expect(forAda).toMatchObject({ canCreate: true, canExport: true, canImport: true });
    expect(keys(forAda)).toEqual(['view', 'edit', 'delete', ...own]);
    const forBruno = await table('orders', person('Bruno'));
    expect(forBruno).toMatchObject({ canCreate: true, canExport: true, canImport: false });
    expect(keys(forBruno)).toEqual(['view', 'edit', ...own]);
    const forCarla = await table('orders', person('Carla'));
    expect(forCarla).toMatchObject({ canCreate: false, canExport: false, canImport: false });
    expect(keys(forCarla)).toEqual(['view']);
  });

  it('lists in the menu what its person may open', async () => {
    const menu = async (as: Principal) => {
      const { body } = await t.call('GET', '/metacore/navigation', undefined, as);
      return (body as { addon: string; items: { title: string }[] }[])
        .find(({ addon }) => addon === 'shop')
        ?.items.map(({ title }) => title);
    };
    expect(await menu(person('Ada'))).toEqual(['Orders', 'Payments']);
    expect(await menu(person('Carla'))).toEqual(['Orders']);
  });

  it('can ask what its person may do', async () => {
    expect(await t.call('GET', '/api/permissions/me', undefined, person('Ada'))).toEqual({
      status: 200,
      body: { success: true, data: { permissions: ['*'], isAdmin: true } },
    });
    const { body } = await t.call('GET', '/permissions/me', undefined, person('Emil'));
    expect(body).toEqual({ success: true, data: { permissions: [], isAdmin: false } });
  });
});

describe('isolation by schema', () => {
  const manifest = () =>
    manifestWith('apart', [{ key: 'Box', table: 'boxes', columns: [{ name: 'name', type: 'text' }] }], {
      tenancy: { isolation: 'schema' },
    });

  it('gives every organization tables of its own', async () => {
    await t.install(manifest());
    await t.install(manifest(), { organizationId: ORGANIZATIONS[1].id });
    const made = await t.call('POST', '/data/boxes', { name: 'mine' });
    const id = (made.body as { data: { id: string } }).data.id;
    expect(await t.call('GET', '/data/boxes', undefined, person('Dana'))).toMatchObject({ status: 200, body: { data: [] } });
    expect(await t.call('GET', `/data/boxes/${id}`, undefined, person('Dana'))).toMatchObject({ status: 404 });
    expect(await t.call('GET', `/data/boxes/${id}`, undefined, person('Bruno'))).toMatchObject({ body: { data: { name: 'mine' } } });
    expect(await t.query('select name from addon_apart_11111111.boxes')).toEqual([{ name: 'mine' }]);
    expect(await t.query('select name from addon_apart_22222222.boxes')).toEqual([]);
  });

  it('by database is refused by its name', async () => {
    const reserved = manifestWith('far', [], { tenancy: { isolation: 'database' } });
    await expect(t.install(reserved)).rejects.toMatchObject({ code: 'tenancy_not_implemented' });
  });
});
