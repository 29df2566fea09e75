/** What somebody did to rows is told and taken back, and what was changed since is left alone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile, sql } from '../database/sql';
import type { OperationsPage } from '../journal/operations';
import { originOf, originText } from '../journal/origin';
import { MAX_UNDONE_ROWS } from '../operation/undo-rows';
import { manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
  await t.install(
    manifestWith('past', [
      {
        key: 'Thing',
        table: 'past_things',
        columns: [
          { name: 'organization_id', type: 'uuid', not_null: true },
          { name: 'name', type: 'text' },
          { name: 'size', type: 'numeric(20,4)' },
          { name: 'extra', type: 'jsonb' },
        ],
      },
      {
        key: 'Part',
        table: 'past_parts',
        columns: [
          { name: 'organization_id', type: 'uuid', not_null: true },
          { name: 'thing_id', type: 'uuid' },
        ],
        foreign_keys: [
          { columns: ['thing_id'], references: { model: 'Thing', columns: ['id'] }, policy: 'physical', on_delete: 'cascade' },
        ],
      },
    ]),
    { organizationIds: [DEFAULT_PRINCIPAL.organizationId, OTHER_PRINCIPAL.organizationId] },
  );
});
afterAll(() => t.database.close());

const rows = () => t.query('select * from addon_past.past_things order by id');
const create = async (body: object): Promise<string> =>
  ((await t.call('POST', '/data/past_things', body)).body as { data: { id: string } }).data.id;
const list = async (query = ''): Promise<OperationsPage> =>
  ((await t.call('GET', `/playground/operations${query}`)).body as { data: OperationsPage }).data;
/** The newest operation. */
const last = async () => (await list()).operations[0]?.seq ?? 0;
const undo = (seq: number, as = DEFAULT_PRINCIPAL) => t.call('POST', `/playground/operations/${seq}/undo`, undefined, as);

describe('an operation on rows', () => {
  it.each<[what: string, deed: () => Promise<unknown>]>([
    ['a create', () => create({ name: 'new', size: '12345678901234.5678' })],
    [
      'an update',
      async () => t.call('PUT', `/data/past_things/${String((await rows())[0]?.id)}`, { name: 'changed', extra: { a: [1, '2'] } }),
    ],
    ['a delete', async () => t.call('DELETE', `/data/past_things/${String((await rows())[1]?.id)}`)],
    [
      'an import',
      async () => {
        const body = new FormData();
        body.append('file', new File([`name,size\n${Array.from({ length: 1200 }, (_, at) => `row ${at},${at}`).join('\n')}`], 'rows.csv'));
        await t.kernel.fetch(new Request('http://kernel.test/data/past_things/import', { method: 'POST', body }));
      },
    ],
  ])('is taken back whole, and so is its taking back: %s', async (_, deed) => {
    await create({ name: 'one', size: '1.5', extra: { deep: { x: null } } });
    await create({ name: 'two' });
    const before = await rows();
    await deed();
    const after = await rows();
    expect(after).not.toEqual(before);
    const done = await last();
    expect(await undo(done)).toMatchObject({ status: 200, body: { data: { tables: [{ table: 'past_things' }] } } });
    expect(await rows()).toEqual(before);
    const [undone] = (await list()).operations;
    expect(undone).toMatchObject({ kind: 'undo', name: String(done), userId: DEFAULT_PRINCIPAL.userId });
    expect((await undo(undone?.seq ?? 0)).status).toBe(200);
    expect(await rows()).toEqual(after);
  });

  it('is stepped back from one to the one before, to where everything began', async () => {
    await t.query('delete from addon_past.past_things');
    const id = await create({ name: 'a' });
    await t.call('PUT', `/data/past_things/${id}`, { name: 'b' });
    await t.call('PUT', `/data/past_things/${id}`, { name: 'c' });
    const steps = (await list()).operations.slice(0, 3).map(({ seq }) => seq);
    const names: unknown[] = [];
    for (const seq of steps) {
      expect((await undo(seq)).status).toBe(200);
      names.push((await rows()).map(({ name }) => name));
    }
    expect(names).toEqual([['b'], ['a'], []]);
  });

  it('is told a page at a time, to whoever looks after the organization', async () => {
    for (let at = 0; at < 20; at += 1) await create({ name: `row ${at}` });
    const { operations, next } = await list();
    expect(operations.length).toBe(50);
    expect((await list(`?before=${next}`)).operations[0]?.seq).toBeLessThan(operations.at(-1)?.seq ?? 0);
    expect((await t.call('GET', '/playground/operations?before=x')).status).toBe(400);
    expect((await t.call('GET', '/playground/operations', undefined, { ...DEFAULT_PRINCIPAL, isAdmin: false, roles: [] })).status).toBe(
      403,
    );
  });
});

