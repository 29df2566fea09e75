/** The log of what was committed: who did what to which rows and why, bounded, and enough to build every row again. */
import fc from '../testing/property';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ManifestV3, Model } from '../../schemas';
import { JOURNALED } from '../bookkeeping';
import { ORGANIZATIONS, USERS } from '../database/core-rows';
import type { Database } from '../database/port';
import { createHost, type Host } from '../host/host';
import type { ProjectInstall } from '../host/project-install';
import type { Rename } from '../lifecycle/renames';
import type { Kernel } from '../kernel';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { manifestWith, openTestDatabase, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';
import { memoryStorage, type MemoryStorage } from '../testing/memory-storage';
import { compactJournal } from './compact';
import type { TouchedRow } from './entry';
import { pendingEntries } from './log';
import type { JournaledOperation } from './operations';
import { originOf, originText, ownOrigin, sayKind } from './origin';

type Isolation = 'shared' | 'schema';

const PRINCIPALS = [DEFAULT_PRINCIPAL, OTHER_PRINCIPAL] as const;
const OWNER = { shared: [{ name: 'organization_id', type: 'uuid' }], schema: [] } as const;

const models = (isolation: Isolation, text: string): Model[] => [
  {
    key: 'Note',
    table: 'notes',
    columns: [
      ...OWNER[isolation],
      { name: text, type: 'text' },
      { name: 'weight', type: 'numeric' },
      { name: 'number', type: 'text', sequence: 'n' },
    ],
    sequences: [{ key: 'n', scope: 'org', format: 'N-{seq}' }],
  },
  {
    key: 'Line',
    table: 'lines',
    audit: false,
    columns: [...OWNER[isolation], { name: 'note_id', type: 'uuid', ref: 'Note' }],
    foreign_keys: [{ columns: ['note_id'], references: { model: 'Note', columns: ['id'] }, policy: 'physical', on_delete: 'cascade' }],
  },
  {
    key: 'Rate',
    table: 'rates',
    audit: false,
    columns: [...OWNER[isolation], { name: 'code', type: 'text' }, { name: 'rate', type: 'integer' }],
    seed: { key: 'code', rows: [{ code: 'std', rate: 16 }] },
  },
];

const manifestOf = (isolation: Isolation, text = 'text'): ManifestV3 =>
  manifestWith('log', models(isolation, text), {
    metadata: { key: 'log', name: 'Log', version: '1.0.0', description: 'Log', author: 'A', license: 'MIT' },
    compatibility: { requires: [{ key: 'kernel', version: '^3' }] },
    tenancy: { isolation },
  });

const orderOf = (manifest: ManifestV3, renames: Rename[] = []): ProjectInstall => ({
  manifestText: JSON.stringify(manifest),
  renames,
  playgroundText: '',
  localeFiles: {},
  templateFiles: {},
});

type Who = 0 | 1;
const [{ id: ORG }] = ORGANIZATIONS;

async function ask(kernel: Kernel, who: Who, method: string, path: string, body?: object | FormData): Promise<unknown> {
  const sent = body instanceof FormData ? body : body && JSON.stringify(body);
  const request = new Request(`http://kernel.test${path}`, { method, ...(sent !== undefined && { body: sent }) });
  return (await kernel.fetch(request, PRINCIPALS[who])).json();
}

function csvForm(lines: readonly string[]): FormData {
  const form = new FormData();
  form.set('file', new File([lines.join('\n')], 'notes.csv', { type: 'text/csv' }));
  return form;
}

const query = (database: Database, text: string): Promise<Record<string, unknown>[]> =>
  database.asOwner(async (session) => (await session.run({ sql: text, parameters: [] })).rows);

/** Every row that is to outlive the database, to the last digit. */
async function everyRow(database: Database): Promise<unknown[]> {
  const tables = await query(
    database,
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and (n.nspname like 'addon\\_%' or (n.nspname = 'metacore' and c.relname in (${JOURNALED.map((name) => `'${name}'`).join()}))) order by 1`,
  );
  const rows: unknown[] = [];
  for (const { name } of tables)
    rows.push(...(await query(database, `select '${String(name)}' as place, t::text as row from ${String(name)} t order by t.id`)));
  return rows;
}

const open: Database[] = [];
afterAll(() => Promise.all(open.map((database) => database.close())));

async function hostOn(kept: MemoryStorage): Promise<{ host: Host; database: Database }> {
  const database = await openTestDatabase();
  open.push(database);
  return { database, host: await createHost({ database, storage: kept.storage, moved: 0, isNew: true }) };
}

type Step =
  | { do: 'create' | 'update'; text: string; weight: string; at: number }
  | { do: 'import'; rows: number }
  | { do: 'delete' | 'line'; at: number }
  | { do: 'sample' | 'rate' | 'rename' | 'compact' | 'refused' };

const step = fc.oneof(
  fc.record({
    do: fc.constantFrom('create' as const, 'update' as const),
    text: fc.string({ unit: 'grapheme' }),
    weight: fc.constantFrom('1.10', '12345678901234.5678', '-0.5'),
    at: fc.nat(30),
  }),
  fc.record({ do: fc.constant('import' as const), rows: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ do: fc.constantFrom('delete' as const, 'line' as const), at: fc.nat(30) }),
  fc.record({ do: fc.constantFrom('sample' as const, 'rate' as const, 'rename' as const, 'compact' as const, 'refused' as const) }),
) satisfies fc.Arbitrary<Step>;
const STEPS = fc.array(fc.record({ who: fc.constantFrom<Who>(0, 1), step }), { minLength: 10, maxLength: 25 });

/** A host, and what is drawn for it. */
class World {
  readonly kept = memoryStorage();
  readonly #isolation: Isolation;
  readonly #renames: Rename[] = [];
  #text = 'text';
  host!: Host;
  database!: Database;

  constructor(isolation: Isolation) {
    this.#isolation = isolation;
  }

  order(): ProjectInstall {
    return orderOf(manifestOf(this.#isolation, this.#text), this.#renames);
  }

  async begin(): Promise<void> {
    Object.assign(this, await hostOn(this.kept));
    expect(await this.host.install(this.order())).toMatchObject({ ok: true, skippedRows: 0 });
  }

  async #idOf(who: Who, table: string, at: number): Promise<string> {
    const answer = (await ask(this.host.kernel, who, 'GET', `/data/${table}?fields=id&limit=50`)) as { data: { id: string }[] };
    return answer.data[at % Math.max(1, answer.data.length)]?.id ?? '00000000-0000-4000-8000-000000000000';
  }

  async take(who: Who, drawn: Step): Promise<void> {
    const { kernel } = this.host;
    switch (drawn.do) {
      case 'create':
        await ask(kernel, who, 'POST', '/data/notes', { [this.#text]: drawn.text, weight: drawn.weight });
        return;
      case 'update':
        await ask(kernel, who, 'PUT', `/data/notes/${await this.#idOf(who, 'notes', drawn.at)}`, { [this.#text]: drawn.text });
        return;
      case 'import': {
        const rows = Array.from({ length: drawn.rows }, (_, n) => `row ${String(n)},${String(n)}.5`);
        await ask(kernel, who, 'POST', '/data/notes/import', csvForm([`${this.#text},weight`, ...rows]));
        return;
      }
      case 'delete':
        await ask(kernel, who, 'DELETE', `/data/lines/${await this.#idOf(who, 'lines', drawn.at)}`);
        return;
      case 'line':
        await ask(kernel, who, 'POST', '/data/lines', { note_id: await this.#idOf(who, 'notes', drawn.at) });
        return;
      case 'sample':
        await ask(kernel, who, 'POST', '/playground/seed', { rows: 5, seed: 7 });
        return;
      case 'rate':
        await ask(kernel, who, 'PUT', `/data/rates/${await this.#idOf(who, 'rates', 0)}`, { rate: 21 });
        return;
      case 'rename': {
        const to = this.#text === 'text' ? 'title' : 'text';
        this.#renames.push({ kind: 'column', table: 'notes', from: this.#text, to });
        this.#text = to;
        expect(await this.host.install(this.order())).toMatchObject({ ok: true });
        return;
      }
      case 'compact':
        await this.host.settled();
        await compactJournal(this.database, this.kept.state.last, { operations: 3, bytes: 1_000 });
        return;
      case 'refused':
        await ask(kernel, who, 'POST', '/data/notes', { weight: 'heavy' });
    }
  }
}

describe.each(['shared', 'schema'] as const)('a database that is built anew, under %s isolation', (isolation) => {
  it('has the rows of the lost one, whatever was done to them by either organization', async () => {
    const world = new World(isolation);
    await world.begin();
    await fc.assert(
      fc.asyncProperty(STEPS, async (steps) => {
        for (const { who, step: drawn } of steps) await world.take(who, drawn);
        await world.host.settled();
        const before = await everyRow(world.database);
        // The one that was built goes on, so that it is lost in its turn.
        await world.begin();
        expect(await everyRow(world.database)).toEqual(before);
      }),
      { numRuns: 3 },
    );
  }, 120_000);
});

it('a seed row that a person changed is still so when the database was lost twice', async () => {
  const world = new World('shared');
  await world.begin();
  await world.take(0, { do: 'rate' });
  await world.host.settled();
  for (let time = 0; time < 2; time += 1) await world.begin();
  expect(await query(world.database, 'select code, rate from addon_log.rates order by rate')).toEqual([
    { code: 'std', rate: 16 },
    { code: 'std', rate: 21 },
  ]);
});

describe('an operation', () => {
  let t: TestKernel;
  const newest = async (): Promise<JournaledOperation | undefined> => (await t.kernel.operations({ limit: 1 })).operations[0];
  const rowsOf = async (seq: number): Promise<Pick<TouchedRow, 'op' | 'table' | 'before' | 'after'>[]> =>
    (await t.kernel.touchedRows(seq)).rows.map(({ op, table, before, after }) => ({ op, table, before, after }));
  const create = async (text: string, who: Who = 0): Promise<string> =>
    ((await ask(t.kernel, who, 'POST', '/data/notes', { text })) as { data: { id: string } }).data.id;

  beforeAll(async () => {
    t = await openTestKernel();
    await t.install(manifestOf('shared'), { organizationIds: ORGANIZATIONS.map(({ id }) => id) });
  });
  afterAll(() => t.database.close());
  afterEach(() => t.kernel.trace(false));

  it('tells who asked, what for and by which request, and of each row what it was and what it became', async () => {
    t.kernel.trace(true);
    const id = await create('one');
    const headers = { 'x-correlation-id': 'corr-7' };
    await t.call('PUT', `/data/notes/${id}`, { text: 'two' }, OTHER_PRINCIPAL, headers);
    expect(await newest()).toMatchObject({ name: 'POST /data/notes' });
    await t.call('PUT', `/data/notes/${id}`, { text: 'two' }, DEFAULT_PRINCIPAL, headers);
    const operation = await newest();
    expect(operation).toEqual({
      seq: expect.any(Number) as number,
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
      kind: 'request',
      name: `PUT /data/notes/${id}`,
      organizationId: DEFAULT_PRINCIPAL.organizationId,
      userId: DEFAULT_PRINCIPAL.userId,
      onBehalfOf: null,
      request: expect.stringMatching(/^[\da-f-]{36}$/) as string,
      correlationId: 'corr-7',
      trace: t.kernel.inspect().traces[0]?.id,
      event: null,
      tables: [{ schema: 'addon_log', table: 'notes', insert: 0, update: 1, delete: 0, note: 0 }],
      dropped: [],
    });
    const [row] = (await t.kernel.touchedRows(operation?.seq ?? 0)).rows;
    expect(row).toMatchObject({ op: 'update', schema: 'addon_log', table: 'notes', id });
    expect([JSON.parse(row?.before ?? ''), JSON.parse(row?.after ?? '')]).toMatchObject([{ text: 'one' }, { text: 'two' }]);
  });

  it('is none where it was refused or rolled back, and none for what only reads', async () => {
    const before = await newest();
    await ask(t.kernel, 0, 'POST', '/data/notes', { weight: 'heavy' });
    await ask(t.kernel, 0, 'GET', '/data/notes');
    await expect(t.database.asOwner((session) => session.script(`update addon_log.notes set text = 'gone'; select 1/0`))).rejects.toThrow();
    expect(await newest()).toEqual(before);
  });

  it('has the rows that stayed when a part of it was taken back', async () => {
    await t.database.asOwner(async (session) => {
      const insert = (text: string) =>
        session.script(`insert into addon_log.notes (organization_id, text) values ('${ORGANIZATIONS[0].id}', '${text}')`);
      await session
        .savepoint(async () => {
          await insert('undone');
          throw new Error('no');
        })
        .catch(() => undefined);
      await insert('kept');
    });
    const operation = await newest();
    expect(operation?.kind).toBe('kernel');
    expect((await rowsOf(operation?.seq ?? 0)).map(({ op, after }) => [op, (JSON.parse(after ?? '') as { text: string }).text])).toEqual([
      ['insert', 'kept'],
    ]);
  });

  it('is none where a statement adds no row, and tells rows that are added together in their order, with columns that came since', async () => {
    const before = await newest();
    const add = (where: string) =>
      t.query(`insert into addon_log.notes (organization_id, text)
        select '${ORGANIZATIONS[0].id}', 'row ' || n from generate_series(1, 3) n where ${where}`);
    await add('false');
    expect(await newest()).toEqual(before);
    const told = async () =>
      (await rowsOf((await newest())?.seq ?? 0)).map(({ op, after }) => {
        const { text, later } = JSON.parse(after ?? '{}') as { text: string; later?: string };
        return later === undefined ? [op, text] : [op, text, later];
      });
    await add('true');
    expect(await told()).toEqual([1, 2, 3].map((n) => ['insert', `row ${String(n)}`]));
    // One is called like the rows that were added.
    await t.query(`alter table addon_log.notes add column later text default 'here', add column added text`);
    await add('n > 1');
    expect(await told()).toEqual([2, 3].map((n) => ['insert', `row ${String(n)}`, 'here']));
    await t.query(`insert into addon_log.notes (id, organization_id, text)
      select id, organization_id, 'again ' || text from addon_log.notes where text = 'row 1'
      union all select gen_random_uuid(), '${ORGANIZATIONS[0].id}', 'another'
      on conflict (id) do update set text = excluded.text`);
    expect((await told()).sort()).toEqual([
      ['insert', 'another', 'here'],
      ['update', 'again row 1', 'here'],
    ]);
    await t.query('alter table addon_log.notes drop column later, drop column added');
  });

  it('of an import is told with the counters and the job it moved, each part by the same request', async () => {
    const lines = Array.from({ length: 250 }, (_, n) => `row ${String(n)}`);
    await ask(t.kernel, 1, 'POST', '/data/notes/import', csvForm(['text', ...lines]));
    const { operations } = await t.kernel.operations({ organizationId: OTHER_PRINCIPAL.organizationId });
    const parts = operations.filter(({ kind }) => kind === 'import');
    expect(new Set(parts.map(({ name, request, userId }) => [name, request, userId].join()))).toEqual(
      new Set([`Note: notes.csv,${parts[0]?.request ?? ''},${OTHER_PRINCIPAL.userId}`]),
    );
    const counted = parts.flatMap(({ tables }) => tables).filter(({ table }) => table === 'notes');
    expect(counted.map(({ insert }) => insert)).toEqual([50, 200]);
    expect(parts.flatMap(({ tables }) => tables.map(({ table }) => table))).toEqual(expect.arrayContaining(['sequences', 'jobs']));
    const touched = await t.kernel.touchedRows(parts.find(({ tables }) => tables.some(({ insert }) => insert === 200))?.seq ?? 0, {
      limit: 150,
    });
    expect(touched.rows).toHaveLength(150);
    expect(touched.next).toBe(touched.rows.at(-1)?.seq);
  });

  it('that no request asked for tells the event that led to it, and as whom it was done', async () => {
    const origin = originOf('event', 'log: log.told', DEFAULT_PRINCIPAL, { event: 'log.told', correlationId: 'corr-8' });
    const { database } = t.kernel.host.operation({
      organizationId: ORG,
      addonKey: 'log',
      installationId: '',
      principal: DEFAULT_PRINCIPAL,
      correlationId: 'corr-8',
      origin,
      depth: 1,
      trace: null,
    });
    await database.asTenant({ organizationId: ORG, userId: USERS[1].id }, (session) =>
      session.run({ sql: `insert into addon_log.notes (organization_id, text) values ($1, 'told')`, parameters: [ORG] }),
    );
    expect(await newest()).toMatchObject({
      kind: 'event',
      name: 'log: log.told',
      event: 'log.told',
      correlationId: 'corr-8',
      userId: DEFAULT_PRINCIPAL.userId,
      onBehalfOf: USERS[1].id,
      request: null,
    });
  });

  it('is listed a page at a time, the newest first, of one organization or of all', async () => {
    await create('a');
    await create('b', 1);
    await create('c');
    const first = await t.kernel.operations({ limit: 2 });
    expect(first.operations.map(({ organizationId }) => organizationId)).toEqual([ORGANIZATIONS[0].id, ORGANIZATIONS[1].id]);
    const second = await t.kernel.operations({ limit: 1, ...(first.next !== null && { before: first.next }) });
    expect(second.operations.map(({ organizationId }) => organizationId)).toEqual([ORGANIZATIONS[0].id]);
    const own = await t.kernel.operations({ organizationId: ORGANIZATIONS[1].id, limit: 200 });
    expect(own.operations.every(({ organizationId }) => organizationId !== ORGANIZATIONS[0].id)).toBe(true);
    expect(own.next).toBeNull();
  });

  it('that renames leaves what was told under the old name readable, and tells the rows under the new one', async () => {
    const id = await create('named');
    const created = await newest();
    const [note, ...others] = models('shared', 'text');
    if (!note) throw new Error('there is no model');
    await t.install(
      { ...manifestOf('shared'), models: [{ ...note, table: 'papers' }, ...others] },
      {
        renames: [{ kind: 'table', from: 'notes', to: 'papers' }],
        organizationIds: ORGANIZATIONS.map((organization) => organization.id),
      },
    );
    const rename = await newest();
    expect(rename).toMatchObject({ kind: 'install', name: 'log@1.0.0', organizationId: null, userId: null });
    const touched = (await t.kernel.touchedRows(rename?.seq ?? 0, { limit: 1_000 })).rows.filter((row) => row.id === id);
    expect(touched.map(({ op, table }) => [op, table])).toEqual([
      ['delete', 'notes'],
      ['note', 'papers'],
    ]);
    expect(await rowsOf(created?.seq ?? 0)).toContainEqual(expect.objectContaining({ op: 'insert', table: 'notes' }));
    await t.install(manifestOf('shared'), {
      renames: [{ kind: 'table', from: 'notes', to: 'papers' }],
      organizationIds: ORGANIZATIONS.map((organization) => organization.id),
    });
  });

  it('that takes an addon out tells that its schema went, and what was done before stays readable', async () => {
    await t.install(manifestWith('brief', [{ key: 'Memo', table: 'memos', columns: [{ name: 'text', type: 'text' }] }]));
    await ask(t.kernel, 0, 'POST', '/data/memos', { text: 'short' });
    const written = await newest();
    await t.kernel.reset('brief');
    expect(await newest()).toMatchObject({ kind: 'uninstall', name: 'brief', dropped: ['addon_brief'] });
    expect(await rowsOf(written?.seq ?? 0)).toMatchObject([{ op: 'insert', table: 'memos' }]);
  });
});

describe('a compacted journal', () => {
  let t: TestKernel;
  beforeAll(async () => {
    t = await openTestKernel();
    await t.install(manifestOf('shared'), { organizationIds: ORGANIZATIONS.map(({ id }) => id) });
  });
  afterAll(() => t.database.close());
  const write = (text: string, who: Who = 0) => ask(t.kernel, who, 'POST', '/data/notes', { text });
  /** The rows as the storage has them that takes everything over from there. */
  async function rowsFrom(moved: number, kept = memoryStorage()): Promise<string[]> {
    for (let from = moved; ; from = kept.state.last) {
      const entries = await pendingEntries(t.database, from);
      if (entries.length === 0)
        return [...kept.rows.values()].map(({ schema, table, id, row }) => [schema, table, id, row].join(' ')).sort();
      await kept.storage.keep(entries);
    }
  }

  it('keeps the state of every row where no storage has it, and tells what it dropped', async () => {
    for (const text of ['a', 'b', 'c']) await write(text);
    const { data } = (await ask(t.kernel, 0, 'GET', '/data/notes')) as { data: { id: string }[] };
    await ask(t.kernel, 0, 'PUT', `/data/notes/${data[0]?.id ?? ''}`, { text: 'changed' });
    for (const text of ['d', 'e']) await write(text, 1);
    const before = [await rowsFrom(0), (await t.kernel.operations({ limit: 200 })).operations] as const;
    const bounds = { operations: 3, bytes: 1_000_000 };
    expect([await compactJournal(t.database, 0, bounds), await compactJournal(t.database, 0, bounds)]).toEqual([true, false]);
    const page = await t.kernel.operations();
    expect(page.operations).toEqual(before[1].slice(0, 3));
    expect(page.compacted).toEqual({ operations: before[1].length - 3, upTo: before[1][3]?.at });
    expect(await rowsFrom(0)).toEqual(before[0]);
  });

  it('adds up what it dropped, and keeps the newest operation however large it is', async () => {
    const gone = (await t.kernel.operations()).compacted?.operations ?? 0;
    await write('x'.repeat(5_000));
    await compactJournal(t.database, 0, { operations: 10, bytes: 1_000 });
    const page = await t.kernel.operations();
    expect([page.operations.length, page.compacted?.operations]).toEqual([1, gone + 3]);
  });

  it('drops what the storage holds, all but the row by which it knows the database', async () => {
    const kept = memoryStorage();
    await rowsFrom(0, kept);
    const moved = kept.state.last;
    await write('later');
    await write('last');
    await compactJournal(t.database, moved, { operations: 1, bytes: 1_000_000 });
    const left = (await t.query('select seq from metacore.journal order by seq')).map(({ seq }) => seq);
    expect(left[0]).toBe(moved);
    const live = await rowsFrom(moved, kept);
    expect(live).toHaveLength(kept.rows.size);
    const notes = [...kept.rows.values()].filter(({ table }) => table === 'notes');
    expect(notes.map(({ id }) => id).sort()).toEqual(
      (await t.query('select id from addon_log.notes order by id::text')).map(({ id }) => id),
    );
  });
});

describe('what the database is told of an operation', () => {
  it('holds nothing that it could not keep, and is no longer than it may be', () => {
    const origin = ownOrigin('install', `a\0b\ud800${'x'.repeat(1_000)}`);
    const { name } = JSON.parse(originText(origin)) as { name: string };
    expect([name.slice(0, 4), name.length]).toEqual(['a\ufffdb\ufffd', 300]);
  });

  it('is what the outermost room says that it is', () => {
    const origin = originOf('request', 'POST /x', DEFAULT_PRINCIPAL, {});
    sayKind(origin, 'approval', 'Note: approve action');
    sayKind(origin, 'action', 'Note.close');
    expect(origin).toMatchObject({ kind: 'approval', name: 'Note: approve action' });
  });
});
