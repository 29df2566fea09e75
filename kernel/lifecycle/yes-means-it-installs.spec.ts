/**
 * What `check` accepts installs: manifests are drawn with everything that PostgreSQL has an opinion about, those that the
 * verdict neither refuses nor warns of are installed, every default is inserted, and a row of what is required is created.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Column, ManifestV3, Model } from '../../schemas';
import { check } from '../contract/check';
import { stepsOf, valueAt } from '../contract/pointer';
import { tableColumns } from '../schema/table-columns';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { cases } from '../testing/drawn';
import { manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';
import fc from '../testing/property';

/** Rules that say of themselves that an install fails, or every row that takes the defaults. */
const SAID =
  /^(?:DUP-\w+|NAME-LENGTH|IDX-COL|IDX-FIT|FK-COLUMN|FK-COUNT|FK-FIT|COL-\w+|TEN-\w+|DEFAULT-FIT|GEN-FIT|GEN-FILLED|AUDIT-FILL|ID-FIT|SEQ-FIT|STG-FIT|FORM-FIT|ROW-SIZE|SEED-\w+|JSON-NUL|JSON-SURROGATE|audit_column_type)$/;

const NAMES = [
  'alpha',
  'beta',
  'gamma',
  'delta',
  'order',
  'xmin',
  'created_at',
  'deleted_at',
  'name_of_a_column',
  'n'.repeat(63),
  'n'.repeat(64),
];
const TYPES = [
  'uuid',
  'text',
  'integer',
  'bigint',
  'numeric',
  'boolean',
  'timestamp',
  'timestamptz',
  'date',
  'json',
  'jsonb',
  'vector',
  'numeric(3,2)',
  'numeric(2,5)',
  'numeric(1000,1000)',
  'numeric(0,0)',
  'numeric(1001,2)',
  'varchar(3)',
  'varchar(40)',
  'varchar(0)',
  'vector(3)',
  'vector(672)',
  'vector(673)',
  'vector(2001)',
  'vector(0)',
];
const ID = '0b54b1de-7b2c-4f0e-9d6a-1f2e3d4c5b6a';
const VALUES: unknown[] = [
  0,
  1,
  -1,
  2.5,
  9.99,
  1000,
  3_000_000_000,
  1e21,
  -9_007_199_254_740_991,
  true,
  false,
  null,
  '',
  'abc',
  'toolong to fit anywhere short',
  '5',
  '007',
  ' 5 ',
  '1e3',
  'yes',
  'maybe',
  'now()',
  'current_timestamp',
  'gen_random_uuid()',
  'uuid_generate_v4()',
  'null',
  "'quoted'",
  "'5'",
  '2026-02-28',
  '2026-02-30',
  '2026-01-31T09:30:00Z',
  '2026-01-31 09:30',
  'today',
  'infinity',
  'NaN',
  '{}',
  '[]',
  '[1,2,3]',
  '[1,2]',
  '[1e9999]',
  '[1e99999]',
  ID,
  '0b54b1de7b2c4f0e9d6a1f2e3d4c5b6a',
  'a\u0000b',
  '😀😀😀',
];
const FITTING: Readonly<Record<string, unknown[]>> = {
  uuid: ['gen_random_uuid()', ID],
  integer: [0, 5, '7'],
  bigint: [0, '9007199254740993'],
  boolean: [true, 'yes'],
  date: ['2026-01-31', 'now()'],
  timestamptz: ['now()', '2026-01-31T09:30:00Z'],
  jsonb: ['{}', '[1,2]'],
};
const EXPRESSIONS = [
  'alpha + 1',
  'alpha - beta',
  '-(-alpha) * 2.5',
  'gamma',
  'delta + 1',
  'alpha / 2',
  'alpha * alpha * 1000000',
  'beta * 3 - alpha',
  'alpha + 1 / 0',
  Array(150).fill('alpha').join(' + '),
];

/** A value once in so many times, else none. */
const sometimes = <T>(arbitrary: fc.Arbitrary<T>, times = 4): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: times - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
/** Without the members that are undefined. */
const given = <T extends object>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const name = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...NAMES.slice(0, 5)) }, fc.constantFrom(...NAMES));
const column = fc
  .record({
    name,
    type: fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...TYPES.slice(0, 11)) }, fc.constantFrom(...TYPES)),
    not_null: sometimes(fc.boolean()),
    primary_key: sometimes(fc.boolean(), 12),
    searchable: sometimes(fc.boolean()),
    generated: sometimes(fc.constantFrom(...EXPRESSIONS), 4),
    value: fc.oneof(fc.constant(undefined), fc.constant('fitting'), fc.constantFrom(...VALUES)),
    pick: fc.nat(1),
  })
  .map(({ value, pick, type, generated, ...rest }): Column => {
    // Half of them are wide enough for whatever the others hold.
    if (generated !== undefined && pick === 0) return { name: rest.name, type: 'numeric(60,20)', generated };
    const fitting = FITTING[type];
    return given({ ...rest, type, generated, default: value === 'fitting' ? fitting?.[pick % fitting.length] : value }) as Column;
  });

