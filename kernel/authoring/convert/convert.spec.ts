import { describe, expect, it } from 'vitest';
import { check } from '../../contract/check';
import { readPlayground } from '../../project/playground-file';
import { convert } from './convert';
import { convertFlat, FLAT, notes, ORDERS } from './testing';

const ORDER_COLUMNS = [
  { name: 'id', type: 'uuid', default: 'gen_random_uuid()', primary_key: true },
  { name: 'organization_id', type: 'uuid', not_null: true },
  { name: 'status', type: 'text' },
];

describe('convert', () => {
  it('makes a v3 document of the smallest v2 document, formatted', () => {
    const { text, result, files, diagnostics } = convert('{"key":"shop","name":"Shop","version":"1.0.0"}');
    expect(text).toBe(`{
  "apiVersion": "asteby.com/v3",
  "kind": "Addon",
  "metadata": {
    "key": "shop",
    "name": "Shop",
    "version": "1.0.0"
  },
  "compatibility": {
    "requires": [
      {
        "key": "kernel",
        "version": ">=3.0.0 <4.0.0"
      }
    ]
  },
  "tenancy": {
    "isolation": "shared",
    "rls_column": "organization_id"
  }
}
`);
    expect({ accepted: result.accepted, files: [...files], diagnostics }).toEqual({
      accepted: true,
      files: [],
      diagnostics: [],
    });
  });

  it('leaves a v3 document alone', () => {
    const { text } = convert('{"key":"shop","name":"Shop","version":"1.0.0"}');
    const again = convert(text ?? '');
    expect({ text: again.text, accepted: again.result.accepted, notes: notes(again) }).toEqual({
      text,
      accepted: true,
      notes: ['info CONV-V3 /apiVersion'],
    });
  });

  it('says why there is no result', () => {
    expect(convert('{').text).toBeNull();
    expect(notes(convert('{"key":"Shop","name":"Shop","version":"1"}'))).toEqual(['error SCHEMA-PATTERN /key']);
  });

  it('speaks Spanish, with a place in the text', () => {
    const [first] = convert(`{\n  "key": "shop",\n  "name": "Shop",\n  "version": "v1.2",\n  "price": "3"\n}`, {
      locale: 'es',
    }).diagnostics;
    expect(first).toEqual({
      rule: 'CONV-GUESS',
      severity: 'warning',
      path: '/version',
      range: { startLine: 4, startColumn: 14, endLine: 4, endColumn: 20, offset: 50, length: 6 },
      message: 'La versión "v1.2" pasa a ser "1.2.0": v3 pide tres números.',
      docs: 'docs/contract/rules/CONV-GUESS.md',
    });
  });

  it('reports the verdict on the result where the values came from', () => {
    const { result, findings } = convertFlat({
      key: `a${'b'.repeat(63)}`,
      model_definitions: [
        { ...ORDERS, columns: [...ORDERS.columns, { name: 'x', type: 'text' }, { name: 'created_at', type: 'string', default: "a'b" }] },
      ],
    });
    expect(result.accepted).toBe(false);
    expect(findings.map(({ rule, path }) => `${rule} ${path}`)).toEqual([
      'SCHEMA-PATTERN /key',
      'SCHEMA-PATTERN /model_definitions/0/columns/3/name',
      'audit_column_type /model_definitions/0/columns/4/type',
      'DEFAULT /model_definitions/0/columns/4/default',
    ]);
    const second = convertFlat({
      model_definitions: [{ ...ORDERS, columns: [...ORDERS.columns, { name: 'created_at', type: 'string' }] }],
    });
    expect(second.findings.map(({ rule, path, range }) => `${rule} ${path} ${range.offset}`)).toEqual([
      'audit_column_type /model_definitions/0/columns/3/type 340',
    ]);
  });

  it('never throws and finds nothing of its own in odd documents', () => {
    const odd = convertFlat({ __proto__: { a: 1 }, actions: { constructor: [{ key: 'a' }] }, hooks: { '::': 'x' } });
    expect(odd.text).not.toBeNull();
    expect(convert(`{"key":"shop","name":"S","version":"1.0.0","__proto__":{"polluted":1}}`).text).not.toContain('polluted');
  });
});

