/** What a grant opens, by who brought it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Action, ManifestV3, Model, NavItem } from '../../schemas';
import { ORGANIZATIONS, USERS } from '../database/core-rows';
import { manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';
import { DEFAULT_PRINCIPAL } from './default-principal';
import type { Principal } from '../principal';

const ORG = ORGANIZATIONS[0].id;
/** Every word that spells a verb. */
const WORDS = ['index', 'read', 'list', 'view', 'create', 'update', 'edit', 'delete', 'export', 'import'] as const;

const as = (...roles: string[]): Principal => ({ ...DEFAULT_PRINCIPAL, userId: USERS[1].id, roles, isAdmin: false });
const model = (key: string, table: string, more: Partial<Model> = {}): Model => ({
  key,
  table,
  columns: [
    { name: 'organization_id', type: 'uuid' },
    { name: 'title', type: 'text' },
  ],
  ...more,
});
const role = (key: string, ...permissions: string[]) => ({ key, label: key, permissions });
const noop = (key: string): Action => ({ key, target_model: 'Doc', placement: 'table', handler: { type: 'compiled', function: 'noop' } });
const entry = (title: string, more: Partial<NavItem>): NavItem => ({ title, ...more });

/** Two models; the roles of its own try every way to hold a permission on them. */
const vault = (): ManifestV3 =>
  manifestWith('vault', [model('Doc', 'docs'), model('Secret', 'secrets')], {
    contributions: {
      actions: [...WORDS, 'pay'].map(noop),
      navigation: [
        {
          title: 'Vault',
          items: [
            entry('Docs', { model: 'Doc', permission: 'docs.index' }),
            entry('Secrets', { model: 'Secret' }),
            entry('By address', { url: '/m/secrets?view=table' }),
            entry('More', { items: [entry('Secrets below', { model: 'Secret' })] }),
            entry('Both', { model: 'Secret', items: [entry('Docs below', { model: 'Doc' })] }),
            entry('Special', { url: '/special', permission: 'vault.special' }),
            entry('Pay', { url: '/pay', permission: 'docs.pay' }),
            entry('View action', { url: '/view', permission: 'docs.action:view' }),
            entry('Elsewhere', { url: 'https://example.com' }),
          ],
        },
      ],
    },
    rbac: {
      permissions: [{ key: 'docs.view' }, { key: 'vault.special' }],
      roles: [
        ...WORDS.map((word) => role(`may_${word}`, `docs.${word}`)),
        ...WORDS.map((word) => role(`acts_${word}`, `docs.action:${word}`)),
        role('payer', 'docs.pay'),
        role('special', 'vault.special'),
        role('viewer', 'docs.view'),
        role('agent'),
      ],
    },
  });

/** Everything it could write down to reach another addon. */
const REACHING = ['*', 'secrets.index', 'secret.index', 'vault.secrets.index', 'vault.secret.index', 'users.index', 'core.user.index'];
const spy = (requires: readonly string[]): ManifestV3 =>
  manifestWith('spy', [model('Spy', 'spies'), model('Secret', 'spy_secrets')], {
    compatibility: { requires: requires.map((key) => ({ key, version: '*' })) },
    rbac: {
      permissions: [{ key: 'vault.reach', models: [{ model: 'vault.Doc', actions: ['index'] }] }],
      roles: [
        role('viewer', ...REACHING, 'spies.index'),
        role('agent', ...REACHING, 'vault.reach'),
        ...REACHING.map((permission, index) => role(`spy_${String(index)}`, permission)),
        role('reader', 'vault.reach'),
      ],
    },
  });

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
  await t.install(vault());
  await t.install(spy([]));
});
afterAll(() => t.database.close());

const status = async (method: string, path: string, who: Principal) =>
  (await t.call(method, path, method === 'GET' ? undefined : {}, who)).status;
const reads = (table: string, ...roles: string[]) => status('GET', `/data/${table}`, as(...roles));
const runs = (key: string, ...roles: string[]) => status('POST', `/data/docs/action/${key}`, as(...roles));

