/** The plan of an install is what is done, all of it and nothing else; and what fails on the way leaves no trace. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Column, ManifestV3, Model } from '../../schemas';
import { ORGANIZATIONS } from '../database/core-rows';
import type { Database } from '../database/port';
import { connectionTo, textOf, type WireStep } from '../database/connection';
import { createEngine, databaseOn } from '../database/pglite';
import { createKernel, type Kernel } from '../kernel';
import { hashOf, manifestWith, seedImage } from '../testing/kernel';
import { cases } from '../testing/drawn';
import fc from '../testing/property';
import type { InstallRequest, InstallResult } from './request';
import { statementsOf } from './steps/kinds';
import type { SchemaStep } from './steps/step';

const [FIRST, SECOND] = [ORGANIZATIONS[0].id, ORGANIZATIONS[1].id];

/** Fails at the statement of this number once it ran; null: at none. */
let failAt: number | null = null;
let sent: string[] = [];

let database: Database;
let kernel: Kernel;
beforeAll(async () => {
  const connection = connectionTo(await createEngine({ seedImage: seedImage() }));
  const counted = async <T>(texts: readonly string[], work: () => Promise<T>): Promise<T> => {
    const from = sent.length;
    sent.push(...texts);
    const isFailing = failAt !== null && failAt > from && failAt <= sent.length;
    // A commit that went through cannot be taken back: it fails before.
    if (isFailing && texts.includes('commit')) throw new Error('the engine fails');
    const result = await work();
    if (isFailing) throw new Error('the engine fails');
    return result;
  };
  database = databaseOn({
    ...connection,
    exchange: <R>(steps: readonly WireStep[]) => counted(steps.map(textOf), () => connection.exchange<R>(steps)),
    script: (text) => counted([text], () => connection.script(text)),
  });
  kernel = await createKernel({ database });
});
afterAll(() => database.close());

const query = async (text: string): Promise<Record<string, unknown>[]> =>
  (await database.asOwner((session) => session.run({ sql: text, parameters: [] }))).rows;

const install = (manifest: ManifestV3, more: Partial<InstallRequest> = {}): Promise<InstallResult> =>
  kernel.install({ manifest, manifestHash: hashOf(manifest), organizationIds: [FIRST], locales: {}, ...more });

/** Tables with their columns, indexes and foreign keys, as lines: what a step adds, changes or takes away. */
type Catalogue = ReadonlyMap<string, string>;

async function catalogue(): Promise<Catalogue> {
  const rows = await query(`
    select format('%s.%s', n.nspname, c.relname) as key, 'table' as value from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname like 'addon\\_%' and c.relkind = 'r'
    union all
    select format('%s.%s.%s', n.nspname, c.relname, a.attname), concat_ws(' ', format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'required' end,
        case when a.attgenerated <> '' then 'computed' when a.atthasdef then 'default' end)
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname like 'addon\\_%' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
    union all
    select format('%s.%s.%s#', n.nspname, c.relname, a.attname), d.description from pg_description d join pg_attribute a on a.attrelid = d.objoid and a.attnum = d.objsubid
      join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname like 'addon\\_%' and d.classoid = 'pg_class'::regclass and a.attnum > 0
    union all
    select format('%s/%s', n.nspname, i.relname), format('index of %s', c.relname) from pg_index x join pg_class i on i.oid = x.indexrelid
      join pg_class c on c.oid = x.indrelid join pg_namespace n on n.oid = c.relnamespace where n.nspname like 'addon\\_%' and not x.indisprimary
    union all
    select format('%s.%s:%s', n.nspname, c.relname, k.conname), format('key to %s', k.confrelid::regclass)
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname like 'addon\\_%' and k.contype = 'f' order by 1`);
  return new Map(rows.map(({ key, value }) => [String(key), String(value)]));
}

const PRINTED: Readonly<Record<string, string>> = { timestamptz: 'timestamp with time zone' };
const printed = (type: string): string => PRINTED[type] ?? type.replace(/^varchar/, 'character varying');

