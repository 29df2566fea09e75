/** Notes on blocks that a host acts on and the playground does not act on yet. */
import { INERT_BLOCKS } from '../inert-blocks';
import { installMessages } from '../messages/install';
import type { Step } from '../pointer';
import type { Rule } from './context';

/** Items of one list that are noted one by one; the note on the first few says it of all. */
const MAX_NOTED = 3;

interface Found {
  path: readonly Step[];
  value: unknown;
}

const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  value === false ||
  (typeof value === 'object' && Object.keys(value).length === 0);

function itemsOf(list: Found, isNested: boolean): Found[] {
  if (!Array.isArray(list.value)) return [];
  return list.value.flatMap((value: unknown, index): Found[] => {
    const item = { path: [...list.path, index], value };
    return isNested ? [item, ...membersOf(item, 'items').flatMap((nested) => itemsOf(nested, true))] : [item];
  });
}

function membersOf({ path, value }: Found, name: string): Found[] {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return [];
  return [{ path: [...path, name], value: (value as Record<string, unknown>)[name] }];
}

/** What stands at a place of the table; empty lists, objects and texts are nothing. */
function foundAt(manifest: unknown, place: string): Found[] {
  let found: Found[] = [{ path: [], value: manifest }];
  for (const name of place.split('/'))
    found = found.flatMap((one) => (name.startsWith('*') ? itemsOf(one, name === '**') : membersOf(one, name)));
  return found.filter(({ value }) => !isNothing(value));
}

export const inertBlocks: Rule = ({ manifest, info }) => {
  for (const { place, host, values, here } of INERT_BLOCKS) {
    const found = foundAt(manifest, place).filter(({ value }) => values === undefined || values.includes(String(value)));
    for (const { path, value } of found.slice(0, MAX_NOTED))
      info('HOST-ONLY', path, installMessages.hostOnly(values === undefined ? (place.split('/').at(-1) ?? '') : String(value), host, here));
  }
};