describe('metadata and compatibility', () => {
  it('are filled from the flat fields', () => {
    const result = convertFlat({
      description: 'Sells.',
      category: 'sales',
      author: 'A',
      website: 'https://a.example',
      license: 'MIT',
      readme: 'README.md',
      screenshots: ['a.png', null],
      features: ['one'],
      countries: ['MX'],
      icon: 'Cart',
      metadata_i18n: { es: { name: 'Tienda', slogan: 'x' } },
      kernel: '>=2.0.0 <3.0.0',
      requires: [{ key: 'crm', label: 'CRM' }],
      tenant_isolation: 'schema-per-tenant',
      price: 'free',
      signature: { value: 'x' },
      whatever: 1,
    });
    expect(result.manifest).toEqual({
      apiVersion: 'asteby.com/v3',
      kind: 'Addon',
      metadata: {
        key: 'shop',
        name: 'Shop',
        description: 'Sells.',
        version: '1.0.0',
        category: 'sales',
        icon: { type: 'lucide', slug: 'Cart' },
        author: 'A',
        website: 'https://a.example',
        license: 'MIT',
        readme: 'README.md',
        screenshots: ['a.png'],
        features: ['one'],
        countries: ['MX'],
        i18n: { es: { name: 'Tienda' } },
      },
      compatibility: {
        requires: [
          { key: 'kernel', version: '>=2.0.0 <4.0.0' },
          { key: 'crm', version: '*' },
        ],
      },
      tenancy: { isolation: 'schema', rls_column: 'organization_id' },
    });
    expect(notes(result)).toEqual([
      'CONV-RANGE /kernel',
      'CONV-UNKNOWN /metadata_i18n/es/slogan',
      'CONV-DROP /requires/0/label',
      'CONV-DROP /price',
      'CONV-DROP /signature',
      'CONV-UNKNOWN /whatever',
    ]);
  });

  it.each([
    ['^2.1', '^2.1 || >=3.0.0 <4.0.0'],
    ['>=2.0.0 <3.0.0', '>=2.0.0 <4.0.0'],
    ['>=2.0.0', '>=2.0.0'],
    ['latest', 'latest'],
  ])('widen the range %s to %s', (kernel, expected) => {
    expect(convertFlat({ kernel }).manifest?.compatibility.requires[0]).toEqual({ key: 'kernel', version: expected });
  });

  it('guess at icons, versions and isolation', () => {
    const result = convertFlat({ version: '2', icon_type: 'emoji', icon_slug: 'cart', icon_color: '#fff', tenant_isolation: 'galaxy' });
    expect(result.manifest?.metadata).toEqual({
      key: 'shop',
      name: 'Shop',
      version: '2.0.0',
      icon: { type: 'lucide', slug: 'cart', color: '#fff' },
    });
    expect(notes(result)).toEqual(['CONV-GUESS /version', 'CONV-GUESS /icon_type', 'CONV-GUESS /tenant_isolation']);
  });

  it('write a file for every language', () => {
    const result = convertFlat({ i18n: { en: { a: 'A' }, es: { a: 'Á' }, spanish: {} } });
    expect(result.manifest?.i18n).toEqual({
      default_locale: 'es',
      bundles: [
        { locale: 'en', path: 'locales/en.json' },
        { locale: 'es', path: 'locales/es.json' },
      ],
    });
    expect([...result.files]).toEqual([
      ['locales/en.json', '{\n  "a": "A"\n}\n'],
      ['locales/es.json', '{\n  "a": "Á"\n}\n'],
    ]);
    expect(notes(result)).toEqual(['CONV-DROP /i18n/spanish']);
  });
});