describe('an operation on many rows', () => {
  const made = async (count: number): Promise<number> => {
    const { organizationId, userId } = DEFAULT_PRINCIPAL;
    await t.database.asTenant(
      { organizationId, userId, origin: originText(originOf('request', 'many', DEFAULT_PRINCIPAL, {})) },
      (session) =>
        session.run(
          compile(
            sql`insert into addon_past.past_things (organization_id, name) select ${organizationId}, 'many' from generate_series(1, ${count})`,
          ),
        ),
    );
    return last();
  };

  it('of twenty thousand rows is taken back whole, and with one row more it is not', async () => {
    expect(await undo(await made(MAX_UNDONE_ROWS))).toMatchObject({ status: 200, body: { data: { rows: MAX_UNDONE_ROWS } } });
    expect(await undo(await made(MAX_UNDONE_ROWS + 1))).toMatchObject({ status: 409, body: { code: 'undo_too_many' } });
    expect(await t.query("select count(*)::int as left from addon_past.past_things where name = 'many'")).toEqual([
      { left: MAX_UNDONE_ROWS + 1 },
    ]);
    await t.query("delete from addon_past.past_things where name = 'many'");
  });
});

describe('an undo is refused, and changes nothing', () => {
  const refused = async (seq: number, expected: object, as = DEFAULT_PRINCIPAL) => {
    const all = async () => [
      await rows(),
      await t.query('select * from addon_past.past_parts order by id'),
      await t.query('select max(seq) from metacore.operations'),
    ];
    const before = await all();
    expect(await undo(seq, as)).toMatchObject(expected);
    expect(await all()).toEqual(before);
  };

  it('where a row was changed since, is gone, or is there again', async () => {
    const id = await create({ name: 'x' });
    const created = await last();
    await t.call('PUT', `/data/past_things/${id}`, { name: 'y' });
    await refused(created, { status: 409, body: { code: 'undo_changed_since', table: 'past_things', id } });
    await t.query('delete from addon_past.past_things where id = $1', [id]);
    await refused(created, { status: 409, body: { code: 'undo_changed_since' } });
  });

  it('where a row that goes would take others along that came later', async () => {
    const id = await create({ name: 'parent' });
    const created = await last();
    await t.call('POST', '/data/past_parts', { thing_id: id });
    await refused(created, { status: 409, body: { code: 'undo_changed_since' } });
  });

  it('for another organization, for what is not kept, and for installs', async () => {
    await create({ name: 'mine' });
    await refused(await last(), { status: 404 }, OTHER_PRINCIPAL);
    await refused(999_999_999, { status: 404 });
    expect((await t.call('POST', '/playground/operations/x/undo')).status).toBe(400);
    const install = (await t.kernel.operations({ limit: 200 })).operations.find(({ kind }) => kind === 'install');
    expect((await undo(install?.seq ?? 0)).status).toBe(404);
  });

  it('where the table has it no more', async () => {
    await create({ name: 'gone' });
    const created = await last();
    await t.query('alter table addon_past.past_things drop column extra');
    await refused(created, { status: 409, body: { code: 'undo_changed_since' } });
    await t.query('alter table addon_past.past_things add column extra jsonb');
    await t.query('alter table addon_past.past_things add column later text');
    expect((await undo(created)).status).toBe(200);
  });
});
