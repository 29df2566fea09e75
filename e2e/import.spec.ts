/** An addon comes in by every door: a folder, a zip, an address, a bundle whose files were changed. The sheet tells what it is first. */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { sha256Hex } from '../kernel/bundle/digest';
import { exportPublicKey, generatePrivateKey } from '../kernel/bundle/keys';
import { formatSignature, signBundle } from '../kernel/bundle/sign';
import { utf8 } from '../kernel/bundle/testing/archives';
import { writeBundle } from '../kernel/bundle/write';
import { checksumsOf } from '../kernel/publish/sidecar';
import type { Page } from '@playwright/test';
import { isAccessible } from './accessible';
import { file, startOtherSite } from './other-site';
import { expect, type Playground, test, ticketsManifest } from './playground';

const KEY = `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(64)}\n-----END PRIVATE KEY-----\n`;

const notes = (key: string): string =>
  ticketsManifest().replace('"key": "tickets"', `"key": "${key}"`).replace('"readme": "README.md",', '').replace('Helpdesk tickets', key);

/** Asks for an addon to open, after whatever dialog was open before. */
async function asked(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
}

const installed = async ({ page }: Playground, name: string): Promise<void> => {
  await page.getByRole('dialog').getByRole('button', { name: 'Install as a new project' }).click();
  await expect(page.getByRole('button', { name: `Project: ${name}` })).toBeVisible();
};

const came = async ({ page }: Playground, name: string): Promise<string> => {
  await page.getByRole('button', { name: `Project: ${name}` }).click();
  await page.getByRole('menuitem', { name: 'About this project…' }).click();
  return page.getByTestId('provenance').innerText();
};

