import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check } from '../../contract/check';
import { stepsOf, valueAt } from '../../contract/pointer';
import { shopWith } from '../../contract/testing';
import { applyEdits, FIXABLE_RULES, fixAll, fixesFor, isAnyFixable } from './fixes';

type Changes = Readonly<Record<string, unknown>>;
/** The rule, what is broken, the English title of the first fix, and what then stands at a pointer. */
type FixCase = readonly [rule: string, changes: Changes, title: string, pointer: string, value: unknown];

const ORDER = '/models/0';
const COLUMN = `${ORDER}/columns/2`;
const ACTION = '/contributions/actions/0';
const column = (more: object): object => ({ name: 'status', type: 'text', ...more });
const forms = (type: object): Changes => ({ [`${ORDER}/document_forms`]: { types: [{ key: 'a', label: 'A', fields: [], ...type }] } });
const widget = (more: object): Changes => ({
  '/contributions/dashboard': [{ key: 'a', title: 'A', kind: 'line', query: { model: 'Order', ...more } }],
});
const route = (more: object): Changes => ({
  '/contributions/public_routes': [{ key: 'a', model: 'Order', token_column: 'token', kind: 'html', columns: ['total'], ...more }],
});
const stages = { [`${ORDER}/stage_field`]: 'status', [`${ORDER}/stages`]: [{ key: 'open' }] };
const twice = (entry: object): object[] => [entry, entry];

