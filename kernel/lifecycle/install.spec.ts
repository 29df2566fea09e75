import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Column, Model } from '../../schemas';
import { ORGANIZATIONS } from '../database/core-rows';
import { hashOf, manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';
import { createKernel } from '../kernel';
import { shortHash } from '../schema/identifiers';
import { statementsOf } from './steps/kinds';
import { storedInstallations } from './stored';

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
});
afterAll(() => t.database.close());

const ORG = ORGANIZATIONS[0].id;

const thing = (columns: Column[], more: Partial<Model> = {}): Model => ({ key: 'Thing', table: 'things', columns, audit: false, ...more });

/** Installs and answers the statements of the plan. */
async function upgrade(key: string, ...models: Model[]): Promise<string[]> {
  const { plan } = await t.install(manifestWith(key, models));
  return plan.steps.flatMap(statementsOf);
}

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: unknown) => error,
  );

/** The whole catalog of an addon's schema, and what the host keeps about it. */
async function everything(key: string): Promise<unknown> {
  return [
    await t.query(
      `select c.relname, c.relkind, a.attname, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull, pg_get_expr(d.adbin, d.adrelid) as def
        from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum where n.nspname = $1 order by 1, a.attnum`,
      [`addon_${key}`],
    ),
    await t.query('select * from metacore.addon_schemas where addon_key = $1', [key]),
    await t.query('select * from public.metacore_installations where addon_key = $1', [key]),
    t.kernel.inspect().addons.filter((addon) => addon.key === key),
  ];
}

const insert = (key: string, values: string, columns: string) =>
  t.query(`insert into addon_${key}.things (organization_id, ${columns}) values ('${ORG}', ${values})`);

const alter = (key: string) => `alter table "addon_${key}"."things"`;

describe('the same manifest again', () => {
  it('changes nothing', async () => {
    const model = thing([{ name: 'name', type: 'text', searchable: true }]);
    await upgrade('same', model);
    const before = await everything('same');
    expect(await upgrade('same', model)).toEqual([]);
    expect(await everything('same')).toEqual(before);
  });

  it('sends two statements to a later kernel on the database, and is planned anew where the version before left another state', async () => {
    const manifest = manifestWith('later', [
      thing([{ name: 'name', type: 'text' }], { table: 'laters', seed: { key: 'name', rows: [{ name: 'a' }] } }),
    ]);
    await t.install(manifest);
    const later = async (): Promise<string[]> => {
      const kernel = await createKernel({ database: t.database });
      const request = { manifest, manifestHash: hashOf(manifest), organizationIds: [ORG], locales: {}, development: true };
      await kernel.events.settled();
      const sent = await t.statementsOf(() => kernel.install(request));
      expect(kernel.inspect().addons.some(({ key }) => key === 'later')).toBe(true);
      return sent.map((statement) => statement.replace(/^(with own as) [^]*/, '$1').replace(/^(select identity) [^]*/, '$1'));
    };
    const nothing = ['begin', 'select 1 as alive', 'select identity', 'with own as', 'commit'];
    expect((await later()).map((statement) => statement.split(',')[0])).toEqual(nothing);
    for (const change of [
      `update metacore.installed_requests set identity = 'of another version' where addon_key = 'later'`,
      `delete from metacore.installed_requests where addon_key = 'later'`,
      'alter table addon_later.laters drop column name',
      'drop schema addon_later cascade',
    ]) {
      await t.query(change);
      expect([change, (await later()).length > 10]).toEqual([change, true]);
      expect([change, (await later()).length]).toEqual([change, nothing.length]);
    }
    await t.kernel.reset('later');
    expect(await t.query(`select * from metacore.installed_requests where addon_key = 'later'`)).toEqual([]);
  });

  it('sends one statement, and looks again at whatever somebody changed since', async () => {
    const columns: Column[] = [
      { name: 'name', type: 'text', searchable: true, comment: 'its name' },
      { name: 'size', type: 'integer' },
    ];
    const model = thing(columns, {
      table: 'twices',
      seed: { key: 'name', rows: [{ name: 'first' }] },
    });
    const manifest = manifestWith('twice', [model], { rbac: { roles: [{ key: 'twicer', label: 'T', permissions: ['twices.view'] }] } });
    const both = { organizationIds: ORGANIZATIONS.map(({ id }) => id) };
    const installing = (more = {}) => t.statementsOf(() => t.install(manifest, { ...both, ...more }));
    const many = (await installing()).length;
    expect(many).toBeGreaterThan(20);
    const again = await installing();
    expect(again.map((statement) => statement.replace(/^(with own as) [^]*/, '$1'))).toEqual([
      'begin',
      'select 1 as alive',
      'with own as',
      'commit',
    ]);
    expect(await t.install(manifest, both)).toEqual({
      plan: { addonKey: 'twice', version: '1.0.0', steps: [] },
      oldHashes: Object.fromEntries(both.organizationIds.map((id) => [id, hashOf(manifest)])),
      newHash: hashOf(manifest),
      notes: [],
    });
    // A row that a person wrote is none of the addon's shape.
    await t.query(`insert into addon_twice.twices (organization_id, name) values ('${ORG}', 'own')`);
    expect(await installing()).toHaveLength(again.length);
    for (const change of [
      'alter table addon_twice.twices drop column size',
      'alter table addon_twice.twices alter column name set not null',
      `comment on column addon_twice.twices.name is 'other'`,
      'drop index addon_twice.idx_twices_name',
      'drop table addon_twice.twices',
      'drop schema addon_twice cascade',
      `delete from addon_twice.twices where name = 'first'`,
      `delete from public.permissions where addon_key = 'twice'`,
      `update public.roles set name = 'U' where key = 'twicer'`,
      `update public.metacore_installations set status = 'disabled' where addon_key = 'twice'`,
    ]) {
      await t.query(change);
      expect([change, (await installing()).length > 10]).toEqual([change, true]);
      expect([change, await installing()]).toEqual([change, again]);
      expect([change, await t.query('select name from addon_twice.twices where organization_id = $1', [ORG])]).toMatchObject([
        change,
        expect.arrayContaining([{ name: 'first' }]) as unknown[],
      ]);
    }
    // Another addon, another request, a reset: each is looked at.
    await t.install(manifestWith('twin', []), both);
    expect((await installing()).length).toBeGreaterThan(10);
    expect((await installing({ locales: { es: {} } })).length).toBeGreaterThan(10);
    await t.kernel.reset('twice');
    expect((await installing({ locales: { es: {} } })).length).toBeGreaterThan(20);
    await t.kernel.reset('twice');
  });

  it('is looked at as long as rows stand in the way of something', async () => {
    const model = (required: boolean) => thing([{ name: 'name', type: 'text', not_null: required }]);
    await upgrade('waits', model(false));
    await insert('waits', 'null', 'name');
    expect(await upgrade('waits', model(true))).toEqual([]);
    await t.query(`update addon_waits.things set name = 'a'`);
    expect(await upgrade('waits', model(true))).toEqual([`${alter('waits')} alter column "name" set not null`]);
  });
});

