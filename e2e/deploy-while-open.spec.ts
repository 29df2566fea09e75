/** A new version is published while a tab is open: its old files are gone from the server, as a host that replaces a folder does. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from 'node:http';
import { decodeLink } from '../kernel/link/link';
import { serve } from '../scripts/serve.mjs';
import { carryAlong, nameBuild } from '../scripts/version-files.mjs';
import type { Playground } from './playground';
import { expect, test } from './playground';

let folder: string;
let server: Server;
let url: string;

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'playground-'));
  cpSync('dist', join(folder, 'site'), { recursive: true });
  server = await serve(join(folder, 'site'), { prefix: '/p/' });
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/p/`;
});
test.afterEach(
  () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
      rmSync(folder, { recursive: true });
    }),
);

/** Another build of the same page: every script, style and module under another name, and another version. */
function publishNext(version: string, keep: boolean): void {
  const [site, next, before] = ['site', 'next', 'before'].map((name) => join(folder, name)) as [string, string, string];
  cpSync(site, next, { recursive: true });
  const assets = join(next, 'assets');
  const names = readdirSync(assets).filter((name) => name !== 'files.json');
  const renamed = new Map(names.map((name) => [name, name.replace(/(\.[a-z0-9]+)$/i, 'x$1')]));
  for (const [name, other] of renamed) renameSync(join(assets, name), join(assets, other));
  const texts = [
    join(next, 'index.html'),
    ...[...renamed.values()].filter((name) => /\.(js|css)$/.test(name)).map((name) => join(assets, name)),
  ];
  for (const path of texts) {
    let text = readFileSync(path, 'utf8');
    for (const [name, other] of renamed) text = text.replaceAll(name, other);
    writeFileSync(path, text);
  }
  nameBuild(next, version);
  if (keep) carryAlong(next, site);
  renameSync(site, before);
  renameSync(next, site);
}

/** Somebody comes back to the tab. */
const comeBack = (playground: Playground) => playground.page.evaluate(() => dispatchEvent(new Event('focus')));

test('a tab whose files are gone goes on, says that a newer version is there, and takes it on a reload', async ({
  page,
  playground,
  faults,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url().slice(url.length)));
  await page.goto(url);
  await playground.ready();
  await playground.create({ Title: 'Before', Requester: 'eva@example.com' });
  // Everything the tab may still need has been fetched in idle moments; these come last.
  await expect
    .poll(() =>
      ['ExportDialog', 'ImportDialog', 'SeedDialog', 'publish.worker', 'outbound.html', 'manifest-v3.es'].filter(
        (part) => !asked.some((path) => path.includes(part)),
      ),
    )
    .toEqual([]);

  await comeBack(playground);
  await expect.poll(() => asked.filter((path) => path === 'version.json').length).toBe(1);
  await expect(page.getByTestId('newer-version')).toHaveText('');
  publishNext('9.9.9', false);

  // The old tab: dialogs that were never opened, workers that were never asked, rows, a bundle.
  await playground.create({ Title: 'Afterwards', Requester: 'eva@example.com' });
  await expect(playground.row('Afterwards')).toBeVisible();
  await page.getByRole('button', { name: 'Share' }).click();
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  expect(decodeLink(new URL(link).hash).app).toBe('0.1.0');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Export' }).click();
  for (const round of [1, 2]) {
    await test.step(`review ${String(round)}`, async () => {
      await page.getByRole('tab', { name: 'Review', exact: true }).click();
      await expect(page.getByTestId('review')).toContainText('Nothing here makes review refuse it.');
      await page.getByRole('tab', { name: 'Bundle', exact: true }).click();
    });
  }
  await page.getByRole('button', { name: 'Build without a signature' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download tickets-1.0.0.mcbundle' }).click(),
  ]);
  const bundle = readFileSync(await download.path());
  await page.keyboard.press('Escape');
  for (const round of [1, 2]) {
    await test.step(`a bundle is opened, ${String(round)}`, async () => {
      await page.getByRole('button', { name: 'Open' }).click();
      await page
        .getByTestId('bundle-input')
        .setInputFiles({ name: 'tickets-1.0.0.mcbundle', mimeType: 'application/gzip', buffer: bundle });
      await page.getByRole('button', { name: 'Open in development mode' }).click();
      await expect(page.getByRole('button', { name: 'Install as a new project' })).toBeVisible();
      await page.getByRole('button', { name: 'Cancel' }).click();
    });
  }
  await page.getByRole('tab', { name: 'Diagram' }).click();
  await expect(page.getByTestId('lost-part')).toHaveCount(0);
  expect(faults).toEqual([]);

  // It was asked a moment ago; the browser's clock has to go on before it is asked again.
  await page.evaluate(() => {
    const now = performance.now.bind(performance);
    performance.now = () => now() + 61_000;
  });
  await comeBack(playground);
  const notice = page.getByTestId('newer-version');
  await expect(notice).toContainText('A newer version (9.9.9) was published. This tab goes on with its own; your projects stay.');
  await notice.getByRole('button', { name: 'Reload' }).click();
  await expect.poll(() => page.evaluate(() => document.querySelector('script[src]')?.getAttribute('src'))).toMatch(/x\.js$/);
  await playground.ready();
  await expect(playground.row('Afterwards')).toBeVisible();
  await expect(notice).toHaveText('');
});

test('a part that cannot be had says so in its place, and a host that keeps old files serves old tabs whole', async ({
  page,
  playground,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await test.step('a part that cannot be had says so in its place, and the rest goes on', async () => {
    await page.route(/\/ShareDialog-|\/DiagramPanel-/, (route) => route.abort());
    await page.goto(url);
    await playground.ready();
    await page.getByRole('tab', { name: 'Diagram' }).click();
    const lost = page.getByTestId('lost-part');
    await expect(lost).toContainText('This part of the page could not be loaded');
    await page.getByRole('tab', { name: /^Problems/ }).click();
    await expect(lost).toHaveCount(0);
    await page.getByRole('button', { name: 'Share' }).click();
    await expect(lost).toContainText('Your project is kept; reload to go on.');
    await lost.getByRole('button', { name: 'Close' }).click();
    await expect(lost).toHaveCount(0);
    await playground.create({ Title: 'Still here', Requester: 'eva@example.com' });
    await expect(playground.row('Still here')).toBeVisible();
  });
  await test.step('a host that keeps the files of the version before serves old tabs whole', async () => {
    publishNext('9.9.9', true);
    // Also what is asked for anew: the script of the kernel, were it to start again.
    const kernel = asked.find((address) => address.includes('kernel.worker'));
    expect(kernel).toBeDefined();
    const status = await page.evaluate(async (address) => (await fetch(address)).status, kernel ?? '');
    expect(status).toBe(200);
  });
});
