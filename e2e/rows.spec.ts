/**
 * A person works with the rows of an addon: what the kernel tells of it beside the editor, files that the rows leave and come
 * in by, and a second person who looks.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { expect, type Playground, test, ticketsManifest } from './playground';

const onDisk = (name: string, text: string): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'playground-')), name);
  writeFileSync(path, text);
  return path;
};

/** Exports by the published runtime's own dialog. */
async function exported({ page, frame }: Playground, format: 'CSV' | 'JSON' | 'Excel'): Promise<{ name: string; bytes: Buffer }> {
  await frame.getByRole('button', { name: 'Export', exact: true }).click();
  const dialog = frame.getByRole('dialog');
  await dialog.getByRole('radio', { name: format }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Export', exact: true }).click(),
  ]);
  await expect(dialog).toBeHidden();
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test('rows are written, explained, exported, imported and looked at by two people', async ({ playground, faults }) => {
  const { page, frame } = playground;
  await playground.openEmpty();
  await test.step('a request tells why it was answered so, and an action shows what would have left', async () => {
    await page.getByRole('tab', { name: 'Activity' }).click();
    const activity = page.getByTestId('activity');
    await expect(activity.getByText('No call left yet. Run an action or a tool that makes one.')).toBeVisible();

    await playground.create({ Title: 'Printer on fire', Requester: 'rosa@example.com' });
    // Sample rows were sent there before: this is the one with the row.
    const request = activity
      .locator('details')
      .filter({ has: page.locator('summary', { hasText: 'POST /data/tickets' }) })
      .filter({ hasText: '"title":"Printer on fire"' });
    await request.first().locator('summary').click();
    await expect(request.first().getByRole('list', { name: 'Decisions' })).toContainText(
      '✓ tickets.create: an administrator may do everything',
    );
    await expect(request.first().getByRole('list', { name: 'Statements' })).toContainText('insert into "addon_tickets"."tickets"');

    await playground.row('Printer on fire').getByRole('button').last().click();
    await frame.getByRole('menuitem', { name: 'Escalate' }).click();
    const dialog = frame.getByRole('dialog');
    await dialog.getByRole('textbox').first().fill('It burns');
    await dialog.getByRole('button', { name: /Escalate|Run|Confirm|Execute/ }).click();
    const webhook = activity.getByRole('region', { name: 'Calls' }).locator('details');
    await expect(webhook).toHaveCount(1);
    await webhook.locator('summary').click();
    await expect(webhook).toContainText('POST https://helpdesk.example.com/hooks/tickets/escalate');
    await expect(webhook).toContainText('X-Metacore-Signature: sha256=');
    await expect(webhook).toContainText('It burns');
    await expect(webhook).toContainText('Signed and kept here; nothing was sent to that address.');
    await expect(activity.getByRole('region', { name: 'Capabilities' })).toContainText('http:fetch helpdesk.example.com /capabilities/');
  });
  await test.step('rows leave as a file in each format', async () => {
    await playground.create({ Title: 'Screen stays black', Requester: 'tom@example.com' });

    const csv = await exported(playground, 'CSV');
    expect(csv.name).toBe('tickets-export.csv');
    expect(csv.bytes.toString().trim().split('\r\n')).toHaveLength(3);

    const json = await exported(playground, 'JSON');
    expect(json.name).toBe('tickets-export.json');
    const rows = JSON.parse(json.bytes.toString()) as { title: string }[];
    expect(rows.map(({ title }) => title).sort()).toEqual(['Printer on fire', 'Screen stays black']);

    const workbook = await exported(playground, 'Excel');
    expect(workbook.name).toBe('tickets-export.xlsx');
    const sheet = strFromU8(unzipSync(workbook.bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(sheet.match(/<row>/g)).toHaveLength(3);
    for (const text of ['Requester', 'Printer on fire', 'Screen stays black']) expect(sheet).toContain(text);
  });
  await test.step('rows are imported from a file on the disk', async () => {
    await frame.getByRole('button', { name: 'Import', exact: true }).click();
    const dialog = frame.getByRole('dialog');
    await dialog.locator('input[type=file]').setInputFiles(onDisk('rows.csv', 'title,requester\nFrom a disk,rosa@example.com\n'));
    await dialog.getByRole('button', { name: 'Validate' }).click();
    await dialog.getByRole('button', { name: 'Import (1)' }).click();
    await expect(dialog).toContainText('1 created');
    await dialog.getByRole('button', { name: 'Close' }).first().click();
    await expect(playground.row('From a disk')).toBeVisible();
  });
  await test.step('files that are dropped on the preview are opened by the page', async () => {
    await expect(playground.frame.getByRole('heading', { name: 'Tickets' })).toBeVisible();
    const devtools = await page.context().newCDPSession(page);
    const data = { items: [], files: [onDisk('manifest.json', ticketsManifest())], dragOperationsMask: 1 };
    const drag = (type: 'dragEnter' | 'dragOver' | 'drop') => devtools.send('Input.dispatchDragEvent', { type, x: 1000, y: 500, data });
    await page.evaluate(() => {
      addEventListener(
        'dragover',
        ({ target }) => {
          if (target instanceof Element && target.closest('[data-testid=drop-sheet]')) document.body.dataset.dragged = 'over the sheet';
        },
        { capture: true },
      );
    });
    // A hand moves all the time, and a page under load does not hear of every move: the sheet comes, and then has the drag.
    const moves = async (): Promise<string | undefined> => {
      await drag('dragEnter');
      await drag('dragOver');
      return page.evaluate(() => document.body.dataset.dragged);
    };
    await expect.poll(moves).toBe('over the sheet');
    // The sheet belongs to another process than the preview: a drag enters it anew.
    await drag('dragEnter');
    await drag('dragOver');
    await drag('drop');
    await expect(page.getByRole('dialog').getByRole('heading', { name: 'Open an addon' })).toBeVisible();
    await expect(page.getByRole('dialog')).toContainText('Install as a new project');
    await expect(page.getByTestId('drop-sheet')).toBeHidden();
    expect(page.context().pages()).toHaveLength(1);
    await page.keyboard.press('Escape');
  });
  await test.step('two people look at the same rows, a stranger at none', async () => {
    const second = page.frameLocator('[data-testid=second-frame]');
    const add = second.getByRole('button', { name: 'New', exact: true });

    await test.step('a second view is told of what the first one writes', async () => {
      await page.getByRole('button', { name: 'Second view' }).click();
      await expect(add).toBeVisible();
      await expect(second.getByRole('row').filter({ hasText: 'Printer on fire' })).toBeVisible();
      await playground.create({ Title: 'Written beside it', Requester: 'rosa@example.com' });
      await expect(second.getByRole('row').filter({ hasText: 'Written beside it' })).toBeVisible();
    });

    await test.step('who only looks can add nothing', async () => {
      await playground.lookAs('Carla Núñez', 1);
      await expect(playground.viewer(1)).toHaveAccessibleName('Seen as Carla Núñez, Viewer');
      await expect(second.getByRole('row').filter({ hasText: 'Printer on fire' })).toBeVisible();
      await expect(add).toHaveCount(0);
    });

    await test.step('a role of the addon lets her add', async () => {
      await playground.lookAs('Support agent · tickets', 1);
      await expect(add).toBeVisible();
      await expect(second.getByRole('row').filter({ hasText: 'Printer on fire' })).toBeVisible();
    });

    await test.step('another organization has the addon and none of the rows', async () => {
      await playground.lookAs('Dana Köhler');
      await expect(playground.frame.getByRole('heading', { name: 'No results' }).first()).toBeVisible();
      await playground.create({ Title: 'Till is stuck', Requester: 'emil@globex.test' });
      await expect(playground.row('Till is stuck')).toBeVisible();
      await expect(second.getByRole('row').filter({ hasText: 'Printer on fire' })).toBeVisible();
      await expect(second.getByRole('row').filter({ hasText: 'Till is stuck' })).toHaveCount(0);
    });

    await test.step('the second view closes', async () => {
      await page.getByRole('button', { name: 'Close', exact: true }).click();
      await expect(page.getByTestId('second-frame')).toHaveCount(0);
      await expect(playground.row('Till is stuck')).toBeVisible();
    });
  });
  expect(faults).toEqual([]);
});