describe('columns', () => {
  it('are added, with default and NOT NULL, in rows that are there too', async () => {
    await upgrade('adds', thing([{ name: 'name', type: 'text' }]));
    await insert('adds', `'one'`, 'name');
    expect(
      await upgrade(
        'adds',
        thing([
          { name: 'name', type: 'text' },
          { name: 'size', type: 'integer', not_null: true, default: 3 },
          { name: 'twice', type: 'integer', generated: 'size * 2' },
        ]),
      ),
    ).toEqual([
      `${alter('adds')} add column "size" integer default 3 not null`,
      `${alter('adds')} add column "twice" integer generated always as ("size" * 2) stored`,
    ]);
    expect(await t.query('select name, size, twice from addon_adds.things')).toEqual([{ name: 'one', size: 3, twice: 6 }]);
  });

  it('that are required stay optional while rows have no value, and become required when they have', async () => {
    await upgrade('needs', thing([{ name: 'name', type: 'text' }]));
    await insert('needs', `'one'`, 'name');
    const wanted = manifestWith('needs', [
      thing([
        { name: 'name', type: 'text' },
        { name: 'code', type: 'text', not_null: true },
      ]),
    ]);
    const first = await t.install(wanted);
    expect(first.plan.steps.flatMap(statementsOf)).toEqual([`${alter('needs')} add column "code" text`]);
    expect(first.notes).toEqual([{ code: 'column_stays_optional', table: 'things', column: 'code' }]);
    await t.query(`update addon_needs.things set code = 'x'`);
    const second = await t.install(wanted);
    expect(second.plan.steps.flatMap(statementsOf)).toEqual([`${alter('needs')} alter column "code" set not null`]);
    expect(second.notes).toEqual([]);
    expect(await failure(insert('needs', `'two'`, 'name'))).toMatchObject({ fault: { sqlState: '23502', column: 'code' } });
  });

  it('change default and NOT NULL', async () => {
    await upgrade('defs', thing([{ name: 'size', type: 'integer', default: 1, not_null: true }]));
    expect(await upgrade('defs', thing([{ name: 'size', type: 'integer', default: 2 }]))).toEqual([
      `${alter('defs')} alter column "size" set default 2`,
      `${alter('defs')} alter column "size" drop not null`,
    ]);
    expect(await upgrade('defs', thing([{ name: 'size', type: 'integer' }]))).toEqual([
      `${alter('defs')} alter column "size" drop default`,
    ]);
  });

  it.each<[from: Column['type'], to: Column['type'], value: string, after: unknown]>([
    ['integer', 'bigint', '7', 7],
    ['integer', 'text', '7', '7'],
    ['varchar(3)', 'varchar(10)', `'abc'`, 'abc'],
    ['varchar(10)', 'varchar(3)', `'abc'`, 'abc'],
    ['varchar(3)', 'text', `'abc'`, 'abc'],
    ['text', 'integer', `'42'`, 42],
    ['numeric(8,2)', 'numeric(12,4)', '1.25', 1.25],
    ['numeric(8,2)', 'integer', '12.00', 12],
    ['date', 'timestamptz', `'2026-01-02'`, '2026-01-02T00:00:00Z'],
    ['timestamptz', 'date', `'2026-01-02'`, '2026-01-02'],
    ['text', 'jsonb', `'{"a": [1]}'`, { a: [1] }],
    ['boolean', 'text', 'true', 'true'],
    ['text', 'boolean', `'false'`, false],
  ])('of type %s become %s and keep %s', async (from, to, value, after) => {
    const key = `to_${from}_${to}`.replace(/\W/g, '_');
    await upgrade(key, thing([{ name: 'value', type: from }]));
    await insert(key, value, 'value');
    await insert(key, 'null', 'value');
    await upgrade(key, thing([{ name: 'value', type: to }]));
    expect(await t.query(`select value from addon_${key}.things order by value nulls last`)).toEqual([{ value: after }, { value: null }]);
  });

  it.each<[from: Column['type'], to: Column['type'], value: string, shown: string, kept?: string]>([
    ['text', 'integer', `'seven'`, '"seven"', `'8'`],
    ['text', 'integer', `'007'`, '"007"', `'7'`],
    ['text', 'integer', `''`, '""'],
    ['text', 'integer', `'3000000000'`, '"3000000000"', `'-2147483648'`],
    ['varchar(10)', 'varchar(3)', `'abcd'`, '"abcd"', `'abc'`],
    ['varchar(10)', 'varchar(3)', `'ab  '`, '"ab  "', `'ab '`],
    ['text', 'varchar(3)', `'abcd'`, '"abcd"', `'ñññ'`],
    ['numeric(8,2)', 'numeric(8,1)', '1.25', '"1.25"', '1.20'],
    ['numeric(8,2)', 'numeric(4,2)', '123', '"123.00"', '99.99'],
    ['numeric(8,2)', 'integer', '12.50', '"12.50"', '13.00'],
    ['numeric(12,2)', 'integer', '2147483647.50', '"2147483647.50"', '2147483647.00'],
    ['numeric(20,2)', 'bigint', '9007199254740993.50', '"9007199254740993.50"', '9007199254740993.00'],
    ['bigint', 'integer', '3000000000', '"3000000000"', '7'],
    ['bigint', 'numeric(3,0)', '1000', '"1000"', '999'],
    ['timestamptz', 'date', `'2026-01-02 03:04'`, '"2026-01-02 03:04:00+00"', `'2026-01-02'`],
    ['text', 'date', `'2026-02-30'`, '"2026-02-30"', `'2026-02-28'`],
    ['text', 'boolean', `'yes'`, '"yes"', `'true'`],
    ['text', 'uuid', `'a'`, '"a"', `'0b54b1de-7b2c-4f0e-9d6a-1f2e3d4c5b6a'`],
    ['text', 'jsonb', `'{'`, '"{"', `'{"a": 1}'`],
    ['jsonb', 'date', `'20260102'`, '"20260102"'],
    ['jsonb', 'integer', `'"5"'`, String.raw`"\"5\""`, `'5'`],
    ['text', 'vector(2)', `'[1,2,3]'`, '"[1,2,3]"', `' [1, 2] '`],
    ['text', 'vector(2)', `'[1,1e99]'`, '"[1,1e99]"', `'[1,1e9]'`],
    ['text', 'vector(2)', `'[1,NaN]'`, '"[1,NaN]"'],
    ['text', 'vector(2)', `'1,2'`, '"1,2"'],
  ])('of type %s do not become %s where a row holds %s, which is counted, shown and kept', async (from, to, value, shown, kept) => {
    const key = `no_${from}_${to}_${shortHash(value)}`.replace(/\W/g, '_');
    const wanted = (type: Column['type']) => thing([{ name: 'other', type: 'text' }, { name: 'value', type }]); // prettier-ignore
    await upgrade(key, wanted(from));
    for (const each of [value, value, ...(kept === undefined ? [] : [kept])]) await insert(key, each, 'value');
    const before = await everything(key);
    const rows = await t.query(`select * from addon_${key}.things`);
    const outside = { development: false };
    expect(await failure(t.install(manifestWith(key, [wanted(to)]), outside))).toMatchObject({
      code: 'values_do_not_fit',
      message: `things.value (/models/0/columns/1/type): 2 rows hold values that ${to} cannot keep, such as ${shown}. Change or clear them and install again, or leave the column ${from}. Nothing was changed.`,
    });
    expect(await everything(key)).toEqual(before);
    expect(await t.query(`select * from addon_${key}.things`)).toEqual(rows);
    // What stood in the way is mended as the sentence says, and what is left comes along.
    await t.query(`update addon_${key}.things set value = null where value::text = $1`, [JSON.parse(shown)]);
    await t.install(manifestWith(key, [wanted(to)]), outside);
    expect(await t.query(`select count(value)::int as count from addon_${key}.things`)).toEqual([{ count: kept === undefined ? 0 : 1 }]);
  });

  it('change their type and their name at once only where every value can come along, a parked one too', async () => {
    const column = (name: string, type: Column['type']): Column => ({ name, type });
    await upgrade('twofold', thing([column('size', 'text')]));
    await insert('twofold', `'XL'`, 'size');
    const renames = [{ kind: 'column', table: 'things', from: 'size', to: 'width' } as const];
    const renamed = manifestWith('twofold', [thing([column('width', 'integer')])]);
    const refusal = (place: string) => ({
      code: 'values_do_not_fit',
      message: `${place} (/models/0/columns/0/type): one row holds a value that integer cannot keep, such as "XL". Change or clear it and install again, or leave the column text. Nothing was changed.`,
    });
    expect(await failure(t.install(renamed, { renames }))).toMatchObject(refusal('things.width'));
    await upgrade('twofold', thing([]));
    expect(await failure(upgrade('twofold', thing([column('size', 'integer')])))).toMatchObject(refusal('things.size'));
    expect(await t.query('select size from addon_twofold.things')).toEqual([{ size: 'XL' }]);
  });

  it('change, lose and get their comments, computed ones too, with the values where they were', async () => {
    const commented = (size?: string, twice?: string): Column[] => [
      { name: 'size', type: 'integer', ...(size !== undefined && { comment: size }) },
      { name: 'twice', type: 'integer', generated: 'size * 2', ...(twice !== undefined && { comment: twice }) },
    ];
    const comments = async () =>
      (
        await t.query(
          `select col_description('addon_said.things'::regclass, attnum) as said from pg_attribute
            where attrelid = 'addon_said.things'::regclass and attname in ('size', 'twice') order by attname`,
        )
      ).map(({ said }) => said);
    const on = (column: string, text: string) => `comment on column "addon_said"."things"."${column}" is ${text}`;
    await upgrade('said', thing(commented('in cm')));
    await insert('said', '5', 'size');
    expect(await upgrade('said', thing(commented('in “mm”', `it's double`)))).toEqual([
      on('size', `'in “mm”'`),
      on('twice', `'it''s double'`),
    ]);
    expect(await comments()).toEqual(['in “mm”', `it's double`]);
    expect(await upgrade('said', thing(commented('in “mm”', `it's double`)))).toEqual([]);
    expect(await upgrade('said', thing(commented('in “mm”', ' ')))).toEqual([on('twice', 'null')]);
    expect(await upgrade('said', thing(commented()))).toEqual([on('size', 'null')]);
    expect(await comments()).toEqual([null, null]);
    expect(await t.query('select size, twice from addon_said.things')).toEqual([{ size: 5, twice: 10 }]);
  });

  it('that are computed are built anew when their expression or what they read changes', async () => {
    const columns = (type: Column['type'], expression: string): Column[] => [
      { name: 'size', type },
      { name: 'twice', type: 'numeric(10,2)', generated: expression, searchable: true },
    ];
    await upgrade('comp', thing(columns('integer', 'size * 2')));
    await insert('comp', '5', 'size');
    expect(await upgrade('comp', thing(columns('numeric(8,2)', 'size * 2')))).toEqual([
      'drop index "addon_comp"."idx_things_twice"',
      `${alter('comp')} drop column "twice"`,
      `${alter('comp')} alter column "size" drop default`,
      `${alter('comp')} alter column "size" type numeric(8,2) using "size"::numeric(8,2)`,
      `${alter('comp')} add column "twice" numeric(10,2) generated always as ("size" * 2) stored`,
      'create index "idx_things_twice" on "addon_comp"."things" using btree ("twice")',
    ]);
    expect(await upgrade('comp', thing(columns('numeric(8,2)', 'size * 3')))).toHaveLength(4);
    expect(await t.query('select twice from addon_comp.things')).toEqual([{ twice: 15 }]);
    expect(await upgrade('comp', thing([{ name: 'size', type: 'numeric(8,2)' }]))).toEqual([
      'drop index "addon_comp"."idx_things_twice"',
      `${alter('comp')} drop column "twice"`,
    ]);
  });

  it('with values do not become computed', async () => {
    const columns = (generated?: string): Column[] => [
      { name: 'size', type: 'integer' },
      { name: 'twice', type: 'integer', ...(generated !== undefined && { generated }) },
    ];
    await upgrade('plain', thing(columns()));
    await upgrade('plain', thing(columns('size * 2')));
    await upgrade('plain', thing(columns()));
    await insert('plain', '1, 5', 'size, twice');
    expect(await failure(upgrade('plain', thing(columns('size * 2'))))).toMatchObject({ code: 'values_not_computed' });
    expect(await t.query('select twice from addon_plain.things')).toEqual([{ twice: 5 }]);
  });
});

