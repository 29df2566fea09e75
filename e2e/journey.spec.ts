import { readFile } from 'node:fs/promises';
import type { Download } from '@playwright/test';
import { anotherProfile, expect, test, ticketsManifest } from './playground';

const withLocation = (): string =>
  ticketsManifest().replace(
    '{ "name": "due_date"',
    '{ "name": "location", "type": "text", "label": "Location" },\n        { "name": "due_date"',
  );

test('manifest → live screens → signed bundle → another profile', async ({ page, context, playground, faults }) => {
  await playground.openEmpty();
  const { frame } = playground;
  await expect(playground.verdict).toHaveText('v3 · strict · 0 errors, 0 warnings');
  await expect(frame.getByRole('heading', { name: 'Tickets' })).toBeVisible();

  await test.step('rows are created', async () => {
    await playground.create({ Title: 'Printer on fire', Requester: 'rosa@example.com' });
    await playground.create({ Title: 'Screen stays black', Requester: 'tom@example.com' });
    await playground.create({ Title: 'Keyboard types twice', Requester: 'rosa@example.com' });
    await expect(frame.getByRole('row')).toHaveCount(4);
  });

  await test.step('a column added in the manifest is on the screen', async () => {
    await playground.write(withLocation());
    await expect(playground.verdict).toHaveText('v3 · strict · 0 errors, 0 warnings');
    await frame.getByRole('button', { name: 'New', exact: true }).click();
    await expect(frame.getByRole('dialog').getByLabel('Location')).toBeVisible();
    await frame.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await expect(playground.row('Printer on fire')).toBeVisible();
  });

  await test.step('a row is edited, and the server’s refusal stands under its field', async () => {
    await playground
      .row('Screen stays black')
      .getByRole('button', { name: /actions|menu/i })
      .click();
    await frame.getByRole('menuitem', { name: 'Edit' }).click();
    const dialog = frame.getByRole('dialog');
    await expect(dialog.getByLabel('Title', { exact: false })).toHaveValue('Screen stays black');
    await dialog.getByLabel('Requester', { exact: false }).fill('no address');
    await dialog.getByRole('button', { name: /Save/ }).click();
    await expect(dialog).toBeVisible();
    await dialog.getByLabel('Requester', { exact: false }).fill('tom@example.com');
    await dialog.getByLabel('Title', { exact: false }).fill('Screen works again');
    await dialog.getByRole('button', { name: /Save/ }).click();
    await expect(dialog).toBeHidden();
    await expect(playground.row('Screen works again')).toBeVisible();
  });

  await test.step('search narrows, sort orders', async () => {
    await frame.getByPlaceholder('Search Tickets…').fill('keyboard');
    await expect(frame.getByRole('row')).toHaveCount(2);
    await frame.getByPlaceholder('Search Tickets…').fill('');
    await expect(frame.getByRole('row')).toHaveCount(4);
    const titles = frame.locator('tbody tr td:nth-child(2)');
    const shown = await titles.allTextContents();
    await frame.getByRole('button', { name: 'Sort by Title' }).click();
    await frame.getByRole('menuitem', { name: 'Ascending' }).click();
    await expect(titles).toHaveText(shown.toSorted());
  });

  await test.step('a row is deleted', async () => {
    await playground
      .row('Keyboard types twice')
      .getByRole('button', { name: /actions|menu/i })
      .click();
    await frame.getByRole('menuitem', { name: 'Delete' }).click();
    await frame.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await expect(frame.getByRole('row')).toHaveCount(3);
  });

  await test.step('a broken manifest is marked, and the screens stay', async () => {
    await playground.write(
      withLocation().replace('"type": "boolean", "not_null": true, "default": false', '"type": "bool", "not_null": true, "default": false'),
    );
    await expect(playground.verdict).toHaveText('v3 · strict · 1 error, 0 warnings');
    await expect(playground.problems).toHaveCount(1);
    await playground.problems.first().getByRole('button').first().click();
    await expect(page.locator('.squiggly-error').first()).toBeVisible();
    await expect(page.getByText('The manifest has errors. The preview shows the last version that was valid.')).toBeVisible();
    await expect(playground.row('Printer on fire')).toBeVisible();
    await playground.write(withLocation());
    await expect(playground.verdict).toHaveText('v3 · strict · 0 errors, 0 warnings');
  });

  const files: { name: string; buffer: Buffer; mimeType: string }[] = [];
  await test.step('the bundle is built, signed and handed out', async () => {
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('button', { name: 'Make a key' }).click();
    await page.getByRole('button', { name: 'Build and sign' }).click();
    await expect(page.getByText('The bundle is ready and was verified.')).toBeVisible();
    const downloads: Download[] = [];
    page.on('download', (download) => downloads.push(download));
    await page.getByRole('button', { name: 'Download all' }).click();
    await expect
      .poll(() => downloads.map((download) => download.suggestedFilename()).sort())
      .toEqual(['dev.pub', 'tickets-1.0.0.mcbundle', 'tickets-1.0.0.mcbundle.sig']);
    for (const download of downloads) {
      files.push({
        name: download.suggestedFilename(),
        buffer: await readFile(await download.path()),
        mimeType: 'application/octet-stream',
      });
    }
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
  });

  await test.step('files and rows survive a reload', async () => {
    await page.reload();
    await playground.ready();
    await expect(playground.row('Printer on fire')).toBeVisible();
    await expect(playground.row('Screen works again')).toBeVisible();
    await expect(frame.getByRole('row')).toHaveCount(3);
    await expect(page.locator('.monaco-editor')).toContainText('"table": "tickets"');
  });

  await test.step('another profile is asked for trust, then the bundle installs and runs', async () => {
    const other = await anotherProfile(context);
    const { page: theirs } = other.playground;
    await other.playground.open();
    await theirs.getByRole('button', { name: 'Open' }).click();
    await theirs.getByTestId('bundle-input').setInputFiles(files);
    await expect(theirs.getByText('Signed by a key you do not know.')).toBeVisible();
    await expect(theirs.getByRole('button', { name: 'Install as a new project' })).toBeHidden();
    await theirs.getByRole('button', { name: 'Trust this key' }).click();
    await expect(theirs.getByTestId('bundle-verdict')).toHaveAttribute('data-verdict', 'trusted');
    await theirs.getByRole('button', { name: 'Install as a new project' }).click();
    await other.playground.ready();
    await other.playground.create({ Title: 'Works here too', Requester: 'ana@example.com', Location: 'Lobby' });
    await expect(other.playground.row('Works here too')).toBeVisible();
    await other.close();
  });

  expect(faults).toEqual([]);
});
