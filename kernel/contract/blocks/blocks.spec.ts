import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SHAPE_V3 } from '../../../schemas';
import { BLOCKS } from '.';

const FOLDER = 'schemas/v3';

interface Definition {
  type?: string | string[];
  properties?: object;
}

/** Definitions of the schema that describe something an author declares: no kinds of texts, and what `common.json` has of plain values. */
const declared = readdirSync(FOLDER).flatMap((file) => {
  const { $defs = {} } = JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')) as { $defs?: Record<string, Definition> };
  return Object.entries($defs)
    .filter(([, { type, properties }]) => properties !== undefined || (file !== 'common.json' && type !== 'string'))
    .map(([name]) => name);
});

it('every definition of the contract stands in the table of blocks once, and nothing else does', () => {
  expect(BLOCKS.map(({ definition }) => definition).sort()).toEqual([...declared].sort());
  expect(declared.length).toBeGreaterThan(100);
});

it('a sentence in both languages says what is done with each', () => {
  for (const { definition, says } of BLOCKS)
    for (const text of [says.en, says.es]) expect(text, definition).toMatch(/^[A-ZÁÉÍÓÚÑ`][^\n]{8,160}\.$/);
});

it('what does nothing here is noted where a manifest begins to declare it, and what works is noted nowhere', () => {
  const unnoted = BLOCKS.filter(({ state, notes }) => state === 'works' && notes.length > 0);
  expect(unnoted.map(({ definition }) => definition)).toEqual([]);
  // A part is noted with the whole that it belongs to.
  const wholes = new Set(BLOCKS.filter(({ notes }) => notes.length > 0).map(({ definition }) => definition));
  const holders = (part: string): string[] =>
    Object.entries(SHAPE_V3.definitions).flatMap(([name, fields]) =>
      Object.values(fields).some((edge) => edge.split('|').some((side) => side.replace(/\[\]$|\{\}$/, '') === part)) ? [name] : [],
    );
  const isNoted = (part: string, seen: ReadonlySet<string> = new Set()): boolean =>
    wholes.has(part) || holders(part).some((holder) => !seen.has(holder) && isNoted(holder, new Set([...seen, part])));
  expect(
    BLOCKS.filter(({ state, definition }) => state === 'explained' && !isNoted(definition)).map(({ definition }) => definition),
  ).toEqual([]);
});