const CASES: readonly FixCase[] = [
  ['SCHEMA-UNKNOWN', { [COLUMN]: column({ serchable: true }) }, 'Rename "serchable" to "searchable"', `${COLUMN}/searchable`, true],
  [
    'SCHEMA-UNKNOWN',
    { [`${ACTION}/fields`]: [{ name: 'note', type: 'text' }] },
    'Rename "name" to "key"',
    `${ACTION}/fields/0/key`,
    'note',
  ],
  ['SCHEMA-UNKNOWN', { '/zzzzzzzz': 1 }, 'Remove "zzzzzzzz"', '/zzzzzzzz', undefined],
  ['SCHEMA-REQUIRED', { '/metadata/version': undefined }, 'Add "version"', '/metadata/version', '1.0.0'],
  ['SCHEMA-REQUIRED', { [`${ORDER}/table`]: undefined }, 'Add "table"', `${ORDER}/table`, 'orders'],
  ['SCHEMA-ENUM', { [`${COLUMN}/type`]: 'bool' }, 'Write "boolean"', `${COLUMN}/type`, 'boolean'],
  ['SCHEMA-ENUM', { [`${COLUMN}/type`]: 'string' }, 'Write "text"', `${COLUMN}/type`, 'text'],
  ['SCHEMA-ENUM', { [`${COLUMN}/type`]: 'decimal(12, 2)' }, 'Write "numeric(12,2)"', `${COLUMN}/type`, 'numeric(12,2)'],
  ['SCHEMA-ENUM', { [`${COLUMN}/type`]: 'string(40)' }, 'Write "varchar(40)"', `${COLUMN}/type`, 'varchar(40)'],
  ['SCHEMA-ENUM', { [`${COLUMN}/type`]: 'varchr(40)' }, 'Write "varchar(40)"', `${COLUMN}/type`, 'varchar(40)'],
  ['SCHEMA-ENUM', { [`${COLUMN}/type`]: 'Numric( 12, 2 )' }, 'Write "numeric(12,2)"', `${COLUMN}/type`, 'numeric(12,2)'],
  ['SCHEMA-ENUM', { [`${COLUMN}/type`]: 'decmal(12)' }, 'Write "numeric(12,0)"', `${COLUMN}/type`, 'numeric(12,0)'],
  ['SCHEMA-ENUM', { [`${COLUMN}/type`]: 'vectr(3)' }, 'Write "vector(3)"', `${COLUMN}/type`, 'vector(3)'],
  ['SCHEMA-ENUM', { [`${COLUMN}/type`]: 'bigit(20)' }, 'Write "bigint"', `${COLUMN}/type`, 'bigint'],
  ['SCHEMA-ENUM', { [`${COLUMN}/type`]: 'int(11)' }, 'Write "integer"', `${COLUMN}/type`, 'integer'],
  ['SCHEMA-PATTERN', { [`${COLUMN}/type`]: 'varchar(40' }, 'Write "varchar(40)"', `${COLUMN}/type`, 'varchar(40)'],
  ['SCHEMA-PATTERN', { [`${COLUMN}/type`]: 'numeric(12.2)' }, 'Write "numeric(12,2)"', `${COLUMN}/type`, 'numeric(12,2)'],
  ['SCHEMA-ENUM', { '/kind': 'addon' }, 'Write "Addon"', '/kind', 'Addon'],
  ['SCHEMA-PATTERN', { [`${COLUMN}/type`]: 'numeric(12, 2)' }, 'Write "numeric(12,2)"', `${COLUMN}/type`, 'numeric(12,2)'],
  ['SCHEMA-PATTERN', { '/metadata/version': 'v1.2' }, 'Write "1.2.0"', '/metadata/version', '1.2.0'],
  ['SCHEMA-PATTERN', { '/metadata/key': 'Help-Desk' }, 'Write "help_desk"', '/metadata/key', 'help_desk'],
  ['SCHEMA-PATTERN', { [`${ORDER}/key`]: 'work_order' }, 'Write "WorkOrder"', `${ORDER}/key`, 'WorkOrder'],
  [
    'SCHEMA-PATTERN',
    { '/extension_points': { events: [{ name: 'shop.order.paid' }] } },
    'Write "shop.order_paid"',
    '/extension_points/events/0/name',
    'shop.order_paid',
  ],
  ['SCHEMA-PATTERN', { '/schedules': [{ key: 'a', every: '1d', do: 'wasm:F' }] }, 'Write "24h"', '/schedules/0/every', '24h'],
  ['SCHEMA-PATTERN', { '/schedules': [{ key: 'a', every: '1h', do: 'Sweep' }] }, 'Write "wasm:Sweep"', '/schedules/0/do', 'wasm:Sweep'],
  [
    'SCHEMA-PATTERN',
    { '/i18n': { default_locale: 'es_mx', bundles: [{ locale: 'es-MX', path: 'a' }] } },
    'Write "es-MX"',
    '/i18n/default_locale',
    'es-MX',
  ],
  ['SCHEMA-TYPE', { [COLUMN]: column({ not_null: 'true' }) }, 'Write true', `${COLUMN}/not_null`, true],
  ['SCHEMA-TYPE', { [`${ORDER}/label`]: 5 }, 'Write "5"', `${ORDER}/label`, '5'],
  ['SCHEMA-TYPE', { '/metadata/features': 'fast' }, 'Write […]', '/metadata/features', ['fast']],
  [
    'SCHEMA-TYPE',
    { [COLUMN]: column({ options: ['open', { value: 'done', label: 'Done' }] }) },
    'Write {…}',
    `${COLUMN}/options/0`,
    { value: 'open', label: 'open' },
  ],
  [
    'SCHEMA-UNKNOWN',
    { [COLUMN]: column({ unique: true }) },
    'Index "status" as unique',
    `${ORDER}/indices/0`,
    { name: 'orders_status_key', columns: ['status'], unique: true },
  ],
  [
    'SCHEMA-REQUIRED',
    { '/contributions/navigation': [{ title: 'Orders', model: 'Order' }] },
    'Make it an entry of the group',
    '/contributions/navigation/0/items/0',
    { title: 'Orders', model: 'Order' },
  ],
  ['SCHEMA-REQUIRED', { '/metadata': undefined }, 'Add "metadata"', '/metadata', { key: 'my_addon', name: 'My addon', version: '1.0.0' }],
  ['SCHEMA-SIZE', { '/metadata/i18n': {}, '/compatibility/provides': [''] }, 'Remove the repeated entry', '/compatibility/provides', []],
  ['SCHEMA-UNIQUE', { '/compatibility/provides': ['a', 'a'] }, 'Remove the repeated entry', '/compatibility/provides', ['a']],
  ['SCHEMA-KIND', { '/preset': { addons: [{ key: 'a', version: '1' }] } }, 'Remove "preset"', '/preset', undefined],
  [
    'DEC-OPT',
    { '/settings': [{ key: 'mode', type: 'select', options: [{ value: 'a', label: 'A', tone: 'x' }] }] },
    'Remove "tone"',
    '/settings/0/options/0/tone',
    undefined,
  ],
  [
    'DEC-TYPE',
    { '/contributions/actions/0/modal_width': 720 },
    'Set "modal_width" to "720px"',
    '/contributions/actions/0/modal_width',
    '720px',
  ],
  ['REQ-RANGE', { '/compatibility/requires/0/version': 'latest' }, 'Write "*"', '/compatibility/requires/0/version', '*'],
  [
    'REQ-RANGE',
    { '/compatibility/requires/0/version': '??' },
    'Set "version" to ">=3.0.0 <4.0.0"',
    '/compatibility/requires/0/version',
    '>=3.0.0 <4.0.0',
  ],
  [
    'REQ-HOST',
    { '/compatibility/requires/0/version': '^2.0' },
    'Set "version" to "^2.0 || >=3.0.0 <4.0.0"',
    '/compatibility/requires/0/version',
    '^2.0 || >=3.0.0 <4.0.0',
  ],
  [
    'UPG-RANGE',
    { '/lifecycle': { upgrade: [{ from: 'old', type: 'wasm', function: 'F' }] } },
    'Set "from" to "*"',
    '/lifecycle/upgrade/0/from',
    '*',
  ],
  [
    'ENA-OPTIONAL',
    { '/compatibility/requires/1': { key: 'crm', version: '*', enables: ['nav:a'] } },
    'Set "optional" to true',
    '/compatibility/requires/1/optional',
    true,
  ],
  [
    'ENA-ACTION',
    { '/compatibility/requires/1': { key: 'crm', version: '*', optional: true, enables: ['action:Order.sent'] } },
    'Replace "Order.sent" by "Order.send"',
    '/compatibility/requires/1/enables/0',
    'action:Order.send',
  ],
  [
    'TEN-RLS',
    { [`${ORDER}/columns/1`]: { name: 'org_ref', type: 'uuid' } },
    'Add the column "organization_id"',
    `${ORDER}/columns/1`,
    { name: 'organization_id', type: 'uuid', not_null: true },
  ],
  [
    'PERM-MODEL',
    { '/rbac': { permissions: [{ key: 'shop.read', models: [{ model: 'Ordr', actions: ['view'] }] }] } },
    'Replace "Ordr" by "Order"',
    '/rbac/permissions/0/models/0/model',
    'Order',
  ],
  [
    'PERM-DUP',
    { '/rbac': { permissions: twice({ key: 'shop.read' }) } },
    'Remove the repeated entry',
    '/rbac/permissions/1/key',
    undefined,
  ],
  [
    'PERM-GATE',
    { '/contributions/navigation': [{ title: 'S', items: [{ title: 'O', model: 'Order', permission: 'orders.indx' }] }] },
    'Replace "orders.indx" by "orders.index"',
    '/contributions/navigation/0/items/0/permission',
    'orders.index',
  ],
  [
    'ROLE-PERM',
    { '/rbac': { permissions: [{ key: 'shop.read' }], roles: [{ key: 'clerk', label: 'C', permissions: ['shop.reed'] }] } },
    'Replace "shop.reed" by "shop.read"',
    '/rbac/roles/0/permissions/0',
    'shop.read',
  ],
  [
    'ROLE-PERM',
    { '/rbac': { permissions: [{ key: 'shop.read' }], roles: [{ key: 'clerk', label: 'C', permissions: ['shop.approve_all'] }] } },
    'Declare the permission "shop.approve_all"',
    '/rbac/permissions/1/key',
    'shop.approve_all',
  ],
  [
    'CAP-NEVER',
    { '/capabilities': [{ kind: 'http:fetch', target: 'https://api.example.com/*' }] },
    'Write "api.example.com"',
    '/capabilities/0/target',
    'api.example.com',
  ],
  [
    'DUP-COLUMN',
    { [`${ORDER}/columns/9`]: { name: 'total', type: 'numeric' } },
    'Remove the repeated entry',
    `${ORDER}/columns/9`,
    undefined,
  ],
  ['DUP-TABLE', { '/models/1/table': 'orders' }, 'Rename "orders" to "orders_2"', '/models/1/table', 'orders_2'],
  [
    'DUP-INDEX',
    { [`${ORDER}/indices`]: twice({ name: 'i', columns: ['total'] }) },
    'Remove the repeated entry',
    `${ORDER}/indices/1/name`,
    undefined,
  ],
  ['DEFAULT', { [COLUMN]: column({ default: '"open"' }) }, 'Write "open"', `${COLUMN}/default`, 'open'],
  ['DEFAULT', { [COLUMN]: column({ default: {} }) }, 'Write "{}"', `${COLUMN}/default`, '{}'],
  ['SEARCHABLE', { [`${ORDER}/columns/6/searchable`]: true }, 'Remove "searchable"', `${ORDER}/columns/6/searchable`, undefined],
  ['MULTIPLE', { [COLUMN]: column({ ref: 'Line', multiple: true }) }, 'Remove "multiple"', `${COLUMN}/multiple`, undefined],
  [
    'SECTION',
    { [COLUMN]: column({ section: 'mani' }), [`${ORDER}/form_layout`]: { mode: 'sections', sections: [{ key: 'main' }] } },
    'Replace "mani" by "main"',
    `${COLUMN}/section`,
    'main',
  ],
  [
    'audit_column_type',
    { [`${ORDER}/columns/9`]: { name: 'created_at', type: 'text' } },
    'Set "type" to "timestamptz"',
    `${ORDER}/columns/9/type`,
    'timestamptz',
  ],
  [
    'audit_column_type',
    { [`${ORDER}/columns/9`]: { name: 'created_by_id', type: 'text' } },
    'Set "type" to "uuid"',
    `${ORDER}/columns/9/type`,
    'uuid',
  ],
  [
    'COL-SEQ',
    { [COLUMN]: column({ sequence: 'folio' }) },
    'Declare the sequence "folio"',
    `${ORDER}/sequences`,
    [{ key: 'folio', format: '{seq:06}' }],
  ],
  [
    'SEQ-FORMAT',
    { [`${ORDER}/sequences`]: [{ key: 'a', format: 'A-{seq:6}' }] },
    'Write "A-{seq:06}"',
    `${ORDER}/sequences/0/format`,
    'A-{seq:06}',
  ],
  [
    'SEQ-FORMAT',
    { [`${ORDER}/sequences`]: [{ key: 'a', format: 'A-' }] },
    'Write "A-{seq:06}"',
    `${ORDER}/sequences/0/format`,
    'A-{seq:06}',
  ],
  [
    'SEQ-DUP',
    { [`${ORDER}/sequences`]: twice({ key: 'a', format: '{seq}' }) },
    'Remove the repeated entry',
    `${ORDER}/sequences/1/key`,
    undefined,
  ],
  [
    'CON-EXPR',
    { [COLUMN]: column({ constraints: [{ expr: '(total >= 0)', error_key: 'e' }] }) },
    'Write "total >= 0"',
    `${COLUMN}/constraints/0/expr`,
    'total >= 0',
  ],
  [
    'CON-EXPR',
    { [COLUMN]: column({ constraints: [{ expr: 'totl >= 0', error_key: 'e' }] }) },
    'Replace "totl" by "total"',
    `${COLUMN}/constraints/0/expr`,
    'total >= 0',
  ],
  [
    'CON-APPR-MISSING',
    { [COLUMN]: column({ constraints: [{ expr: 'total >= 0', error_key: 'e', on_violation: 'request_approval' }] }) },
    'Add "approval"',
    `${COLUMN}/constraints/0/approval`,
    { roles: ['admin'] },
  ],
  [
    'CON-APPR-EXTRA',
    { [COLUMN]: column({ constraints: [{ expr: 'total >= 0', error_key: 'e', approval: { roles: ['a'] } }] }) },
    'Remove "approval"',
    `${COLUMN}/constraints/0/approval`,
    undefined,
  ],
  [
    'IDX-COL',
    { [`${ORDER}/indices`]: [{ name: 'i', columns: ['totall'] }] },
    'Replace "totall" by "total"',
    `${ORDER}/indices/0/columns/0`,
    'total',
  ],
  [
    'IDX-METHOD',
    { [`${ORDER}/indices`]: [{ name: 'i', columns: ['total'], method: 'gin', where: 'total > 0' }] },
    'Remove "method"',
    `${ORDER}/indices/0/method`,
    undefined,
  ],
  [
    'IDX-WHERE',
    { [`${ORDER}/indices`]: [{ name: 'i', columns: ['total'], where: 'status == "open"' }] },
    `Write "status = 'open'"`,
    `${ORDER}/indices/0/where`,
    "status = 'open'",
  ],
  [
    'FK-COLUMN',
    { [`${ORDER}/foreign_keys`]: [{ columns: ['custmer_id'], references: { model: 'Line', columns: ['id'] }, policy: 'logical' }] },
    'Replace "custmer_id" by "customer_id"',
    `${ORDER}/foreign_keys/0/columns/0`,
    'customer_id',
  ],
  [
    'FK-MODEL',
    { [`${ORDER}/foreign_keys`]: [{ columns: ['customer_id'], references: { model: 'Lime', columns: ['id'] }, policy: 'logical' }] },
    'Replace "Lime" by "Line"',
    `${ORDER}/foreign_keys/0/references/model`,
    'Line',
  ],
  [
    'SEED-KEY',
    { [`${ORDER}/seed`]: { key: 'statuz', rows: [{ status: 'a' }] } },
    'Replace "statuz" by "status"',
    `${ORDER}/seed/key`,
    'status',
  ],
  [
    'SEED-COLUMN',
    { [`${ORDER}/seed`]: { key: 'status', rows: [{ statuz: 'a' }] } },
    'Rename "statuz" to "status"',
    `${ORDER}/seed/rows/0`,
    { status: 'a' },
  ],
  [
    'FORM-TARGET',
    { [`${ORDER}/formulas`]: [{ target: 'totl', expr: '1' }] },
    'Replace "totl" by "total"',
    `${ORDER}/formulas/0/target`,
    'total',
  ],
  ['FORM-HANDLER', { [`${ORDER}/formulas`]: [{ target: 'total', handler: 'wasm:f' }] }, 'Set "tier" to 3', `${ORDER}/formulas/0/tier`, 3],
  [
    'FORM-T3-EXPR',
    { [`${ORDER}/formulas`]: [{ target: 'total', tier: 3, handler: 'wasm:f', expr: '1' }] },
    'Remove "expr"',
    `${ORDER}/formulas/0/expr`,
    undefined,
  ],
  [
    'ROLL-NONE',
    {
      [`${ORDER}/relations`]: [
        { name: 'l', kind: 'one_to_many', through: 'Line', foreign_key: 'order_id', rollups: [{ target: 'total' }] },
      ],
    },
    'Set "fn" to "count"',
    `${ORDER}/relations/0/rollups/0/fn`,
    'count',
  ],
  [
    'STG-TRANS',
    { ...stages, [`${ORDER}/transitions`]: [{ from: 'open', to: 'archived' }] },
    'Declare the stage "archived"',
    `${ORDER}/stages/1`,
    { key: 'archived' },
  ],
  [
    'requires_state_in_stages',
    { ...stages, [`${ACTION}/requires_state`]: ['opne'] },
    'Replace "opne" by "open"',
    `${ACTION}/requires_state/0`,
    'open',
  ],
  [
    'requires_state_in_stages',
    { ...stages, [`${ACTION}/requires_state`]: ['archived'] },
    'Declare the stage "archived"',
    `${ORDER}/stages/1`,
    { key: 'archived' },
  ],
  ['REASON-EMPTY', { [`${ORDER}/reason_required`]: {} }, 'Set "delete" to true', `${ORDER}/reason_required/delete`, true],
  [
    'EXT-NOTOPEN',
    { '/models/1/extends': 'shop.Order', '/models/1/columns': [{ name: 'amount', type: 'numeric' }] },
    'Accept extensions of "Order"',
    '/extension_points/model_extensions_accepted',
    ['Order'],
  ],
  [
    'EXT-COLUMN',
    {
      '/models/1/extends': 'crm.Order',
      '/models/1/columns': [
        { name: 'id', type: 'uuid' },
        { name: 'amount', type: 'numeric' },
      ],
    },
    'Remove the repeated entry',
    '/models/1/columns',
    [{ name: 'amount', type: 'numeric' }],
  ],
  [
    'SKEY-NOPH',
    { [`${ORDER}/search_keys`]: [{ name: 'sk', format: 'status' }] },
    'Write "{status}"',
    `${ORDER}/search_keys/0/format`,
    '{status}',
  ],
  [
    'XRULE-UNIQUE-EXTRA',
    { [`${ORDER}/rules`]: [{ kind: 'unique', error_key: 'e', columns: ['status'], parent: 'Line' }] },
    'Remove "parent"',
    `${ORDER}/rules/0/parent`,
    undefined,
  ],
  [
    'XCOL-DUP',
    { [COLUMN]: column({ options: { source: 'Line', extra_columns: ['amount', 'amount'] } }) },
    'Remove the repeated entry',
    `${COLUMN}/options/extra_columns`,
    ['amount'],
  ],
  [
    'DF-DUP',
    { [`${ORDER}/document_forms`]: { types: twice({ key: 'a', label: 'A', fields: [] }) } },
    'Remove the repeated entry',
    `${ORDER}/document_forms/types/1/key`,
    undefined,
  ],
  [
    'DF-SRC-EP',
    forms({ sources: [{ key: 'a', label: 'A', model: 'Order', lines: 'Line', remaining_endpoint: 'x' }] }),
    'Set "remaining_endpoint" to "/x"',
    `${ORDER}/document_forms/types/0/sources/0/remaining_endpoint`,
    '/x',
  ],
  ['OD-COL', { [`${ORDER}/option_display`]: { image: 'statu' } }, 'Replace "statu" by "status"', `${ORDER}/option_display/image`, 'status'],
  ['HCAP-EXTRA', { [`${ACTION}/handler/capability`]: 'messaging.send' }, 'Remove "capability"', `${ACTION}/handler/capability`, undefined],
  [
    'COND-CONN',
    { [`${ACTION}/condition`]: { connector_connected: 'mial' } },
    'Replace "mial" by "mail"',
    `${ACTION}/condition/connector_connected`,
    'mail',
  ],
  [
    'COND-CONN',
    { [`${ACTION}/condition`]: { connector_connected: 'payments' } },
    'Declare the connector "payments"',
    '/connectors/1',
    { key: 'payments' },
  ],
  [
    'COND-UNMET',
    { [`${ACTION}/condition`]: { field: 'status', unmet: 'disable' } },
    'Set "unmet" to "hide"',
    `${ACTION}/condition/unmet`,
    'hide',
  ],
  [
    'NAV-KANBAN',
    { ...stages, '/contributions/navigation': [{ title: 'a', items: [{ title: 'b', model: 'Order', view_type: 'kanban' }] }] },
    'Set "group_by" to "status"',
    '/contributions/navigation/0/items/0/group_by',
    'status',
  ],
  [
    'DASH-INTERVAL',
    widget({ date_field: 'expires_at' }),
    'Set "interval" to "month"',
    '/contributions/dashboard/0/query/interval',
    'month',
  ],
  [
    'RULE-WHEN',
    { '/contributions/rules': [{ key: 'a', model: 'Order', when: 'total = paid', then: { kind: 'flag', message: 'm' } }] },
    'Write "total == paid"',
    '/contributions/rules/0/when',
    'total == paid',
  ],
  [
    'RULE-ROLES',
    { '/contributions/rules': [{ key: 'a', model: 'Order', when: 'total == 0', then: { kind: 'notify', message: 'm' } }] },
    'Add "notify_roles"',
    '/contributions/rules/0/then/notify_roles',
    ['admin'],
  ],
  ['CFG-BOTH', { '/contributions/config': { model: 'Order', url: '/x' } }, 'Remove "url"', '/contributions/config', { model: 'Order' }],
  [
    'PUB-WHEN',
    route({ enabled_when: 'status == open AND total > 0' }),
    `Write "status == 'open' && total > 0"`,
    '/contributions/public_routes/0/enabled_when',
    "status == 'open' && total > 0",
  ],
  [
    'PUB-TOKEN-EXPOSED',
    route({ columns: ['total', 'token'] }),
    'Remove the repeated entry',
    '/contributions/public_routes/0/columns',
    ['total'],
  ],
  ['CONN-DUP', { '/connectors': twice({ key: 'mail' }) }, 'Remove the repeated entry', '/connectors/1/key', undefined],
  ['SCHED-EVERY', { '/schedules': [{ key: 'a', every: '0s', do: 'wasm:F' }] }, 'Set "every" to "1h"', '/schedules/0/every', '1h'],
  [
    'BF-WITH-RESERVED',
    { '/backfills': [{ key: 'a', source: { table: 'orders', distinct: 'id' }, do: 'wasm:F', with: { backfill: 1 } }] },
    'Remove "backfill"',
    '/backfills/0/with',
    {},
  ],
  [
    'HOOK-SECRET-CRED',
    { '/webhooks': [{ key: 'a', path: '/a', do: 'wasm:F', verify: 'bearer', secret_ref: 'mail.sekret' }] },
    'Replace "sekret" by "secret"',
    '/webhooks/0/secret_ref',
    'mail.secret',
  ],
  ['REF-MODEL', { '/models/0/columns/5/ref': 'Lines' }, 'Replace "Lines" by "Line"', '/models/0/columns/5/ref', 'Line'],
  ['REF-MODEL', { '/models/0/columns/5/ref': 'shop.Lin' }, 'Replace "Lin" by "Line"', '/models/0/columns/5/ref', 'shop.Line'],
  [
    'REL-MODEL',
    { '/models/0/relations': [{ name: 'lines', kind: 'one_to_many', through: 'Lnie', foreign_key: 'order_id' }] },
    'Replace "Lnie" by "Line"',
    '/models/0/relations/0/through',
    'Line',
  ],
  [
    'NAV-MODEL',
    { '/contributions/navigation': [{ title: 'n', items: [{ title: 'a', model: 'Ordr' }] }] },
    'Replace "Ordr" by "Order"',
    '/contributions/navigation/0/items/0/model',
    'Order',
  ],
  ['ACT-MODEL', { [`${ACTION}/target_model`]: 'order' }, 'Replace "order" by "Order"', `${ACTION}/target_model`, 'Order'],
  [
    'IDX-COL',
    { '/models/0/indices': [{ name: 'i', columns: ['totl'], where: "status = 'a'" }] },
    'Replace "totl" by "total"',
    '/models/0/indices/0/columns',
    ['total'],
  ],
  [
    'ROLE-PERM',
    { '/rbac': { permissions: [{ key: 'shop.read' }], roles: [{ key: 'clerk', label: 'Clerk', permissions: ['shop.raed'] }] } },
    'Replace "shop.raed" by "shop.read"',
    '/rbac/roles/0/permissions',
    ['shop.read'],
  ],
  [
    'PERM-MODEL',
    { '/rbac': { permissions: [{ key: 'shop.read', models: [{ model: 'shop.Ordre', actions: ['index'] }] }] } },
    'Replace "Ordre" by "Order"',
    '/rbac/permissions/0/models/0/model',
    'shop.Order',
  ],
  [
    'STG-TRANS',
    {
      '/models/0/stage_field': 'status',
      '/models/0/stages': [{ key: 'open' }, { key: 'closed' }],
      '/models/0/transitions': [{ from: 'open', to: 'close' }],
    },
    'Replace "close" by "closed"',
    '/models/0/transitions/0/to',
    'closed',
  ],
  [
    'PROM-EVENT',
    { '/contributions/subscriptions': [{ event: 'shop.Order.create', handler: { type: 'compiled' } }] },
    'Replace "shop.Order.create" by "shop.Order.created"',
    '/contributions/subscriptions/0/event',
    'shop.Order.created',
  ],
  [
    'PROM-SLOT',
    { '/contributions/slots': [{ slot_kind: 'shop.sied', entry: './Side' }], '/extension_points': { slot_kinds: [{ name: 'shop.side' }] } },
    'Replace "shop.sied" by "shop.side"',
    '/contributions/slots/0/slot_kind',
    'shop.side',
  ],
  [
    'EDGE-CAP-DUP',
    { '/edge_devices': [{ key: 'a', capabilities: ['x', 'x'], transport: 'ws' }] },
    'Remove the repeated entry',
    '/edge_devices/0/capabilities',
    ['x'],
  ],
  ['GATE-MODAL', { [`${ACTION}/modal`]: 'send' }, 'Write "shop.send"', `${ACTION}/modal`, 'shop.send'],
  ['GATE-FUNCTION', { [`${ACTION}/handler`]: { type: 'wasm' } }, 'Write "send"', `${ACTION}/handler/function`, 'send'],
];