const index = fc.record({
  name: fc.constantFrom('ix_one', 'ix_two', 'i'.repeat(70)),
  columns: fc.uniqueArray(fc.constantFrom(...NAMES, 'id', 'organization_id', 'updated_at', 'ghost'), { minLength: 1, maxLength: 3 }),
  unique: sometimes(fc.boolean()),
  method: sometimes(fc.constantFrom('btree', 'hash', 'gin', 'gist', 'ivfflat', 'hnsw')),
  where: sometimes(
    fc.constantFrom('alpha = 1', "alpha = 'abc'", 'alpha = true', 'beta IS NULL', "beta > '2026-01-31' AND alpha <> 2.5"),
    6,
  ),
});

const TABLES = ['ones', 'twos', 'threes'];
const KEYS = ['One', 'Two', 'Three'];
const foreignKey = fc
  .record({
    columns: fc.oneof(
      { weight: 4, arbitrary: fc.constant(['ref_id']) },
      fc.array(fc.constantFrom('alpha', 'beta', 'gamma'), { minLength: 1, maxLength: 2 }),
    ),
    target: fc.constantFrom(...KEYS),
    there: fc.oneof(
      { weight: 4, arbitrary: fc.constant(['id']) },
      fc.array(fc.constantFrom('id', 'alpha', 'beta', 'updated_at'), { minLength: 1, maxLength: 2 }),
    ),
    policy: fc.constantFrom('physical' as const, 'physical' as const, 'logical' as const),
    on_delete: sometimes(fc.constantFrom('restrict' as const, 'cascade' as const, 'set_null' as const, 'no_action' as const), 2),
  })
  .map(({ target, there, ...rest }) => ({ ...rest, references: { model: target, columns: there } }));

const seed = fc.record({
  key: fc.constantFrom('alpha', 'organization_id'),
  rows: fc.array(
    fc.dictionary(
      fc.constantFrom('alpha', 'beta', 'gamma', 'id', 'ref_id', 'created_at'),
      fc.oneof(fc.constant(ID), fc.constantFrom(...VALUES), fc.constant({ a: [1] })),
      {
        minKeys: 1,
        maxKeys: 4,
      },
    ),
    { minLength: 1, maxLength: 3 },
  ),
});

const tenant = { name: 'organization_id', type: 'uuid' };
const model = (at: number): fc.Arbitrary<Model> =>
  fc
    .record({
      columns: fc.uniqueArray(column, { selector: ({ name }) => name, minLength: 1, maxLength: 5 }),
      tenant: fc.oneof({ weight: 8, arbitrary: fc.constant(tenant) }, fc.constant({ name: 'organization_id', type: 'text' })),
      id: sometimes(
        fc.constantFrom(
          { name: 'id', type: 'uuid' },
          { name: 'id', type: 'text' },
          { name: 'id', type: 'uuid', primary_key: true },
          { name: 'id', type: 'integer' },
          { name: 'id', type: 'varchar(20)', primary_key: true },
          { name: 'id', type: 'uuid', default: ID },
        ),
        2,
      ),
      indices: fc.array(index, { maxLength: 2 }),
      audited: sometimes(
        fc.record({
          name: fc.constantFrom('created_at', 'updated_at', 'deleted_at'),
          type: fc.constantFrom('timestamp', 'timestamptz'),
          not_null: fc.boolean(),
        }),
        3,
      ),
      stages: sometimes(fc.uniqueArray(fc.constantFrom('open', 'in_progress', '1', '2'), { minLength: 1, maxLength: 3 }), 3),
      staged: fc.constantFrom('alpha', 'beta', 'gamma'),
      counted: sometimes(
        fc.record({ name: fc.constantFrom('alpha', 'beta', 'gamma'), format: fc.constantFrom('{seq}', '{seq:06}', 'A-{seq:04}') }),
        3,
      ),
      formulas: sometimes(
        fc.array(fc.record({ target: fc.constantFrom('alpha', 'beta', 'gamma', 'delta'), expr: fc.constantFrom(...EXPRESSIONS) }), {
          minLength: 1,
          maxLength: 2,
        }),
        4,
      ),
      foreign_keys: fc.array(foreignKey, { maxLength: 2 }),
      search_keys: fc.array(
        fc.record({
          name: fc.constantFrom('key_of', 'ctid', 'created_at', 'k'.repeat(64)),
          format: fc.constantFrom('{alpha}', "it's {alpha}-{beta}", '{ gamma }'),
          match: sometimes(fc.constantFrom('exact' as const, 'normalized' as const)),
        }),
        { maxLength: 1 },
      ),
      seed: sometimes(seed, 2),
      append_only: sometimes(fc.boolean(), 4),
      audit: sometimes(fc.boolean(), 4),
      label: fc.oneof({ weight: 20, arbitrary: fc.constant('A label') }, fc.constantFrom('half \ud800', 'nul \u0000')),
      reference: sometimes(
        fc.record({
          name: fc.constant('ref_id'),
          type: fc.constantFrom('uuid', 'uuid', 'uuid', 'text'),
          default: sometimes(fc.constantFrom('gen_random_uuid()', ID), 6),
        }),
        2,
      ),
    })
    .map(({ columns, tenant: own, id, reference, audited, stages, staged, counted, ...rest }): Model => {
      const names = new Set(columns.map(({ name }) => name));
      const isStaged = stages !== undefined && names.has(staged);
      return given({
        key: KEYS[at],
        table: TABLES[at],
        ...rest,
        ...(isStaged && { stage_field: staged, stages: stages.map((key) => ({ key })) }),
        ...(counted !== undefined && { sequences: [{ key: 'folio', format: counted.format }] }),
        columns: [
          ...(id === undefined ? [] : [id]),
          own,
          ...columns.map((column) => (column.name === counted?.name ? { ...column, sequence: 'folio' } : column)),
          ...(reference === undefined ? [] : [reference]),
          ...(audited === undefined || names.has(audited.name) ? [] : [audited]),
        ],
      } as Model);
    });

