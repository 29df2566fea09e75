import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Column, Model } from '../../schemas';
import { ORGANIZATIONS } from '../database/core-rows';
import type { SeedRun } from '../seed/run';
import { manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';
import type { Rename } from './renames';
import { statementsOf } from './steps/kinds';

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
});
afterAll(() => t.database.close());

const ORG = ORGANIZATIONS[0].id;
const ID = '11111111-1111-4111-8111-111111111111';
const column = (name: string, more: Partial<Column> = {}): Column => ({ name, type: 'text', ...more });
const thing = (columns: Column[], more: Partial<Model> = {}): Model => ({ key: 'Thing', table: 'things', columns, audit: false, ...more });

async function install(key: string, renames: Rename[], ...models: Model[]): Promise<string[]> {
  const { plan } = await t.install(manifestWith(key, models), { renames });
  return plan.steps.flatMap(statementsOf);
}

const insert = (key: string, table: string, name: string) =>
  t.query(`insert into addon_${key}.${table} (id, organization_id, ${name}) values ('${ID}', '${ORG}', 'kept')`);
const values = (key: string, table: string, name: string) => t.query(`select ${name} as value from addon_${key}.${table}`);
/** What the project's storage would hold: the last note of every row. */
const noted = async (key: string) => {
  const rows = await t.query(
    `select distinct on (table_name, row_id) op, table_name as table, after::jsonb - 'created_at' - 'updated_at' as row
      from metacore.journal where schema_name = $1 order by table_name, row_id, seq desc`,
    [`addon_${key}`],
  );
  return rows;
};

const rename = (from: string, to: string, table = 'things'): Rename => ({ kind: 'column', table, from, to });

describe('a renamed column', () => {
  it('keeps its values, and the rows are noted under the new name', async () => {
    await install(
      'moved',
      [],
      thing([column('due_date')], { indices: [{ name: 'things_due', columns: ['due_date'], where: 'due_date IS NOT NULL' }] }),
    );
    await insert('moved', 'things', 'due_date');
    const after = thing([column('due_on')], { indices: [{ name: 'things_due', columns: ['due_on'], where: 'due_on IS NOT NULL' }] });
    expect(await install('moved', [rename('due_date', 'due_on')], after)).toEqual([
      'alter table "addon_moved"."things" rename column "due_date" to "due_on"',
      'update "addon_moved"."things" set id = id',
      'drop index "addon_moved"."things_due"',
      'create index "things_due" on "addon_moved"."things" using btree ("due_on") where "due_on" is not null',
    ]);
    expect(await values('moved', 'things', 'due_on')).toEqual([{ value: 'kept' }]);
    expect(await noted('moved')).toEqual([{ op: 'note', table: 'things', row: { id: ID, organization_id: ORG, due_on: 'kept' } }]);
    expect(await install('moved', [rename('due_date', 'due_on')], after)).toEqual([]);
  });

  it('gets its values back when the rename is undone, and over several renames at once', async () => {
    await install('undone', [], thing([column('a')]));
    await insert('undone', 'things', 'a');
    const renames = [rename('a', 'b'), rename('b', 'c')];
    await install('undone', renames, thing([column('c')]));
    expect(await values('undone', 'things', 'c')).toEqual([{ value: 'kept' }]);
    await install('undone', renames, thing([column('a')]));
    expect(await values('undone', 'things', 'a')).toEqual([{ value: 'kept' }]);
  });

  it('is no rename where the old name stays, or another hand made the change', async () => {
    await install('apart', [], thing([column('a'), column('b')]));
    await insert('apart', 'things', 'a');
    expect((await install('apart', [rename('a', 'c')], thing([column('a'), column('b'), column('c')]))).join()).not.toContain('rename');
    expect(
      (await install('apart', [rename('b', 'd')], thing([column('d'), column('e')]))).filter((text) => text.includes('rename')),
    ).toEqual(['alter table "addon_apart"."things" rename column "b" to "d"']);
  });

  it('changes its type in the same step, and takes keys, foreign keys and computed columns along', async () => {
    const parent: Model = {
      key: 'Parent',
      table: 'parents',
      columns: [column('code', { primary_key: true, not_null: true })],
      audit: false,
    };
    const child = (name: string, type: string, target: string): Model =>
      thing([column(name, { type }), column('n', { type: 'integer' }), column('m', { type: 'bigint', generated: 'n * 2' })], {
        foreign_keys: [{ columns: [name], references: { model: 'Parent', columns: [target] }, policy: 'physical' }],
      });
    await install('linked', [], parent, child('parent', 'text', 'code'));
    await t.query(`insert into addon_linked.parents (organization_id, code) values ('${ORG}', 'x')`);
    await t.query(`insert into addon_linked.things (organization_id, parent, n) values ('${ORG}', 'x', 4)`);
    const renamedParent = { ...parent, columns: [column('short', { type: 'varchar(9)', primary_key: true, not_null: true })] };
    const renames = [rename('code', 'short', 'parents'), rename('parent', 'mother')];
    await install('linked', renames, renamedParent, child('mother', 'varchar(9)', 'short'));
    expect(await t.query('select mother, m from addon_linked.things')).toEqual([{ mother: 'x', m: 8 }]);
    await expect(t.query(`insert into addon_linked.things (organization_id, mother) values ('${ORG}', 'y')`)).rejects.toThrow();
  });
});