/** The catalogue that a step says it leaves. */
function after(before: Catalogue, step: SchemaStep): Catalogue {
  const next = new Map(before);
  const at = 'table' in step ? `${step.schema}.${typeof step.table === 'string' ? step.table : step.table.name}` : '';
  const comment = (column: string, text: string | null | undefined) => {
    if (text === null) next.delete(`${at}.${column}#`);
    else if (text !== undefined) next.set(`${at}.${column}#`, text);
  };
  const put = (column: Column_, required = column.notNull) => {
    const filled = column.generated ? 'computed' : column.default === null ? '' : 'default';
    comment(column.name, column.comment);
    next.set(`${at}.${column.name}`, [printed(column.type), required ? 'required' : '', filled].filter(Boolean).join(' '));
  };
  const edit = (name: string, change: (value: string) => string) => {
    next.set(`${at}.${name}`, change(next.get(`${at}.${name}`) ?? 'no such column').trim());
  };
  switch (step.kind) {
    case 'create-schema':
    case 'park-table':
      break;
    case 'create-table':
      next.set(at, 'table');
      for (const column of step.table.columns) put(column, column.notNull || step.table.primaryKey.includes(column.name));
      break;
    case 'drop-table':
      for (const [key, value] of before) {
        const isOwn = key === at || key.startsWith(`${at}.`) || key.startsWith(`${at}:`);
        if (isOwn || (key.startsWith(`${step.schema}/`) && value === `index of ${step.table}`)) next.delete(key);
      }
      break;
    case 'add-column':
      put(step.column);
      break;
    case 'drop-column':
      next.delete(`${at}.${step.column}`);
      next.delete(`${at}.${step.column}#`);
      break;
    case 'set-comment':
      comment(step.column, step.comment);
      break;
    case 'alter-column-type':
      edit(step.column, (value) => value.replace(/ default$/, '').replace(/^.*?(?= required|$)/, printed(step.to)));
      break;
    case 'set-default':
      edit(step.column, (value) => value.replace(/ default$/, '') + (step.default === null ? '' : ' default'));
      break;
    case 'set-not-null':
      edit(step.column, (value) => value.replace(/( default)?$/, ' required$1'));
      break;
    case 'drop-not-null':
    case 'park-column':
      edit(step.column, (value) => value.replace(' required', ''));
      break;
    case 'create-index':
      next.set(`${step.schema}/${step.index.name}`, `index of ${step.table}`);
      break;
    case 'drop-index':
      next.delete(`${step.schema}/${step.index}`);
      break;
    case 'add-foreign-key':
      next.set(`${at}:${step.foreignKey.name}`, `key to ${step.foreignKey.schema}.${step.foreignKey.table}`);
      break;
    case 'drop-foreign-key':
      next.delete(`${at}:${step.name}`);
      break;
    case 'rename-table':
    case 'rename-column':
      throw new Error('no change here renames');
    case 'delete-rows':
    case 'drop-schema':
    case 'drop-tables':
    case 'require-column':
    case 'restore-schema':
    case 'restore-table':
    case 'tombstone-schema':
    case 'tombstone-table':
      throw new Error('no change here takes an addon out or brings one back');
  }
  return next;
}
type Column_ = Extract<SchemaStep, { kind: 'add-column' }>['column'];

const changesCatalogue = (text: string): boolean => /^(create|alter|drop|grant|comment)\b/.test(text);

/** Installs, and compares the statements and the catalogue with the plan; answers whether it went through. */
async function compared(manifest: ManifestV3): Promise<boolean> {
  const before = await catalogue();
  sent = [];
  const result = await install(manifest).catch((error: unknown) => {
    expect(error).toMatchObject({
      name: 'KernelError',
      code: expect.stringMatching(/^(values_do_not_fit|values_not_computed|needs_rebuild|install_failed)$/) as string,
    });
    return null;
  });
  const changes = sent.filter(changesCatalogue);
  if (!result) {
    expect(await catalogue()).toEqual(before);
    return false;
  }
  const refused = result.notes.some(({ code }) => code === 'rule_not_enforced');
  if (!refused) expect(changes).toEqual(result.plan.steps.flatMap(statementsOf).filter(changesCatalogue));
  expect(await catalogue()).toEqual(result.plan.steps.reduce(after, before));
  return true;
}

const COLUMNS = ['x', 'y', 'z'] as const;
const given = <T extends object>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const sometimes = <T>(value: T): fc.Arbitrary<T | undefined> => fc.constantFrom(undefined, undefined, value);
const columns = fc
  .uniqueArray(
    fc.record({
      name: fc.constantFrom(...COLUMNS),
      type: fc.constantFrom('text', 'varchar(9)', 'integer', 'numeric(8,2)'),
      not_null: sometimes(true),
      default: sometimes(7),
      searchable: sometimes(true),
      comment: sometimes('what it is for'),
      primary_key: fc.constantFrom(...Array<undefined>(9).fill(undefined), true as const),
    }),
    { selector: ({ name }) => name, maxLength: 3 },
  )
  .map((list) => list.map((column): Column => given(column.primary_key ? { ...column, not_null: true } : column) as Column));

