/** Fixes that a few rules share: what is missing is declared, what is narrow is widened. */
import { at, namesAt, set, insert, textOf, type FixRule, type FixTarget } from '../fix';
import { titles } from './titles';

/** A range that every host of this generation is in. */
export const usualRange: FixRule = (target) => {
  const key = textOf(at(target, ...target.path.slice(0, -1), 'key'));
  const range = key === 'kernel' || target.last === 'kernel' ? '>=3.0.0 <4.0.0' : '*';
  return [{ id: 'set', title: titles.set(target.last, range), safe: false, changes: set(target.path, range) }];
};

/** Lets the host at hand in, without shutting out those that were in. */
export const widenRange: FixRule = ({ path, last, value }) => {
  if (typeof value !== 'string') return [];
  const wide = path[0] === 'kernel' ? '>=2.0.0 <4.0.0' : `${value} || >=3.0.0 <4.0.0`;
  return [{ id: 'set', title: titles.set(last, wide), safe: false, changes: set(path, wide) }];
};

export const addPermission: FixRule = ({ value }) =>
  typeof value === 'string'
    ? [
        {
          id: 'add-permission',
          title: titles.addPermission(value),
          safe: false,
          changes: insert(['rbac', 'permissions'], { key: value }),
        },
      ]
    : [];

/** The host of an address; `https://api.example.com/*` covers what `api.example.com` does. */
export const hostOnly: FixRule = ({ path, value }) => {
  if (typeof value !== 'string') return [];
  const host = value.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/[/?#].*$/s, '');
  if (host === value || host === '' || !host.includes('.')) return [];
  return [{ id: 'write', title: titles.write(host), safe: false, changes: set(path, host) }];
};

/** Declares what the finding says is missing: its suggestion is a capability. */
export const addCapability: FixRule = ({ suggestion }) => {
  const wanted = suggestion?.to;
  if (typeof wanted !== 'object' || wanted === null || !('kind' in wanted) || !('target' in wanted)) return [];
  const { kind, target } = wanted as { kind: string; target: string };
  const changes = insert(['capabilities'], { kind, target, reason: '…' });
  return [{ id: 'add-capability', title: titles.addCapability(kind, target), safe: false, changes }];
};

/** The first role of the addon, or everybody's administrator. */
const someRole = (target: FixTarget): string => namesAt(target, ['rbac', 'roles'], 'key')[0] ?? 'admin';

export const addApproval: FixRule = (target) => [
  {
    id: 'add',
    title: titles.add('approval'),
    safe: false,
    changes: set([...target.path, 'approval'], { roles: [someRole(target)] }),
  },
];

export const addRoles: FixRule = (target) => [
  { id: 'add', title: titles.add(target.last), safe: false, changes: set(target.path, [someRole(target)]) },
];

/** An action that waits for a state can have it declared. */
export const addStage: FixRule = (target) => {
  const { path, value } = target;
  const isTransition = path[0] === 'models';
  const model = textOf(at(target, ...path.slice(0, 3), 'target_model'));
  const index = isTransition ? path[1] : String(namesAt(target, ['models'], 'key').indexOf(model));
  if (typeof value !== 'string' || value === '' || index === undefined || index === '-1') return [];
  return [{ id: 'add-stage', title: titles.addStage(value), safe: false, changes: insert(['models', index, 'stages'], { key: value }) }];
};

/** The parent must say that it may be extended. */
export const openModel: FixRule = ({ value }) => {
  const model = textOf(value).split('.').at(-1);
  if (model === undefined) return [];
  const changes = insert(['extension_points', 'model_extensions_accepted'], model);
  return [{ id: 'open-model', title: titles.openModel(model), safe: false, changes }];
};
