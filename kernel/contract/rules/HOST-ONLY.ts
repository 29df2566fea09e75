import { BLOCK_NOTES } from '../blocks';
import type { Step } from '../pointer';
import type { Rule, RulePage } from '../rule';
import { message, type Message, type Text } from '../text';

const DOES_NOTHING: Text = { en: 'does nothing in the playground yet', es: 'todavía no hace nada en el playground' };

const texts = {
  hostOnly: (name: string, host: Text, here: Text = DOES_NOTHING): Message =>
    message(`\`${name}\` ${here.en}. On a host ${host.en}.`, `\`${name}\` ${here.es}. En un host ${host.es}.`),
};

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

export const rule: Rule<'HOST-ONLY'> = {
  id: 'HOST-ONLY',
  level: 'info',
  check: ({ manifest }, report) => {
    for (const { place, host, values, here } of BLOCK_NOTES) {
      const found = foundAt(manifest, place).filter(({ value }) => values === undefined || values.includes(String(value)));
      for (const { path, value } of found.slice(0, MAX_NOTED))
        report(path, texts.hostOnly(values === undefined ? (place.split('/').at(-1) ?? '') : String(value), host, here));
    }
  },
};

export const page: RulePage = {
  section: 'promised by the docs',
  meaning: 'a block that a host acts on and the playground does not act on yet',
  why: 'The manifest is right, and the bundle carries the block to the host. Here it has no effect yet, so what the preview shows is not all that a host would do.',
  example: { at: '/metadata/features', before: ['Works offline'], after: [], given: { '/connectors': [] } },
};