const table = (key: string, name: string) =>
  fc.record({ columns, unique: fc.boolean(), indexed: fc.boolean(), computed: fc.boolean() }).map((drawn): Model => {
    const [first] = drawn.columns;
    const number = drawn.columns.find(({ type }) => type === 'integer');
    return {
      key,
      table: name,
      audit: false,
      columns: [
        ...drawn.columns,
        ...(drawn.computed && number
          ? [{ name: 'twice', type: 'numeric(20,2)' as const, generated: `${number.name} * 2`, ...(drawn.unique && { comment: 'twice' }) }]
          : []),
      ],
      ...(first && drawn.unique && { rules: [{ kind: 'unique', columns: [first.name], error_key: 'e' }] }),
      ...(first && drawn.indexed && { indices: [{ name: 'by_first', columns: [first.name] }] }),
    };
  });
const child = fc.tuple(table('Child', 'children'), fc.boolean()).map(([model, isTied]): Model => ({
  ...model,
  columns: [...model.columns, { name: 'base_id', type: 'uuid' }],
  indices: [],
  ...(isTied && {
    foreign_keys: [{ columns: ['base_id'], references: { model: 'Base', columns: ['id'] }, policy: 'physical', on_delete: 'cascade' }],
  }),
}));
const hasOwnKey = (model: Model): boolean => model.columns.some((column) => column.primary_key);
const version = fc
  .record({
    base: fc.option(table('Base', 'bases'), { freq: 4 }),
    child: fc.option(child),
    tenant: fc.constantFrom('organization_id', 'organization_id', 'owner_id'),
    rows: fc.nat(2),
  })
  .map(({ base, child: line, tenant, rows }) => {
    // A foreign key needs a unique id.
    const isUntied = !base || hasOwnKey(base);
    const models = [...(base ? [base] : []), ...(line ? [isUntied ? { ...line, foreign_keys: [] } : line] : [])];
    return {
      manifest: manifestWith('drawn', models, {
        tenancy: { isolation: 'shared', rls_column: tenant },
        extension_points: { model_extensions_accepted: ['Base'] },
      }),
      rows,
    };
  });

const EXTENSION = manifestWith('beside', [
  { key: 'Beside', table: 'besides', extends: 'drawn.Base', audit: false, columns: [{ name: 'note', type: 'text' }] },
]);

describe('the steps of an install', () => {
  it('are all of its changes to the catalogue, over drawn changes of tables with and without rows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(version, { minLength: 2, maxLength: 3 }), async (versions) => {
        await install(EXTENSION);
        for (const { manifest, rows } of versions) {
          if (!(await compared(manifest))) continue;
          for (const { table: name } of manifest.models ?? [])
            for (let row = 0; row < rows; row += 1)
              // What a row needs is up to the drawn columns: one that does not fit stays out.
              await query(
                `insert into addon_drawn.${name} (${manifest.tenancy?.rls_column ?? ''}, ${COLUMNS.slice(0, 1).join()}) values ('${FIRST}', ${String(row)})`,
              ).catch(() => undefined);
        }
        await kernel.reset('drawn');
        await kernel.reset('beside');
      }),
      { numRuns: cases(5, 200), endOnFailure: true },
    );
  }, 600_000);
});

const keysOf = async (addonKey: string): Promise<unknown[]> =>
  (
    await query(
      `select conname || ' ' || confrelid::regclass as key from pg_constraint where contype = 'f' and connamespace = 'addon_${addonKey}'::regnamespace order by 1`,
    )
  ).map(({ key }) => key);