describe('what leaves the manifest', () => {
  const name: Column = { name: 'name', type: 'text', not_null: true };

  it('goes when it holds nothing but its default', async () => {
    await upgrade('leaves', thing([name, { name: 'size', type: 'integer', default: 1 }, { name: 'note', type: 'text' }]));
    await insert('leaves', `'one'`, 'name');
    expect(await upgrade('leaves', thing([name]))).toEqual([
      `${alter('leaves')} drop column "size"`,
      `${alter('leaves')} drop column "note"`,
    ]);
    expect(
      await t.query(
        `select attname from pg_attribute where attrelid = 'addon_leaves.things'::regclass and attnum > 0 and not attisdropped order by attnum`,
      ),
    ).toEqual(['id', 'organization_id', 'name', 'created_at', 'updated_at'].map((attname) => ({ attname })));
  });

  it('is parked when it holds values, and comes back with them', async () => {
    const size: Column = { name: 'size', type: 'integer', not_null: true };
    await upgrade('parks', thing([name, size]));
    await insert('parks', `'one', 7`, 'name, size');
    const parked = await t.install(manifestWith('parks', [thing([name])]));
    expect(parked.plan.steps.flatMap(statementsOf)).toEqual([`${alter('parks')} alter column "size" drop not null`]);
    expect(parked.notes).toEqual([{ code: 'column_parked', table: 'things', column: 'size' }]);
    expect(await t.call('GET', '/data/things?fields=size')).toMatchObject({ body: { data: [{ id: expect.any(String) as string }] } });
    await insert('parks', `'two'`, 'name');
    const back = await t.install(manifestWith('parks', [thing([name, size])]));
    expect(back.notes).toEqual([{ code: 'column_stays_optional', table: 'things', column: 'size' }]);
    expect(await t.query('select name, size from addon_parks.things order by name')).toEqual([
      { name: 'one', size: 7 },
      { name: 'two', size: null },
    ]);
    await t.kernel.reset('parks');
  });

  it('frees the names of its indexes: a table with rows can be renamed', async () => {
    const indices = [{ name: 'things_by_name', columns: ['name'] }];
    const model = thing([name], { indices });
    await upgrade('renames', model);
    await insert('renames', `'one'`, 'name');
    expect(await upgrade('renames', { ...model, table: 'objects' })).toEqual([
      'drop index "addon_renames"."idx_things_org"',
      'drop index "addon_renames"."idx_things_org_created"',
      'drop index "addon_renames"."things_by_name"',
      expect.stringMatching(/^create table "addon_renames"\."objects"/),
      expect.stringMatching(/^grant/),
      expect.stringMatching(/^create trigger metacore_journal /),
      expect.stringMatching(/^create trigger metacore_journal_added /),
      expect.stringMatching(/^alter table .* enable row level security$/),
      expect.stringMatching(/^create policy/),
      'create index "idx_objects_org" on "addon_renames"."objects" using btree ("organization_id")',
      'create index "idx_objects_org_created" on "addon_renames"."objects" using btree ("organization_id", "created_at" desc)',
      'create index "things_by_name" on "addon_renames"."objects" using btree ("name")',
    ]);
    // The old name again: the parked table is back with its row, the empty new one is gone.
    const { notes } = await t.install(manifestWith('renames', [model]));
    expect(notes).toEqual([]);
    expect(await t.query('select name from addon_renames.things')).toEqual([{ name: 'one' }]);
    expect(
      await t.query(`select to_regclass('addon_renames.objects') as gone, to_regclass('addon_renames.things_by_name')::text as index`),
    ).toEqual([{ gone: null, index: 'addon_renames.things_by_name' }]);
  });

  it('takes its foreign keys along, so that the rows it pointed at can be deleted', async () => {
    const part: Model = {
      key: 'Part',
      table: 'parts',
      audit: false,
      columns: [{ name: 'thing_id', type: 'uuid' }],
      foreign_keys: [{ columns: ['thing_id'], references: { model: 'Thing', columns: ['id'] }, policy: 'physical', on_delete: 'restrict' }],
    };
    await upgrade('fks', thing([name]), part);
    await insert('fks', `'one'`, 'name');
    await t.query(`insert into addon_fks.parts (organization_id, thing_id) select '${ORG}', id from addon_fks.things`);
    const { notes } = await t.install(manifestWith('fks', [thing([name])]));
    expect(notes).toEqual([{ code: 'table_parked', table: 'parts' }]);
    await t.query('delete from addon_fks.things');
    expect(await t.query('select count(*)::int as count from addon_fks.parts')).toEqual([{ count: 1 }]);
  });
});

