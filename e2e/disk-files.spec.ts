/** Files that lie on a disk: dropped on the preview, and taken in by the addon's own screens. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, ticketsManifest } from './playground';

const onDisk = (name: string, text: string): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'playground-')), name);
  writeFileSync(path, text);
  return path;
};

test('files that are dropped on the preview are opened by the page', async ({ playground }) => {
  const { page } = playground;
  await playground.open();
  await expect(playground.frame.getByRole('heading', { name: 'Tickets' })).toBeVisible();
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [onDisk('manifest.json', ticketsManifest())], dragOperationsMask: 1 };
  const drag = (type: 'dragEnter' | 'dragOver' | 'drop') => devtools.send('Input.dispatchDragEvent', { type, x: 1000, y: 500, data });
  // A hand moves all the time, and a page under load does not hear of every move.
  const moves = async (): Promise<boolean> => {
    await drag('dragEnter');
    await drag('dragOver');
    return page.getByTestId('drop-sheet').isVisible();
  };
  await expect.poll(moves).toBe(true);
  // The sheet belongs to another process than the preview: a drag enters it anew.
  await drag('dragEnter');
  await drag('dragOver');
  await drag('drop');
  await expect(page.getByRole('dialog').getByRole('heading', { name: 'Open an addon' })).toBeVisible();
  await expect(page.getByRole('dialog')).toContainText('Install as a new project');
  await expect(page.getByTestId('drop-sheet')).toBeHidden();
  expect(page.context().pages()).toHaveLength(1);
});

test('rows are imported from a file on the disk', async ({ playground, faults }) => {
  await playground.open();
  const { frame } = playground;
  await frame.getByRole('button', { name: 'Import', exact: true }).click();
  const dialog = frame.getByRole('dialog');
  await dialog.locator('input[type=file]').setInputFiles(onDisk('rows.csv', 'title,requester\nFrom a disk,rosa@example.com\n'));
  await dialog.getByRole('button', { name: 'Validate' }).click();
  await dialog.getByRole('button', { name: 'Import (1)' }).click();
  await expect(dialog).toContainText('1 created');
  await dialog.getByRole('button', { name: 'Close' }).first().click();
  await expect(playground.row('From a disk')).toBeVisible();
  expect(faults).toEqual([]);
});
