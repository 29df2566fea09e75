/**
 * Every addon that was found in the world goes through its whole life: installed, its screens asked for, brought to a version with one
 * column more and one of another name, rehearsed first, taken back, and taken out with its rows. A line of the page for each.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ManifestV3 } from '../../schemas';
import { convert } from '../authoring/convert/convert';
import { designOf } from '../authoring/design/design';
import { operate } from '../authoring/design/operate';
import type { Operation } from '../authoring/design/operation';
import { applyEdits } from '../authoring/fixes/edits';
import { neededKeys, standIn } from '../authoring/stand-in';
import { check } from '../contract/check';
import { ORGANIZATIONS } from '../database/core-rows';
import { schemaNameOf } from '../schema/schema-of';
import { createTestGuest } from '../testing/guest';
import { openTestKernel, type TestKernel } from '../testing/kernel';
import { buildInstallRequest } from './install-request';
import type { InstallRequest } from './request';

const folder = process.env.PLAYGROUND_CORPUS === undefined ? null : join(process.env.PLAYGROUND_CORPUS, 'manifests', 'valid');
if (folder === null) process.stderr.write('lifecycle/corpus.spec.ts: skipped, PLAYGROUND_CORPUS is not set\n');

const PAGE = 'docs/contract/lifecycles.md';
const ROWS = 3;
const ORG = ORGANIZATIONS[0].id;

/** Those that authors made, by the names of their files; the others were made of a rule each. */
const files = folder === null ? [] : readdirSync(folder).filter((name) => /^(?:real-|v2-bundle-)/.test(name));

let t: TestKernel;
const guest = createTestGuest();
beforeAll(async () => {
  t = await openTestKernel({ guest });
});
afterAll(() => t.database.close());
// One that fails is nobody else's neighbour.
afterEach(async () => {
  for (const key of new Set(t.kernel.inspect().addons.map((addon) => addon.key))) await t.kernel.reset(key);
});

/** The text of a manifest of v3, made of an older one where it is. */
function textOf(file: string): string {
  const text = readFileSync(join(folder ?? '', file), 'utf8');
  return check(text, { strict: false }).version === 'v2' ? (convert(text).text ?? '') : text;
}

async function requestOf(text: string, sqlFiles: Record<string, string> = {}): Promise<InstallRequest> {
  const { manifest, diagnostics } = check(text, { strict: false });
  if (!manifest) throw new TypeError(`the manifest is not accepted: ${diagnostics[0]?.message ?? ''}`);
  const request = await buildInstallRequest(manifest, text, (path) => sqlFiles[path], Object.keys(sqlFiles));
  return { ...request, organizationIds: [ORG] };
}

const edited = (text: string, operation: Operation): string => {
  const result = operate(text, operation, { locale: 'en' });
  if (!result.ok) throw new TypeError(`${operation.do}: ${result.message}`);
  return applyEdits(text, result.edits);
};

interface Next {
  text: string;
  sqlFiles: Record<string, string>;
  renamed: { table: string; from: string; to: string } | null;
}

/** The version after it: a column more, and one that nothing but the manifest itself speaks of under another name, by a migration. */
function nextOf(text: string): Next {
  const { models = [], metadata } = JSON.parse(text) as ManifestV3;
  const [major, minor] = metadata.version.split('.');
  const next = JSON.parse(text) as ManifestV3;
  next.metadata.version = `${major}.${Number(minor) + 1}.0`;
  // Its files are not at hand, and the next version has nothing to do for older ones.
  delete next.lifecycle?.upgrade;
  const upped = JSON.stringify(next, null, 2);
  const [model] = models;
  if (!model) return { text: upped, sqlFiles: {}, renamed: null };
  const more = edited(upped, { do: 'add-column', model: model.key, name: 'added_later', label: 'Added later', kind: 'text' });
  for (const { name, isSystem, isKey, kind } of designOf(more).models.find(({ key }) => key === model.key)?.columns ?? []) {
    const column = model.columns.find((one) => one.name === name);
    if (isSystem || isKey || kind === 'other' || !column || column.generated !== undefined || column.sequence !== undefined) continue;
    const to = `${name}_renamed`;
    const renamed = edited(more, { do: 'rename-column', model: model.key, column: name, to });
    if (check(renamed, { strict: false }).manifest === null) continue;
    const sql = (from: string, into: string) => `alter table "${model.table}" rename column "${from}" to "${into}";`;
    return {
      text: renamed,
      sqlFiles: { [`migrations/0001_rename_${name}.sql`]: `-- +goose Up\n${sql(name, to)}\n-- +goose Down\n${sql(to, name)}\n` },
      renamed: { table: model.table, from: name, to },
    };
  }
  return { text: more, sqlFiles: {}, renamed: null };
}

