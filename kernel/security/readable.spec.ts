/** The door of everything that reads: whoever may not read a model learns nothing of it but what its rows are called. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ORGANIZATIONS, USERS } from '../database/core-rows';
import type { RealtimeMessage } from '../operation/realtime-message';
import { openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';
import { annexedManifest, SLIP, spyManifest, vaultManifest } from '../testing/vault';
import { DEFAULT_PRINCIPAL } from './default-principal';
import type { Person } from './people';
import type { Principal } from '../principal';

let t: TestKernel;
let people: Person[];
const person = (name: string): Person => {
  const found = people.find((one) => one.name.startsWith(name));
  if (!found) throw new Error(`nobody is called ${name}`);
  return found;
};
type Row = Record<string, unknown>;
const made = async (path: string, body: object, as?: Principal): Promise<Row> => {
  const { status, body: answer } = await t.call('POST', path, body, as);
  expect(status, JSON.stringify(answer)).toBe(201);
  return (answer as { data: Row }).data;
};
const data = async (path: string, as: Principal): Promise<unknown> =>
  ((await t.call('GET', path, undefined, as)).body as { data: unknown }).data;
const text = async (path: string, as: Principal): Promise<string> =>
  (await t.kernel.fetch(new Request(`http://kernel.test${path}`), as)).text();
const total = async (query: string, as: Principal): Promise<unknown> =>
  ((await t.call('GET', `/data/docs?${query}`, undefined, as)).body as { meta: { total: number } }).meta.total;

let secret = '';
let doc = '';
let bruno: Principal;
let carla: Principal;

beforeAll(async () => {
  t = await openTestKernel();
  await t.install(vaultManifest(), { templateFiles: { 'templates/slip.html': SLIP } });
  await t.install(annexedManifest());
  people = await t.kernel.principals();
  [bruno, carla] = [person('Bruno'), person('Carla')];
  secret = String((await made('/data/secrets', { name: 'Alpha', code: 'TOP-77', email: 'spy@x.test', description: 'plan zebra', pin: '4711', amount: 9 })).id); // prettier-ignore
  const body = { title: 'D', secret_id: secret, cost: 3, 'Hidden.salary': 1000, 'Hidden.memo': 'raise', 'Open.colour': 'red' };
  doc = String((await made('/data/docs', { ...body, 'Hidden.boss_id': USERS[0].id })).id);
  await made('/data/docs', { title: 'E' });
  await made('/data/doc_lines', { doc_id: doc, what: 'HIDDENLINE', price: 42, tags: ['hot'] });
  await made('/data/doc_links', { doc_id: doc, secret_id: secret });
  await made('/data/doc_notes', { doc_id: doc, title: 'seen' });
});
afterAll(() => t.database.close());

describe('somebody who may not read a model', () => {
  it.each([
    ['f_secret.amount=GT:4'],
    ['f_secret.amount=NULL'],
    ['f_secret.code=LIKE:TOP'],
    ['f_secret.pin=4711'],
    ['f_secret.created_at=NOT_NULL'],
    ['f_lines.what=HIDDENLINE'],
    ['f_lines.tags=HAS:hot'],
    ['f_lines.id=NOT_NULL'],
    ['f_secrets.name=Alpha'],
    ['f_Hidden.salary=GT:1'],
    ['f_Hidden.memo=NULL'],
    ['f_keeper.email=NULL'],
  ])('cannot filter by its columns: %s', async (filter) => {
    expect(await total(filter, bruno)).toBe(2);
    // Whoever reads everything is filtered for.
    expect(await total(filter, DEFAULT_PRINCIPAL)).not.toBe(2);
  });

  it('searches what its rows are called and no other column of them', async () => {
    expect(await total('search=alph', bruno)).toBe(1);
    for (const word of ['TOP', 'spy@x', 'zebra']) {
      expect([word, await total(`search=${word}`, bruno)]).toEqual([word, 0]);
      expect([word, await total(`search=${word}`, DEFAULT_PRINCIPAL)]).toEqual([word, 1]);
    }
  });

  it('is shown no row of it beside another one, and no column of an extension', async () => {
    const [row] = (await data(`/data/docs?with=lines,secrets,secret,notes&f_title=D`, bruno)) as [Row];
    expect(row).toMatchObject({ secret: { value: secret, label: 'Alpha' }, 'Open.colour': 'red', notes: [{ title: 'seen' }] });
    expect(Object.keys(row).filter((name) => name.startsWith('Hidden.') || name === 'lines' || name === 'secrets')).toEqual([]);
    const own = (await data(`/data/docs/${doc}`, bruno)) as Row;
    expect(Object.keys(own).filter((name) => name.includes('.'))).toEqual(['Open.colour']);
    const all = (await data(`/data/docs/${doc}`, DEFAULT_PRINCIPAL)) as Row;
    expect(all).toMatchObject({ 'Hidden.salary': 1000, 'Hidden.boss': { value: USERS[0].id }, 'Open.colour': 'red' });
    // The other way round: a statement that was composed for one person is not another one's.
    expect(Object.keys((await data(`/data/docs/${doc}`, bruno)) as Row).filter((name) => name.startsWith('Hidden.'))).toEqual([]);
  });

  it('does not sort, group, count or choose columns by it', async () => {
    const titles = async (query: string) => ((await data(`/data/docs?${query}`, bruno)) as Row[]).map(({ title }) => title);
    expect(await titles('sortBy=Hidden.salary&order=asc')).toEqual(await titles(''));
    expect(Object.keys(((await data('/data/docs?fields=Hidden.salary,title', bruno)) as [Row])[0])).toEqual(['id', 'title']);
    expect((await t.call('GET', '/data/docs/facets?field=Hidden.memo', undefined, bruno)).status).toBe(404);
    expect((await t.call('GET', '/data/docs?group_by=Hidden.memo', undefined, bruno)).status).toBe(400);
  });

  it('gets no file with it', async () => {
    const [heading = ''] = (await text('/data/docs/export', bruno)).replace('\ufeff', '').split('\r\n');
    expect(heading.split(',').filter((name) => name.includes('.'))).toEqual(['Open.colour']);
    expect(await text('/data/docs/export?columns=title,Hidden.salary&f_Hidden.salary=1&sortBy=title&order=asc', bruno)).toBe(
      'Title\r\nD\r\nE\r\n',
    );
    expect((await text('/data/docs/export/template?format=csv', bruno)).includes('Hidden.')).toBe(false);
    expect((await t.call('GET', '/data/docs/export', undefined, carla)).status).toBe(403);
  });

  it('prints a document without lines and columns that are not theirs', async () => {
    expect(await text(`/data/docs/${doc}/documents/slip.html`, bruno)).toMatch(/<h1>D<\/h1>Alpha$/);
    expect(await text(`/data/docs/${doc}/documents/slip.html`, DEFAULT_PRINCIPAL)).toContain('HIDDENLINE');
    expect(((await data('/documents', bruno)) as Row[]).map(({ key }) => key)).toEqual(['slip']);
  });

  it('sees in a widget what a row is called, and no other column of it', async () => {
    expect(await data('/dashboard/data?keys=vault.by_secret,vault.sum', bruno)).toEqual({
      'vault.by_secret': { series: [{ key: secret, label: 'Alpha', value: 1 }, { key: '', label: '', value: 1 }] }, // prettier-ignore
    });
    const all = (await data('/dashboard/data?keys=vault.by_secret', DEFAULT_PRINCIPAL)) as Record<string, { series: Row[] }>;
    expect(all['vault.by_secret']?.series.map(({ label }) => label)).toEqual(['4711', '']);
  });

  it('chooses among its rows by id and label', async () => {
    expect(await data('/options/docs?field=chosen_id&filter_value=nothing', bruno)).toEqual([
      { id: secret, value: secret, label: 'Alpha', name: 'Alpha' },
    ]);
    expect(await data('/options/docs?field=chosen_id&filter_value=TOP-77', DEFAULT_PRINCIPAL)).toEqual([
      { id: secret, value: secret, label: '4711', name: '4711', description: 'spy@x.test', amount: 9 },
    ]);
    expect(await data('/options/secrets?field=id', carla)).toEqual([{ id: secret, value: secret, label: 'Alpha', name: 'Alpha' }]);
    expect(await data('/search/secrets?q=spy@x', carla)).toEqual([]);
    expect(await t.call('GET', '/options/docs?field=pin', undefined, bruno)).toEqual({
      status: 403,
      body: { success: false, message: 'Permission denied', code: 'permission_denied', permission: 'secrets.index' },
    });
    expect(await data('/options/docs?field=pin', DEFAULT_PRINCIPAL)).toMatchObject([{ value: '4711' }]);
  });

  it('is not offered it by the metadata or the menu', async () => {
    const table = (await data('/metadata/table/docs', bruno)) as { columns: { key: string }[]; relations: { name: string }[] };
    expect(table.columns.map(({ key }) => key).filter((key) => key.includes('.'))).toEqual(['Open.colour']);
    expect(table.relations.map(({ name }) => name)).toEqual(['notes']);
    const form = (await data('/metadata/modal/docs', carla)) as { fields: { key: string; readonly?: boolean }[] };
    expect(form.fields.filter(({ key }) => key.includes('.')).map(({ key, readonly }) => [key, readonly])).toEqual([['Open.colour', true]]);
    const menus = (await t.call('GET', '/metacore/navigation', undefined, carla)).body as { items: { title: string }[] }[];
    expect(menus.flatMap(({ items }) => items.map(({ title }) => title))).toEqual(['Docs']);
  });

  it('writes an extension with a grant on it alone, and is told no value that is there', async () => {
    const denied = (verb: string) => ({
      status: 403,
      body: { success: false, message: 'Permission denied', code: 'permission_denied', permission: `hidden_docs.${verb}` },
    });
    expect(await t.call('PUT', `/data/docs/${doc}`, { 'Hidden.salary': 777 }, bruno)).toEqual(denied('update'));
    // Not even what is there already: that would say that it is.
    expect(await t.call('PUT', `/data/docs/${doc}`, { title: 'X', 'Hidden.salary': 1000 }, bruno)).toEqual(denied('update'));
    expect(await t.call('POST', '/data/docs', { title: 'X', 'Hidden.memo': 'm' }, bruno)).toEqual(denied('create'));
    const changed = await t.call('PUT', `/data/docs/${doc}`, { cost: 4, 'Open.colour': 'blue' }, bruno);
    expect(Object.keys((changed.body as { data: Row }).data).filter((name) => name.includes('.'))).toEqual(['Open.colour']);
    expect(await t.query('select salary from addon_annexed.hidden_docs')).toEqual([{ salary: 1000 }]);
    // A form sends back what it was shown: that is no change.
    const viewer: Principal = { ...bruno, roles: ['viewer', 'agent'] };
    expect((await t.call('PUT', `/data/docs/${doc}`, { title: 'D', 'Open.colour': 'blue' }, viewer)).status).toBe(200);
  });

  it('is answered a row that was written by its id and what it is called', async () => {
    const link = await made('/data/doc_links', { doc_id: doc, secret_id: secret }, bruno);
    expect(Object.keys(link)).toEqual(['id']);
    expect(await t.query('select 1 from addon_vault.doc_links where id = $1', [link.id])).toHaveLength(1);
  });

  it('hears of no change of it over the socket', async () => {
    const heard = (as: Principal) => {
      const frames: RealtimeMessage[] = [];
      const watcher = t.kernel.realtime.join(as, (frame) => frames.push(frame));
      watcher.receive({ type: 'SUBSCRIBE', models: ['*', 'secrets', 'vault.Secret', 'hidden_docs'] });
      return { frames, watcher };
    };
    const views = [bruno, DEFAULT_PRINCIPAL, OTHER_PRINCIPAL].map(heard);
    await made('/data/secrets', { name: 'Beta' });
    await t.call('PUT', `/data/docs/${doc}`, { cost: 5, 'Hidden.salary': 1001 });
    const told = views.map(({ frames, watcher }) => {
      watcher.leave();
      return frames.flatMap((frame) => (frame.type === 'DATA_EVENT' ? [[frame.payload.table, frame.payload.fields]] : []));
    });
    expect(told).toEqual([
      [['docs', ['cost']]],
      [['secrets', undefined], ['docs', ['cost', 'Hidden.salary']]], // prettier-ignore
      [],
    ]);
  });
});

describe('an extension', () => {
  it('of a core model belongs to the organization that has it, whoever asks first', async () => {
    const numbers = async (as: Principal) =>
      Object.keys(((await data('/data/users', as)) as [Row])[0]).filter((name) => name.includes('.'));
    expect(await numbers(DEFAULT_PRINCIPAL)).toEqual(['Badge.number']);
    expect(await numbers(OTHER_PRINCIPAL)).toEqual([]);
    // A new registry, and the other organization first.
    await t.install(spyManifest());
    expect(await numbers(OTHER_PRINCIPAL)).toEqual([]);
    expect(await numbers(DEFAULT_PRINCIPAL)).toEqual(['Badge.number']);
  });

  it('is told by its own field when a value of it is taken', async () => {
    const duplicate = {
      success: false,
      message: 'validation.failed',
      errors: { 'Hidden.memo': [expect.objectContaining({ code: 'duplicate' })] },
    };
    expect(await t.call('POST', '/data/docs', { title: 'F', 'Hidden.memo': 'raise' })).toEqual({ status: 422, body: duplicate });
    const { id } = await made('/data/docs', { title: 'G' });
    expect(await t.call('PUT', `/data/docs/${String(id)}`, { 'Hidden.memo': 'raise' })).toEqual({ status: 422, body: duplicate });
    const form = new FormData();
    form.set('file', new File(['title,Hidden.memo\nH,raise\nI,other\n'], 'docs.csv'));
    const response = await t.kernel.fetch(new Request('http://kernel.test/dynamic/docs/import', { method: 'POST', body: form }));
    expect(((await response.json()) as { data: object }).data).toMatchObject({
      created: 1,
      failed: 1,
      failures: [{ row: 2, column: 'Memo' }],
    });
  });
});

describe('choices from another addon', () => {
  const pick = (as: Principal = DEFAULT_PRINCIPAL) => t.call('GET', '/options/spies?field=pick', undefined, as);

  it('need the addon in `requires`, or a capability', async () => {
    await t.install(spyManifest());
    expect(await pick()).toEqual({
      status: 403,
      body: {
        success: false,
        code: 'capability_missing',
        message:
          '"spy" takes the choices of "pick" from "vault.Secret": name "vault" in compatibility.requires, or ask for the capability db:read "vault.secrets"',
      },
    });
    expect((await t.call('GET', '/options/spies?field=user')).status).toBe(200);
    for (const target of ['secrets', 'vault.secrets', 'vault.Secret', 'vault.*', 'addon_vault.secrets']) {
      await t.install(spyManifest({ capabilities: [{ kind: 'db:read', target, reason: 'x' }] }));
      expect([target, (await pick()).status]).toEqual([target, 200]);
    }
    for (const target of ['vault.docs', 'vault', 'secret', 'va.*']) {
      await t.install(spyManifest({ capabilities: [{ kind: 'db:read', target, reason: 'x' }] }));
      expect([target, (await pick()).status]).toEqual([target, 403]);
    }
    await t.install(spyManifest({ compatibility: { requires: [{ key: 'vault', version: '>=1.0.0' }] } }));
    expect((await pick()).status).toBe(200);
  });
});

describe('another organization', () => {
  it('is pointed at by nobody, and whether its row is there is not told', async () => {
    await t.install(vaultManifest(), { organizationId: ORGANIZATIONS[1].id });
    const theirs = String((await made('/data/secrets', { name: 'Theirs' }, OTHER_PRINCIPAL)).id);
    const nobody = 'd0000000-0000-4000-8000-00000000dead';
    const missing = (field: string) => ({ success: false, message: 'validation.failed', errors: { [field]: [{ code: 'not_found' }] } });
    for (const id of [theirs, nobody]) {
      expect(await t.call('POST', '/data/docs', { title: 'T', secret_id: id })).toEqual({ status: 422, body: missing('secret_id') });
      expect(await t.call('PUT', `/data/docs/${doc}`, { secret_id: id })).toEqual({ status: 422, body: missing('secret_id') });
    }
    for (const id of [OTHER_PRINCIPAL.userId, nobody]) {
      expect(await t.call('PUT', `/data/docs/${doc}`, { keeper_id: id })).toEqual({ status: 422, body: missing('keeper_id') });
      expect(await t.call('PUT', `/data/docs/${doc}`, { readers: [USERS[0].id, id] })).toEqual({ status: 422, body: missing('readers') });
    }
    expect((await t.call('PUT', `/data/docs/${doc}`, { keeper_id: USERS[1].id, readers: [USERS[0].id] })).status).toBe(200);
    // A row that is gone may be pointed at, and a form that sends it back again is not refused.
    const gone = String((await made('/data/secrets', { name: 'Gone' })).id);
    await t.call('DELETE', `/data/secrets/${gone}`);
    expect((await t.call('PUT', `/data/docs/${doc}`, { secret_id: gone })).status).toBe(200);
  });
});

/** Files of the kernel that read rows for itself, and what of them is answered. */
const OWN_READERS = [
  // Whether there is such a row in the organization.
  'actions/references.ts',
  // The record that is handed to the action's handler.
  'actions/run.ts',
  // What a row that is pointed at is called; another column only where `readableColumn` says so.
  'dashboards/widgets.ts',
  // Whether a rule of two models holds.
  'dynamic/cross-rules.ts',
  // Which rows are the lines of a document; whether they may be written is asked before they are.
  'dynamic/document-lines.ts',
  // The row of an extension that is about to be changed.
  'dynamic/extensions.ts',
  // What a row that is pointed at is called.
  'dynamic/label-of.ts',
  // Id and label; other columns only where `readableColumn` says so.
  'dynamic/options.ts',
  // Whether there is such a row in the organization.
  'dynamic/references.ts',
  // What parents keep of their children is computed from all of them.
  'dynamic/rollups.ts',
  // What a row that is pointed at is called; other columns only where `readableColumn` says so.
  'dynamic/search.ts',
  // Whether a document's source is there and has enough left; how much is told to those who may read it.
  'dynamic/source-checks.ts',
  // Finds the relations a manifest declares, then asks for what they lead to.
  'dynamic/source-lines.ts',
  // Finds a row by what it is called.
  'dynamic/transfer/candidates.ts',
  // Names what a file may fill; nothing is read.
  'dynamic/transfer/columns.ts',
  // Events tell all of a row; whoever wrote it is answered by answer-to.ts.
  'dynamic/write-row.ts',
  // A module reads and writes as its addon, by what its manifest declares, and not as whoever caused the call.
  'guest/host/data-mutate.ts',
  'guest/host/data-query.ts',
  // Tells a relation that is closed from one that leads nowhere.
  'http/metadata.ts',
  // A link shows what its route names, to whoever has it.
  'public/content.ts',
  'public/find.ts',
  'public/links.ts',
  'public/serve.ts',
  // Sample rows are made by whoever looks after the organization.
  'seed/fill.ts',
  'seed/pool.ts',
  'seed/recompute.ts',
];
/** Files that name a table in a statement: those that write rows, and those that look after the installation. */
const OWN_TABLES = [
  'database/sql.ts',
  'dynamic/extensions.ts',
  'dynamic/rollups.ts',
  'dynamic/row.ts',
  'dynamic/write-row.ts',
  'dynamic/write-set.ts',
  'dynamic/write.ts',
  'guest/host/data-mutate.ts',
  'host/replay.ts',
  'journal/tables.ts',
  'lifecycle/remove.ts',
  'lifecycle/row-facts.ts',
  'lifecycle/seed.ts',
  'lifecycle/steps/fragments.ts',
  'lifecycle/tombstone.ts',
  // Shows whoever installs one of the values that its column would lose.
  'lifecycle/unfit-values.ts',
  'lifecycle/uninstall.ts',
  'lifecycle/unique-rules.ts',
  // Gives rows back to the organization whose operation it takes back, and tells none of them.
  'operation/undo-rows.ts',
  'seed/recompute.ts',
  'seed/seed.ts',
  'seed/undo.ts',
  'seed/write-rows.ts',
];

describe('the door', () => {
  const ROOT = fileURLToPath(new URL('..', import.meta.url));
  const sources = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts') && !path.startsWith('testing'))
    .map((path) => ({ path: path.replaceAll('\\', '/'), code: readFileSync(`${ROOT}/${path}`, 'utf8') }));
  const using = (pattern: RegExp) => sources.filter(({ code }) => pattern.test(code)).map(({ path }) => path).sort(); // prettier-ignore

  it('is gone around by the kernel alone, where it needs a row for itself and tells nobody', () => {
    // `from` takes a model that was asked for, so the compiler names whoever reads rows; these read for the kernel.
    expect(using(/\b(?:unasked|ownReading)\(/)).toEqual(OWN_READERS);
    // A readable model is made by asking; a cast would be as good as no door.
    expect(using(/\bas (?:unknown as )?ReadableModel\b/)).toEqual(['security/readable.ts']);
    expect(using(/\btableId\(/)).toEqual(OWN_TABLES);
  });
});
