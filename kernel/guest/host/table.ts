/** The table a data import names: of the addon itself without asking, of another addon or the core by a declared capability. */
import type { DynamicModel, ModelColumn } from '../../installed/model';
import { textOfJson } from '../../columns/literal';
import { type SqlText } from '../../dynamic/values';
import { demand } from './capability';
import { type HostContext, HostRefusal, isObject } from './context';

export const NAME = /^[a-z_][a-z0-9_]{0,62}$/;

/** @throws HostRefusal `invalid_request` for what is no name */
export function tableName(value: unknown): string {
  if (typeof value !== 'string' || !NAME.test(value)) throw new HostRefusal('invalid_request', '"table" is no name of a table');
  return value;
}

/** @throws HostRefusal `forbidden` without a capability, `invalid_request` where no such table is installed */
export function tableOf(context: HostContext, name: string, verb: 'read' | 'write', caller: string): DynamicModel {
  const { operation, addon } = context;
  const own = addon.models.find(({ table }) => table === name);
  if (own) return own;
  demand(context, { kinds: verb === 'read' ? ['db:read', 'db:write'] : ['db:write'], target: name, caller });
  const found = operation.registry.model(operation.principal.organizationId, name, addon.key);
  if (found?.table !== name) throw new HostRefusal('invalid_request', `no table "${name}" is installed`);
  return found;
}

/** A value of the request: a scalar as it is, a marker (`{"$uuid": …}`, `{"$ts": …}`, `{"$bytes": …}`) as what it marks. */
export function unmarked(value: unknown): unknown {
  if (!isObject(value)) return value;
  const [entry, ...others] = Object.entries(value);
  return entry && others.length === 0 && ['$uuid', '$ts', '$bytes'].includes(entry[0]) ? entry[1] : value;
}

/** As the statement gets it. @throws HostRefusal `invalid_request` for what is none of the column's */
export function columnText(own: ModelColumn, value: unknown): SqlText {
  const given = unmarked(value);
  if (given === null) return null;
  const text = isObject(given) || Array.isArray(given) ? null : textOfJson(own.kind, given);
  if (text === null) throw new HostRefusal('invalid_request', `the value for "${own.name}" is no ${own.kind}`);
  return text;
}