describe('indexes and foreign keys', () => {
  it('move between tables, change and go', async () => {
    const a = (indices: NonNullable<Model['indices']>): Model => ({
      key: 'Aa',
      table: 'aa',
      audit: false,
      columns: [{ name: 'name', type: 'text' }],
      indices,
    });
    const b = (indices: NonNullable<Model['indices']>): Model => ({ ...a(indices), key: 'Bb', table: 'bb' });
    const index = { name: 'by_name', columns: ['name'] };
    await upgrade('idx', a([]), b([index]));
    expect(await upgrade('idx', a([index]), b([]))).toEqual([
      'drop index "addon_idx"."by_name"',
      'create index "by_name" on "addon_idx"."aa" using btree ("name")',
    ]);
    expect(await upgrade('idx', a([{ ...index, unique: true }]), b([]))).toEqual([
      'drop index "addon_idx"."by_name"',
      'create unique index "by_name" on "addon_idx"."aa" using btree ("name")',
    ]);
    expect(await upgrade('idx', a([]), b([]))).toEqual(['drop index "addon_idx"."by_name"']);
  });

  it('change their rule on delete', async () => {
    const part = (on_delete: 'cascade' | 'restrict'): Model => ({
      key: 'Part',
      table: 'parts',
      columns: [{ name: 'thing_id', type: 'uuid' }],
      foreign_keys: [{ columns: ['thing_id'], references: { model: 'Thing', columns: ['id'] }, policy: 'physical', on_delete }],
    });
    const parent = thing([{ name: 'name', type: 'text' }]);
    await upgrade('fkchange', parent, part('cascade'));
    expect(await upgrade('fkchange', parent, part('restrict'))).toEqual([
      'alter table "addon_fkchange"."parts" drop constraint "fk_parts_thing_id"',
      'alter table "addon_fkchange"."parts" add constraint "fk_parts_thing_id" foreign key ("thing_id") references "addon_fkchange"."things" ("id") on delete restrict',
    ]);
  });
});