/** Every row of the addon's tables, and what PostgreSQL has of these. */
async function everything(manifest: ManifestV3): Promise<unknown> {
  const schema = schemaNameOf(manifest, ORG);
  const found: Record<string, unknown> = {
    columns: await t.query(
      `select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns
        where table_schema = $1 order by table_name, column_name`,
      [schema],
    ),
    indexes: await t.query('select indexdef from pg_indexes where schemaname = $1 order by indexname', [schema]),
    installation: await t.query('select version, manifest, settings from public.metacore_installations where addon_key = $1', [
      manifest.metadata.key,
    ]),
  };
  for (const { table } of manifest.models ?? [])
    found[table] = await t.query(`select to_jsonb(r) as row from "${schema}"."${table}" r order by to_jsonb(r)::text`);
  return found;
}

/** What of the addon answers: the lists of its models with their metadata, and its entries of the menu. */
async function screensOf(manifest: ManifestV3): Promise<{ lists: number; rows: number; entries: number }> {
  let rows = 0;
  for (const { key } of manifest.models ?? []) {
    const model = `${manifest.metadata.key}.${key}`;
    const metadata = await t.call('GET', `/metadata/table/${model}`);
    expect({ model, status: metadata.status }).toEqual({ model, status: 200 });
    const list = await t.call('GET', `/data/${model}`);
    expect({ model, status: list.status }).toEqual({ model, status: 200 });
    rows += (list.body as { data: unknown[] }).data.length;
  }
  const { status, body } = await t.call('GET', '/metacore/navigation');
  expect(status).toBe(200);
  // Nobody else brings entries: the host has none of its own, and stand-ins show nothing.
  const entries = (body as { items: unknown[] }[]).reduce((sum, { items }) => sum + items.length, 0);
  return { lists: manifest.models?.length ?? 0, rows, entries };
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

interface Life {
  name: string;
  screens: string;
  upgraded: string;
  /** Steps of the upgrade. */
  steps: number;
  beside: string[];
}

const lives: Life[] = [];

/** A preset has no tables of its own: its members come and go, stood in for where they are nowhere. */
async function presetLife(name: string, manifest: ManifestV3): Promise<void> {
  const members: Record<string, InstallRequest> = {};
  for (const { key, version } of manifest.preset?.addons ?? []) {
    const needing = { ...manifest, compatibility: { requires: [{ key, version }] } };
    members[key] = await requestOf(JSON.stringify(standIn(key, [needing])));
  }
  const result = await t.kernel.installPreset({ manifest, organizationId: ORG, members });
  expect(result.members.map(({ outcome }) => outcome)).toEqual(Object.keys(members).map(() => 'installed'));
  for (const key of Object.keys(members)) await t.kernel.uninstall({ addonKey: key, organizationId: ORG, purge: true });
  lives.push({ name, screens: 'none of its own', upgraded: 'a preset: its members are', steps: 0, beside: Object.keys(members) });
}

describe.skipIf(folder === null)('the life of an addon that was found in the world', () => {
  it.each(files)('%s', async (file) => {
    const name = file.replace(/\.json$/, '');
    const text = textOf(file);
    const request = await requestOf(text);
    const { manifest } = request;
    const { key } = manifest.metadata;
    if (manifest.kind === 'Preset') {
      await presetLife(name, manifest);
      return;
    }
    for (const target of [
      manifest.lifecycle?.install,
      manifest.lifecycle?.enable,
      manifest.lifecycle?.disable,
      manifest.lifecycle?.uninstall,
    ])
      if (typeof target === 'string') guest.on(target.replace(/^wasm:/, ''), () => '');
    const beside = neededKeys(manifest);
    for (const other of beside) await t.kernel.install(await requestOf(JSON.stringify(standIn(other, [manifest]))));
    await t.kernel.install(request);
    if ((manifest.models ?? []).length > 0) {
      const { status, body } = await t.call('POST', '/playground/seed', { rows: ROWS, seed: 7, language: 'en', addon: key });
      expect({ status, body }).toMatchObject({ status: 200, body: { data: { state: 'done' } } });
    }
    const screens = await screensOf(manifest);
    const before = await everything(manifest);

    const next = nextOf(text);
    const upgrade = await requestOf(next.text, next.sqlFiles);
    const rehearsed = await t.kernel.rehearse(upgrade, 'upgrade');
    expect(rehearsed.plan.blocked).toEqual([]);
    expect(await everything(manifest)).toEqual(before);
    await t.kernel.upgrade(upgrade);
    const { renamed } = next;
    const [model] = manifest.models ?? [];
    if (renamed && model) {
      const schema = schemaNameOf(manifest, ORG);
      const values = await t.query(`select to_jsonb(r) as row from "${schema}"."${renamed.table}" r`);
      const texts = (rows: Record<string, unknown>[], name: string) =>
        rows.map(({ row }) => JSON.stringify((row as Record<string, unknown>)[name])).sort();
      const old = (before as Record<string, Record<string, unknown>[]>)[renamed.table] ?? [];
      expect(old.length).toBeGreaterThan(0);
      expect(texts(values, renamed.to)).toEqual(texts(old, renamed.from));
    }
    expect(await screensOf(upgrade.manifest)).toEqual(screens);

    await t.kernel.rollback({ addonKey: key, organizationIds: [ORG] });
    expect(await everything(manifest)).toEqual(before);
    await t.kernel.uninstall({ addonKey: key, organizationId: ORG, purge: true });
    for (const other of beside.toReversed()) await t.kernel.uninstall({ addonKey: other, organizationId: ORG, purge: true });
    expect(await t.query(`select nspname from pg_namespace where nspname like 'addon\\_%'`)).toEqual([]);
    expect(await t.query('select addon_key from public.metacore_installations')).toEqual([]);
    expect(await t.kernel.tombstones()).toEqual([]);
    lives.push({
      name,
      screens: `${counted(screens.lists, 'list')}, ${counted(screens.rows, 'row')}, ${screens.entries} in the menu`,
      upgraded: renamed
        ? `one column more, \`${renamed.table}.${renamed.from}\` renamed`
        : model
          ? 'one column more'
          : 'no tables: its number',
      steps: rehearsed.ran.length,
      beside,
    });
  });

  it('is told on the page, a line each', () => {
    expect(lives.map(({ name }) => `${name}.json`)).toEqual(files);
    const rows = lives.map(
      ({ name, screens, upgraded, steps, beside }) =>
        `| ${name} | ${screens} | ${upgraded} | ${steps} | ${beside.length === 0 ? '–' : beside.map((key) => `\`${key}\``).join(', ')} |`,
    );
    const page = `# The lives of published addons

Made by \`kernel/lifecycle/corpus.spec.ts\` of the manifests it is given, older ones converted: each was installed as a release and filled with sample
rows, the lists of its models and its menu were asked for, and it was brought to a version with one column more and one of another name, rehearsed on the
rows first. Then the upgrade was taken back, after which tables, rows and installation were the same as before it, and the addon was uninstalled with
purge, which left nothing. What it needs and exists nowhere was [stood in for](../architecture/13-lifecycle.md).

| addon | screens | upgraded to | steps | stood in for |
| ----- | ------- | ----------- | ----: | ------------ |
${rows.join('\n')}
`;
    if (process.env.PLAYGROUND_WRITE_DOCS === '1') writeFileSync(PAGE, page);
    const cells = (said: string): string[] =>
      said
        .split('\n')
        .filter((line) => line.startsWith('| '))
        .map((line) => line.replace(/ +/g, ' '));
    expect(cells(readFileSync(PAGE, 'utf8')).slice(2)).toEqual(cells(page).slice(2));
  });
});