describe('models', () => {
  it('get their columns, indexes and names', () => {
    const result = convertFlat({
      models: [{ key: 'work_orders', label: 'Work orders' }, { key: 'gone' }],
      model_definitions: [
        {
          model_key: 'work_orders',
          table_name: 'work_orders',
          soft_delete: true,
          table: {},
          modal: {},
          columns: [
            { name: 'title', type: 'string', size: 80, required: true, index: true },
            { name: 'code', type: 'string', unique: true, default: "'x'" },
            { name: 'total', type: 'decimal', size: 10, default: 0 },
            { name: 'done', type: 'bool', visibility: '', widget: '' },
            { name: 'at', type: 'datetime', ref: 'work_orders' },
            { name: 'meta', type: 'jsonb', searchable: true },
            { name: 'odd', type: 'money', hint: 1, validation: { regex: '', min: 1 } },
          ],
        },
      ],
    });
    expect(result.manifest?.models).toEqual([
      {
        key: 'WorkOrders',
        table: 'work_orders',
        label: 'Work orders',
        columns: [
          { name: 'id', type: 'uuid', primary_key: true, default: 'gen_random_uuid()' },
          { name: 'organization_id', type: 'uuid', not_null: true },
          { name: 'title', type: 'varchar(80)', not_null: true },
          { name: 'code', type: 'text', default: "'x'" },
          { name: 'total', type: 'numeric', default: 0 },
          { name: 'done', type: 'boolean' },
          { name: 'at', type: 'timestamptz', ref: 'WorkOrders' },
          { name: 'meta', type: 'jsonb' },
          { name: 'odd', type: 'text', validation: { min: 1 } },
          { name: 'deleted_at', type: 'timestamptz' },
        ],
        indices: [
          { name: 'work_orders_title_idx', columns: ['title'] },
          { name: 'work_orders_code_uq', columns: ['code'], unique: true },
        ],
      },
    ]);
    expect(result.result.accepted).toBe(true);
    expect(notes(result)).toEqual([
      'CONV-DROP /models/1',
      'CONV-GUESS /model_definitions/0/org_scoped',
      'info CONV-RENAME /model_definitions/0/model_key',
      'info CONV-ADD /model_definitions/0/soft_delete',
      'CONV-DROP /model_definitions/0/table',
      'CONV-DROP /model_definitions/0/modal',
      'info CONV-ADD /model_definitions/0/columns',
      'CONV-DROP /model_definitions/0/columns/5/searchable',
      'CONV-GUESS /model_definitions/0/columns/6/type',
      'CONV-UNKNOWN /model_definitions/0/columns/6/hint',
    ]);
  });

  it('keep names that fit and part those that would become one', () => {
    const named = (model_key: string, table_name: string): object => ({ ...ORDERS, model_key, table_name });
    const { manifest } = convertFlat({
      model_definitions: [named('Order', 'a1'), named('work_order', 'a2'), named('WorkOrder', 'a3'), named('9', 'a4')],
    });
    expect(manifest?.models?.map(({ key }) => key)).toEqual(['Order', 'WorkOrder', 'WorkOrder2', 'Model9']);
  });

  it('turn belongs_to into a reference with a logical foreign key', () => {
    const result = convertFlat({
      model_definitions: [
        {
          ...ORDERS,
          columns: [...ORDERS.columns, { name: 'customer_id', type: 'uuid' }],
          relations: [
            { name: 'customer', kind: 'belongs_to', through: 'customers', foreign_key: 'customer_id' },
            { name: 'orders', kind: 'one_to_many', through: 'orders', foreign_key: 'customer_id', references: 'id' },
          ],
        },
        { ...ORDERS, model_key: 'customers', table_name: 'customers' },
      ],
    });
    expect(result.manifest?.models?.[0]).toEqual({
      key: 'Order',
      table: 'orders',
      columns: [...ORDER_COLUMNS, { name: 'customer_id', type: 'uuid', ref: 'Customers' }],
      foreign_keys: [{ columns: ['customer_id'], references: { model: 'Customers', columns: ['id'] }, policy: 'logical' }],
      relations: [{ name: 'orders', kind: 'one_to_many', through: 'Order', foreign_key: 'customer_id' }],
    });
    expect(notes(result).filter((note) => note.includes('relations'))).toEqual([
      'CONV-GUESS /model_definitions/0/relations/0/kind',
      'CONV-DROP /model_definitions/0/relations/1/references',
    ]);
  });

  it('hang extensions on the first own model', () => {
    const extensions = [{ model: 'Customer', columns: [{ name: 'tax_id', type: 'string' }], actions: [{ key: 'ping', confirm: true }] }];
    const result = convertFlat({ model_definitions: [ORDERS], extensions });
    expect(result.manifest?.models?.[0]?.extensions).toEqual([{ target_model: 'Customer', columns: [{ name: 'tax_id', type: 'text' }] }]);
    expect(result.manifest?.contributions?.actions).toEqual([
      { key: 'ping', handler: { type: 'webhook' }, target_model: 'Customer', confirm: true },
    ]);
    expect(notes(result).slice(1)).toEqual([
      'CONV-GUESS /extensions/0',
      'CONV-GUESS /extensions/0/model',
      'CONV-GUESS /extensions/0/actions/0',
    ]);
    expect(notes(convertFlat({ extensions: [{ model: 'crm.Customer', columns: [{ name: 'tax_id' }] }] }))).toEqual([
      'CONV-DROP /extensions/0/columns',
    ]);
  });

  it('carry blocks of the v3 shape through', () => {
    const shared = {
      seed: { key: 'status', rows: [{ status: 'open' }] },
      formulas: [{ target: 'status', expr: '1' }],
      stage_field: 'status',
      stages: [{ key: 'open' }],
    };
    const blocks = { connectors: [{ key: 'mail' }], schedules: [{ key: 'night', every: '24h', do: 'wasm:Night' }] };
    const result = convertFlat({ model_definitions: [{ ...ORDERS, ...shared }], ...blocks });
    expect(result.manifest?.models).toEqual([{ key: 'Order', table: 'orders', columns: ORDER_COLUMNS, ...shared }]);
    expect(result.manifest).toMatchObject(blocks);
    expect(result.result.accepted).toBe(true);
  });

  it('carry stages from camel case', () => {
    const stages = {
      stageField: 'status',
      stages: [{ key: 'open' }, { key: 'done', isFinal: true }],
      onTransition: [{ to: 'done', do: 'wasm:Done' }],
    };
    const result = convertFlat({ model_definitions: [{ ...ORDERS, ...stages }] });
    expect(result.manifest?.models?.[0]).toMatchObject({
      stage_field: 'status',
      stages: [{ key: 'open' }, { key: 'done', is_final: true }],
      on_transition: [{ to: 'done', do: 'wasm:Done' }],
    });
    expect(notes(result)).not.toContain('CONV-UNKNOWN /model_definitions/0/stageField');
    expect(result.result.accepted).toBe(true);
  });
});