describe('primary key and tenancy column', () => {
  const code = (primary: boolean): Column[] => [{ name: 'code', type: 'varchar(20)', ...(primary && { primary_key: true }) }];

  it('change where the table is empty', async () => {
    await upgrade('rekey', thing(code(false)));
    expect(await upgrade('rekey', thing(code(true)))).toEqual([
      'drop table "addon_rekey"."things"',
      expect.stringMatching(/^create table "addon_rekey"\."things"/),
      expect.stringMatching(/^grant/),
      expect.stringMatching(/^create trigger metacore_journal /),
      expect.stringMatching(/^create trigger metacore_journal_added /),
      expect.stringMatching(/^alter table .* enable row level security$/),
      expect.stringMatching(/^create policy/),
      expect.stringMatching(/^create index "idx_things_org" /),
      expect.stringMatching(/^create index "idx_things_org_created" /),
    ]);
    expect(
      await t.query(
        `select pg_get_constraintdef(oid) as key from pg_constraint where conrelid = 'addon_rekey.things'::regclass and contype = 'p'`,
      ),
    ).toEqual([{ key: 'PRIMARY KEY (code)' }]);
  });

  it('need a reset where it is not, and leave everything as it was', async () => {
    await upgrade('rebuild', thing(code(false)));
    await insert('rebuild', `'a'`, 'code');
    const before = await everything('rebuild');
    const error = await failure(upgrade('rebuild', thing(code(true))));
    expect(error).toMatchObject({ code: 'needs_rebuild', details: { table: 'things' } });
    const tenant = manifestWith('rebuild', [thing(code(false))], { tenancy: { isolation: 'shared', rls_column: 'tenant_id' } });
    expect(await failure(t.install(tenant))).toMatchObject({ code: 'needs_rebuild' });
    expect(await everything('rebuild')).toEqual(before);
    await t.kernel.reset('rebuild');
    await upgrade('rebuild', thing(code(true)));
  });
});