describe('a grant that an addon brings', () => {
  it('opens nothing of an addon that it does not require, whoever holds it', async () => {
    for (const name of ['viewer', 'agent', 'reader', ...REACHING.map((_, index) => `spy_${String(index)}`)]) {
      expect([name, await reads('secrets', name), await reads('users', name)]).toEqual([name, 403, 403]);
    }
    expect([await reads('docs', 'reader'), await reads('docs', 'agent')]).toEqual([403, 403]);
  });

  it('is not everything, whatever it says', async () => {
    expect(await reads('spies', 'spy_0')).toBe(403);
    expect(await status('POST', '/data/spies', as('viewer'))).toBe(403);
    expect(await t.query(`select role_key from public.permissions where permission = '*' and addon_key <> ''`)).toEqual([]);
    expect((await t.call('GET', '/permissions/me', undefined, as('spy_0'))).body).toEqual({
      success: true,
      data: { permissions: [], isAdmin: false },
    });
  });

  it('by the key of a model means the own one, not one of that name elsewhere', async () => {
    expect([await reads('spy_secrets', 'spy_2'), await reads('secrets', 'spy_2')]).toEqual([200, 403]);
  });

  it('adds to a role of the host what concerns its own models', async () => {
    expect([await reads('spies', 'viewer'), await reads('docs', 'viewer'), await reads('secrets', 'viewer')]).toEqual([200, 200, 403]);
  });

  it('reaches what it requires by table or with the addon before it, in roles of its own alone', async () => {
    await t.install(spy(['vault']));
    const opened = await Promise.all(REACHING.map((_, index) => reads('secrets', `spy_${String(index)}`)));
    expect(opened).toEqual([403, 200, 403, 200, 200, 403, 403]);
    expect(await reads('docs', 'reader')).toBe(200);
    expect([await reads('secrets', 'viewer'), await reads('secrets', 'agent'), await reads('docs', 'agent')]).toEqual([403, 403, 403]);
    for (const index of [5, 6]) expect(await reads('users', `spy_${String(index)}`)).toBe(403);
    await t.install(spy([]));
    expect(await reads('docs', 'reader')).toBe(403);
  });
});

describe('verbs and actions', () => {
  it.each(WORDS)('have no word in common: "%s"', async (word) => {
    const granted: readonly string[] = ['update', 'edit'].includes(word)
      ? [...WORDS, 'pay'].filter((key) => !['update', 'edit'].includes(key))
      : [];
    // The verb runs no action, but that whoever may update may run any that is not called so.
    for (const key of [...WORDS, 'pay']) expect([key, await runs(key, `may_${word}`)]).toEqual([key, granted.includes(key) ? 200 : 403]);
    // The action runs, and nothing else does.
    for (const key of [...WORDS, 'pay']) expect([key, await runs(key, `acts_${word}`)]).toEqual([key, key === word ? 200 : 403]);
    const who = as(`acts_${word}`);
    const row = '/data/docs/d0000000-0000-4000-8000-000000000000';
    const asked: [string, string][] = [
      ['GET', '/data/docs'],
      ['POST', '/data/docs'],
      ['PUT', row],
      ['DELETE', row],
      ['GET', '/data/docs/export'],
      ['POST', '/data/docs/import'],
    ];
    for (const [method, path] of asked) expect([method, path, await status(method, path, who)]).toEqual([method, path, 403]);
  });

  it('are told apart in what is missing, what is offered and what a person may do', async () => {
    expect((await t.call('POST', '/data/docs/action/view', {}, as('viewer'))).body).toEqual({
      success: false,
      message: 'Permission denied',
      code: 'permission_denied',
      permission: 'docs.action:view',
    });
    const offered = async (...roles: string[]) => {
      const { body } = await t.call('GET', '/metadata/table/docs', undefined, as(...roles));
      return (body as { data: { actions: { key: string; type: string }[] } }).data.actions.map(({ key, type }) => `${type} ${key}`);
    };
    expect(await offered('viewer')).toEqual(['view view']);
    expect(await offered('acts_view')).toEqual(['custom view']);
    const { body } = await t.call('GET', '/permissions/me', undefined, as('may_view', 'acts_view'));
    expect(body).toMatchObject({ data: { permissions: ['docs.action:view', 'docs.index', 'docs.view'] } });
  });
});

describe('the menu', () => {
  const menu = async (...roles: string[]): Promise<string[]> => {
    const { body } = await t.call('GET', '/metacore/navigation', undefined, as(...roles));
    interface Entry {
      title: string;
      model?: string;
      items?: Entry[];
    }
    const flat = (items: Entry[] = []): string[] =>
      items.flatMap(({ title, model: opens, items: below }) => [opens === undefined ? title : `${title} > ${opens}`, ...flat(below)]);
    return (body as { addon: string; items: Entry[] }[]).filter(({ addon }) => addon === 'vault').flatMap(({ items }) => flat(items));
  };

  it('says what the data routes say, however a grant is spelled', async () => {
    const docs = ['Docs > docs', 'Both', 'Docs below > docs', 'Elsewhere'];
    for (const word of ['index', 'read', 'list', 'view']) expect(await menu(`may_${word}`)).toEqual(docs);
    expect(await menu('may_create')).toEqual(['Elsewhere']);
    expect(await menu('payer')).toEqual(['Pay', 'Elsewhere']);
    expect(await menu('may_update')).toEqual(['Pay', 'View action', 'Elsewhere']);
    expect(await menu('acts_view')).toEqual(['View action', 'Elsewhere']);
    expect(await menu('special')).toEqual(['Special', 'Elsewhere']);
    expect(await menu('owner')).toHaveLength(11);
  });
});