const V2_CASES: readonly FixCase[] = [
  ['V2-DEFAULT', { columns: [{ name: 'status', default: 'open' }] }, `Write "'open'"`, '/model_definitions/0/columns/0/default', "'open'"],
  ['V2-DEFAULT', { columns: [{ name: 'at', default: 'NOW()' }] }, 'Write "now()"', '/model_definitions/0/columns/0/default', 'now()'],
];

function cure(text: string, rule: string): { title: string; after: unknown; left: string[] } {
  const diagnostic = check(text).diagnostics.find((found) => found.rule === rule);
  if (diagnostic === undefined) throw new Error(`${rule} is not found in ${text}`);
  const [fix] = fixesFor(text, diagnostic);
  if (fix === undefined) throw new Error(`no fix for ${rule}`);
  const fixed = applyEdits(text, fix.edits);
  return {
    title: fix.title.en,
    after: JSON.parse(fixed),
    left: check(fixed)
      .diagnostics.filter((found) => found.rule === rule)
      .map(({ path }) => path),
  };
}

describe('a fix', () => {
  it('for a misspelt name is asked for first, before what else cures it', () => {
    const cureOf = (ref: string, locale: 'en' | 'es') =>
      check(shopWith({ '/models/0/columns/5/ref': ref }), { locale }).diagnostics.find(({ rule }) => rule === 'REF-MODEL')?.cure;
    const cure = "Write the key of a model; another addon's model is written as `addon.Model`.";
    expect(cureOf('Lines', 'en')).toBe(`Did you mean "Line"? ${cure}`);
    expect(cureOf('Lines', 'es')).toMatch(/^¿Quiso decir "Line"\? Escriba /);
    expect(cureOf('Warehouse', 'en')).toBe(cure);
  });

  it('is offered for findings in the manifest, whether they name it or not, and for no other file', () => {
    const text = shopWith({ [COLUMN]: column({ type: 'string' }) });
    const [finding] = check(text).diagnostics;
    if (finding === undefined) throw new Error('nothing was found');
    const titles = (file: string) => fixesFor(text, { ...finding, file }).map(({ title }) => title.en);
    expect(titles('manifest.json')).toEqual(fixesFor(text, finding).map(({ title }) => title.en));
    expect(titles('manifest.json')[0]).toBe('Write "text"');
    expect(titles('migrations/1.sql')).toEqual([]);
  });

  it.each(CASES)('of %s %#', (rule, changes, title, pointer, value) => {
    const { title: offered, after, left } = cure(shopWith(changes), rule);
    expect({ offered, left, value: valueAt(after, stepsOf(pointer)) }).toEqual({ offered: title, left: [], value });
  });

  it.each(V2_CASES)('of %s %#', (rule, changes, title, pointer, value) => {
    const text = JSON.stringify({
      key: 'demo',
      name: 'Demo',
      version: '1.0.0',
      model_definitions: [{ model_key: 'a', table_name: 'a', ...changes }],
    });
    const { title: offered, after, left } = cure(text, rule);
    expect({ offered, left, value: valueAt(after, stepsOf(pointer)) }).toEqual({ offered: title, left: [], value });
  });

  it.each<[string, string, string]>([
    ['JSON-TRAILING-COMMA', '{"a": [1, 2,]}', '{"a": [1, 2]}'],
    ['JSON-COMMENT', '{"a": 1 /* one */}', '{"a": 1 }'],
    ['JSON-BOM', '\uFEFF{"a": 1}', '{"a": 1}'],
    ['JSON-DUPLICATE', '{"b": 0, "a": 1, "a": 2}', '{"b": 0, "a": 2}'],
    ['JSON-SURROGATE', '{"a": "\\ud800"}', '{"a": "\ufffd"}'],
  ])('of the text: %s', (rule, text, fixed) => {
    const diagnostic = check(text).diagnostics.find((found) => found.rule === rule);
    const [fix] = diagnostic === undefined ? [] : fixesFor(text, diagnostic);
    expect(applyEdits(text, fix?.edits ?? [])).toBe(fixed);
  });

  it.each([
    ['{ "a": 1\n  "b": 2 }', 'Put a comma', '{ "a": 1,\n  "b": 2 }'],
    ['{ "a": [1 2] }', 'Put a comma', '{ "a": [1, 2] }'],
    ['{ "a": [{ "b": "}" }\n', 'Write the closing "]}"', '{ "a": [{ "b": "}" }\n]}\n'],
  ])('makes JSON of %j', (text, title, mended) => {
    const found = check(text).diagnostics.find(({ rule }) => rule === 'JSON-SYNTAX');
    const fix = found && fixesFor(text, found)[0];
    expect(fix?.title.en).toBe(title);
    expect(applyEdits(text, fix?.edits ?? [])).toBe(mended);
  });

  it('writes whole numbers plainly', () => {
    const text = shopWith({ '/contributions/routes': [{ domain: 'a', handler: 'b', priority: 77 }] }).replace('77', '1e2');
    expect(cure(text, 'DEC-INT').after).toMatchObject({ contributions: { routes: [{ priority: 100 }] } });
  });

  it('leaves the formatting around it alone, tabs and line ends included', () => {
    const text = `{\r\n\t"apiVersion": "asteby.com/v3",\r\n\t"kind": "Addon",\r\n\t"metadata": { "key":"a1","name":"A" , "version": "v1.0.0" },\r\n\t"compatibility": { "requires": [ { "key": "kernel", "version": "*" } ] }\r\n}`;
    const [diagnostic] = check(text).diagnostics;
    const [fix] = diagnostic === undefined ? [] : fixesFor(text, diagnostic);
    expect(applyEdits(text, fix?.edits ?? [])).toBe(text.replace('v1.0.0', '1.0.0'));
  });

  it('is offered in both languages', () => {
    const text = shopWith({ [`${COLUMN}/type`]: 'bool' });
    const [diagnostic] = check(text).diagnostics;
    expect(diagnostic === undefined ? [] : fixesFor(text, diagnostic).map(({ title }) => title.es)).toEqual(['Escribir "boolean"']);
  });

  it('exists for many rules, most of them tried above', () => {
    const tried = new Set([...CASES, ...V2_CASES].map(([rule]) => rule));
    expect(FIXABLE_RULES.length).toBeGreaterThanOrEqual(100);
    expect(tried.size).toBeGreaterThanOrEqual(70);
  });
});