describe('access', () => {
  it('keeps grants, merges permissions, and gives events one dot', () => {
    const result = convertFlat({
      capabilities: [
        { kind: 'event:emit', target: 'shop.order.paid', reason: 'Tell' },
        { kind: 'magic:wand', target: 'x' },
      ],
      events: ['shop.order.paid', 'started', 'shop.closed'],
      permissions: [
        { model: 'Orders', scope: 'read', reason: 'see' },
        { model: 'Orders', scope: 'read', reason: 'list' },
        { model: 'Orders', scope: 'write' },
        {},
      ],
    });
    expect(result.manifest).toMatchObject({
      capabilities: [{ kind: 'event:emit', target: 'shop.order_paid', reason: 'Tell' }],
      extension_points: { events: [{ name: 'shop.order_paid' }, { name: 'shop.started' }, { name: 'shop.closed' }] },
      rbac: { permissions: [{ key: 'shop.orders.read', description: 'see; list' }, { key: 'shop.orders.write' }] },
    });
    expect(notes(result)).toEqual([
      'CONV-DROP /capabilities/1/kind',
      'CONV-GUESS /events/0',
      'CONV-GUESS /events/1',
      'CONV-DROP /permissions/3',
    ]);
  });
});

describe('settings, navigation, tools', () => {
  it('have the v3 shape', () => {
    const result = convertFlat({
      model_definitions: [{ ...ORDERS, model_key: 'order_items' }],
      navigation: [
        {
          title: 'Sales',
          icon: 'Cart',
          target: 'sidebar.sales',
          items: [{ title: 'Orders', url: '/m/orders', model: 'orders', badge: 1 }],
        },
      ],
      settings: [
        { key: 'token', label: 'Token', type: 'text', secret: true, default_value: 'abc' },
        { key: 'rate', type: 'float', default_value: 1.5 },
        { key: 'mode', type: 'select', default_value: 'a', options: [{ value: 'a', label: 'A' }] },
        { key: 'colour', type: 'color' },
      ],
      tools: [
        {
          id: 'find',
          name: 'Find',
          description: 'Finds an order.',
          endpoint: '/find',
          method: 'POST',
          timeout: 15,
          input_schema: [
            { name: 'sku', type: 'string', required: true, normalize: 'uppercase', extraction_hint: 'SKU-1', validation: '^SKU' },
            { name: 'day', type: 'date', description: 'When', default_value: 'today' },
          ],
        },
      ],
    });
    expect(result.manifest?.settings).toEqual([
      { key: 'token', type: 'secret', label: 'Token' },
      { key: 'rate', type: 'number', default: 1.5 },
      { key: 'mode', type: 'select', default: 'a', options: [{ value: 'a', label: 'A' }] },
      { key: 'colour', type: 'string' },
    ]);
    expect(result.manifest?.contributions).toEqual({
      navigation: [
        { title: 'Sales', icon: 'Cart', target: 'sidebar.sales', items: [{ title: 'Orders', url: '/m/orders', model: 'OrderItems' }] },
      ],
      tools: [
        {
          key: 'find',
          description: 'Finds an order.',
          input_schema: {
            type: 'object',
            properties: {
              sku: { type: 'string', pattern: '^SKU', 'x-normalize': 'uppercase', 'x-extraction-hint': 'SKU-1' },
              day: { type: 'string', description: 'When' },
            },
            required: ['sku'],
          },
          handler: { type: 'webhook', url: '/find' },
        },
      ],
    });
    expect(notes(result).slice(2)).toEqual([
      'CONV-UNKNOWN /navigation/0/items/0/badge',
      'CONV-DROP /settings/0/default_value',
      'CONV-GUESS /settings/3/type',
      'CONV-DROP /tools/0',
    ]);
  });
});

