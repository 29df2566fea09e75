/** Fixes of the addon's own blocks: dependencies, access, contributions. */
import { insert, remove, rename, set } from './edits';
import { at, namesAt, type FixRule } from './fix';
import { titles } from './titles';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What a missing field most often holds. */
const USUAL: Readonly<Record<string, unknown>> = {
  apiVersion: 'asteby.com/v3',
  kind: 'Addon',
  version: '1.0.0',
  compatibility: { requires: [{ key: 'kernel', version: '>=3.0.0 <4.0.0' }] },
  requires: [{ key: 'kernel', version: '>=3.0.0 <4.0.0' }],
  policy: 'logical',
  format: 'script',
  default_locale: 'en',
  target: '*',
  mode: 'sections',
  severity: 'warning',
  transport: 'ws',
  every: '1h',
  paper: 'A4',
  rows: [{}],
  items: [],
  fields: [],
  types: [],
};

/** Adds a missing field with what it usually holds: names are taken from names beside it. */
export const addField: FixRule = (target) => {
  const { draft, path, last, value } = target;
  if (value !== undefined || last === '') return [];
  const beside = at(target, ...path.slice(0, -1));
  if (typeof beside !== 'object' || beside === null || Array.isArray(beside)) return [];
  const name = ['key', 'name', 'table', 'label', 'title']
    .map((field) => textOf((beside as Record<string, unknown>)[field]))
    .find((text) => text !== '');
  const usual = Object.hasOwn(USUAL, last) ? USUAL[last] : usualName(last, name, path);
  // Other contracts call it `name`: then it is there already.
  if (last === 'key' && 'name' in beside) {
    const edits = rename(draft, [...path.slice(0, -1), 'name'], 'key');
    return [{ id: 'rename', title: titles.rename('name', 'key'), safe: false, edits }];
  }
  return usual === undefined ? [] : [{ id: 'add', title: titles.add(last), safe: false, edits: set(draft, path, usual) }];
};

function usualName(field: string, name: string | undefined, path: readonly string[]): unknown {
  const snake = (name ?? '')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_');
  switch (field) {
    case 'label':
    case 'title':
    case 'name':
      return name ?? undefined;
    case 'key':
      return snake === '' ? undefined : path[0] === 'models' && path.length === 3 ? undefined : snake;
    case 'table':
      return snake.length < 2 ? undefined : `${snake}s`;
    case 'type':
      return path.includes('columns') || path.includes('fields') ? 'text' : path.includes('settings') ? 'string' : undefined;
    case 'error_key':
      return 'invalid_value';
    case 'handler':
      return name === undefined ? undefined : { type: 'wasm', function: snake };
    case 'columns':
      return path.length === 3 && path[0] === 'models'
        ? [
            { name: 'id', type: 'uuid', primary_key: true, default: 'gen_random_uuid()' },
            { name: 'organization_id', type: 'uuid', not_null: true },
          ]
        : undefined;
    default:
      return undefined;
  }
}

export const setApiVersion: FixRule = ({ draft }) => [
  { id: 'set', title: titles.set('apiVersion', 'asteby.com/v3'), safe: false, edits: set(draft, ['apiVersion'], 'asteby.com/v3') },
];

/** A range that every host of this generation is in. */
export const usualRange: FixRule = (target) => {
  const key = textOf(at(target, ...target.path.slice(0, -1), 'key'));
  const range = key === 'kernel' || target.last === 'kernel' ? '>=3.0.0 <4.0.0' : '*';
  return [{ id: 'set', title: titles.set(target.last, range), safe: false, edits: set(target.draft, target.path, range) }];
};

/** Lets the host at hand in, without shutting out those that were in. */
export const widenRange: FixRule = ({ draft, path, last, value }) => {
  if (typeof value !== 'string') return [];
  const wide = path[0] === 'kernel' ? '>=2.0.0 <4.0.0' : `${value} || >=3.0.0 <4.0.0`;
  return [{ id: 'set', title: titles.set(last, wide), safe: false, edits: set(draft, path, wide) }];
};

export const makeOptional: FixRule = ({ draft, path }) => [
  { id: 'set', title: titles.set('optional', true), safe: false, edits: set(draft, [...path.slice(0, -1), 'optional'], true) },
  { id: 'remove', title: titles.remove('enables'), safe: false, edits: remove(draft, path) },
];

export const addPermission: FixRule = ({ draft, value }) =>
  typeof value === 'string'
    ? [
        {
          id: 'add-permission',
          title: titles.addPermission(value),
          safe: false,
          edits: insert(draft, ['rbac', 'permissions'], { key: value }),
        },
      ]
    : [];