test('an addon comes in by every door, and the sheet tells what it is first', async ({ page, playground, faults }) => {
  await test.step('a folder, without the keys and leftovers in it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'addon-'));
    mkdirSync(join(folder, 'node_modules'));
    mkdirSync(join(folder, 'frontend'));
    writeFileSync(join(folder, 'manifest.json'), notes('from_folder'));
    writeFileSync(join(folder, 'frontend', 'remote.js'), 'throw new Error("it ran")');
    writeFileSync(join(folder, 'node_modules', 'x.js'), '');
    writeFileSync(join(folder, 'dev.pem'), KEY);
    await playground.open();
    await asked(page);
    await isAccessible(page);
    await page.getByTestId('folder-input').setInputFiles(folder);
    const sheet = page.getByRole('dialog');
    await expect(sheet.getByTestId('facts')).toContainText('2 files');
    await expect(sheet.getByTestId('facts')).toContainText('frontend/remote.js');
    await expect(sheet).toContainText('Left out, because keys and built bundles are no part of a project: dev.pem');
    await isAccessible(page);
    await installed(playground, 'from_folder');
    await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Files' }).click();
    await expect(page.getByRole('navigation', { name: 'Files', exact: true })).toContainText('manifest.json');
    await expect(page.getByRole('navigation', { name: 'Files', exact: true })).not.toContainText('dev.pem');
    await playground.ready();
    expect(await came(playground, 'from_folder')).toContain('Folder · from_folder');
    rmSync(folder, { recursive: true });
  });
  await test.step('a folder that is dropped', async () => {
    await page.keyboard.press('Escape');
    // A drop cannot be made of a real folder here: the page is handed what a browser would hand it.
    await page.getByTestId('drop-zone').evaluate((zone, manifest) => {
      const file = {
        name: 'manifest.json',
        isFile: true,
        isDirectory: false,
        file: (take: (file: File) => void) => take(new File([manifest], 'manifest.json')),
      };
      let handedOut = false;
      const readEntries = (take: (entries: unknown[]) => void): void => {
        take(handedOut ? [] : [file]);
        handedOut = true;
      };
      const folder = { name: 'dropped', isFile: false, isDirectory: true, createReader: () => ({ readEntries }) };
      const event = new Event('drop', { bubbles: true, cancelable: true });
      Object.assign(event, { dataTransfer: { types: ['Files'], files: [], items: [{ webkitGetAsEntry: () => folder }] } });
      zone.dispatchEvent(event);
    }, notes('dropped'));
    await expect(page.getByTestId('facts')).toContainText('dropped');
    await installed(playground, 'dropped');
    await playground.ready();
  });
  await test.step('a zip, as a code host makes it, and one that is none', async () => {
    const zip = zipSync({
      'repo-main': { 'manifest.json': utf8(notes('from_zip')), 'dev.key': utf8(KEY), '.github': { 'x.yml': utf8('') } },
    });
    await asked(page);
    const offer = (name: string, buffer: Uint8Array) =>
      page.getByTestId('bundle-input').setInputFiles({ name, mimeType: 'application/zip', buffer: Buffer.from(buffer) });
    const sheet = page.getByRole('dialog');
    for (const [name, bytes, sentence] of [
      ['half.zip', zip.slice(0, 80), 'The zip archive is damaged.'],
      [
        'two.zip',
        zipSync({ a: { 'manifest.json': utf8('') }, b: { 'manifest.json': utf8('') } }),
        'There is more than one addon in it: a/manifest.json, b/manifest.json. Open the folder of one of them.',
      ],
      ['climbs.zip', zipSync({ 'manifest.json': utf8(''), '../x': utf8('') }), 'The entry ../x points outside of the bundle'],
      ['empty.zip', zipSync({ 'README.md': utf8('') }), 'The bundle has no manifest.json at its top level.'],
    ] as const) {
      await offer(name, bytes);
      await expect(sheet.getByRole('alert')).toContainText(`This cannot be opened: ${sentence}`);
    }
    await offer('repo-main.zip', zip);
    await expect(sheet.getByTestId('facts')).toContainText('1 file,');
    await expect(sheet).toContainText('no part of a project: dev.key');
    await installed(playground, 'from_zip');
    await playground.ready();
    expect(await came(playground, 'from_zip')).toContain('Zip · from_zip');
  });
  await test.step('an address', async () => {
    const site = await startOtherSite({ '/addon': file(notes('from_address')) });
    await asked(page);
    const sheet = page.getByRole('dialog');
    const address = sheet.getByLabel(/^Or the address/);
    await address.fill('https://me:secret@x.test/a');
    await sheet.getByRole('button', { name: 'Fetch it' }).click();
    await expect(sheet.getByRole('alert')).toHaveText('This cannot be opened: Only https addresses without name and password are fetched.');
    await address.fill(`${site.origin}/none`);
    await sheet.getByRole('button', { name: 'Fetch it' }).click();
    await expect(sheet.getByRole('alert')).toContainText('answered 404; there is no file to be had.');
    await address.fill(`${site.origin}/addon`);
    await sheet.getByRole('button', { name: 'Fetch it' }).click();
    await expect(sheet.getByTestId('facts')).toContainText('from_address');
    await installed(playground, 'from_address');
    await playground.ready();
    expect(await came(playground, 'from_address')).toContain(`${site.origin}/addon`);
    await site.close();
  });
  await test.step('a tampered bundle names the files that were changed', async () => {
    const honest = new Map([
      ['manifest.json', utf8(ticketsManifest())],
      ['README.md', utf8('# Tickets\n')],
      ['frontend/remote.js', utf8('export {}')],
    ]);
    const bundle = await writeBundle(honest);
    const key = await generatePrivateKey();
    const tampered = await writeBundle(new Map([...honest, ['frontend/remote.js', utf8('steal()')], ['frontend/more.js', utf8('')]]));
    const checksums = await checksumsOf('tickets-1.0.0.mcbundle', await sha256Hex(bundle), honest);
    await asked(page);
    await page.getByTestId('bundle-input').setInputFiles(
      Object.entries({
        'tickets-1.0.0.mcbundle': tampered,
        'tickets-1.0.0.mcbundle.sig': utf8(formatSignature(await signBundle(bundle, key))),
        'tickets-1.0.0.mcbundle.checksums': utf8(checksums),
        'dev.pub': utf8(exportPublicKey(key.publicKey)),
      }).map(([name, content]) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) })),
    );
    const sheet = page.getByRole('dialog');
    await expect(sheet.getByTestId('bundle-verdict')).toHaveAttribute('data-verdict', 'tampered');
    await expect(sheet).toContainText('Changed since its author listed them: frontend/remote.js');
    await expect(sheet).toContainText('Not on its author’s list: frontend/more.js');
    await expect(sheet.getByRole('button', { name: 'Install as a new project' })).toBeHidden();
    await isAccessible(page);
    await page.keyboard.press('Escape');
  });
  await test.step('a manifest that is no JSON', async () => {
    await asked(page);
    const buffer = Buffer.from('{\n  "apiVersion": "asteby.com/v3",\n}');
    await page.getByTestId('bundle-input').setInputFiles({ name: 'manifest.json', mimeType: 'application/json', buffer });
    const sheet = page.getByRole('dialog');
    await expect(sheet.getByRole('alert')).toHaveText('manifest.json is no JSON: line 2, column 32: A comma with nothing after it.');
    await expect(sheet).not.toContainText('Would run');
    await expect(sheet.getByRole('button', { name: 'Install as a new project' })).toHaveCount(0);
    await isAccessible(page);
    await sheet.getByRole('button', { name: 'Open as a project to mend' }).click();
    await expect(page.getByRole('button', { name: 'Project: addon' })).toBeVisible();
    await expect(playground.problems.filter({ hasText: 'A comma with nothing after it.' })).toHaveCount(1);
  });
  expect(faults.filter((fault) => !fault.startsWith('Failed to load resource'))).toEqual([]);
});