const manifests = fc
  .record({
    models: fc.integer({ min: 1, max: 3 }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, at) => model(at)))),
    tenancy: sometimes(
      fc.constantFrom({ isolation: 'schema' as const }, { isolation: 'schema' as const }, { isolation: 'database' as const }),
      4,
    ),
  })
  .map(({ models, tenancy }): ManifestV3 => {
    const manifest = manifestWith('drawn', models, tenancy === undefined ? {} : { tenancy });
    return { ...manifest, compatibility: { requires: [{ key: 'kernel', version: '^3' }] } };
  });

/** Members without which their owner is none. */
const NEEDED = new Set(['type', 'name', 'key', 'table', 'format', 'columns', 'references', 'model', 'rows', 'organization_id']);

/** Takes away what a finding points at, or the smallest thing around it that may go. */
function remove(manifest: unknown, pointer: string): void {
  const steps = stepsOf(pointer);
  while (steps.length > 1 && NEEDED.has(String(steps.at(-1)))) steps.pop();
  const last = steps.pop() ?? '';
  const parent = valueAt(manifest, steps);
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (typeof parent === 'object' && parent !== null) Reflect.deleteProperty(parent, last);
}

/** What is left of a manifest when everything is gone that the verdict refuses or warns of; null where nothing is. */
function mended(drawn: ManifestV3): ManifestV3 | null {
  const manifest = structuredClone(drawn);
  for (let round = 0; round < 12; round += 1) {
    const { accepted, diagnostics } = check(JSON.stringify(manifest));
    const bad = diagnostics.filter(({ rule, severity }) => severity === 'error' || SAID.test(rule));
    if (bad.length === 0) return accepted && (manifest.models ?? []).length > 0 ? manifest : null;
    // From the end on, so that the places of the others stay what they are.
    for (const path of new Set(bad.map((finding) => finding.path).reverse())) remove(manifest, path);
  }
  return null;
}

const SAMPLES: readonly [RegExp, string][] = [
  [/^uuid/, 'gen_random_uuid()'],
  [/^(integer|bigint|numeric)/, '0'],
  [/^boolean/, 'true'],
  [/^(timestamp|date)/, 'now()'],
  [/^json/, "'{}'"],
  [/^vector\((\d+)\)/, ''],
  [/^vector/, "'[1]'"],
];

/** SQL of some value of a type. */
function sampleOf(type: string): string {
  const size = /^vector\((\d+)\)/.exec(type)?.[1];
  if (size !== undefined) return `'[${Array(Number(size)).fill('1').join()}]'`;
  return SAMPLES.find(([pattern]) => pattern.test(type))?.[1] ?? "'a'";
}