describe('the foreign key of an extension', () => {
  const room = (models: Model[] = [ROOM], more: Partial<ManifestV3> = {}) =>
    manifestWith('rooms', models, { extension_points: { model_extensions_accepted: ['Room'] }, ...more });
  const ROOM: Model = { key: 'Room', table: 'rooms', audit: false, columns: [{ name: 'name', type: 'text' }] };
  const keyed = (key: Column[]): Model => ({ ...ROOM, columns: [...ROOM.columns, ...key] });
  const lights = manifestWith('lights', [
    { key: 'Light', table: 'lights', extends: 'rooms.Room', audit: false, columns: [{ name: 'watts', type: 'integer' }] },
  ]);
  const KEY = ['fk_lights_extends addon_rooms.rooms'];
  const fill = async () => {
    await query(`insert into addon_rooms.rooms (organization_id, name) values ('${FIRST}', 'hall')`);
    await query(`insert into addon_lights.lights (id, organization_id, watts) select id, organization_id, 40 from addon_rooms.rooms`);
  };

  it('comes with the addon that the extension waited for, as a step of that addon’s plan', async () => {
    await install(lights);
    expect(await keysOf('lights')).toEqual([]);
    const { plan } = await install(room());
    expect(plan.steps.at(-1)).toMatchObject({ kind: 'add-foreign-key', schema: 'addon_lights', table: 'lights' });
    expect(await keysOf('lights')).toEqual(KEY);
    // The extension itself has nothing left to do.
    expect((await install(lights)).plan.steps).toEqual([]);
  });

  it('is back after a reset of the extended addon, whose extended rows went with it', async () => {
    await fill();
    await kernel.reset('rooms');
    expect([await keysOf('lights'), await query('select * from addon_lights.lights')]).toEqual([[], []]);
    await install(room());
    expect(await keysOf('lights')).toEqual(KEY);
  });

  it('stays when an organization without the extended addon installs the extension', async () => {
    expect((await install(lights, { organizationIds: [SECOND] })).plan.steps).toEqual([]);
    expect(await keysOf('lights')).toEqual(KEY);
    await install(lights, { organizationIds: [SECOND, FIRST] });
    expect(await keysOf('lights')).toEqual(KEY);
  });

  it('is cut and tied again by printed steps where the extended table is made anew, and only cut where it goes', async () => {
    const kinds = async (manifest: ManifestV3) => (await install(manifest)).plan.steps.map(({ kind, schema }) => `${kind} ${schema}`);
    const cut = ['drop-foreign-key addon_lights', 'drop-table addon_rooms'];
    const steps = await kinds(room([ROOM], { tenancy: { isolation: 'shared', rls_column: 'owner_id' } }));
    expect(steps.slice(0, 2)).toEqual(cut);
    expect(steps.at(-1)).toBe('add-foreign-key addon_lights');
    // A key of its own: nothing that a foreign key could rest on.
    expect(await kinds(room([keyed([{ name: 'code', type: 'text', primary_key: true }])]))).not.toContain('add-foreign-key addon_lights');
    await install(room());
    expect(await kinds(room([]))).toEqual(cut);
    expect(await keysOf('lights')).toEqual([]);
    await install(room());
    expect(await keysOf('lights')).toEqual(KEY);
  });

  it('waits while rows of the extension extend nothing, which is told', async () => {
    await kernel.reset('rooms');
    await query(`insert into addon_lights.lights (id, organization_id, watts) values (gen_random_uuid(), '${FIRST}', 60)`);
    const note = { code: 'extension_unbound', table: 'lights' };
    expect((await install(room())).notes).toEqual([note]);
    expect((await install(lights)).notes).toEqual([note]);
    expect(await keysOf('lights')).toEqual([]);
    await query('delete from addon_lights.lights');
    expect((await install(room())).plan.steps).toMatchObject([{ kind: 'add-foreign-key', schema: 'addon_lights' }]);
  });

  it('is none where each organization has its own extended table and the extension has one for all', async () => {
    const apart = room([ROOM], { tenancy: { isolation: 'schema' } });
    await kernel.reset('rooms');
    await install(apart, { organizationIds: [FIRST, SECOND] });
    expect(await keysOf('lights')).toEqual([]);
    await install({ ...lights, tenancy: { isolation: 'schema' } }, { organizationIds: [FIRST, SECOND] });
    expect(await keysOf('lights_11111111')).toEqual(['fk_lights_extends addon_rooms_11111111.rooms']);
    expect(await keysOf('lights_22222222')).toEqual(['fk_lights_extends addon_rooms_22222222.rooms']);
  });
});

