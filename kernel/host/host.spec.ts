import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, SqlError } from '../database/port';
import { STORAGE_FULL_MESSAGES } from '../database/storage-full';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { memoryStorage, type MemoryStorage } from '../testing/memory-storage';
import { manifestWith, openTestDatabase, OTHER_PRINCIPAL } from '../testing/kernel';
import { createHost, type Host } from './host';
import type { ProjectInstall } from './project-install';

const MANIFEST = manifestWith(
  'notes',
  [
    {
      key: 'Note',
      table: 'notes',
      columns: [
        { name: 'organization_id', type: 'uuid' },
        { name: 'text', type: 'text' },
      ],
    },
  ],
  {
    metadata: { key: 'notes', name: 'Notes', version: '1.0.0', description: 'Notes', author: 'A', license: 'MIT' },
    compatibility: { requires: [{ key: 'kernel', version: '^3' }] },
  },
);

const order = (manifestText = JSON.stringify(MANIFEST)): ProjectInstall => ({
  manifestText,
  renames: [],
  playgroundText: '',
  localeFiles: {},
  templateFiles: {},
});

const textsIn = ({ rows }: MemoryStorage) => [...rows.values()].map(({ row }) => (JSON.parse(row) as { text: string }).text).sort();

async function ask(host: Host, method: string, path: string, body?: unknown, as = DEFAULT_PRINCIPAL): Promise<unknown> {
  const request = new Request(`http://kernel.test${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  return (await host.kernel.fetch(request, as)).json();
}

const textsOf = async (host: Host, as = DEFAULT_PRINCIPAL): Promise<string[]> => {
  const { data } = (await ask(host, 'GET', '/data/notes?fields=text&sortBy=text&order=asc', undefined, as)) as { data: { text: string }[] };
  return data.map(({ text }) => text);
};

describe('a host', () => {
  const kept = memoryStorage();
  const databases: Database[] = [];
  let host: Host;

  async function open(more: Partial<Parameters<typeof createHost>[0]> = {}): Promise<Host> {
    const database = await openTestDatabase();
    databases.push(database);
    return createHost({ database, storage: kept.storage, moved: 0, isNew: true, ...more });
  }

  beforeAll(async () => {
    host = await open();
    await host.install(order());
  });
  afterAll(async () => {
    for (const database of databases) await database.close();
  });

  it('keeps the rows of every organization once they are committed', async () => {
    await ask(host, 'POST', '/data/notes', { text: 'ours' });
    await ask(host, 'POST', '/data/notes', { text: 'theirs' }, OTHER_PRINCIPAL);
    await host.settled();
    expect(textsIn(kept)).toEqual(['ours', 'theirs']);
  });

  it('says that there is no room until there is, and loses nothing meanwhile', async () => {
    kept.state.fault = Object.assign(new Error('no room'), { name: 'QuotaExceededError' });
    await ask(host, 'POST', '/data/notes', { text: 'squeezed' });
    await host.settled();
    expect([await host.health(), textsIn(kept)]).toEqual([{ storageFull: true }, ['ours', 'theirs']]);
    kept.state.fault = null;
    await host.settled();
    expect([await host.health(), textsIn(kept)]).toEqual([{ storageFull: false }, ['ours', 'squeezed', 'theirs']]);
  });

  it('brings rows back with the first install on a database that is new, and counts what it cannot bring back', async () => {
    kept.state.damaged = 2;
    const next = await open();
    // Until then the storage is the only whole copy: a note of an empty database does not reach it.
    await next.settled();
    expect(textsIn(kept)).toEqual(['ours', 'squeezed', 'theirs']);
    expect(await next.install(order())).toMatchObject({ ok: true, restoredRows: 3, skippedRows: 2 });
    expect([await textsOf(next), await textsOf(next, OTHER_PRINCIPAL)]).toEqual([['ours', 'squeezed'], ['theirs']]);
    expect(await next.install(order())).toMatchObject({ ok: true, restoredRows: 0, skippedRows: 0 });
    kept.state.damaged = 0;
    host = next;
  });

  it('goes on where it was on a database that is known', async () => {
    const database = databases.at(-1);
    if (!database) throw new Error('there is no database');
    await host.settled();
    const again = await createHost({ database, storage: kept.storage, moved: kept.state.last, isNew: false });
    await ask(again, 'POST', '/data/notes', { text: 'later' });
    await again.settled();
    expect(textsIn(kept)).toEqual(['later', 'ours', 'squeezed', 'theirs']);
    expect(await again.install(order())).toMatchObject({ ok: true, restoredRows: 0 });
  });

  it('tells why nothing was installed', async () => {
    expect(await host.install(order('{"apiVersion": "asteby.com/v3"}'))).toMatchObject({ ok: false, code: 'manifest_rejected' });
    const [database] = databases;
    if (!database) throw new Error('there is no database');
    const failing = async (fault: Error): Promise<unknown> => {
      const broken = { ...database, asOwner: database.asOwner.bind(database) };
      const made = await createHost({ database: broken, storage: null, moved: 0, isNew: false });
      broken.asOwner = () => Promise.reject(fault);
      const { ok, ...report } = await made.install(
        order(JSON.stringify({ ...MANIFEST, metadata: { ...MANIFEST.metadata, version: '1.0.1' } })),
      );
      return [ok, report];
    };
    const sqlError = (sqlState: string, message: string) => new SqlError(message, { sqlState }, undefined);
    expect(await failing(sqlError('XX001', 'invalid page in block 0'))).toEqual([
      false,
      { code: 'database_damaged', message: 'invalid page in block 0', details: expect.anything() as object },
    ]);
    expect(await failing(sqlError('53100', 'disk full'))).toEqual([
      false,
      { code: 'storage_full', message: STORAGE_FULL_MESSAGES.en, details: expect.anything() as object },
    ]);
    expect(await failing(new Error('unheard of'))).toEqual([false, { code: 'internal_error', message: 'unheard of', details: {} }]);
  });

  it('removes an addon with its rows, those that are kept too', async () => {
    expect(JSON.parse(await host.installations('notes'))).toMatchObject([{ addon_key: 'notes' }, { addon_key: 'notes' }]);
    await host.removeInstallations('notes');
    expect([textsIn(kept), await host.installations('notes'), host.kernel.inspect().addons]).toEqual([[], '[]', []]);
  });

  it('lets what is asked during a reset wait for the addon that is installed after it', async () => {
    const resetting = host.reset(order());
    const asked: Promise<unknown>[] = [];
    const ended = host.kernel.subscribe(() => asked.push(ask(host, 'GET', '/data/notes')));
    asked.push(ask(host, 'GET', '/data/notes'));
    expect(await resetting).toMatchObject({ ok: true });
    ended();
    expect(asked.length).toBeGreaterThan(1);
    for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ success: true, data: [] });
  });

  it('forgets every row with a reset', async () => {
    await host.install(order());
    await ask(host, 'POST', '/data/notes', { text: 'gone soon' });
    await host.settled();
    expect(textsIn(kept)).toEqual(['gone soon']);
    expect(await host.reset(order())).toMatchObject({ ok: true, restoredRows: 0 });
    expect([textsIn(kept), await textsOf(host)]).toEqual([[], []]);
  });

  it('keeps what was there when it is given a storage late', async () => {
    const [database] = databases;
    if (!database) throw new Error('there is no database');
    const late = memoryStorage();
    const made = await createHost({ database, storage: null, moved: 0, isNew: true });
    expect(await made.install(order())).toMatchObject({ ok: true, restoredRows: 0 });
    await ask(made, 'POST', '/data/notes', { text: 'unkept' });
    await made.adopt(() => Promise.resolve(late.storage));
    expect(textsIn(late)).toContain('unkept');
    await made.adopt(() => Promise.reject(new Error('a second storage is not asked for')));
  });
});
