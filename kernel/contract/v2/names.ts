/** Names that v3 writes differently: models in PascalCase, events with one dot, versions with three numbers. */
import { unaccented } from '../../values/unaccented';

const MODEL_KEY = /^[A-Z][A-Za-z0-9]+$/;

/** `work_orders` as `WorkOrders`; a name that fits already stays. */
export function pascalCase(name: string): string {
  if (MODEL_KEY.test(name)) return name;
  const joined = name
    .split(/[^A-Za-z0-9]+/)
    .filter((part) => part !== '')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
  const lettered = /^[A-Z]/.test(joined) ? joined : `Model${joined}`;
  return lettered.length < 2 ? `${lettered}Model` : lettered;
}

/** The v3 keys of models, unique, and the way to them from v2 keys and tables. Of two with one name the first is meant. */
export function renameModels(definitions: readonly { model_key: string; table_name: string }[]): {
  keys: string[];
  byName: Map<string, string>;
} {
  const taken = new Set<string>();
  const keys = definitions.map(({ model_key }) => {
    const wanted = pascalCase(model_key);
    let key = wanted;
    for (let count = 2; taken.has(key); count += 1) key = `${wanted}${count}`;
    taken.add(key);
    return key;
  });
  const byName = new Map<string, string>();
  const name = (from: string, to: string): unknown => byName.has(from) || byName.set(from, to);
  definitions.forEach(({ model_key }, index) => name(model_key, keys[index] ?? ''));
  definitions.forEach(({ table_name }, index) => name(table_name, keys[index] ?? ''));
  return { keys, byName };
}

/** `a.b.c` as `a.b_c`; without a dot the addon goes in front. */
export function eventName(name: string, addon: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? `${addon}.${name}` : `${name.slice(0, dot)}.${name.slice(dot + 1).replaceAll('.', '_')}`;
}

/** A version with three numbers: `v1.2` as `1.2.0`. What is no version stays, for the check to report. */
export function threeNumbers(version: string): string {
  const match = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?((?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?)$/.exec(version);
  return match === null ? version : `${match[1] ?? ''}.${match[2] ?? '0'}.${match[3] ?? '0'}${match[4] ?? ''}`;
}

/** A name in small letters, digits and `_`. */
export const snakeCase = (text: string): string =>
  unaccented(text)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '');
