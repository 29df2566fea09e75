/** Rows that are written together become what they become one by one. */
import fc from '../testing/property';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { cases } from '../testing/drawn';
import { manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';

/** Rows of a file are numbered as in a table whose first row holds the headings. */
const FIRST_ROW = 2;

const ORGANIZATIONS = [DEFAULT_PRINCIPAL, OTHER_PRINCIPAL];

const manifest = manifestWith(
  'depot',
  [
    {
      key: 'Shelf',
      table: 'shelves',
      columns: [
        { name: 'organization_id', type: 'uuid', not_null: true },
        { name: 'name', type: 'text', not_null: true },
        { name: 'weight', type: 'numeric(12,2)' },
        { name: 'boxes', type: 'integer' },
        { name: 'per_box', type: 'numeric(12,2)' },
      ],
      relations: [
        {
          name: 'stored',
          kind: 'one_to_many',
          through: 'Box',
          foreign_key: 'shelf_id',
          rollups: [
            { target: 'weight', from: 'weight' },
            { target: 'boxes', fn: 'count' },
          ],
        },
      ],
      formulas: [{ target: 'per_box', expr: 'weight / boxes' }],
    },
    {
      key: 'Box',
      table: 'boxes',
      columns: [
        { name: 'organization_id', type: 'uuid', not_null: true },
        { name: 'shelf_id', type: 'uuid', ref: 'Shelf', reject_deleted_ref: true },
        { name: 'code', type: 'varchar(6)', not_null: true },
        { name: 'folio', type: 'varchar(4)', sequence: 'box' },
        { name: 'weight', type: 'numeric(6,2)', not_null: true, default: 1, constraints: [{ expr: 'weight >= 0', error_key: 'light' }] },
        { name: 'twice', type: 'numeric(8,2)' },
        { name: 'note', type: 'text' },
      ],
      rules: [{ kind: 'unique', columns: ['code'], error_key: 'box.code' }],
      sequences: [{ key: 'box', scope: 'org', format: '{seq:02}' }],
      formulas: [{ target: 'twice', expr: 'weight * 2' }],
      foreign_keys: [{ columns: ['shelf_id'], references: { model: 'Shelf', columns: ['id'] }, policy: 'physical' }],
    },
  ],
  { capabilities: [{ kind: 'db:write', target: 'addon_depot.*', reason: 'its own rows' }] },
);

/** A row of the file; `shelf` counts the shelves, the third of which is deleted and the fourth another organization's. */
interface Drawn {
  shelf: number | null;
  code: string;
  folio: string;
  weight: string;
  note: string;
}

const drawnRow: fc.Arbitrary<Drawn> = fc.record({
  shelf: fc.option(fc.integer({ min: 0, max: 4 }), { freq: 4 }),
  code: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 1, max: 40 }).map((n) => `B${n}`) },
    { weight: 1, arbitrary: fc.constantFrom('', 'too long') },
  ),
  folio: fc.constantFrom('', '', '', '', 'own', 'F-100'),
  weight: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 500 }).map(String) },
    { weight: 1, arbitrary: fc.constantFrom('', '-1', '99999', '0.005') },
  ),
  note: fc.constantFrom('', '', 'a note', '{"x": [1,2]}', 'NULL', '\\N', '"quoted", with a comma'),
});

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
  for (const { organizationId } of ORGANIZATIONS) await t.install(manifest, { organizationId });
});
afterAll(() => t.database.close());

interface State {
  /** Rows that were refused, and the columns of their faults. */
  refused: unknown[];
  boxes: unknown[];
  shelves: unknown[];
  events: unknown[];
  counter: unknown[];
}

/** Five shelves of an organization, the third deleted; the fourth is another organization's. */
async function shelvesOf(index: number): Promise<string[]> {
  const ids: string[] = [];
  for (const [at, principal] of [0, 1, 2, 3, 4].map((n) => [n, ORGANIZATIONS[n === 3 ? 1 - index : index]] as const)) {
    const { body } = await t.call('POST', '/data/shelves', { name: `shelf ${at}` }, principal);
    ids.push((body as { data: { id: string } }).data.id);
  }
  await t.call('DELETE', `/data/shelves/${ids[2]}`, undefined, ORGANIZATIONS[index]);
  return ids;
}

