import { defaultFilter } from 'cmdk';

/**
 * Below it, the letters are strewn over a name that means something else. Groups of the palette keep their order, so such a name would be
 * chosen before one in a later group in which the very word stands.
 */
const LEAST = 0.02;

/** How well a name answers what was typed: 0 for not at all, 1 for the same. */
export function paletteMatch(value: string, search: string): number {
  const score = defaultFilter(value, search);
  return score < LEAST ? 0 : score;
}