/** The host of an address; `https://api.example.com/*` covers what `api.example.com` does. */
export const hostOnly: FixRule = ({ draft, path, value }) => {
  if (typeof value !== 'string') return [];
  const host = value.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/[/?#].*$/s, '');
  if (host === value || host === '' || !host.includes('.')) return [];
  return [{ id: 'write', title: titles.write(host), safe: false, edits: set(draft, path, host) }];
};

/** A reason to be filled in; the dots show that it is not written yet. */
export const addReason: FixRule = ({ draft, path }) => [
  { id: 'add', title: titles.add('reason'), safe: false, edits: set(draft, path, '…') },
];

/** Declares what the finding says is missing: its suggestion is a capability. */
export const addCapability: FixRule = ({ draft, diagnostic }) => {
  const wanted = diagnostic.suggestion?.to;
  if (typeof wanted !== 'object' || wanted === null || !('kind' in wanted) || !('target' in wanted)) return [];
  const { kind, target } = wanted as { kind: string; target: string };
  const edits = insert(draft, ['capabilities'], { kind, target, reason: '…' });
  return [{ id: 'add-capability', title: titles.addCapability(kind, target), safe: false, edits }];
};

export const addConnector: FixRule = ({ draft, value }) =>
  typeof value === 'string' && /^[a-z][a-z0-9_]*$/.test(value)
    ? [{ id: 'add-connector', title: titles.addConnector(value), safe: false, edits: insert(draft, ['connectors'], { key: value }) }]
    : [];

/** The publish check wants `<addon>.<action>`. */
export const modalName: FixRule = (target) => {
  const key = textOf(at(target, ...target.path.slice(0, -1), 'key'));
  const name = `${textOf(at(target, 'metadata', 'key'))}.${key}`;
  return [{ id: 'write', title: titles.write(name), safe: false, edits: set(target.draft, target.path, name) }];
};

/** The export of an action is most often named after it. */
export const functionName: FixRule = (target) => {
  const key = textOf(at(target, ...target.path.slice(0, -2), 'key')).replaceAll(/\W+/g, '_');
  return key === '' ? [] : [{ id: 'write', title: titles.write(key), safe: false, edits: set(target.draft, target.path, key) }];
};

/** Boards are grouped by the stage of their model. */
export const groupByStage: FixRule = (target) => {
  const item = target.path.slice(0, -1);
  const model = textOf(at(target, ...item, 'model'));
  const index = namesAt(target, ['models'], 'key').indexOf(model);
  const field = textOf(at(target, 'models', String(index), 'stage_field'));
  const fixes = [
    { id: 'set', title: titles.set('view_type', 'table'), safe: false, edits: set(target.draft, [...item, 'view_type'], 'table') },
  ];
  return field === ''
    ? fixes
    : [{ id: 'add', title: titles.set('group_by', field), safe: false, edits: set(target.draft, target.path, field) }, ...fixes];
};

/** The first role of the addon, or everybody's administrator. */
const someRole = (target: Parameters<FixRule>[0]): string => namesAt(target, ['rbac', 'roles'], 'key')[0] ?? 'admin';

export const addApproval: FixRule = (target) => [
  {
    id: 'add',
    title: titles.add('approval'),
    safe: false,
    edits: set(target.draft, [...target.path, 'approval'], { roles: [someRole(target)] }),
  },
];

export const addRoles: FixRule = (target) => [
  { id: 'add', title: titles.add(target.last), safe: false, edits: set(target.draft, target.path, [someRole(target)]) },
];

/** v2: a function that is called must be listed. */
export const addExport: FixRule = ({ draft, value }) =>
  typeof value === 'string' && value !== ''
    ? [{ id: 'add-export', title: titles.addExport(value), safe: false, edits: insert(draft, ['backend', 'exports'], value) }]
    : [];

/** v2: targets as hosts name them. */
export const hostTarget: FixRule = ({ draft, path, value }) => {
  const name = value === 'wasm_call' ? 'wasm' : 'prompt';
  return [{ id: 'write', title: titles.write(name), safe: true, edits: set(draft, path, name) }];
};

/** v2: a hook stands under the event it names. */
export const eventOfKey: FixRule = ({ draft, path }) => {
  const [, key = ''] = path;
  return path.length < 4 ? [] : [{ id: 'write', title: titles.write(key), safe: false, edits: set(draft, path, key) }];
};

export const emitCapability: FixRule = ({ draft, value }) =>
  typeof value === 'string'
    ? [
        {
          id: 'add-capability',
          title: titles.addCapability('event:emit', value),
          safe: false,
          edits: insert(draft, ['capabilities'], { kind: 'event:emit', target: value, reason: '…' }),
        },
      ]
    : [];
