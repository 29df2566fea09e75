import { expect, it } from 'vitest';
import fc from '../../testing/property';
import { MAX_MANIFEST_BYTES } from '../../contract/parse';
import { designOf } from '../design/design';
import { outlineOf } from './outline';
import { trailAt } from './trail';

const TEXT = `{
  "models": [
    { "key": "Ticket", "columns": [{ "name": "title" }, { "name": "phone", "type": "text" }] }
  ],
  "tags": ["a", "b"]
}`;

const names = (behind: string): string[] => trailAt(TEXT, TEXT.indexOf(behind) + behind.length).map(({ name }) => name);

it.each([
  ['"phone", "ty', ['models', 'Ticket', 'columns', 'phone', 'type']],
  ['"phone"', ['models', 'Ticket', 'columns', 'phone', 'name']],
  ['"key": "Tick', ['models', 'Ticket', 'key']],
  ['"a", "b', ['tags', '2']],
  ['"models": [\n', ['models']],
])('behind %j the way is %j', (behind, way) => expect(names(behind)).toEqual(way));

it('each step leads to where it begins', () => {
  const steps = trailAt(TEXT, TEXT.indexOf('"type"') + 1);
  expect(steps.map(({ offset }) => TEXT.slice(offset, offset + 8))).toEqual(['"models"', '{ "key":', '"columns', '{ "name"', '"type": ']);
});

it('there is no way into an empty text, and a half-typed one has the way that is there', () => {
  expect(trailAt('', 0)).toEqual([]);
  expect(trailAt('{ "models": [ { "key": "A", "columns": [', 40).map(({ name }) => name)).toEqual(['models', 'A', 'columns']);
});

it('whatever is typed, and wherever, there is an answer', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(60), (typed, offset) => {
      const text = TEXT.slice(0, offset) + typed + TEXT.slice(offset);
      for (const step of trailAt(text, offset)) expect(step.offset).toBeLessThanOrEqual(text.length);
    }),
  );
});

it('a text that is deeper than any stack, or longer than a manifest may be, ends nothing', () => {
  for (const deep of ['['.repeat(5_000) + ']'.repeat(5_000), '{"a":'.repeat(100_000), '"\n' + '['.repeat(100_000)]) {
    expect(trailAt(deep, deep.length >> 1).length).toBeLessThanOrEqual(64);
    expect(outlineOf(deep)).toEqual([]);
    expect(designOf(deep).models).toEqual([]);
  }
  expect(trailAt(`{"a": "${'x'.repeat(MAX_MANIFEST_BYTES)}"}`, 8)).toEqual([]);
});
