/** From the project to a hub that verifies signatures as the documents say; the author's keys from making to deleting. */
import { createHash, createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { exportPrivateKey, exportPublicKey, generatePrivateKey } from '../kernel/bundle/keys';
import { isAccessible } from './accessible';
import { startHub, type Hub } from './hub';
import { expect, test, ticketsManifest } from './playground';

let hub: Hub;
test.beforeEach(async () => {
  hub = await startHub();
});
test.afterEach(() => hub.close());

const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).click();
const text = async (download: Download): Promise<string> => readFile(await download.path(), 'utf8');
const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

async function saved(page: Page, button: string): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button, exact: true }).click()]);
  return download;
}

test('listing, review, upload: what the hub takes, refuses and says', async ({ playground, faults }) => {
  const { page } = playground;
  await playground.open();
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('button', { name: 'Make a key' }).click();
  await expect(page.getByLabel('Signing key')).toContainText('dev · ');

  await test.step('the listing is written into the manifest', async () => {
    await tab(page, 'Listing');
    await page.getByLabel('Licence (SPDX)').fill('Apache 2');
    await expect(page.getByText('This is no SPDX expression that is known here.')).toBeVisible();
    await page.getByLabel('Licence (SPDX)').fill('MIT');
    await expect(page.getByText('This licence is known.')).toBeVisible();
    await page.getByTestId('screenshot-input').setInputFiles([
      { name: 'list.png', mimeType: 'image/png', buffer: PICTURE },
      { name: 'evil.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>') },
    ]);
    await expect(page.getByText('evil.svg is no PNG, JPEG, WebP, GIF or plain SVG below 2 MiB.')).toBeVisible();
    await expect(page.getByRole('dialog').getByText('screenshots/list.png', { exact: true })).toBeVisible();
    await page.getByLabel('README').fill('# Tickets\n\n<script>alert(1)</script>\n');
    await isAccessible(page);
  });

  await test.step('the review says what is wrong, and takes it back when it is mended', async () => {
    await tab(page, 'Review');
    const review = page.getByTestId('review');
    await expect(review).toContainText('Nothing here makes review refuse it. (reject 0, review 1, advice 0)');
    await expect(review.getByRole('listitem').first()).toContainText('PUB-README-HTML README.md:3:1');
    await isAccessible(page);
    const sarif = JSON.parse(await text(await saved(page, 'Save as SARIF'))) as { runs: { results: { ruleId: string }[] }[] };
    expect(sarif.runs[0]?.results.map(({ ruleId }) => ruleId)).toEqual(['PUB-README-HTML']);
    expect(await text(await saved(page, 'Save as HTML'))).toContain('&#60;script&#62;');
    await tab(page, 'Listing');
    await page.getByLabel('README').fill('# Tickets\n');
    await tab(page, 'Review');
    await expect(review).toContainText('(reject 0, review 0, advice 0)');
  });

  await test.step('a dry run shows the request and sends nothing', async () => {
    await tab(page, 'Upload');
    await page.getByLabel('Address of the hub').fill(`${hub.origin}/`);
    await page.getByRole('button', { name: 'Dry run' }).click();
    await expect(page.getByTestId('dry-run')).toContainText(`POST ${hub.origin}/v1/addons`);
    await expect(page.getByTestId('dry-run')).toContainText('x-developer-key: …');
    expect(hub.hits).toEqual([]);
    await isAccessible(page);
  });

  const problem = page.getByTestId('upload-problem');
  const send = () => page.getByRole('button', { name: 'Upload', exact: true }).click();
  await test.step('what goes wrong is said', async () => {
    await send();
    await expect(problem).toHaveText('The token is missing, or holds characters that no token has.');
    await page.getByLabel('Token', { exact: true }).fill('secret');
    await page.getByLabel('Address of the hub').fill('http://hub.example');
    await send();
    await expect(problem).toContainText('The hub needs an https address');
    await page.getByLabel('Address of the hub').fill(hub.origin);
    await send();
    await expect(problem).toContainText('refuses the token or the key (401) (this token is not known)');
    const faultsOfTheHub: [fault: Parameters<Hub['next']>[0], sentence: string][] = [
      [{ status: 413, body: '' }, 'The bundle is too large for this hub (413).'],
      [{ status: 500, body: '{"message":"boom"}' }, 'The hub refused the bundle (500) (boom).'],
      [{ status: 307, location: 'https://evil.example/v1/addons' }, 'The hub sends us elsewhere.'],
      ['hang-up', 'The hub did not answer.'],
      ['cut-upload', 'The hub did not answer.'],
      ['cut-answer', 'The hub answered 201 with something that is no answer. Look there whether the bundle arrived.'],
      [{ status: 200, body: '<html>' }, 'The hub answered 200 with something that is no answer.'],
    ];
    for (const [fault, sentence] of faultsOfTheHub) {
      hub.next(fault);
      await send();
      await expect(problem).toContainText(sentence);
    }
    expect(hub.uploads).toEqual([]);
  });

  await test.step('the hub verifies and takes the bundle, and its states are shown', async () => {
    await tab(page, 'Keys');
    hub.register('secret', await text(await saved(page, 'Save dev.pub')));
    await tab(page, 'Upload');
    await send();
    const state = page.getByTestId('upload-state');
    await expect(state).toContainText('The hub took it as ad_1. State: pending (waiting for review)');
    expect(hub.uploads.map(({ addonKey, version, form }) => [addonKey, version, form])).toEqual([['tickets', '1.0.0', 'file']]);
    hub.move('ad_1', 'changes_requested', 'Name the author.');
    await page.getByRole('button', { name: 'Ask for the state' }).click();
    await expect(state).toContainText('changes_requested (changes requested) 2026-01-01T00:00:00Z Name the author.');
    hub.move('ad_1', 'published');
    await page.getByRole('button', { name: 'Ask for the state' }).click();
    await expect(state).toContainText('State: published (published)');
    await isAccessible(page);
  });

  await test.step('the next version is advised, and goes up in the other form', async () => {
    await page.keyboard.press('Escape');
    await playground.write(
      ticketsManifest()
        .replace('"license": "Apache-2.0"', '"license": "MIT"')
        .replace('{ "name": "due_date"', '{ "name": "location", "type": "text", "label": "Location" },\n        { "name": "due_date"'),
    );
    await expect(playground.verdict).toHaveText('v3 · strict · 0 errors, 0 warnings');
    await page.getByRole('button', { name: 'Export' }).click();
    await tab(page, 'Review');
    await expect(page.getByTestId('review')).toContainText('PUB-VERSION');
    await expect(page.getByTestId('version-advice')).toContainText('Advised after 1.0.0: 1.1.0 (minor)');
    await page.getByRole('button', { name: 'Set the version to 1.1.0' }).click();
    await expect(page.getByTestId('review')).toHaveAttribute('data-passes', 'true');
    await tab(page, 'Upload');
    await page.getByLabel('Form of the request').selectOption('hex');
    await page.getByLabel('Developer id (UUID)').fill('0f0f0f0f-0000-4000-8000-000000000001');
    await page.getByLabel('Beta channel: only organizations that opted in see it').check();
    await send();
    await expect(page.getByTestId('upload-state')).toContainText('The hub took it as ad_2. State: pending_review');
    expect(hub.uploads.map(({ version, form, channel }) => [version, form, channel])).toEqual([
      ['1.0.0', 'file', null],
      ['1.1.0', 'hex', 'beta'],
    ]);
  });

  await test.step('the token was kept nowhere', async () => {
    const kept = await page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
    expect(kept).toContain(hub.origin);
    expect(kept).not.toContain('secret');
  });
  // The faults of the hub are the browser's to note; nothing else went wrong.
  expect(faults.filter((fault) => !fault.startsWith('Failed to load resource'))).toEqual([]);
});

