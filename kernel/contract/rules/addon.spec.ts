import { describe, expect, it } from 'vitest';
import { findingsWith, SHOP, type RuleCase } from '../testing';

const requirement = (value: object): Record<string, unknown> => ({ '/compatibility/requires/1': { key: 'other', version: '*', ...value } });
const icon = (slug: string): Record<string, unknown> => ({ '/metadata/icon': { type: 'svg', slug } });
const SLUG = ['ICON-SVG /metadata/icon/slug'];

describe('dependencies, icon', () => {
  it.each<RuleCase>([
    ['REQ-RANGE', requirement({ version: 'latest' }), ['REQ-RANGE /compatibility/requires/1/version']],
    ['REQ-KEY', requirement({ key: '' }), ['REQ-KEY /compatibility/requires/1/key']],
    ['REQ-HOST', { '/compatibility/requires/0/version': '^2' }, ['warning REQ-HOST /compatibility/requires/0/version']],
    ['enables of an optional dependency', requirement({ optional: true, enables: ['action:Order.send', 'nav:x'] }), []],
    ['ENA-OPTIONAL', requirement({ enables: ['nav:x'] }), ['ENA-OPTIONAL /compatibility/requires/1/enables']],
    ['ENA-ACTION', requirement({ optional: true, enables: ['action:Line.send'] }), ['ENA-ACTION /compatibility/requires/1/enables/0']],
    [
      'UPG-RANGE',
      {
        '/lifecycle': {
          upgrade: [
            { from: '<1.0.0', type: 'sql', function: 'a.sql' },
            { from: 'old', type: 'sql', function: 'b.sql' },
          ],
        },
      },
      ['UPG-RANGE /lifecycle/upgrade/1/from'],
    ],
    ['a good svg', icon('./art/icon.SVG'), []],
    ['svg, blank', icon(' '), SLUG],
    ['svg, too long', icon(`${'ñ'.repeat(127)}.svg`), SLUG],
    ['svg, absolute', icon('/icon.svg'), SLUG],
    ['svg, climbing', icon('a/../icon.svg'), SLUG],
    ['svg, unclean', icon('a//icon.svg'), SLUG],
    ['svg, extension', icon('icon.png'), SLUG],
    ['another icon type is not checked', { '/metadata/icon': { type: 'lucide', slug: '../x' } }, []],
  ])('%s', (_, changes, found) => {
    expect(findingsWith(changes)).toEqual(found);
  });
});

