import { describe, expect, it } from 'vitest';
import { adviseVersion } from './advice';
import { asBytes, manifestWith, type Files } from './testing';

const id = { name: 'id', type: 'uuid', primary_key: true };
const model = (...columns: object[]): object => ({ models: [{ key: 'Note', table: 'notes', columns: [id, ...columns] }] });
const text = { name: 'text', type: 'text' };

function advise(before: object, after: object, files: { before?: Files; after?: Files } = {}): (string | undefined)[] {
  const bytes = (members: object, more: Files = {}) => asBytes({ 'manifest.json': manifestWith({ ...members }), ...more });
  const advice = adviseVersion(bytes(before, files.before), bytes(after, files.after));
  return [advice?.advised, ...(advice?.changes.map(({ bump, name }) => `${bump} ${name}`) ?? [])];
}

describe('the bump table', () => {
  it.each<[name: string, before: object, after: object, expected: string[]]>([
    ['nothing', model(text), model(text), ['1.2.3']],
    ['a new model', {}, model(), ['1.3.0', 'minor Note']],
    ['a model less', model(), {}, ['2.0.0', 'major Note']],
    ['a column that may be empty', model(), model(text), ['1.3.0', 'minor Note.text']],
    ['a column that must be filled', model(), model({ ...text, not_null: true }), ['2.0.0', 'major Note.text']],
    [
      'a column that must be filled, with a default',
      model(),
      model({ ...text, not_null: true, default: '' }),
      ['1.3.0', 'minor Note.text'],
    ],
    ['a column less', model(text), model(), ['2.0.0', 'major Note.text']],
    ['a renamed column', model(text), model({ name: 'body', type: 'text' }), ['2.0.0', 'major Note.text', 'minor Note.body']],
    ['another type', model(text), model({ name: 'text', type: 'integer' }), ['2.0.0', 'major Note.text']],
    ['a new setting', {}, { settings: [{ key: 'a' }] }, ['1.3.0', 'minor settings: a']],
    ['a tool less', { contributions: { tools: [{ key: 'a' }] } }, {}, ['2.0.0', 'major tools: a']],
    [
      'a new capability',
      {},
      { capabilities: [{ kind: 'http:fetch', target: 'a.test' }] },
      ['1.3.0', 'minor capabilities: http:fetch a.test'],
    ],
    ['a label', model(text), model({ ...text, label: 'Text' }), ['1.2.4', 'patch manifest.json']],
  ])('%s', (_, before, after, expected) => expect(advise(before, after)).toEqual(expected));

  const sql = (text_: string): Files => ({ 'migrations/0001.sql': text_ });
  it.each<[name: string, before: Files, after: Files, expected: string[]]>([
    ['a migration that adds', {}, sql('alter table a add column b text; -- drop table c'), ['1.3.0', 'minor migrations/0001.sql']],
    ['a migration that drops', {}, sql('alter table a drop column b'), ['2.0.0', 'major migrations/0001.sql']],
    ['a migration that changed', sql('a'), sql('b'), ['2.0.0', 'major migrations/0001.sql']],
    ['a migration that is gone', sql('a'), {}, ['2.0.0', 'major migrations/0001.sql']],
    ['a source', { 'frontend/a.js': '1' }, { 'frontend/a.js': '2' }, ['1.2.4', 'patch frontend/a.js']],
  ])('%s', (_, before, after, expected) => expect(advise({}, {}, { before, after })).toEqual(expected));
});

it('lists five hundred changes and no more', () => {
  const columns = (count: number) => model(...Array.from({ length: count }, (_, n) => ({ name: `c${n}`, type: 'text' })));
  const listed = (count: number) => advise(columns(0), columns(count)).length - 1;
  expect([listed(499), listed(500), listed(501)]).toEqual([499, 500, 500]);
});

it('compares a v2 manifest with its v3 successor', () => {
  const v2 = {
    key: 'notes',
    name: 'Notes',
    version: '1.0.0',
    model_definitions: [{ table_name: 'notes', model_key: 'notes', columns: [{ name: 'text', type: 'string' }] }],
  };
  const advice = adviseVersion(asBytes({ 'manifest.json': JSON.stringify(v2) }), asBytes({ 'manifest.json': manifestWith() }));
  expect([advice?.sameAddon, advice?.from, advice?.bump]).toEqual([true, '1.0.0', 'major']);
});

it('knows another addon, and texts that are none', () => {
  const other = asBytes({ 'manifest.json': manifestWith({}, { key: 'other' }) });
  const notes = asBytes({ 'manifest.json': manifestWith() });
  expect(adviseVersion(notes, other)?.sameAddon).toBe(false);
  expect(adviseVersion(asBytes({ 'manifest.json': '{' }), notes)).toBe(null);
  expect(adviseVersion(notes, new Map())).toBe(null);
});

it('speaks Spanish', () => {
  const before = asBytes({ 'manifest.json': manifestWith(model(text) as Record<string, unknown>) });
  expect(adviseVersion(before, asBytes({ 'manifest.json': manifestWith(model() as Record<string, unknown>) }), 'es')?.changes).toEqual([
    { bump: 'major', name: 'Note.text', message: 'se quitó una columna' },
  ]);
});
