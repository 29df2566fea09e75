/** The same addon has the same bytes wherever it is packed: that is what makes a signature mean something. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBundle } from '../kernel/bundle/read';
import { packProject } from '../kernel/project/project';
import { TEMPLATES } from '../templates';
import { expect, type Playground, test } from './playground';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Builds without a signature and hands the file over; the dialog is closed again. */
async function exported({ page }: Playground): Promise<Buffer> {
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('button', { name: 'Build without a signature' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download tickets-1.0.0.mcbundle' }).click(),
  ]);
  const bytes = await readFile(await download.path());
  await expect(page.getByTestId('export-result')).toContainText(sha256(bytes));
  await page.keyboard.press('Escape');
  return bytes;
}

/** Packs with the command line, in a process of its own. */
function byCommandLine(source: string, target: string): Buffer {
  const run = spawnSync(process.execPath, ['scripts/cli.mjs', 'build', source, '--out', target], { encoding: 'utf8' });
  // The first run on a machine may say what it prepares.
  expect({ status: run.status, said: run.status === 0 ? '' : run.stderr }).toEqual({ status: 0, said: '' });
  return readFileSync(target);
}

test('a bundle has the same bytes in Node, on the command line twice, in the browser, and after it was imported', async ({
  playground,
}) => {
  const { page } = playground;
  const template = TEMPLATES.find(({ card }) => card.id === 'tickets');
  const inNode = await packProject(new Map(Object.entries(template?.files ?? {})));
  expect(inNode.included.get('manifest.json')).toEqual(new Uint8Array(readFileSync('templates/tickets/manifest.json')));
  expect(sha256(inNode.bytes)).toBe(inNode.digest);

  const folder = mkdtempSync(join(tmpdir(), 'playground-'));
  try {
    for (const run of ['first.mcbundle', 'second.mcbundle'])
      expect(sha256(byCommandLine('templates/tickets', join(folder, run)))).toBe(inNode.digest);
  } finally {
    rmSync(folder, { recursive: true });
  }

  await playground.open();
  const built = await exported(playground);
  expect(built.equals(inNode.bytes)).toBe(true);

  await page.getByRole('button', { name: 'Open' }).click();
  await page.getByTestId('bundle-input').setInputFiles({ name: 'tickets-1.0.0.mcbundle', mimeType: 'application/gzip', buffer: built });
  await page.getByRole('button', { name: 'Open in development mode' }).click();
  await page.getByRole('button', { name: 'Install as a new project' }).click();
  await playground.ready();
  expect((await exported(playground)).equals(inNode.bytes)).toBe(true);

  // And in Node, from what was exported.
  const { files } = await readBundle(new Uint8Array(built));
  expect((await packProject(files)).digest).toBe(inNode.digest);
});