describe('a failing install', () => {
  it('leaves catalog and registry exactly as before', async () => {
    const good = thing([{ name: 'name', type: 'text' }]);
    await upgrade('atom', good);
    await insert('atom', `'one'`, 'name');
    await insert('atom', `'one'`, 'name');
    const before = await everything('atom');
    const bad = [
      thing(
        [
          { name: 'name', type: 'text' },
          { name: 'extra', type: 'integer' },
        ],
        { indices: [{ name: 'u_name', columns: ['name'], unique: true }] },
      ),
      { key: 'New', table: 'news', columns: [{ name: 'title', type: 'text' as const }] },
    ];
    const error = await failure(t.install(manifestWith('atom', bad)));
    expect(error).toMatchObject({
      code: 'install_failed',
      message: 'things: could not create unique index "u_name". Nothing was changed.',
      details: { sqlState: '23505' },
    });
    expect(await everything('atom')).toEqual(before);
  });

  it('on the first try leaves no schema behind', async () => {
    const model = thing([{ name: 'ctid', type: 'text' }]);
    expect(await failure(upgrade('never', model))).toMatchObject({
      code: 'install_failed',
      message: 'things: column name "ctid" conflicts with a system column name. Nothing was changed.',
    });
    expect(await everything('never')).toEqual([[], [], [], []]);
  });

  it('names the seed that does not fit', async () => {
    const model = thing([{ name: 'code', type: 'varchar(3)' }], { seed: { key: 'code', rows: [{ code: 'abcd' }] } });
    expect(await failure(upgrade('badseed', model))).toMatchObject({
      message: 'seed of things: value too long for type character varying(3). Nothing was changed.',
    });
    expect(await everything('badseed')).toEqual([[], [], [], []]);
  });
});

describe('what an install refuses outside of development', () => {
  const install: TestKernel['install'] = (manifest, more) => t.install(manifest, { development: false, ...more });
  const version = (number: string) => ({ metadata: { key: 'aged', name: 'aged', version: number } });
  const requiring = (key: string, range: string, optional?: boolean) =>
    manifestWith('needy', [], { compatibility: { requires: [{ key, version: range, ...(optional !== undefined && { optional }) }] } });

  it('is an older version, by name of both and with the cure', async () => {
    await install(manifestWith('aged', [], version('2.0.0')));
    const older = manifestWith('aged', [], version('2.0.0-rc.1'));
    expect(await failure(install(older))).toMatchObject({
      code: 'downgrade_refused',
      message:
        '“aged” 2.0.0 is installed, and 2.0.0-rc.1 is older: hosts refuse to go back. Give the manifest a version above 2.0.0, or uninstall the addon first. Nothing was changed.',
    });
    await install(manifestWith('aged', [], version('2.0.0')));
    await install(manifestWith('aged', [], version('10.0.0')));
    expect(await failure(install(manifestWith('aged', [], version('9.9.9'))))).toMatchObject({ code: 'downgrade_refused' });
    // Another organization has none of it yet.
    await install(older, { organizationId: OTHER_PRINCIPAL.organizationId });
    await install(older, { development: true });
    expect(
      t.kernel
        .inspect()
        .addons.filter(({ key }) => key === 'aged')
        .map((addon) => addon.version),
    ).toEqual(['2.0.0-rc.1', '2.0.0-rc.1']);
  });

  it('is the lack of an addon that is required, or its version', async () => {
    expect(await failure(install(requiring('absent', '^1')))).toMatchObject({
      code: 'requirement_missing',
      message:
        '“needy” requires “absent” ^1, and it is not installed. Install “absent” in a version of that range first. Nothing was changed.',
    });
    await install(manifestWith('there', []));
    expect(await failure(install(requiring('there', '>=2')))).toMatchObject({
      message:
        '“needy” requires “there” >=2, and 1.0.0 is installed. Install “there” in a version of that range first. Nothing was changed.',
    });
    expect(await failure(install(requiring('there', '>=2', true)))).toMatchObject({ code: 'requirement_missing' });
    expect(t.kernel.inspect().addons.some(({ key }) => key === 'needy')).toBe(false);
    for (const manifest of [requiring('absent', '^1', true), requiring('there', '^1'), requiring('kernel', '^9')]) await install(manifest);
    await install(requiring('absent', '^1'), { development: true });
  });

  it('is a table that another addon of the organization has, by name of both', async () => {
    const named = (key: string, ...tables: string[]) =>
      manifestWith(
        key,
        tables.map((table) => thing([{ name: 'name', type: 'text' }], { key: table, table })),
      );
    await install(named('owning', 'crates'));
    const before = [await everything('owning'), await everything('late')];
    const sent = await t.statementsOf(async () =>
      expect(await failure(install(named('late', 'boxes', 'crates')))).toMatchObject({
        code: 'table_taken',
        message:
          '“late” names the table “crates” (/models/1/table), which “owning” has already: requests by the table’s name would reach only one of them. Rename the table in one of the two addons. Today’s Go kernel installs both. Nothing was changed.',
      }),
    );
    expect(sent.filter((statement) => !/^\s*(select|begin|set|rollback)/i.test(statement))).toEqual([]);
    expect([await everything('owning'), await everything('late')]).toEqual(before);
    // Nobody else’s table: its own, that of another organization, one that answers no more.
    await install(named('owning', 'crates', 'barrels'));
    await install(named('late', 'crates'), { organizationId: OTHER_PRINCIPAL.organizationId });
    expect(await failure(install(named('late', 'barrels')))).toMatchObject({ code: 'table_taken', details: { owner: 'owning' } });
    await install(named('late', 'lids'), { alone: true });
    await install(named('late', 'crates', 'barrels'));
    await install(named('late', 'crates'));
    await t.kernel.reset('late');
  });

  it('is a schema that another addon has, whatever they are called, in development too', async () => {
    const notes = thing([{ name: 'name', type: 'text' }], { table: 'notes' });
    await install(manifestWith('split', [notes], { tenancy: { isolation: 'schema' } }));
    const before = await everything('split_11111111');
    const taking = manifestWith('split_11111111', [{ ...notes, table: 'others' }]);
    for (const development of [false, true])
      expect(await failure(install(taking, { development }))).toMatchObject({
        code: 'schema_taken',
        message:
          'The tables of “split_11111111” belong in the schema addon_split_11111111, which is that of “split”. Give one of the two addons another key, or remove the data of “split” first. Nothing was changed.',
      });
    expect(await everything('split_11111111')).toEqual(before);
    await t.kernel.reset('split');
    await install(taking);
  });
});