describe('fixAll', () => {
  it('applies what is safe, layer by layer, and nothing else', () => {
    const text = `{
  // an addon
  "apiVersion": "asteby.com/v3",
  "kind": "Addon",
  "metadata": { "key": "notes", "name": "Notes", "version": "v1.0", },
  "compatibility": { "requires": [{ "key": "kernel", "version": "*" }] },
  "models": [{ "key": "Note", "table": "notes", "columns": [
    { "name": "organization_id", "type": "uuid", "not_null": "true" },
    { "name": "pinned", "type": "bool" },
    { "name": "price", "type": "decimal(12, 2)" }
  ] }]
}
`;
    const { text: fixed, applied } = fixAll(text, check(text).diagnostics);
    expect(applied).toBe(5);
    expect(fixed).toBe(
      text
        .replace('// an addon', '')
        .replace('"v1.0", }', '"v1.0" }')
        .replace('"true"', 'true')
        .replace('"bool"', '"boolean"')
        .replace('"decimal(12, 2)"', '"numeric(12,2)"'),
    );
    // The version is a guess: it is offered, but not applied unseen.
    expect(check(fixed).diagnostics.map(({ rule, path }) => `${rule} ${path}`)).toEqual(['SCHEMA-PATTERN /metadata/version']);
  });

  it('cures what has one safe answer on every level in one go: the text, the shape, what lies between the fields', () => {
    const text = shopWith({
      [COLUMN]: { name: 'status', type: 'string', options: ['open', 'done'], unique: true },
      [`${ORDER}/columns/1`]: { name: 'org_ref', type: 'uuid' },
      '/rbac': { permissions: twice({ key: 'shop.read' }) },
    }).replace(/\}$/, ',}');
    const mended = fixAll(text, check(text).diagnostics);
    expect(check(mended.text).diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect(fixAll(mended.text, check(mended.text).diagnostics)).toEqual({ text: mended.text, applied: 0 });
  });

  it('leaves a text without faults as it is', () => {
    expect(fixAll(shopWith({}), [])).toEqual({ text: shopWith({}), applied: 0 });
  });
});