describe('names of the host', () => {
  it.each(['core', 'kernel', 'metacore', 'public'])('are no addon’s: %s', async (key) => {
    await expect(t.install(manifestWith(key, [model('User', 'my_users')]))).rejects.toMatchObject({ code: 'key_reserved' });
    expect(t.kernel.inspect().addons.map((addon) => addon.key)).toEqual(['spy', 'vault']);
  });

  it('stay the host’s where an addon has a model of that name: it is reached with its addon before it', async () => {
    await t.install(
      manifestWith('aaa', [model('User', 'users'), model('Own', 'owns', { columns: [{ name: 'u_id', type: 'uuid', ref: 'User' }] })], {
        contributions: { navigation: [{ title: 'A', items: [entry('Mine', { model: 'User' })] }] },
      }),
    );
    const labels = async (path: string) =>
      ((await t.call('GET', path)).body as { data: { label: string }[] }).data.map(({ label }) => label);
    const made = await t.call('POST', '/data/aaa.users', { title: 'Fake Ada' });
    expect(made.status).toBe(201);
    for (const name of ['users', 'User', 'core.User', 'core.users']) expect(await labels(`/search/${name}`)).toContain('Ada Romero');
    expect(await labels('/search/aaa.User')).toEqual(['Fake Ada']);
    expect((await t.call('GET', '/metadata/table/aaa.User')).body).toMatchObject({ data: { endpoint: '/data/aaa.users' } });
    const { body } = await t.call('GET', '/metacore/navigation');
    expect((body as { addon: string; items: object[] }[])[0]).toMatchObject({
      addon: 'aaa',
      items: [{ title: 'Mine', model: 'aaa.users' }],
    });
    // Of its own models the addon itself means its own.
    const { id } = (made.body as { data: { id: string } }).data;
    expect((await t.call('POST', '/data/owns', { u_id: id })).status).toBe(201);
    await t.kernel.reset('aaa');
  });
});

describe('a role', () => {
  const shared = (key: string, more: Partial<ManifestV3> = {}) =>
    manifestWith(key, [model('Thing', `${key}_things`)], { rbac: { roles: [role('helper', `${key}_things.index`)] }, ...more });
  const helper = () => t.query(`select id, addon_key, name from public.roles where organization_id = $1 and key = 'helper'`, [ORG]);

  it('that two addons declare survives the removal of either, and keeps its id over every install', async () => {
    await t.install(shared('one'));
    const [made] = await helper();
    await t.install(shared('two'));
    await t.install(shared('one', { metadata: { key: 'one', name: 'One', version: '1.0.1' } }));
    expect(await helper()).toEqual([made]);
    await t.kernel.reset('one');
    expect(await helper()).toEqual([{ ...made, addon_key: 'two' }]);
    expect([await reads('two_things', 'helper'), await reads('one_things', 'helper')]).toEqual([200, 404]);
    await t.kernel.reset('two');
    expect(await helper()).toEqual([]);
    await t.install(shared('one'));
    expect(await helper()).toEqual([made]);
  });

  it('that leaves a manifest stays while another addon declares it, a row points at it or somebody has it', async () => {
    const without = { rbac: { roles: [] } };
    await t.install(shared('two'));
    await t.install(shared('one', without));
    expect(await helper()).toMatchObject([{ addon_key: 'two' }]);
    await t.install(manifestWith('desk', [model('Seat', 'seats', { columns: [{ name: 'organization_id', type: 'uuid' }, { name: 'role_id', type: 'uuid', ref: 'core.Role' }] })])); // prettier-ignore
    const [made] = await helper();
    expect((await t.call('POST', '/data/seats', { role_id: made?.id })).status).toBe(201);
    await t.install(shared('two', without));
    expect(await helper()).toMatchObject([{ id: made?.id }]);
    await t.query('delete from addon_desk.seats');
    await t.install(shared('two'));
    await t.query(`update public.users set role = 'helper' where id = $1`, [USERS[2].id]);
    await t.kernel.reset('two');
    expect(await helper()).toMatchObject([{ id: made?.id }]);
    await t.query(`update public.users set role = 'viewer' where id = $1`, [USERS[2].id]);
  });

  it('of the host has the id that follows from its organization and key', async () => {
    const rows = await t.query(
      `select count(*)::int as n from public.roles where addon_key = '' and id = public.uuid_generate_v5(organization_id, 'role/' || key)`,
    );
    expect(rows).toEqual([{ n: 8 }]);
  });
});