describe('seed rows', () => {
  const model = thing(
    [
      { name: 'code', type: 'text' },
      { name: 'rate', type: 'numeric(6,3)' },
      { name: 'meta', type: 'jsonb' },
      { name: 'active', type: 'boolean', default: true },
    ],
    {
      seed: {
        key: 'code',
        rows: [
          { code: 'std', rate: 16, meta: { tags: ['a', 1] }, active: false, unknown: 'ignored' },
          { code: `it's`, rate: null },
        ],
      },
    },
  );
  const rows = () => t.query(`select id, organization_id, code, rate, meta, active from addon_seeds.things order by organization_id, code`);

  it('come once per organization, with ids that follow from what they are', async () => {
    await upgrade('seeds', model);
    const first = await rows();
    expect(first).toEqual([
      { id: expect.any(String) as string, organization_id: ORG, code: `it's`, rate: null, meta: null, active: true },
      { id: expect.any(String) as string, organization_id: ORG, code: 'std', rate: 16, meta: { tags: ['a', 1] }, active: false },
    ]);
    await upgrade('seeds', model);
    expect(await rows()).toEqual(first);
    await t.install(manifestWith('seeds', [model]), { organizationId: OTHER_PRINCIPAL.organizationId });
    expect((await rows()).map((row) => row.code)).toEqual([`it's`, 'std', `it's`, 'std']);
    await t.kernel.reset('seeds');
    await upgrade('seeds', model);
    expect(await rows()).toEqual(first);
  });

  it('keep what a person made of them', async () => {
    await t.query(`update addon_seeds.things set code = 'renamed' where code = 'std'`);
    await upgrade('seeds', model);
    expect((await rows()).map((row) => row.code)).toEqual([`it's`, 'renamed']);
  });

  it('are told apart by value, not by how it is written', async () => {
    const priced = thing([{ name: 'rate', type: 'numeric(6,3)' }], { table: 'rates', seed: { key: 'rate', rows: [{ rate: 5 }] } });
    await upgrade('rates', priced);
    await upgrade('rates', priced);
    expect(await t.query('select rate from addon_rates.rates')).toEqual([{ rate: 5 }]);
  });
});

describe('schema isolation', () => {
  it('gives each organization its own tables and rows', async () => {
    const manifest = manifestWith('iso', [thing([{ name: 'name', type: 'text' }], { key: 'Iso', table: 'isolated' })], {
      tenancy: { isolation: 'schema' },
    });
    await t.install(manifest);
    await t.install(manifest, { organizationId: OTHER_PRINCIPAL.organizationId });
    await t.call('POST', '/data/isolated', { name: 'mine' });
    expect(await t.call('GET', '/data/isolated?fields=name')).toMatchObject({ body: { data: [{ name: 'mine' }], meta: { total: 1 } } });
    expect(await t.call('GET', '/data/isolated', undefined, OTHER_PRINCIPAL)).toMatchObject({ body: { data: [], meta: { total: 0 } } });
    expect(
      t.kernel
        .inspect()
        .addons.filter((addon) => addon.key === 'iso')
        .map((addon) => addon.models),
    ).toEqual([
      [{ key: 'Iso', table: 'isolated', schema: 'addon_iso_11111111' }],
      [{ key: 'Iso', table: 'isolated', schema: 'addon_iso_22222222' }],
    ]);
    await t.kernel.reset('iso');
    expect(await t.query(`select nspname from pg_namespace where nspname like 'addon_iso_%'`)).toEqual([]);
  });
});

describe('settings', () => {
  it('keep what the organization changed and learn new defaults', async () => {
    const settings = (keys: string[]) => ({
      settings: keys.map((key) => ({ key, type: 'string' as const, label: key, default: `${key} by default` })),
    });
    await t.install(manifestWith('conf', [], settings(['one'])));
    await t.query(`update public.metacore_installations set settings = '{"one":"changed"}' where addon_key = 'conf'`);
    await t.install(manifestWith('conf', [], settings(['one', 'two'])));
    expect(await t.query(`select settings from public.metacore_installations where addon_key = 'conf'`)).toEqual([
      { settings: { one: 'changed', two: 'two by default' } },
    ]);
  });
});