describe('what is remembered of a schema', () => {
  const thing: Model = {
    key: 'Thing',
    table: 'things',
    audit: false,
    columns: [{ name: 'name', type: 'varchar(9)', not_null: true, searchable: true, comment: 'its name' }],
  };
  const other: Model = { ...thing, key: 'Other', table: 'others', foreign_keys: [] };

  it('is compared with the catalogue: what was lost there comes back, what changed is changed back', async () => {
    await install(manifestWith('drift', [thing, other]));
    const whole = await catalogue();
    await query('alter table addon_drift.things drop column name');
    await query('drop index addon_drift.idx_others_name');
    await query('alter table addon_drift.others alter column name drop not null');
    await query('alter table addon_drift.others alter column name type text');
    await query(`comment on column addon_drift.others.name is null`);
    await query(`comment on column addon_drift.others.id is 'ours'`);
    const { plan } = await install(manifestWith('drift', [thing, other]));
    expect(plan.steps.map(({ kind }) => kind)).toEqual([
      'add-column',
      'set-comment',
      'alter-column-type',
      'set-comment',
      'set-not-null',
      'create-index',
      'create-index',
    ]);
    expect(await catalogue()).toEqual(whole);
    await query('drop table addon_drift.things');
    await install(manifestWith('drift', [thing, other]));
    expect(await catalogue()).toEqual(whole);
    await query('drop schema addon_drift cascade');
    await install(manifestWith('drift', [thing, other]));
    expect(await catalogue()).toEqual(whole);
  });
});

describe('an install that fails', () => {
  const role = { key: 'keeper', label: 'Keeper', permissions: ['sheds.view'] };
  const shed: Model = {
    key: 'Shed',
    table: 'sheds',
    audit: false,
    columns: [
      { name: 'size', type: 'integer' },
      { name: 'old', type: 'text' },
    ],
  };
  const before = manifestWith('sheds', [shed, { ...shed, key: 'Empty', table: 'empties' }, { ...shed, key: 'Full', table: 'fulls' }]);
  const next: ManifestV3 = manifestWith(
    'sheds',
    [
      {
        ...shed,
        columns: [
          { name: 'size', type: 'bigint', not_null: true, default: 3 },
          { name: 'twice', type: 'bigint', generated: 'size * 2' },
          { name: 'code', type: 'text', searchable: true },
        ],
        rules: [{ kind: 'unique', columns: ['code'], error_key: 'sheds.code' }],
        seed: { key: 'code', rows: [{ code: 'a' }, { code: 'b' }] },
      },
      {
        key: 'Tool',
        table: 'tools',
        audit: false,
        columns: [{ name: 'shed_id', type: 'uuid' }],
        foreign_keys: [{ columns: ['shed_id'], references: { model: 'Shed', columns: ['id'] }, policy: 'physical', on_delete: 'cascade' }],
      },
    ],
    { rbac: { roles: [role] } },
  );

  /** Everything that an install touches, and how the kernel sees it. */
  async function everything(): Promise<unknown> {
    const structure = await catalogue();
    const tables = [...structure].filter(([key, value]) => value === 'table' && key.startsWith('addon_sheds'));
    const kept = [
      'metacore.addon_schemas',
      'public.metacore_installations',
      'public.roles',
      'public.permissions',
      'metacore.journal',
      'metacore.sequences',
    ];
    const all = [...kept, ...tables.map(([key]) => key)].map((name) => `select '${name}' as place, t::text as row from ${name} t`);
    const rows = await query(`${all.join(' union all ')} order by 1, 2`);
    return [structure, rows, kernel.inspect().addons.filter(({ key }) => key === 'sheds')];
  }

  it('at any of its statements leaves catalogue, rows, registry and journal as they were, for every organization; the next one works', async () => {
    const organizationIds = [FIRST, SECOND];
    await install(before, { organizationIds });
    for (const name of ['sheds', 'fulls'])
      await query(`insert into addon_sheds.${name} (organization_id, size, old) values ('${FIRST}', 1, 'kept')`);
    const untouched = await everything();
    const failures: string[] = [];
    for (let number = 1; ; number += 1) {
      sent = [];
      failAt = number;
      const outcome = await install(next, { organizationIds }).then(
        () => null,
        (error: unknown) => (error as Error).message,
      );
      failAt = null;
      if (outcome === null) break;
      failures.push(outcome);
      expect(await everything(), sent[number - 1]).toEqual(untouched);
    }
    // Every statement of the install failed once, the commit last.
    expect(sent.at(-1)).toBe('commit');
    expect(failures).toEqual(Array(sent.length).fill('the engine fails'));
    expect(failures.length).toBeGreaterThan(40);
    expect(await query(`select code from addon_sheds.sheds where organization_id = '${SECOND}' order by 1`)).toEqual([
      { code: 'a' },
      { code: 'b' },
    ]);
    expect(
      kernel
        .inspect()
        .addons.filter(({ key }) => key === 'sheds')
        .map(({ models }) => models.map(({ table: name }) => name)),
    ).toEqual([
      ['sheds', 'tools'],
      ['sheds', 'tools'],
    ]);
  }, 120_000);
});
