/** Whether every fact of docs/contract/wire.md has a case, and every case speaks of facts that are there. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SUITE } from './suite';
import { WATCHING } from './watching';

const page = readFileSync(new URL('../../../docs/contract/wire.md', import.meta.url), 'utf8');
const facts = [...page.matchAll(/^\| `([A-Z-]+)`/gm)].map(([, id]) => id ?? '');
const covered = [...SUITE, ...WATCHING].flatMap(({ covers = [] }) => covers);

it('names every fact once', () => {
  expect(facts.filter((id, at) => facts.indexOf(id) !== at)).toEqual([]);
  expect(facts.length).toBeGreaterThan(0);
});

it('has a case for every fact', () => {
  expect(facts.filter((id) => !covered.includes(id))).toEqual([]);
});

it('has no case for a fact that is not there', () => {
  expect([...new Set(covered.filter((id) => !facts.includes(id)))]).toEqual([]);
});