describe('an addon that an organization is to have alone', () => {
  it('silences the others, whose rows are there when they come back', async () => {
    const first = manifestWith('first', [thing([{ name: 'name', type: 'text' }], { table: 'firsts' })]);
    const second = manifestWith('second', [thing([{ name: 'name', type: 'text' }], { table: 'seconds' })]);
    const installed = (organizationId: string) =>
      t.kernel
        .inspect()
        .addons.filter((addon) => addon.organizationId === organizationId && ['first', 'second'].includes(addon.key))
        .map(({ key }) => key);
    await t.install(first, { alone: true });
    await t.install(first, { organizationId: OTHER_PRINCIPAL.organizationId });
    await t.call('POST', '/data/firsts', { name: 'kept' });
    await t.install(second, { alone: true });
    expect(installed(ORG)).toEqual(['second']);
    expect(installed(OTHER_PRINCIPAL.organizationId)).toEqual(['first']);
    expect(await t.call('GET', '/data/firsts')).toMatchObject({ status: 404 });
    await t.install(first, { alone: true });
    expect(installed(ORG)).toEqual(['first']);
    expect(await t.call('GET', '/data/firsts?fields=name')).toMatchObject({ body: { data: [{ name: 'kept' }] } });
  });

  it('leaves alone what is set aside: it answers nothing anyway, is named at the next start, and can be looked into and removed', async () => {
    const odd = manifestWith('odd', [thing([{ name: 'name', type: 'text' }], { table: 'odds' })], {
      settings: [{ key: 'word', label: 'Word', type: 'string', default: 'kept' }],
    });
    const plain = manifestWith('plainly', []);
    await t.install(odd);
    await t.query(`update public.metacore_installations set manifest = '{"models": 12345678901234567890}' where addon_key = 'odd'`);
    // Read anew with any install, as at a start.
    await t.install(plain);
    await t.install(plain, { alone: true });
    const aside = {
      addonKey: 'odd',
      version: '1.0.0',
      organizationId: ORG,
      reason: '/apiVersion is missing',
      code: 'stored_damaged',
      details: { fault: 'missing', place: '/apiVersion' },
    };
    expect((await createKernel({ database: t.database })).inspect()).toMatchObject({ setAside: [aside] });
    const stored = await storedInstallations(t.database, 'odd');
    expect(stored).toContain('12345678901234567890');
    expect(JSON.parse(stored)).toMatchObject([{ organization_id: ORG, addon_key: 'odd', version: '1.0.0', settings: { word: 'kept' } }]);
    expect(Object.keys((JSON.parse(stored) as [object])[0])).not.toContain('secret');
    await t.kernel.reset('odd');
    expect(t.kernel.inspect().setAside).toEqual([]);
    expect(await storedInstallations(t.database, 'odd')).toBe('[]');
    expect(await everything('odd')).toEqual([[], [], [], []]);
  });
});

describe('a neighbour whose stored manifest is damaged', () => {
  const clerk = { roles: [{ key: 'clerk', label: 'Clerk', permissions: ['things.view'] }] };
  const cracked = manifestWith('cracked', [thing([{ name: 'role_id', type: 'uuid', ref: 'core.Role' }], { table: 'cracks' })], {
    rbac: { roles: [{ key: 'clerk', label: 'Clerk of the cracked', permissions: ['cracks.view'] }] },
    extension_points: { model_extensions_accepted: ['Thing'] },
  });
  const part = thing([{ name: 'note', type: 'text' }], { key: 'Part', table: 'parts', extends: 'cracked.Thing' });
  const whole = manifestWith('whole', [part], { rbac: clerk });
  const rolesLeft = () => t.query(`select addon_key, key from public.roles where key = 'clerk' and organization_id = '${ORG}'`);

  it.each<[string, object | string]>([
    ['a text', '"nothing"'],
    ['no metadata', { metadata: null }],
    ['roles that are no list', { rbac: { roles: 'clerk' } }],
    ['a role that is nothing', { rbac: { roles: [null] } }],
    ['models that are no list', { models: 'none' }],
    ['a column that is nothing', { models: [{ key: 'Thing', table: 'cracks', columns: [null] }] }],
    ['a type that is gone', { models: [{ key: 'Thing', table: 'cracks', columns: [{ name: 'x', type: 'money' }] }] }],
    ['models that may be extended in no list', { extension_points: { model_extensions_accepted: 'Thing' } }],
    ['older extensions that are no list', { models: [{ key: 'Thing', table: 'cracks', columns: [], extensions: {} }] }],
  ])('fails nobody else’s install, upgrade or uninstall: %s', async (_, damage) => {
    await t.install(cracked);
    const text = typeof damage === 'string' ? damage : JSON.stringify({ ...cracked, ...damage });
    await t.query(`update public.metacore_installations set manifest = $1 where addon_key = 'cracked'`, [text]);
    const asideNote = { code: 'extended_set_aside', table: 'cracked.Thing' };
    expect((await t.install(whole)).notes).toEqual([asideNote]);
    expect(t.kernel.inspect().setAside.map(({ addonKey }) => addonKey)).toEqual(['cracked']);
    // What the damaged one may point at stays: nobody can tell.
    const upgraded = { ...whole, metadata: { ...whole.metadata, version: '1.1.0' }, rbac: { roles: [] } };
    expect((await t.install(upgraded)).notes).toEqual([asideNote]);
    await t.kernel.reset('whole');
    expect(await rolesLeft()).toHaveLength(1);
    // Installed again it has its role, whoever brought it first, and takes it along.
    await t.install(cracked);
    expect(await rolesLeft()).toEqual([{ addon_key: 'cracked', key: 'clerk' }]);
    await t.kernel.reset('cracked');
    expect(await rolesLeft()).toEqual([]);
  });

  it('is tied to what extends it as soon as it is whole again', async () => {
    await t.install(cracked);
    await t.query(`update public.metacore_installations set manifest = '{}' where addon_key = 'cracked'`);
    await t.install(whole);
    const keys = () =>
      t.query(
        `select confrelid::regclass::text as target from pg_constraint where contype = 'f' and conrelid = 'addon_whole.parts'::regclass`,
      );
    expect(await keys()).toEqual([]);
    await t.install(cracked);
    expect(await keys()).toEqual([{ target: 'addon_cracked.cracks' }]);
    await t.kernel.reset('whole');
    await t.kernel.reset('cracked');
  });
});
