/** `env_get(key)`: the value of a setting as its own bytes, secrets in clear; 0 where there is none or an empty one. */
import { environmentOf } from '../../settings/settings';
import { bytesOf, type HostFunction, textOf } from './context';

export const envGet: HostFunction = async ({ operation, addon }, [key]) => {
  const name = textOf(key);
  if (name === null || name === '') return null;
  const values = await environmentOf(operation, addon, operation.principal.branchId ?? null);
  return Object.hasOwn(values, name) ? bytesOf(values[name] ?? '') : null;
};