/** A statement that inserts a row of nothing but defaults; null where one would have to point at another row. */
function insertOf(manifest: ManifestV3, model: Model, schema: string): string | null {
  const columns = tableColumns(manifest, model);
  const needed = [...columns].filter(([, { notNull, filled }]) => notNull && !filled);
  const pointing = new Set((model.foreign_keys ?? []).filter(({ policy }) => policy === 'physical').flatMap((key) => key.columns));
  if (needed.some(([name]) => pointing.has(name))) return null;
  const values = needed.map(([name, { type }]): [string, string] => [name, sampleOf(type)]);
  if (columns.get('organization_id')?.notNull) values.push(['organization_id', `'${DEFAULT_PRINCIPAL.organizationId}'`]);
  const into = `"${schema}"."${model.table}"`;
  if (values.length === 0) return `insert into ${into} default values on conflict do nothing`;
  return `insert into ${into} (${values.map(([name]) => `"${name}"`).join()}) values (${values.map(([, value]) => value).join()}) on conflict do nothing`;
}

/** Values that a request may bring, by type. */
const BODY_SAMPLES: readonly [RegExp, unknown][] = [
  [/^uuid/, ID],
  [/^(integer|bigint|numeric)/, 0],
  [/^boolean/, true],
  [/^timestamp/, '2026-01-31T09:30:00Z'],
  [/^date/, '2026-01-31'],
  [/^json/, {}],
  [/^vector$/, [1]],
];

/** The smallest body of a new row; null where it would have to point at another row. */
function bodyOf(manifest: ManifestV3, model: Model): Record<string, unknown> | null {
  const needed = [...tableColumns(manifest, model)].filter(([, { notNull, filled }]) => notNull && !filled).map(([name]) => name);
  const pointing = new Set((model.foreign_keys ?? []).flatMap((key) => key.columns));
  if (needed.some((name) => pointing.has(name))) return null;
  const computed = new Set((model.formulas ?? []).map(({ target }) => target));
  const filled = [...computed, model.stage_field, ...model.columns.flatMap(({ name, sequence }) => (sequence === undefined ? [] : [name]))];
  if (filled.some((name) => name !== undefined && pointing.has(name))) return null;
  return Object.fromEntries(
    model.columns.flatMap(({ name, type, sequence }) => {
      if (!needed.includes(name) || computed.has(name) || sequence !== undefined || model.stage_field === name) return [];
      const size = /^vector\((\d+)\)/.exec(type)?.[1];
      if (size !== undefined) return [[name, Array(Number(size)).fill(1)]];
      return [[name, BODY_SAMPLES.find(([pattern]) => pattern.test(type))?.[1] ?? 'a']];
    }),
  );
}

/** Whether a refusal is nothing but that the row is there already: a seed or the insert before made it. */
const isTaken = (body: unknown): boolean => {
  const { errors = {} } = body as { errors?: Record<string, { code: string }[]> };
  return Object.values(errors)
    .flat()
    .some(({ code }) => code === 'duplicate');
};

/** After so many the database is given up for a new one: the engine vacuums nothing by itself, so that its catalogue only grows. */
const PER_DATABASE = 100;

describe('what the check accepts without a warning of it', () => {
  let host: TestKernel;
  let installed = 0;
  beforeAll(async () => {
    host = await openTestKernel();
  });
  afterAll(() => host.database.close());

  it('installs, every default can be inserted, and a row of what is required created', async () => {
    await fc.assert(
      fc.asyncProperty(manifests, async (drawn) => {
        const manifest = mended(drawn);
        fc.pre(manifest !== null);
        installed += 1;
        if (installed % PER_DATABASE === 0) {
          await host.database.close();
          host = await openTestKernel();
        }
        try {
          await host.install(manifest);
          const isOwn = manifest.tenancy?.isolation === 'schema';
          const schema = isOwn ? `addon_drawn_${DEFAULT_PRINCIPAL.organizationId.slice(0, 8)}` : 'addon_drawn';
          for (const one of manifest.models ?? []) {
            const statement = insertOf(manifest, one, schema);
            if (statement !== null) await host.query(statement);
            const body = bodyOf(manifest, one);
            if (body === null) continue;
            const answer = await host.call('POST', `/api/data/drawn.${one.key}`, body);
            if (answer.status !== 201 && !isTaken(answer.body)) expect(answer).toEqual({ status: 201 });
          }
        } finally {
          // What a failed case left would fail the smaller ones that are tried after it, with another reason.
          await host.kernel.reset('drawn');
        }
        expect(await host.query(`select 1 as one from metacore.addon_schemas where addon_key = 'drawn'`)).toEqual([]);
      }),
      { numRuns: cases(50, 1000) },
    );
  });
});