describe('tenancy, permissions, capabilities', () => {
  const grants = (...models: string[]): Record<string, unknown> => ({
    '/rbac': { permissions: [{ key: 'a.b', models: models.map((model) => ({ model, actions: ['index'] })) }] },
  });
  const capability = (kind: string, target: string): Record<string, unknown> => ({ '/capabilities': [{ kind, target, reason: 'r' }] });
  const withoutTenant = { '/models/1/columns': [{ name: 'id', type: 'uuid' }] };
  it.each<RuleCase>([
    ['TEN-RLS without a tenancy block', withoutTenant, ['TEN-RLS /models/1/columns']],
    [
      'TEN-RLS with another column',
      { '/tenancy': { rls_column: 'tenant_id' } },
      ['TEN-RLS /models/0/columns', 'TEN-RLS /models/1/columns'],
    ],
    ['an empty name of the tenant column is the usual one', { '/tenancy': { rls_column: '' } }, []],
    [
      'of two models with one key the columns of the last count',
      { '/models/1': { key: 'Order', table: 'others', columns: [{ name: 'id', type: 'uuid' }] } },
      ['TEN-RLS /models/0/columns', 'warning DUP-MODEL /models/1/key', 'TEN-RLS /models/1/columns'],
    ],
    ['no tenant column in a schema of its own', { ...withoutTenant, '/tenancy': { isolation: 'schema' } }, []],
    [
      'models by key, by table, qualified, foreign',
      grants('Order', 'orders', ' Order ', 'shop.Line', 'other.Thing'),
      ['warning GRANT-FOREIGN /rbac/permissions/0/models/4/model'],
    ],
    [
      'PERM-MODEL',
      grants('Ghost', 'shop.Ghost', '', '.Order', 'shop.'),
      [0, 1, 2, 3, 4].map((index) => `PERM-MODEL /rbac/permissions/0/models/${index}/model`),
    ],
    [
      'PERM-DUP and ROLE-PERM',
      {
        '/rbac': {
          permissions: [{ key: 'a.b' }, { key: 'a.b' }],
          roles: [{ key: 'boss', label: 'Boss', permissions: ['a.b', 'a.c', 'other.x'] }],
        },
      },
      ['warning PERM-DUP /rbac/permissions/1/key', 'warning ROLE-PERM /rbac/roles/0/permissions/1'],
    ],
    [
      'PERM-GATE, wherever something asks for a permission',
      {
        '/rbac': { permissions: [{ key: 'desk.open' }] },
        '/contributions/navigation': [
          {
            title: 'Shop',
            items: [
              { title: 'A', model: 'Order', permission: 'orders.index', items: [{ title: 'B', model: 'Line', permission: 'orders.indx' }] },
              { title: 'C', url: '/c', permission: 'desk.open' },
              { title: 'D', url: '/d', permission: 'desk.close' },
              { title: 'E', url: '/e', permission: 'shop.Order.send' },
              { title: 'F', url: '/f', permission: 'elsewhere.reports.read' },
            ],
          },
        ],
        '/contributions/dashboard': [{ key: 'w', kind: 'stat', title: 'W', permission: 'ordrs.index', query: { model: 'Order' } }],
      },
      [
        'warning PERM-GATE /contributions/navigation/0/items/0/items/0/permission',
        'warning PERM-GATE /contributions/navigation/0/items/2/permission',
        'warning PERM-GATE /contributions/dashboard/0/permission',
      ],
    ],
    ['CAP-TARGET, any host', capability('http:fetch', '*.com'), ['CAP-TARGET /capabilities/0/target']],
    ['CAP-TARGET, any table', capability('db:read', '*'), ['CAP-TARGET /capabilities/0/target']],
    ['a blank target is a text', capability('event:emit', ' '), []],
    ['CAP-TARGET, a connector without a credential', capability('http:fetch', 'connector:mail'), ['CAP-TARGET /capabilities/0/target']],
    ['CAP-TARGET, an undeclared credential', capability('http:fetch', 'connector:mail.nothing'), ['CAP-TARGET /capabilities/0/target']],
    ['CAP-NEVER', capability('http:fetch', 'https://api.example.com/*'), ['warning CAP-NEVER /capabilities/0/target']],
    ['CAP-NEVER, no dot', capability('http:fetch', 'localserver'), ['warning CAP-NEVER /capabilities/0/target']],
    ['CAP-NEVER, private', capability('http:fetch', '192.168.0.1:8080'), ['warning CAP-NEVER /capabilities/0/target']],
    ['CAP-NEVER, inner star', capability('http:fetch', 'api.*.com'), ['warning CAP-NEVER /capabilities/0/target']],
    [
      'good targets',
      {
        '/capabilities': [
          { kind: 'http:fetch', target: '*.example.com', reason: 'r' },
          { kind: 'http:fetch', target: 'connector:mail.secret', reason: 'r' },
          { kind: 'db:write', target: 'addon_shop.*', reason: 'r' },
          { kind: 'event:emit', target: '*', reason: 'r' },
        ],
      },
      [],
    ],
  ])('%s', (_, changes, found) => {
    expect(findingsWith(changes)).toEqual(found);
  });
});

