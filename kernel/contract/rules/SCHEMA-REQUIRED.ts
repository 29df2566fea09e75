import { titles } from '../fixes/titles';
import { at, remove, rename, set, textOf, type Fix, type FixRule, type FixTarget } from '../fix';
import type { Rule, RulePage } from '../rule';

/** What a missing field most often holds. */
const USUAL: Readonly<Record<string, unknown>> = {
  apiVersion: 'asteby.com/v3',
  kind: 'Addon',
  version: '1.0.0',
  metadata: { key: 'my_addon', name: 'My addon', version: '1.0.0' },
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

/** What every manifest of today has there. */
const ONE_ANSWER = new Set(['apiVersion', 'compatibility', 'requires']);
/** Members of an entry of the menu that its group does not have. */
const OF_ITEM = new Set(['model', 'view', 'url', 'path', 'permission', 'filter']);

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

/** Adds a missing field with what it usually holds: names are taken from names beside it. */
const addField: FixRule = (target) => {
  const { path, last, value } = target;
  if (value !== undefined || last === '') return [];
  const beside = at(target, ...path.slice(0, -1));
  if (typeof beside !== 'object' || beside === null || Array.isArray(beside)) return [];
  const name = ['key', 'name', 'table', 'label', 'title']
    .map((field) => textOf((beside as Record<string, unknown>)[field]))
    .find((text) => text !== '');
  const usual = Object.hasOwn(USUAL, last) ? USUAL[last] : usualName(last, name, path);
  // Other contracts call it `name`: then it is there already.
  if (last === 'key' && 'name' in beside) {
    const changes = rename([...path.slice(0, -1), 'name'], 'key');
    return [{ id: 'rename', title: titles.rename('name', 'key'), safe: false, changes }];
  }
  if (last === 'items') return asGroup(target, beside);
  return usual === undefined ? [] : [{ id: 'add', title: titles.add(last), safe: ONE_ANSWER.has(last), changes: set(path, usual) }];
};

/** An entry of the menu that stands where its group should: it becomes the first of a group of its title. */
function asGroup({ path }: FixTarget, beside: object): Fix[] {
  const { title, ...rest } = beside as Record<string, unknown>;
  const parent = path.slice(0, -1);
  const moved = Object.keys(rest).filter((member) => OF_ITEM.has(member));
  if (typeof title !== 'string' || moved.length === 0)
    return [{ id: 'add', title: titles.add('items'), safe: false, changes: set(path, []) }];
  const item = { title, ...Object.fromEntries(moved.map((member) => [member, rest[member]])) };
  const changes = [...moved.flatMap((member) => remove([...parent, member])), ...set(path, [item])];
  return [{ id: 'as-group', title: titles.asGroup(), safe: false, changes }];
}

export const rule: Rule<'SCHEMA-REQUIRED'> = { id: 'SCHEMA-REQUIRED', level: 'error', fix: addField };

export const page: RulePage = {
  section: 'shape',
  meaning: 'a field, or one of several fields, is missing',
  why: 'Without it the host would have to guess.',
  example: { at: '/metadata', before: { key: 'shop', name: 'Shop' } },
};