test('keys: made, copied, exported, deleted, imported in every form, and what they sign', async ({ playground, faults }) => {
  const { page } = playground;
  await playground.open();
  await test.step('the files beside a bundle say the same as the bundle, and two bundles are compared', async () => {
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('button', { name: 'Make a key' }).click();
    await page.getByRole('button', { name: 'Build and sign' }).click();
    await expect(page.getByText('The bundle is ready and was verified.')).toBeVisible();
    const bundle = await saved(page, 'Download tickets-1.0.0.mcbundle');
    const packed = await readFile(await bundle.path());
    const digest = createHash('sha256').update(packed).digest('hex');
    await page.getByText('More files').click();
    expect(await text(await saved(page, 'Save tickets-1.0.0.mcbundle.sha256'))).toBe(`${digest}\n`);
    const hex = (await text(await saved(page, 'Save tickets-1.0.0.mcbundle.sig.hex'))).trim();
    const base64 = (await text(await saved(page, 'Download tickets-1.0.0.mcbundle.sig'))).trim();
    expect(Buffer.from(base64, 'base64').toString('hex')).toBe(hex);
    const sidecar = JSON.parse(await text(await saved(page, 'Save tickets-1.0.0.mcbundle.signature.json'))) as Record<string, unknown>;
    expect(sidecar).toMatchObject({ addon_key: 'tickets', version: '1.0.0', digest: `sha256:${digest}`, signature: { value: base64 } });
    const checksums = await text(await saved(page, 'Save tickets-1.0.0.mcbundle.checksums'));
    expect(checksums.split('\n')[0]).toBe(`${digest}  tickets-1.0.0.mcbundle`);
    await isAccessible(page);

    await page.keyboard.press('Escape');
    await playground.write(ticketsManifest().replace('"label": "Tickets"', '"label": "Cases"'));
    await page.getByRole('button', { name: 'Export' }).click();
    await tab(page, 'Review');
    await page.getByTestId('compare-input').setInputFiles({ name: 'old.mcbundle', mimeType: 'application/gzip', buffer: packed });
    await expect(page.getByTestId('bundle-diff')).toContainText('"Tickets" → "Cases"');
    await page
      .getByTestId('compare-input')
      .setInputFiles({ name: 'x.mcbundle', mimeType: 'application/gzip', buffer: Buffer.from('no bundle') });
    await expect(page.getByRole('alert').filter({ hasText: 'The bundle cannot be compared: This is not a bundle' })).toBeVisible();
  });
  await test.step('keys: made, copied, exported, deleted, imported in every form', async () => {
    await tab(page, 'Keys');
    const keys = page.getByTestId('key');
    await page.getByRole('button', { name: 'Delete dev…' }).click();
    await page.getByRole('button', { name: 'Delete the key' }).click();
    await expect(keys).toHaveCount(0);
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());

    await test.step('one that cannot be read back', async () => {
      await page.getByLabel('Name', { exact: true }).fill('shut');
      await page.getByRole('button', { name: 'Make', exact: true }).click();
      await expect(keys).toHaveCount(1);
      await expect(keys.first()).toContainText('shut (cannot be read back)');
      await expect(page.getByText('Export the private key shut')).toHaveCount(0);
    });

    let seed = '';
    let encrypted = '';
    await test.step('one that can, in every form', async () => {
      await page.getByLabel('Name', { exact: true }).fill('open');
      await page.getByLabel('Can be exported later').check();
      await page.getByRole('button', { name: 'Make', exact: true }).click();
      await expect(keys).toHaveCount(2);
      await page.getByRole('button', { name: 'Copy Public key as hex of open' }).click();
      await expect.poll(clipboard).toMatch(/^[0-9a-f]{64}$/);
      const hex = await clipboard();
      await page.getByRole('button', { name: 'Copy Public key as base64 of open' }).click();
      await expect.poll(clipboard).toBe(Buffer.from(hex, 'hex').toString('base64'));
      await page.getByText('Export the private key open').click();
      await page.getByLabel('Passphrase', { exact: true }).fill('short');
      await page.getByRole('button', { name: 'Save under the passphrase' }).click();
      await expect(page.getByText('The passphrase needs at least 8 characters.')).toBeVisible();
      await page.getByLabel('Passphrase', { exact: true }).fill('correct horse');
      encrypted = await text(await saved(page, 'Save under the passphrase'));
      seed = await text(await saved(page, 'Save without a passphrase'));
      expect(createPrivateKey({ key: encrypted, passphrase: 'correct horse' }).export({ type: 'pkcs8', format: 'pem' })).toBe(seed);
      await isAccessible(page);
    });

    await test.step('deleting asks first', async () => {
      await page.getByRole('button', { name: 'Delete open…' }).click();
      await isAccessible(page, '[role=alertdialog]');
      await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
      await expect(keys).toHaveCount(2);
      await page.getByRole('button', { name: 'Delete open…' }).click();
      await page.getByRole('button', { name: 'Delete the key' }).click();
      await expect(keys).toHaveCount(1);
    });

    const offer = async (name: string, content: string) => {
      await page.getByLabel('Name', { exact: true }).fill(name);
      await page.getByTestId('key-input').setInputFiles({ name: `${name}.pem`, mimeType: 'text/plain', buffer: Buffer.from(content) });
    };
    await test.step('import: under a passphrase, as raw blocks, and what is no key', async () => {
      await offer('back', encrypted);
      await page.getByLabel('Passphrase of the file').fill('wrong');
      await page.getByRole('button', { name: 'Open the file' }).click();
      await expect(page.getByText('That did not work: The passphrase does not open this key.')).toBeVisible();
      await page.getByLabel('Passphrase of the file').fill('correct horse');
      await page.getByRole('button', { name: 'Open the file' }).click();
      await expect(page.getByText('back was imported.')).toBeVisible();
      await offer('again', seed);
      await expect(page.getByText('That did not work: This key is already here, as back.')).toBeVisible();
      const other = await generatePrivateKey();
      await offer('cli', exportPrivateKey(other, 'raw'));
      await expect(page.getByText('cli was imported.')).toBeVisible();
      await expect(keys.filter({ hasText: other.publicKey.fingerprint })).toHaveCount(1);
      await offer('public', exportPublicKey(other.publicKey));
      await expect(page.getByText('That did not work: This is a public key; the private key (.pem) is wanted here.')).toBeVisible();
      await expect(keys).toHaveCount(3);
    });

    await test.step('they are there after a reload, and sign', async () => {
      await page.reload();
      await playground.ready();
      await page.getByRole('button', { name: 'Export' }).click();
      await page.getByLabel('Signing key').selectOption('cli');
      await page.getByRole('button', { name: 'Build and sign' }).click();
      await expect(page.getByText('The bundle is ready and was verified.')).toBeVisible();
      await expect(page.getByRole('button', { name: 'Download cli.pub' })).toBeVisible();
    });
  });
  expect(faults).toEqual([]);
});