async function clear(): Promise<void> {
  await t.query('delete from addon_depot.boxes');
  await t.query('delete from addon_depot.shelves');
  await t.query("delete from metacore.sequences where addon_key = 'depot'");
  await t.query('delete from metacore.events');
}

async function stateOf(index: number, refused: unknown[]): Promise<State> {
  const organization = [ORGANIZATIONS[index]?.organizationId];
  return {
    refused,
    boxes: await t.query(
      `select s.name as shelf, b.code, b.folio, b.weight::text, b.twice::text, b.note from addon_depot.boxes b left join addon_depot.shelves s on s.id = b.shelf_id where b.organization_id = $1 order by b.code`,
      organization,
    ),
    shelves: await t.query(
      `select name, weight::text, boxes, per_box::text from addon_depot.shelves where organization_id = $1 order by name, deleted_at`,
      organization,
    ),
    events: await t.query(
      `select name, payload->>'code' as code from metacore.events where organization_id = $1 and name like '%box%' order by seq`,
      organization,
    ),
    counter: await t.query(`select value from metacore.sequences where organization_id = $1 and addon_key = 'depot'`, organization),
  };
}

const fieldsOf = (body: unknown): string[] => Object.keys((body as { errors?: object }).errors ?? { '': [] }).sort();

const idOf = (shelves: readonly string[], shelf: number | null): string => (shelf === null ? '' : (shelves[shelf] ?? ''));

async function oneByOne(rows: readonly Drawn[]): Promise<State> {
  await clear();
  const shelves = await shelvesOf(0);
  const refused: unknown[] = [];
  for (const [index, { shelf, ...row }] of rows.entries()) {
    const given = Object.entries({ ...row, shelf_id: idOf(shelves, shelf) }).filter(([, text]) => text !== '');
    // A record of a file that holds nothing is left out, and counted.
    if (given.length === 0) continue;
    const { status, body } = await t.call('POST', '/data/boxes', Object.fromEntries(given));
    if (status !== 201) refused.push([index + FIRST_ROW, fieldsOf(body)]);
  }
  return stateOf(0, refused);
}

async function together(rows: readonly Drawn[]): Promise<State> {
  await clear();
  const shelves = await shelvesOf(1);
  const content = JSON.stringify(
    rows.map(({ shelf, ...row }) =>
      Object.fromEntries(Object.entries({ ...row, shelf_id: idOf(shelves, shelf) }).filter(([, text]) => text !== '')),
    ),
  );
  const form = new FormData();
  form.set('file', new File([content], 'boxes.json'));
  const response = await t.kernel.fetch(
    new Request('http://kernel.test/data/boxes/import', { method: 'POST', body: form }),
    OTHER_PRINCIPAL,
  );
  const { data } = (await response.json()) as { data: { failures: { row: number; field?: string }[] } };
  const faults = new Map<number, string[]>();
  for (const { row, field = '' } of data.failures) faults.set(row, [...(faults.get(row) ?? []), field].sort());
  return stateOf(1, [...faults]);
}

describe('a set of new rows', () => {
  it('leaves rows, faults, counters, events and what parents keep as rows do that are written one by one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(drawnRow, { minLength: 1, maxLength: 30 }), async (rows) => {
        expect(await together(rows)).toEqual(await oneByOne(rows));
      }),
      { numRuns: cases(12, 400) },
    );
  });

  it('is a handful of statements, however many rows it has', async () => {
    await clear();
    const shelves = await shelvesOf(0);
    const fileOf = (count: number): FormData => {
      const form = new FormData();
      const lines = Array.from({ length: count }, (_, n) => `C${String(n)},${shelves[n % 2] ?? ''},${String(n)}`);
      form.set('file', new File([`code,shelf_id,weight\n${lines.join('\n')}\n`], 'boxes.csv'));
      return form;
    };
    const written = (count: number) =>
      t.statementsOf(() => t.kernel.fetch(new Request('http://kernel.test/data/boxes/import', { method: 'POST', body: fileOf(count) })));
    const few = await written(20);
    await t.query('delete from addon_depot.boxes');
    expect((await written(99)).length).toBe(few.length);
  });
});