it('tells findings that somebody could cure by a choice from those that nobody can cure here', () => {
  const isFixable = (text: string): boolean => isAnyFixable(text, check(text).diagnostics);
  // A guess: offered, and not applied unseen.
  expect(isFixable(shopWith({ '/metadata/version': 'v1.2' }))).toBe(true);
  expect(isFixable(shopWith({ [`${COLUMN}/type`]: 'zzzzzzzz(40)' }))).toBe(false);
  expect(isFixable('{"apiVersion": ')).toBe(false);
  expect(isFixable(shopWith({}))).toBe(false);
});

const corpus = process.env.PLAYGROUND_CORPUS;
if (corpus === undefined) process.stderr.write('fixes.spec.ts: the corpus is skipped, PLAYGROUND_CORPUS is not set\n');

describe.skipIf(corpus === undefined)('on the rejected manifests of the corpus', () => {
  const folder = join(corpus ?? '', 'manifests', 'invalid');
  const names = corpus === undefined ? [] : readdirSync(folder);

  it('every fix that is offered cures its finding and adds none of its rule', () => {
    let cured = 0;
    let offered = 0;
    for (const name of names) {
      const text = readFileSync(join(folder, name), 'utf8');
      const first = check(text).diagnostics.find(({ severity }) => severity === 'error');
      if (first === undefined) continue;
      const fixes = fixesFor(text, first);
      if (fixes.length > 0) offered += 1;
      for (const { edits } of fixes) {
        const after = check(applyEdits(text, edits)).diagnostics;
        expect({
          name,
          still: after.filter(({ rule, path, message }) => rule === first.rule && path === first.path && message === first.message),
        }).toEqual({ name, still: [] });
      }
      if (fixes.some(({ edits }) => check(applyEdits(text, edits)).accepted)) cured += 1;
    }
    process.stdout.write(`fixes: ${offered} of ${names.length} rejected manifests have a fix, ${cured} become accepted by one\n`);
    expect(cured).toBeGreaterThanOrEqual(Math.floor(names.length * 0.35));
  });

  it('fixAll never leaves more errors', () => {
    for (const name of names) {
      const text = readFileSync(join(folder, name), 'utf8');
      const before = check(text).diagnostics;
      const { text: fixed } = fixAll(text, before);
      const errors = (list: typeof before): number => list.filter(({ severity }) => severity === 'error').length;
      expect(errors(check(fixed).diagnostics)).toBeLessThanOrEqual(errors(before));
    }
  });
});
