/** Every manifest of the corpus that installs is filled, and every row is one that the row API would have taken. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ManifestV3 } from '../../schemas';
import { readBundle } from '../bundle/read';
import { check } from '../contract/check';
import { guardHoldsOrUnreadable } from '../expressions/guard';
import { convert } from '../authoring/convert/convert';
import type { DynamicModel } from '../installed/model';
import { createValues } from '../dynamic/values';
import { loadRegistry } from '../installed/registry';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { openTestKernel, type TestKernel } from '../testing/kernel';
import type { SeededTable, SeedRun } from './run';

const folder = process.env.PLAYGROUND_CORPUS ?? null;
if (folder === null) process.stderr.write('seed/corpus.spec.ts: skipped, PLAYGROUND_CORPUS is not set\n');

const ROWS = 12;

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
});
afterAll(() => t.database.close());

/** What the row API would say of a row, without what only the kernel or a handler may write. */
function refusals(model: DynamicModel, row: Record<string, unknown>): unknown[] {
  const isOpen = (name: string) => model.columns.get(name)?.declared?.protected !== true && row[name] !== '';
  const body = Object.fromEntries(Object.entries(row).filter(([name]) => model.columns.get(name)?.declared && isOpen(name)));
  const errors = Object.entries(createValues(model, body).errors).filter(([name]) => isOpen(name));
  const guards = [...model.columns.values()].flatMap((own) => own.declared?.constraints ?? []);
  return [...errors, ...guards.filter(({ expr }) => !guardHoldsOrUnreadable(expr, (name) => row[name]))];
}

/** Every manifest with models: accepted ones, older ones converted, and what addons in the wild are made of. */
async function manifests(): Promise<Map<string, ManifestV3>> {
  const texts = new Map<string, string>();
  for (const name of readdirSync(join(folder ?? '', 'manifests', 'valid')))
    texts.set(name, readFileSync(join(folder ?? '', 'manifests', 'valid', name), 'utf8'));
  for (const name of readdirSync(join(folder ?? '', 'bundles')).filter((file) => file.endsWith('.tar.gz')))
    texts.set(name, (await readBundle(new Uint8Array(readFileSync(join(folder ?? '', 'bundles', name))))).manifestText);
  const found = new Map<string, ManifestV3>();
  for (const [name, text] of texts) {
    const { manifest, version } = check(text, { strict: false });
    const read = version === 'v2' ? convert(text).result.manifest : manifest;
    if (read && (read.models ?? []).length > 0) found.set(name, read);
  }
  return found;
}

/** Installs a manifest, fills it, looks at every row and takes them away again; what was wrong, and what fell short. */
async function fill(name: string, manifest: ManifestV3, language: 'en' | 'es'): Promise<{ run: SeedRun | null; wrong: string[] }> {
  const addon = manifest.metadata.key;
  await t.install(manifest);
  const { status, body } = await t.call('POST', '/playground/seed', { rows: ROWS, seed: 7, language, addon });
  const { data: run } = body as { data: SeedRun };
  if (status !== 200 || run.state !== 'done') return { run: null, wrong: [`${name}: ${JSON.stringify(body)}`] };
  const wrong: string[] = [];
  const registry = await t.database.asOwner(loadRegistry);
  const count = async ({ schema, table }: SeededTable) => (await t.query(`select id from "${schema}"."${table}"`)).length;
  for (const entry of run.tables) {
    const model = registry.model(DEFAULT_PRINCIPAL.organizationId, `${addon}.${entry.model}`);
    for (const row of await t.query(`select * from "${entry.schema}"."${entry.table}"`))
      for (const refusal of model ? refusals(model, row) : ['no model'])
        wrong.push(`${name} ${entry.table}: ${JSON.stringify(refusal)} ${JSON.stringify(row)}`);
  }
  const undone = await t.call('DELETE', `/playground/seed/${run.id}`);
  const left = await Promise.all(run.tables.map(count));
  const seeded = run.tables.map(({ table }) => manifest.models?.find((model) => model.table === table)?.seed?.rows.length ?? 0);
  expect({ name, undone, left }).toEqual({
    name,
    undone: { status: 200, body: { success: true, data: { removed: run.made } } },
    left: seeded,
  });
  return { run, wrong };
}

describe.skipIf(folder === null)('sample data', () => {
  it('fills every manifest of the corpus, with rows that the row API would take', async () => {
    const short: string[] = [];
    const wrong: string[] = [];
    const tally = { manifests: 0, tables: 0, rows: 0 };
    for (const [name, manifest] of await manifests()) {
      // What does not install cannot be filled; the install says why, and specs of the installer hold it to that.
      if ((await t.install(manifest).catch(() => null)) === null) continue;
      const filled = await fill(name, manifest, tally.manifests % 2 === 0 ? 'en' : 'es');
      wrong.push(...filled.wrong);
      tally.manifests += 1;
      tally.tables += filled.run?.tables.length ?? 0;
      tally.rows += filled.run?.made ?? 0;
      for (const { table, rows, shortfall } of filled.run?.tables ?? [])
        if (shortfall) short.push(`${name} ${table}: ${String(rows)} ${shortfall.code} ${shortfall.detail}`);
      await t.kernel.reset(manifest.metadata.key);
    }
    process.stdout.write(`sample data: ${JSON.stringify(tally)}, fewer than asked for: ${JSON.stringify(short)}\n`);
    expect(wrong).toEqual([]);
    expect(tally.manifests).toBeGreaterThan(50);
  }, 300_000);
});