describe('a renamed table', () => {
  it('keeps its rows, which are noted under the new name and forgotten under the old one', async () => {
    const requests = (name: string): Model => ({ key: 'Request', table: 'requests', columns: [column(name)], audit: false });
    await install('tables', [], thing([column('a')]));
    await insert('tables', 'things', 'a');
    // A column renamed before its table, and a model besides.
    const renames: Rename[] = [
      rename('a', 'b'),
      { kind: 'table', from: 'things', to: 'requests' },
      { kind: 'model', from: 'Thing', to: 'Request' },
    ];
    await install('tables', renames, requests('b'));
    expect(await values('tables', 'requests', 'b')).toEqual([{ value: 'kept' }]);
    expect(await noted('tables')).toEqual([
      { op: 'note', table: 'requests', row: { id: ID, organization_id: ORG, b: 'kept' } },
      { op: 'delete', table: 'things', row: null },
    ]);
    expect((await t.call('GET', '/data/tables.requests')).body).toMatchObject({ data: [{ id: ID, b: 'kept' }] });
  });
});

describe('a renamed model', () => {
  it('goes on counting', async () => {
    const counted = (key: string): Model =>
      thing([column('number', { sequence: 'n' }), column('a')], { key, sequences: [{ key: 'n', scope: 'org', format: 'T-{seq}' }] });
    await install('counted', [], counted('Thing'));
    expect((await t.call('POST', '/data/counted.things', { a: 'x' })).body).toMatchObject({ data: { number: 'T-1' } });
    await install('counted', [{ kind: 'model', from: 'Thing', to: 'Entry' }], counted('Entry'));
    expect((await t.call('POST', '/data/counted.things', { a: 'x' })).body).toMatchObject({ data: { number: 'T-2' } });
  });
});

describe('what is kept of a renamed model and its table', () => {
  it('follows them: approvals, imports, answers of actions, runs of sample data', async () => {
    const model = (key: string, table: string): Model => ({ key, table, columns: [column('a')], audit: false });
    await install('kept', [], model('Thing', 'things'));
    const run: SeedRun = {
      ...{ id: ID, rows: 1, seed: 1, language: 'en', state: 'done', wanted: 1, made: 1, message: null },
      tables: [{ schema: 'addon_kept', table: 'things', addon: 'kept', model: 'Thing', rows: 1, listed: true, shortfall: null }],
      counters: [{ addon: 'kept', model: 'Thing', key: 'n', branch: '', from: 0, to: 1 }],
    };
    await t.query(`insert into metacore.seed_runs (organization_id, run) values ('${ORG}', '${JSON.stringify(run)}')`);
    await t.query(`insert into metacore.seed_rows (run_id, schema_name, table_name, row_id) values ('${ID}', 'addon_kept', 'things', '1')`);
    await t.query(`insert into metacore.jobs (organization_id, user_id, job, addon_key, model, table_name, file, state, started_at)
      values ('${ORG}', '${ID}', 'j', 'kept', 'Thing', 'things', '{}', 'done', now())`);
    await t.query(`insert into metacore.action_answers (organization_id, addon_key, model, action, record_id, key, answer, at)
      values ('${ORG}', 'kept', 'Thing', 'go', '${ID}', 'k', '{}', now())`);
    await t.query(`insert into metacore.approvals (organization_id, addon_key, model, kind, action, body, keys, message, label, roles, reason_required, requested_by, requested_at)
      values ('${ORG}', 'kept', 'Thing', 'create', '', '{}', '[]', '', '', '[]', false, '${ID}', now())`);
    await install(
      'kept',
      [
        { kind: 'table', from: 'things', to: 'items' },
        { kind: 'model', from: 'Thing', to: 'Item' },
      ],
      model('Item', 'items'),
    );
    const names = `select model, table_name as "table" from metacore.jobs where addon_key = 'kept'
      union all select model, 'answer' from metacore.action_answers where addon_key = 'kept'
      union all select model, 'approval' from metacore.approvals where addon_key = 'kept'
      union all select run #>> '{tables,0,model}', run #>> '{tables,0,table}' from metacore.seed_runs
      union all select run #>> '{counters,0,model}', 'counter' from metacore.seed_runs
      union all select '', table_name from metacore.seed_rows order by 2, 1`;
    expect(await t.query(names)).toEqual([
      { model: 'Item', table: 'answer' },
      { model: 'Item', table: 'approval' },
      { model: 'Item', table: 'counter' },
      { model: '', table: 'items' },
      { model: 'Item', table: 'items' },
      { model: 'Item', table: 'items' },
    ]);
    await t.kernel.reset('kept');
    expect(
      await t.query(`select 1 from metacore.jobs where addon_key = 'kept' union all select 1 from metacore.seed_runs
      union all select 1 from metacore.action_answers where addon_key = 'kept' union all select 1 from metacore.approvals where addon_key = 'kept'`),
    ).toEqual([]);
  });
});
