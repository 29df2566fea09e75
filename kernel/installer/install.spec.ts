import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Column, Model } from '../../schemas';
import { ORGANIZATIONS } from '../database/core-data';
import { manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';
import { statementsOf } from './steps/statements';

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

  it.each<[from: Column['type'], to: Column['type'], value: string, code: string]>([
    ['text', 'integer', `'seven'`, 'install_failed'],
    ['text', 'integer', `'007'`, 'values_do_not_fit'],
    ['varchar(10)', 'varchar(3)', `'abcd'`, 'install_failed'],
    ['text', 'varchar(3)', `'abcd'`, 'install_failed'],
    ['numeric(8,2)', 'numeric(8,1)', '1.25', 'values_do_not_fit'],
    ['numeric(8,2)', 'integer', '12.50', 'values_do_not_fit'],
    ['bigint', 'integer', '3000000000', 'install_failed'],
    ['timestamptz', 'date', `'2026-01-02 03:04'`, 'values_do_not_fit'],
    ['text', 'jsonb', `'{'`, 'install_failed'],
  ])('of type %s do not become %s at the cost of %s', async (from, to, value, code) => {
    const key = `no_${from}_${to}_${value.length}`.replace(/\W/g, '_');
    await upgrade(key, thing([{ name: 'value', type: from }]));
    await insert(key, value, 'value');
    const before = await everything(key);
    const rows = await t.query(`select * from addon_${key}.things`);
    const error = await failure(upgrade(key, thing([{ name: 'value', type: to }])));
    expect(error).toMatchObject({ name: 'KernelError', code });
    expect((error as Error).message).toMatch(/^things\.value: .*Nothing was changed\.$/);
    expect(await everything(key)).toEqual(before);
    expect(await t.query(`select * from addon_${key}.things`)).toEqual(rows);
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
    expect(await failure(upgrade('plain', thing(columns('size * 2'))))).toMatchObject({ code: 'values_do_not_fit' });
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
      expect.stringMatching(/^create trigger/),
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
      expect.stringMatching(/^create trigger/),
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
});
