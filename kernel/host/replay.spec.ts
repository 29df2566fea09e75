import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Column, Model } from '../../schemas';
import { USERS } from '../database/core-rows';
import { labManifest } from '../testing/lab';
import { manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';
import type { NumberedEntry, RowState } from '../journal/entry';
import { pendingEntries } from '../journal/log';
import { memoryStorage } from '../testing/memory-storage';
import { replay } from './replay';

/** What the page keeps: the last state of every row. */
function keep(entries: readonly NumberedEntry[]): RowState[] {
  const { storage, rows } = memoryStorage();
  void storage.keep(entries);
  return [...rows.values()];
}

const moved = new Map<TestKernel, number>();

/** Takes over what was journaled since the last time, as the worker does. */
async function drain(kernel: TestKernel): Promise<NumberedEntry[]> {
  const all: NumberedEntry[] = [];
  for (;;) {
    const entries = await pendingEntries(kernel.database, moved.get(kernel) ?? 0);
    const last = entries.at(-1);
    if (!last) return all;
    all.push(...entries);
    moved.set(kernel, last.seq);
  }
}

const rowOf = ({ entry }: NumberedEntry) => (entry.op === 'drop' ? [entry.op] : [entry.op, entry.table, entry.id]);

const idOf = (answer: { body: unknown }) => (answer.body as { data: { id: string } }).data.id;

let a: TestKernel;
let b: TestKernel;
beforeAll(async () => {
  [a, b] = [await openTestKernel(), await openTestKernel()];
});
afterAll(() => Promise.all([a.database.close(), b.database.close()]));

describe('the journal', () => {
  it('tells of every committed write, in order, and of none that was rolled back', async () => {
    await a.install(labManifest());
    const id = idOf(await a.call('POST', '/data/bins', { label: 'one' }));
    await a.call('PUT', `/data/bins/${id}`, { label: 'two' });
    await a.call('PUT', `/data/bins/${id}`, { label: '' });
    await a.call('POST', '/data/bins', { label: 'two' });
    await a.database
      .asOwner((session) => session.script(`update addon_lab.bins set label = 'rolled back'; select 1/0`))
      .catch(() => undefined);
    await a.call('DELETE', `/data/bins/${id}`);
    const entries = await drain(a);
    expect(
      entries.map((one) => [...rowOf(one), one.entry.op === 'upsert' && (JSON.parse(one.entry.row) as { label: string }).label]),
    ).toEqual([
      ['upsert', 'bins', id, 'one'],
      ['upsert', 'bins', id, 'two'],
      ['delete', 'bins', id, false],
    ]);
    expect(keep(entries)).toEqual([]);
  });

  it('tells of rows that a foreign key took along, and of those no request wrote', async () => {
    const parent: Model = { key: 'Parent', table: 'parents', audit: false, columns: [{ name: 'name', type: 'text' }] };
    const child = (table: string, key: string, on_delete: 'cascade' | 'set_null'): Model => ({
      key,
      table,
      audit: false,
      columns: [{ name: 'parent_id', type: 'uuid' }],
      foreign_keys: [{ columns: ['parent_id'], references: { model: 'Parent', columns: ['id'] }, policy: 'physical', on_delete }],
    });
    await a.install(
      manifestWith('family', [
        { ...parent, seed: { key: 'name', rows: [{ name: 'seeded' }] } },
        child('kids', 'Kid', 'cascade'),
        child('pets', 'Pet', 'set_null'),
      ]),
    );
    const [seeded] = await drain(a);
    expect(seeded).toMatchObject({ entry: { op: 'upsert', table: 'parents' } });
    const id = idOf(await a.call('POST', '/data/parents', { name: 'p' }));
    const kid = idOf(await a.call('POST', '/data/kids', { parent_id: id }));
    const pet = idOf(await a.call('POST', '/data/pets', { parent_id: id }));
    await drain(a);
    await a.call('DELETE', `/data/parents/${id}`);
    const entries = await drain(a);
    expect(entries.map(rowOf).sort()).toEqual([
      ['delete', 'kids', kid],
      ['delete', 'parents', id],
      ['upsert', 'pets', pet],
    ]);
  });

  it('is taken over in batches, from where it was taken', async () => {
    await a.query(
      `insert into addon_lab.bins (organization_id, label) select '11111111-1111-4111-8111-111111111111', 'bulk ' || n from generate_series(1, 600) n`,
    );
    const first = await pendingEntries(a.database, moved.get(a) ?? 0);
    expect(first).toHaveLength(500);
    expect((await pendingEntries(a.database, first[99]?.seq ?? 0))[0]).toEqual(first[100]);
    expect(await drain(a)).toHaveLength(600);
  });
});

describe('replay into a database that was built anew', () => {
  const lab = () => a.query('select * from addon_lab.samples order by id');

  it('gives the same rows, to the last digit', async () => {
    const parent = idOf(await a.call('POST', '/data/samples', { name: 'parent', ready: true }));
    await a.call('POST', '/data/samples', {
      name: 'child',
      ready: false,
      note: 'línea\nnueva "x" \\ 🎟',
      count: -5,
      big: '9223372036854775807',
      price: '12345678.91',
      ok: true,
      day: '2026-02-03',
      at_time: '2026-02-03T04:05:06.123456Z',
      doc: '{"long": 12345678901234567890.123, "list": [1, null, "é"]}',
      embedding: [0.1, 2, 3],
      kind: 'done',
      parent_id: parent,
      owner_id: USERS[0].id,
      viewers: [USERS[1].id],
    });
    const gone = idOf(await a.call('POST', '/data/samples', { name: 'gone', ready: true }));
    await a.call('DELETE', `/data/samples/${gone}`);
    await a.call('POST', '/data/parts', { sample_id: parent, title: 'a part' });
    const kept = keep(await drain(a));
    await b.install(labManifest());
    // The child's part may come before its parent: the order of the rows does not matter.
    expect(await replay(b.database, [...kept].reverse())).toEqual({ applied: kept.length, skipped: [] });
    const text = 'select s.*, doc::text as doc_text, big::text as big_text, at_time::text as at_text from addon_lab.samples s order by id';
    expect(await b.query(text)).toEqual(await a.query(text));
    expect(await b.query('select * from addon_lab.parts')).toEqual(await a.query('select * from addon_lab.parts'));
    expect((await b.query(`select doc_text from (${text}) x where name = 'child'`))[0]).toEqual({
      doc_text: '{"list": [1, null, "é"], "long": 12345678901234567890.123}',
    });
  });

  it('notes once that rows are back, and twice is once', async () => {
    const kept = (await a.query('select id::text as id, to_jsonb(s)::text as row from addon_lab.samples s')).map(
      (row) => ({ op: 'upsert', schema: 'addon_lab', table: 'samples', ...row }) as RowState,
    );
    expect(await replay(b.database, kept)).toEqual({ applied: kept.length, skipped: [] });
    await drain(b);
    expect(await replay(b.database, kept)).toEqual({ applied: kept.length, skipped: [] });
    expect((await drain(b)).map(rowOf)).toEqual([['delete', '', '']]);
    expect(await b.query('select count(*)::int as count from addon_lab.samples')).toEqual([{ count: (await lab()).length }]);
    // Foreign keys hold again afterwards.
    await expect(
      b.query(
        `insert into addon_lab.parts (organization_id, sample_id) values ('11111111-1111-4111-8111-111111111111', gen_random_uuid())`,
      ),
    ).rejects.toMatchObject({
      fault: { sqlState: '23503' },
    });
  });

  it('brings seed rows back under the same id, with what a person made of them', async () => {
    const model: Model = {
      key: 'Rate',
      table: 'rates',
      audit: false,
      columns: [
        { name: 'code', type: 'text' },
        { name: 'rate', type: 'integer' },
      ],
      seed: {
        key: 'code',
        rows: [
          { code: 'std', rate: 16 },
          { code: 'low', rate: 8 },
        ],
      },
    };
    await a.install(manifestWith('rates', [model]));
    await a.query(`update addon_rates.rates set rate = 21, code = 'main' where code = 'std'`);
    const kept = keep(await drain(a));
    await b.install(manifestWith('rates', [model]));
    expect((await replay(b.database, kept)).skipped).toEqual([]);
    const rows = 'select id, code, rate from addon_rates.rates order by rate';
    expect(await b.query(rows)).toEqual(await a.query(rows));
  });
});

describe('rows that remember an older shape', () => {
  const thing = (columns: Column[]): Model => ({ key: 'Thing', table: 'things', audit: false, columns });
  const name: Column = { name: 'name', type: 'text' };
  const ORG = '11111111-1111-4111-8111-111111111111';

  function rows(key: string, ...values: Record<string, unknown>[]): RowState[] {
    return values.map((value, n) => {
      const id = `e0000000-0000-4000-8000-00000000000${n}`;
      const row = { id, organization_id: ORG, created_at: '2026-01-01T00:00:00+00:00', updated_at: '2026-01-01T00:00:00+00:00', ...value };
      return { op: 'upsert', schema: `addon_${key}`, table: 'things', id, row: JSON.stringify(row) };
    });
  }

  it('get the default of a column that came later', async () => {
    await b.install(manifestWith('shape', [thing([name, { name: 'size', type: 'integer', default: 3 }])]));
    expect(await replay(b.database, rows('shape', { name: 'old' }, { name: 'new', size: null }, { name: 'newer', size: 5 }))).toEqual({
      applied: 3,
      skipped: [],
    });
    expect(await b.query('select name, size from addon_shape.things order by id')).toEqual([
      { name: 'old', size: 3 },
      { name: 'new', size: null },
      { name: 'newer', size: 5 },
    ]);
  });

  it('lose the value of a column that is gone, parked ones included, and nothing else', async () => {
    await b.install(manifestWith('gone', [thing([name])]));
    expect(await replay(b.database, rows('gone', { name: 'x', parked: 7, other: { a: 1 } }))).toEqual({ applied: 1, skipped: [] });
    expect(await b.query('select name from addon_gone.things')).toEqual([{ name: 'x' }]);
  });

  it('take a column’s new type where they fit it, and are reported where they do not', async () => {
    await b.install(manifestWith('typed', [thing([name, { name: 'size', type: 'integer' }])]));
    const result = await replay(
      b.database,
      rows('typed', { name: 'a', size: '12' }, { name: 'b', size: 'twelve' }, { name: 'c', size: 13 }),
    );
    expect(result).toEqual({
      applied: 2,
      skipped: [
        {
          schema: 'addon_typed',
          table: 'things',
          id: 'e0000000-0000-4000-8000-000000000001',
          reason: 'invalid input syntax for type integer: "twelve"',
        },
      ],
    });
    expect(await b.query('select name, size from addon_typed.things order by name')).toEqual([
      { name: 'a', size: 12 },
      { name: 'c', size: 13 },
    ]);
  });

  it('keep a required column optional while they have no value for it, as the living database did', async () => {
    const manifest = manifestWith('must', [thing([name, { name: 'code', type: 'text', not_null: true }])]);
    await b.install(manifest);
    expect(await replay(b.database, rows('must', { name: 'a', code: null }, { name: 'b', code: 'x' }))).toEqual({
      applied: 2,
      skipped: [],
    });
    expect((await b.install(manifest)).notes).toEqual([{ code: 'column_stays_optional', table: 'things', column: 'code' }]);
    await b.query(`update addon_must.things set code = 'y'`);
    expect((await b.install(manifest)).plan.steps).toEqual([
      { kind: 'set-not-null', schema: 'addon_must', table: 'things', column: 'code' },
    ]);
  });

  it('make no column optional that hosts fill, nor one where they do not fit anyway', async () => {
    const required = (name: string): Column => ({ name, type: 'text', not_null: true });
    const manifest = manifestWith('damaged', [thing([name, required('code'), required('kind'), { name: 'size', type: 'integer' }])]);
    await b.install(manifest);
    const whole = { code: 'x', kind: 'y', size: 1 };
    const { applied, skipped } = await replay(
      b.database,
      rows(
        'damaged',
        { ...whole, name: 'a' },
        { ...whole, name: 'b', created_at: null },
        { ...whole, name: 'c', code: null, size: 'many' },
        { ...whole, name: 'd', kind: null },
      ),
    );
    expect([applied, skipped.map(({ id, reason }) => `${id.slice(-1)} ${reason}`)]).toEqual([
      2,
      [
        '1 null value in column "created_at" of relation "things" violates not-null constraint',
        '2 invalid input syntax for type integer: "many"',
      ],
    ]);
    const asked = (await b.query(
      `select attname as name from pg_attribute where attrelid = 'addon_damaged.things'::regclass and attnum > 0 and attnotnull order by 1`,
    )) as { name: string }[];
    expect(asked.map((column) => column.name)).toEqual(['code', 'created_at', 'id', 'organization_id', 'updated_at']);
  });

  it('are not written without a tenant', async () => {
    await b.install(manifestWith('orphan', [thing([name])]));
    const { applied, skipped } = await replay(b.database, rows('orphan', { name: 'a', organization_id: null }));
    expect([applied, skipped.map((one) => one.reason)]).toEqual([
      0,
      ['null value in column "organization_id" of relation "things" violates not-null constraint'],
    ]);
  });

  it('are reported when their table is gone, is no addon’s, or they are no rows', async () => {
    const row = (schema: string, table: string, text = '{"id":"1"}'): RowState => ({ op: 'upsert', schema, table, id: '1', row: text });
    const gone = 'the table does not exist';
    const result = await replay(b.database, [
      row('addon_nope', 'things'),
      row('public', 'users'),
      row('metacore', 'journal'),
      row('addon_gone', 'things"; drop table addon_gone.things; --'),
      row('addon_gone', 'things', '[1]'),
      row('addon_gone', 'things', '{'),
    ]);
    expect(result.applied).toBe(0);
    expect(result.skipped.map(({ schema, reason }) => [schema, reason]).sort()).toEqual(
      [
        ['addon_nope', gone],
        ['public', gone],
        ['metacore', gone],
        ['addon_gone', gone],
        ['addon_gone', 'the row is no object'],
        ['addon_gone', expect.stringMatching(/JSON/)],
      ].sort(),
    );
    expect(await b.query('select name from addon_gone.things')).toHaveLength(1);
  });
});