describe('actions and hooks', () => {
  const actions = {
    orders: [
      {
        key: 'pay',
        name: 'Pay',
        icon: 'Coins',
        requiresState: ['open'],
        confirm: true,
        confirmMessage: 'Sure?',
        modal: 'shop.pay',
        fields: [
          { name: 'note', label: 'Note', type: 'text', required: true, default: 'x', size: 20 },
          { name: '', type: 'select', options: [{ value: '1', label: 'One', tone: 'x' }] },
        ],
        trigger: { type: 'wasm', export: 'Pay', run_in_tx: true },
      },
      { key: 'ship', label: 'Ship' },
      { key: 'close', label: 'Close', trigger: { type: 'noop' } },
    ],
  };

  it('find each other', () => {
    const result = convertFlat({
      backend: { runtime: 'webhook', url: 'https://shop.example/' },
      model_definitions: [ORDERS],
      actions,
      hooks: { 'Order::ship': '/hooks/ship', 'orders::gone': 'https://x.example/gone', 'crm.won': '/won', empty: '' },
    });
    const written = result.files.get('playground.json') ?? '';
    expect(readPlayground(written)).toEqual({
      members: { backend: { runtime: 'webhook', url: 'https://shop.example/' }, run_in_tx: ['Order.pay'] },
      diagnostics: [],
    });
    expect(result.manifest?.contributions).toEqual({
      actions: [
        {
          key: 'pay',
          label: 'Pay',
          icon: 'Coins',
          handler: { type: 'wasm', function: 'Pay' },
          target_model: 'Order',
          fields: [
            { key: 'note', label: 'Note', type: 'text', required: true, default: 'x' },
            { key: '', type: 'select', options: [{ value: '1', label: 'One' }] },
          ],
          modal: 'shop.pay',
          confirm: true,
          confirm_message: 'Sure?',
          requires_state: ['open'],
        },
        { key: 'ship', label: 'Ship', handler: { type: 'webhook', url: 'https://shop.example/hooks/ship' }, target_model: 'Order' },
        { key: 'close', label: 'Close', handler: { type: 'webhook' }, target_model: 'Order' },
      ],
      subscriptions: [
        { event: 'orders.gone', handler: { type: 'webhook', url: 'https://x.example/gone' } },
        { event: 'crm.won', handler: { type: 'webhook', url: 'https://shop.example/won' } },
      ],
    });
    expect(notes(result).slice(1)).toEqual([
      'info CONV-ADD /model_definitions/0/columns/0/name',
      'CONV-DROP /actions/orders/0/fields/0/size',
      'CONV-GUESS /actions/orders/0/fields/1/name',
      'CONV-UNKNOWN /actions/orders/0/fields/1/options/0/tone',
      'CONV-DROP /actions/orders/0/trigger/run_in_tx',
      'CONV-GUESS /actions/orders/2/trigger',
      'CONV-GUESS /hooks/orders::gone',
      'CONV-DROP /hooks/empty',
    ]);
  });

  it('become the lifecycle and subscriptions by model', () => {
    const wasm = (name: string): object => ({ type: 'wasm', function: name });
    const result = convertFlat({
      model_definitions: [ORDERS, { ...ORDERS, model_key: 'Line', table_name: 'lines' }],
      lifecycle_hooks: {
        install: [
          { event: 'install', target: wasm('Install') },
          { event: 'install', target: wasm('Again') },
        ],
        upgrade: [{ event: 'upgrade', target: wasm('Up') }],
        before_delete: [{ event: 'before_delete', target: { type: 'webhook', url: 'https://x.example/d' }, priority: 3 }],
        orders: [
          { event: 'after_create', target: { type: 'wasm_call', function: 'Made' }, async: true },
          { event: 'after_update', target: { type: 'agent_task', prompt: 'Look' } },
        ],
      },
    });
    expect(result.manifest?.lifecycle).toEqual({ install: 'Install', upgrade: [{ from: '*', type: 'wasm', function: 'Up' }] });
    const deleted = { type: 'webhook', url: 'https://x.example/d' };
    expect(result.manifest?.contributions?.subscriptions).toEqual([
      { event: 'shop.Order.deleted', handler: deleted },
      { event: 'shop.Line.deleted', handler: deleted },
      { event: 'shop.Order.created', handler: { type: 'wasm', function: 'Made' } },
    ]);
    expect(notes(result).filter((note) => note.includes('lifecycle_hooks'))).toEqual([
      'CONV-DROP /lifecycle_hooks/install/1',
      'CONV-GUESS /lifecycle_hooks/upgrade/0',
      'CONV-GUESS /lifecycle_hooks/before_delete/0',
      'CONV-GUESS /lifecycle_hooks/before_delete/0',
      'CONV-DROP /lifecycle_hooks/before_delete/0/priority',
      'CONV-GUESS /lifecycle_hooks/orders/0',
      'CONV-DROP /lifecycle_hooks/orders/0/async',
      'CONV-DROP /lifecycle_hooks/orders/1/target',
    ]);
  });
});

describe('frontend', () => {
  it('is copied, its format guessed from what it carries', () => {
    const block = (frontend: object): unknown => convertFlat({ frontend }).manifest?.frontend;
    expect(block({ entry: 'a.js', format: '', layout: '' })).toEqual({ entry: 'a.js', format: 'script' });
    expect(block({ entry: 'a.js', container: 'x' })).toEqual({ entry: 'a.js', format: 'federation', container: 'x' });
    expect(notes(convertFlat({ frontend: { format: 'script' } }))).toEqual(['CONV-DROP /frontend']);
  });
});

describe('the smallest v2 document', () => {
  it('is accepted as v2 as well', () => {
    expect(check(JSON.stringify(FLAT)).accepted).toBe(true);
  });
});
