/** Notes on blocks that a host acts on and the playground does not act on yet. */
import { INERT_BLOCKS } from '../inert-blocks';
import { installMessages } from '../messages/install';
import type { Step } from '../pointer';
import type { Rule } from './context';

/** Items of one list that are noted one by one; the note on the first few says it of all. */
const MAX_NOTED = 3;

/** The values at a place of the table, with their paths; empty lists, objects and texts are nothing. */
function valuesAt(value: unknown, names: readonly string[], path: readonly Step[]): Step[][] {
  const [name, ...rest] = names;
  if (name === undefined) {
    const isEmpty = value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
    return isEmpty || value === undefined || value === null ? [] : [[...path]];
  }
  if (typeof value !== 'object' || value === null) return [];
  if (name === '*')
    return Array.isArray(value) ? value.flatMap((item, index) => valuesAt(item, rest, [...path, index])).slice(0, MAX_NOTED) : [];
  return Object.hasOwn(value, name) ? valuesAt((value as Record<string, unknown>)[name], rest, [...path, name]) : [];
}

export const inertBlocks: Rule = ({ manifest, info }) => {
  for (const { place, host } of INERT_BLOCKS) {
    const names = place.split('/');
    for (const path of valuesAt(manifest, names, [])) info('HOST-ONLY', path, installMessages.hostOnly(names.at(-1) ?? '', host));
  }
};
