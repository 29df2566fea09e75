import { describe, expect, it } from 'vitest';
import { check } from '../check';

const model = (more: object): object => ({
  model_definitions: [{ model_key: 'order', table_name: 'orders', columns: [{ name: 'status' }], ...more }],
});
const relation = (name: string): object => ({ name, kind: 'one_to_many', through: 'line', foreign_key: 'order_id' });
const wasm = (name: string): object => ({ actions: { order: [{ key: 'a', trigger: { type: 'wasm', export: name } }] } });
const hook = (event: string, more: object = {}): object => ({
  lifecycle_hooks: { [event]: [{ event, target: { type: 'wasm', function: 'F' }, ...more }] },
});

type Case = [name: string, blocks: object, found: string[]];

/** What is found in a flat manifest with these blocks. */
const found = (blocks: object): string[] =>
  check(JSON.stringify({ key: 'demo', name: 'Demo', version: '1.0.0', ...blocks })).diagnostics.map(
    ({ rule, severity, path }) => `${severity === 'error' ? '' : `${severity} `}${rule} ${path}`,
  );

describe('the flat v2 shape', () => {
  it.each<Case>([
    ['lenient versions', { version: 'v1.2' }, []],
    ...['one', '1.0.0-', '1.0.0-a..b', '1.0.0-01', '1.2.3.4'].map((version): Case => [
      `V2-VERSION, ${version}`,
      { version },
      ['V2-VERSION /version'],
    ]),
    ['labels of a version', { version: '1.0.0-rc.1+build.5' }, []],
    ['V2-KERNEL, no range', { kernel: 'latest' }, ['V2-KERNEL /kernel']],
    ['V2-KERNEL, host shut out', { kernel: '>=3.0.0' }, ['V2-KERNEL /kernel']],
    ['V2-RELATION', model({ relations: [relation('lines'), relation('lines')] }), ['V2-RELATION /model_definitions/0/relations/1/name']],
    [
      'V2-VALIDATION',
      model({ columns: [{ name: 'a', validation: { regex: '[', min: 2, max: 1, custom: 'No Name' } }] }),
      ['regex', 'min', 'custom'].map((field) => `V2-VALIDATION /model_definitions/0/columns/0/validation/${field}`),
    ],
    [
      'V2-VALIDATION, a name without a dot',
      model({ columns: [{ name: 'a', validation: { custom: 'email' } }] }),
      ['V2-VALIDATION /model_definitions/0/columns/0/validation/custom'],
    ],
    [
      'validators by name and of the organization',
      model({ columns: ['email.basic', '$org.tax_id'].map((custom, index) => ({ name: `c${String(index)}`, validation: { custom } })) }),
      [],
    ],
    [
      'V2-DEFAULT in an extension',
      { extensions: [{ model: 'x.Y', columns: [{ name: 'a', default: 'open' }] }] },
      ['warning V2-DEFAULT /extensions/0/columns/0/default'],
    ],
    ['V2-CAPABILITY, refused', { capabilities: [{ kind: 'http:fetch', target: '*.*' }] }, ['V2-CAPABILITY /capabilities/0/target']],
    [
      'V2-CAPABILITY, never matches',
      { capabilities: [{ kind: 'http:fetch', target: 'intranet' }] },
      ['warning V2-CAPABILITY /capabilities/0/target'],
    ],
    ['any kind with a colon', { capabilities: [{ kind: 'own:thing', target: 'x' }] }, []],
    ['V2-EMIT', { events: ['demo.a', 'demo.b'], capabilities: [{ kind: 'event:emit', target: 'demo.a' }] }, ['warning V2-EMIT /events/1']],
    ['events covered by a prefix', { events: ['demo.a.b'], capabilities: [{ kind: 'event:emit', target: 'demo.*' }] }, []],
    ['KEY-RESERVED', { key: 'core' }, ['KEY-RESERVED /key']],
    ['V2-LIST, icon type', { icon_type: 'lucid' }, ['warning V2-LIST /icon_type']],
    ['an icon type of the list', { icon_type: 'brand' }, []],
    [
      'V2-SIZE',
      model({
        columns: [
          { name: 'a', type: 'string' },
          { name: 'b', type: 'string', size: 0 },
          { name: 'c', type: 'String', size: 10_000 },
          { name: 'd', type: 'string', size: 9999 },
          { name: 'e', type: 'text' },
        ],
      }),
      ['', '/size', '/size'].map((rest, index) => `warning V2-SIZE /model_definitions/0/columns/${String(index)}${rest}`),
    ],
    [
      'V2-LIST and V2-TOOL of tools',
      {
        tools: [
          {
            id: 'find',
            category: 'querry',
            cache_ttl: -1,
            input_schema: [
              { name: 'a', normalize: 'upper', validation: '[' },
              { name: 'b', normalize: 'phone_e164', validation: '^a$' },
            ],
          },
          { id: 'send', category: 'communication', cache_ttl: 60 },
        ],
      },
      [
        'warning V2-LIST /tools/0/category',
        'warning V2-TOOL /tools/0/cache_ttl',
        'warning V2-LIST /tools/0/input_schema/0/normalize',
        'warning V2-TOOL /tools/0/input_schema/0/validation',
      ],
    ],
    ['V2-BINARY', { backend: { runtime: 'binary' } }, ['warning V2-BINARY /backend/runtime']],
    ['an export that is listed', { backend: { runtime: 'wasm', entry: 'a.wasm', exports: ['F'] }, ...wasm('F') }, []],
    [
      'V2-EXPORT',
      { backend: { runtime: 'wasm', entry: 'a.wasm', exports: ['F'] }, ...wasm('G') },
      ['V2-EXPORT /actions/order/0/trigger/export'],
    ],
    ['no list of exports, no check', { backend: { runtime: 'wasm', entry: 'a.wasm' }, ...wasm('G') }, []],
    [
      'V2-HOOK-KEY',
      {
        backend: { runtime: 'wasm', entry: 'a.wasm', exports: ['F'] },
        hooks: { 'order::F': 'x', 'demo.created': 'x', 'order::G': 'x', '::': 'x' },
      },
      ['V2-HOOK-KEY /hooks/order::G', 'V2-HOOK-KEY /hooks/::'],
    ],
    [
      'V2-HOOK-KEY, no exports at all',
      { backend: { runtime: 'wasm', entry: 'a.wasm' }, hooks: { 'order::F': 'x' } },
      ['V2-HOOK-KEY /hooks/order::F'],
    ],
    ['hooks of a web server need no export', { backend: { runtime: 'webhook' }, hooks: { 'order::F': 'x' } }, []],
    [
      'V2-HOOK-KEY in the backend, where hosts do not look',
      { backend: { runtime: 'wasm', entry: 'a.wasm', exports: ['F'], hooks: { 'order::F': 'x', order: 'x', 'order::G': 'x' } } },
      ['warning V2-HOOK-KEY /backend/hooks/order', 'warning V2-HOOK-KEY /backend/hooks/order::G'],
    ],
    ['good hooks', { ...hook('after_create', { async: true }) }, []],
    ['a hook need not repeat its event', hook('after_create', { event: undefined, async: true }), []],
    ['V2-ASYNC without the event', hook('install', { event: undefined, async: true }), ['V2-ASYNC /lifecycle_hooks/install/0/async']],
    [
      'V2-EXPORT of a hook',
      { backend: { runtime: 'wasm', entry: 'a.wasm', exports: ['G'] }, ...hook('install') },
      ['V2-EXPORT /lifecycle_hooks/install/0/target/function'],
    ],
    [
      'V2-EXPORT of a hook, no name',
      hook('install', { target: { type: 'wasm', function: 'do it' } }),
      ['V2-EXPORT /lifecycle_hooks/install/0/target/function'],
    ],
    [
      'a blank address',
      hook('install', { target: { type: 'webhook', url: ' ' } }),
      ['SCHEMA-PATTERN /lifecycle_hooks/install/0/target/url'],
    ],
    ['a blank entry', { backend: { runtime: 'wasm', entry: ' ' } }, ['SCHEMA-PATTERN /backend/entry']],
    ['a blank target of a capability is a text', { capabilities: [{ kind: 'own:thing', target: ' ' }] }, []],
    ['V2-EVENT, unknown', hook('on_boot'), ['V2-EVENT /lifecycle_hooks/on_boot']],
    ['V2-EVENT, another event', hook('install', { event: 'enable' }), ['V2-EVENT /lifecycle_hooks/install/0/event']],
    [
      'a seed by a column that is not there, and one of the host',
      model({ seed: { key: 'code', rows: [{ code: 'a', id: '1' }] } }),
      ['SEED-KEY /model_definitions/0/seed/key', 'warning SEED-COLUMN /model_definitions/0/seed/rows/0/code'],
    ],
    ['a seed that is none', model({ seed: { key: 'status' } }), ['SCHEMA-REQUIRED /model_definitions/0/seed/rows']],
    [
      'formulas',
      model({
        formulas: [
          { target: 'status', expr: 'a + 1' },
          { target: 'gone', expr: '1' },
        ],
      }),
      ['FORM-EXPR /model_definitions/0/formulas/0/expr', 'FORM-TARGET /model_definitions/0/formulas/1/target'],
    ],
    [
      'rollups',
      model({ relations: [{ ...relation('lines'), through: 'orders', rollups: [{ target: 'status', from: 'amount' }] }] }),
      ['ROLL-FROM /model_definitions/0/relations/0/rollups/0/from'],
    ],
    [
      'stages',
      model({ stageField: 'status', stages: [{ key: 'a', isFinal: true }, { key: 'a' }], transitions: [{ from: 'a', to: 'b' }] }),
      ['STG-DUP /model_definitions/0/stages/1/key', 'STG-TRANS /model_definitions/0/transitions/0/to'],
    ],
    [
      'what stages do, at the place where it is written',
      model({ stageField: 'gone', stages: [{ key: 'a', isFinal: 1 }], onTransition: [{ to: 'a', do: 'x' }] }),
      ['SCHEMA-TYPE /model_definitions/0/stages/0/isFinal', 'SCHEMA-PATTERN /model_definitions/0/onTransition/0/do'],
    ],
    [
      'stages under the names of v3, which hosts do not read',
      model({ stage_field: 'status', stages: [{ key: 'a' }] }),
      ['warning STG-FIELD /model_definitions/0/stage_field'],
    ],
    ['null means absent in shared blocks', model({ stageField: 'status', stages: [{ key: 'a', label: null, isFinal: null }] }), []],
    ['unknown fields of shared blocks are ignored', model({ formulas: [{ target: 'status', expr: '1', note: 'x' }] }), []],
    [
      'columns of an extension are looked at later',
      { extensions: [{ model: 'x.Y', columns: [{ name: 'Tax Id', widget: 'dial', visibility: 'nowhere' }] }] },
      ['name', 'widget', 'visibility'].map(
        (field) => `warning SCHEMA-${field === 'name' ? 'PATTERN' : 'ENUM'} /extensions/0/columns/0/${field}`,
      ),
    ],
    ...Object.entries<[object, string]>({
      'a price': [{ price: 3 }, '/price'],
      'texts in two levels': [{ i18n: { es: { orders: { title: 'Pedidos' } } } }, '/i18n/es/orders'],
      'the value of a choice': [{ settings: [{ key: 's', options: [{ value: 1, label: 'One' }] }] }, '/settings/0/options/0/value'],
      'the choice of a column': [model({ columns: [{ name: 'a', options: ['x'] }] }), '/model_definitions/0/columns/0/options/0'],
      'the example of a tool': [{ tools: [{ id: 't', input_schema: [{ name: 'n', example: 5 }] }] }, '/tools/0/input_schema/0/example'],
      'half a second': [{ tools: [{ id: 't', timeout: 0.5 }] }, '/tools/0/timeout'],
      'the width of a field': [
        { actions: { order: [{ key: 'a', fields: [{ name: 'f', size: 'lg' }] }] } },
        '/actions/order/0/fields/0/size',
      ],
      'a filter': [{ navigation: [{ items: [{ filter: { status: 1 } }] }] }, '/navigation/0/items/0/filter/status'],
      'a signature': [{ signature: 'abc' }, '/signature'],
    }).map(([name, [blocks, path]]): Case => [`another type than hosts decode: ${name}`, blocks, [`SCHEMA-TYPE ${path}`]]),
    ['connectors', { connectors: [{ key: 'mail' }, { key: 'mail' }] }, ['CONN-DUP /connectors/1/key']],
    ['schedules', { schedules: [{ key: 'night', every: '0s', do: 'wasm:F' }] }, ['SCHED-EVERY /schedules/0/every']],
    [
      'webhooks',
      { webhooks: [{ key: 'in', path: '', do: 'wasm:F', verify: 'bearer' }] },
      ['HOOK-SECRET /webhooks/0/secret_ref', 'HOOK-PATH /webhooks/0/path'],
    ],
    ['V2-ASYNC', hook('before_create', { async: true }), ['V2-ASYNC /lifecycle_hooks/before_create/0/async']],
  ])('%s', (_, blocks, expected) => {
    expect(found(blocks)).toEqual(expected);
  });
});