describe('blocks beside the models', () => {
  const twice = (value: object): object[] => [value, value];
  const backfill = (value: object): Record<string, unknown> => ({
    '/backfills': [{ key: 'a', source: { table: 'orders', distinct: 'id' }, do: 'wasm:f', ...value }],
  });
  const webhook = (...values: object[]): Record<string, unknown> => ({
    '/webhooks': values.map((value, index) => ({ key: `h${index}`, path: `/p${index}`, do: 'wasm:f', ...value })),
  });
  const device = (value: object): Record<string, unknown> => ({
    '/edge_devices': [{ key: 'a', transport: 'ws', capabilities: ['x'], ...value }],
  });
  it.each<RuleCase>([
    ['CONN-DUP', { '/connectors': twice(SHOP.connectors[0] as object) }, ['CONN-DUP /connectors/1/key']],
    [
      'SCHED-DUP and SCHED-EVERY',
      { '/schedules': twice({ key: 'a', every: '0s', do: 'wasm:f' }) },
      ['SCHED-EVERY /schedules/0/every', 'SCHED-DUP /schedules/1/key', 'SCHED-EVERY /schedules/1/every'],
    ],
    [
      'BF-DUP',
      { '/backfills': twice({ key: 'a', source: { table: 'orders', distinct: 'id' }, do: 'wasm:f' }) },
      ['BF-DUP /backfills/1/key'],
    ],
    ['BF-WITH-ARG', backfill({ with: { id: 1 } }), ['BF-WITH-ARG /backfills/0/with/id']],
    ['BF-WITH-ARG, named', backfill({ arg: 'order', with: { id: 1, order: 2 } }), ['BF-WITH-ARG /backfills/0/with/order']],
    ['BF-WITH-RESERVED', backfill({ with: { backfill: 1 } }), ['BF-WITH-RESERVED /backfills/0/with/backfill']],
    [
      'HOOK-DUP and HOOK-PATH-DUP',
      { '/webhooks': twice({ key: 'a', path: '/p', do: 'wasm:f' }) },
      ['HOOK-DUP /webhooks/1/key', 'HOOK-PATH-DUP /webhooks/1/path'],
    ],
    ['HOOK-PATH', webhook({ path: '' }), ['HOOK-PATH /webhooks/0/path']],
    [
      'HOOK-SECRET*',
      webhook(
        { verify: 'bearer' },
        { verify: 'bearer', secret_ref: 'mail' },
        { verify: 'bearer', secret_ref: 'ghost.secret' },
        { verify: 'bearer', secret_ref: 'mail.ghost' },
        { verify: 'bearer', secret_ref: 'mail.secret' },
        { secret_ref: 'unchecked' },
      ),
      [
        'HOOK-SECRET /webhooks/0/secret_ref',
        'HOOK-SECRET-DOT /webhooks/1/secret_ref',
        'HOOK-SECRET-CONN /webhooks/2/secret_ref',
        'HOOK-SECRET-CRED /webhooks/3/secret_ref',
      ],
    ],
    ['EDGE-DUP', { '/edge_devices': twice({ key: 'a', transport: 'ws', capabilities: ['x'] }) }, ['EDGE-DUP /edge_devices/1/key']],
    ['EDGE-CAP-DUP', device({ capabilities: ['x', 'x'] }), ['EDGE-CAP-DUP /edge_devices/0/capabilities/1']],
    [
      'EDGE-EVT',
      device({
        events: [
          { type: '', do: 'wasm:f' },
          { type: 'a', do: 'wasm:f' },
          { type: 'a', do: 'wasm:f' },
        ],
      }),
      ['EDGE-EVT /edge_devices/0/events/0/type', 'EDGE-EVT-DUP /edge_devices/0/events/2/type'],
    ],
    [
      'EDGE-CMD',
      device({ commands: [{ type: '' }, { type: 'a' }, { type: 'a' }] }),
      ['EDGE-CMD /edge_devices/0/commands/0/type', 'EDGE-CMD-DUP /edge_devices/0/commands/2/type'],
    ],
    [
      'DESK-DUP and DESK-FILE',
      { '/desktop_clients': twice({ key: 'a', auth: 'ops_user', download_url: 'https://x', files: { mac: 'a/b' } }) },
      ['DESK-FILE /desktop_clients/0/files/mac', 'DESK-DUP /desktop_clients/1/key', 'DESK-FILE /desktop_clients/1/files/mac'],
    ],
    ['SET-DUP', { '/settings': twice({ key: 'aa', type: 'string' }) }, ['warning SET-DUP /settings/1/key']],
    [
      'SCHED-EVERY, longer than a host can hold',
      { '/schedules': [{ key: 'a', every: '9999999h', do: 'wasm:F' }] },
      ['SCHED-EVERY /schedules/0/every'],
    ],
    [
      'DEC-OPT wherever settings stand',
      {
        '/settings': [{ key: 'aa', type: 'select', options: [{ value: 'a', label: 'A', color: 'red' }] }],
        '/connectors/0/credentials/0/options': [{ value: 'a', label: 'A', icon: 'x' }],
      },
      ['DEC-OPT /connectors/0/credentials/0/options/0/icon', 'DEC-OPT /settings/0/options/0/color'],
    ],
  ])('%s', (_, changes, found) => {
    expect(findingsWith(changes)).toEqual(found);
  });
});
