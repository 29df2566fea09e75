/** Over drawn pairs of manifests and rows between them: what a rehearsal tells is what happens, and what happens is what was wanted. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Column, ManifestV3 } from '../../schemas';
import { ORGANIZATIONS } from '../database/core-rows';
import { cases } from '../testing/drawn';
import { hashOf, manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';
import fc from '../testing/property';
import { readCatalogue } from './catalogue';
import type { BundleOperation } from './prepare';
import type { InstallRequest } from './request';

const PAIRS = cases(25, 400);

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
});
afterAll(() => t.database.close());

const ORG = ORGANIZATIONS[0].id;
const SCHEMA = 'addon_drawn';

const column = (name: string): fc.Arbitrary<Column> =>
  fc.record(
    {
      name: fc.constant(name),
      type: fc.constantFrom<Column['type'][]>(
        'text',
        'varchar(4)',
        'varchar(40)',
        'integer',
        'bigint',
        'numeric(8,2)',
        'boolean',
        'date',
        'jsonb',
      ),
      not_null: fc.boolean(),
      searchable: fc.boolean(),
      comment: fc.constantFrom('', 'a word'),
    },
    { requiredKeys: ['name', 'type'] },
  );

const manifest = (version: string): fc.Arbitrary<ManifestV3> =>
  fc
    .record({
      columns: fc.subarray(['a', 'b', 'c', 'd']).chain((names) => fc.tuple(...names.map(column))),
      isAudited: fc.boolean(),
      isUnique: fc.boolean(),
      hasOther: fc.boolean(),
    })
    .map(({ columns, isAudited, isUnique, hasOther }) => ({
      ...manifestWith('drawn', [
        {
          key: 'Thing',
          table: 'drawn_things',
          audit: isAudited,
          columns,
          ...(isUnique && columns[0] && { rules: [{ kind: 'unique' as const, columns: [columns[0].name], error_key: 'twice' }] }),
        },
        ...(hasOther ? [{ key: 'Other', table: 'drawn_others', audit: false, columns: [{ name: 'name', type: 'text' as const }] }] : []),
      ]),
      metadata: { key: 'drawn', name: 'drawn', version },
    }));

const TEXTS = ['', '7', 'a long text of a row', '2020-01-02', '{"a": 1}', 'true', '3.25'];

const request = (one: ManifestV3, development: boolean): InstallRequest => ({
  manifest: one,
  manifestHash: hashOf(one),
  organizationIds: [ORG],
  locales: {},
  development,
});

/** Rows with whatever of the texts each column can hold. */
async function fill(one: ManifestV3, texts: readonly string[]): Promise<void> {
  const columns = one.models?.[0]?.columns ?? [];
  for (const text of texts) {
    const fits = await t.query(
      `select ${columns.map(({ type }) => `pg_input_is_valid($1, '${type}') as "${type}"`).join(', ') || '1 as none'}, $1::text as text`,
      [text],
    );
    const values = columns.map(({ type, not_null: required }) => (fits[0]?.[type] === true ? text : required === true ? null : null));
    await t
      .query(
        `insert into ${SCHEMA}.drawn_things (organization_id${columns.map(({ name }) => `, "${name}"`).join('')}) values ('${ORG}'${columns.map((_, at) => `, $${at + 1}`).join('')})`,
        values,
      )
      // A required column that the text does not fit has no row.
      .catch(() => undefined);
  }
}

const catalogue = () => t.database.asOwner((session) => readCatalogue(session, SCHEMA));
const rows = async () => [
  await t.query(`select * from ${SCHEMA}.drawn_things order by id`),
  await t.query('select * from public.metacore_installations order by id'),
];

it('a rehearsal tells what happens, and nothing else happens', async () => {
  const seen = { done: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(
      manifest('1.0.0'),
      manifest('1.1.0'),
      fc.array(fc.constantFrom(...TEXTS), { maxLength: 4 }),
      fc.constantFrom<BundleOperation[]>('install', 'upgrade'),
      async (before, after, texts, operation) => {
        await t.kernel.reset('drawn');
        await t.kernel.install(request(before, true));
        await fill(before, texts);
        const was = [await catalogue(), await rows()];
        const asked = request(after, operation === 'install');
        const rehearsed = await t.kernel.rehearse(asked, operation).catch((error: unknown) => error as { code: string });
        expect([await catalogue(), await rows()]).toEqual(was);
        const run = operation === 'install' ? t.kernel.install(asked) : t.kernel.upgrade(asked);
        if ('code' in rehearsed) {
          seen.refused += 1;
          await expect(run).rejects.toMatchObject({ code: rehearsed.code });
          expect([await catalogue(), await rows()]).toEqual(was);
          return;
        }
        seen.done += 1;
        const result = await run;
        expect(await catalogue()).toEqual(rehearsed.schemas[0]?.after);
        expect(result.notes).toEqual(rehearsed.notes);
        const [entry] = await t.kernel.history({ addonKey: 'drawn', limit: 1 });
        expect(entry?.steps.map(({ kind, sql, output }) => ({ kind, sql, output }))).toEqual(
          rehearsed.ran.map(({ kind, sql, output }) => ({ kind, sql, output })),
        );
        expect(rehearsed.plan.steps.map(({ step }) => step.kind)).toEqual(rehearsed.ran.map(({ kind }) => kind));
        // What is there now is what was wanted: nothing is left to be done but what rows stand in the way of.
        const next = await t.kernel.plan(asked, 'install');
        expect(next.steps.filter(({ step }) => 'table' in step && step.kind !== 'seed-rows' && step.kind !== 'create-index')).toEqual([]);
      },
    ),
    { numRuns: PAIRS },
  );
  expect(seen.done).toBeGreaterThan(0);
  expect(seen.refused).toBeGreaterThan(0);
});
