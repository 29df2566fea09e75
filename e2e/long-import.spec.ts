/** An import that takes a while: checked first, left alone, stopped, cut off by a reload and taken up again. Nothing comes twice, and its end is always told. */
import type { Locator } from '@playwright/test';
import { violationsIn } from './accessible';
import { expect, test, type Playground } from './playground';
import { previewFrame } from './port';

/** Enough to be under way for some seconds, on a quick machine too. */
const ROWS = 20_000;

const fileOf = (name: string, lines: readonly string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(['Title,Requester,Estimated cost', ...lines].join('\n')),
});
const manyRows = (name: string) =>
  fileOf(
    name,
    Array.from({ length: ROWS }, (_, index) => `Ticket ${String(index)},rosa@example.com,12.50`),
  );

const inDigits = (text: string): number => Number(text.replaceAll(',', ''));

/** The rows that an import says it created, in a sentence that matches `how`; the list has as many more than `before`. */
async function createdBy({ frame }: Playground, told: Locator, how: RegExp, before = 0): Promise<number> {
  await expect(told).toHaveText(how);
  const [, created = ''] = /([\d,]+) created/.exec((await told.textContent()) ?? '') ?? [];
  await expect(frame.getByTestId('row-total')).toHaveText(`Total: ${(before + inDigits(created)).toLocaleString('en')}`);
  return inDigits(created);
}

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('the element is not drawn');
  return box;
}

async function begin({ frame }: Playground, file: ReturnType<typeof fileOf>): Promise<Locator> {
  await frame.getByRole('button', { name: 'Import', exact: true }).click();
  const dialog = frame.getByRole('dialog');
  await dialog.getByLabel('File').setInputFiles(file);
  await dialog.getByRole('button', { name: 'Validate' }).click();
  await dialog.getByRole('button', { name: `Import (${ROWS.toLocaleString('en')})` }).click();
  // Some rows are written, and not all of them.
  await expect(dialog.getByRole('progressbar')).toHaveAttribute('aria-valuenow', /^[1-9]\d?$/);
  return dialog;
}

test('an import is never lost from sight, and each of its rows is written once', async ({ playground, page, faults }) => {
  await playground.openEmpty();
  const { frame } = playground;
  const bar = frame.getByTestId('imports');
  const dialog = frame.getByRole('dialog');

  await test.step('the check counts rows and faults apart, and names columns by their labels', async () => {
    await frame.getByRole('button', { name: 'Import', exact: true }).click();
    await dialog
      .getByLabel('File')
      .setInputFiles(
        fileOf('five.csv', [
          'Good,rosa@example.com,1',
          ',nobody,-1',
          'Dear,tom@example.com,much',
          'Fine,eva@example.com,',
          'Well,ivo@example.com,2',
        ]),
      );
    await dialog.getByRole('button', { name: 'Validate' }).click();
    await expect(dialog.getByRole('status')).toHaveText('Rows that can be imported: 3. Faults: 4.');
    const columns = await dialog.locator('td:nth-child(2)').allTextContents();
    expect([...new Set(columns)].sort()).toEqual(['Estimated cost', 'Requester', 'Title']);
    await expect(dialog.getByRole('button', { name: 'Import (3)' })).toBeEnabled();
    expect(await violationsIn(page, '[role=dialog]', await previewFrame(page))).toEqual([]);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step('Escape asks; left to run on, it is in sight and can be stopped, and what is written is told', async () => {
    await begin(playground, manyRows('first.csv'));
    await page.keyboard.press('Escape');
    const question = frame.getByRole('alertdialog', { name: 'The import is under way' });
    await question.getByRole('button', { name: 'Let it run on' }).click();
    await expect(dialog).toBeHidden();
    await expect(bar.getByRole('progressbar', { name: 'first.csv' })).toBeVisible();
    await bar.getByRole('button', { name: 'Stop the import' }).click();
    const created = await createdBy(
      playground,
      bar.getByRole('status'),
      /^first\.csv: stopped after ([\d,]+) of 20,000 rows\. \1 created, 0 refused\. What is created stays\.$/,
    );
    expect(created).toBeGreaterThan(0);
    expect(created).toBeLessThan(ROWS);
    await bar.getByRole('button', { name: 'Close' }).click();
    await expect(bar).toHaveCount(0);
  });

  await test.step('the list around so many rows can be read, and nothing covers its paging', async () => {
    await frame.getByRole('checkbox', { name: 'Select row' }).first().click();
    const bulk = await boxOf(frame.getByRole('toolbar', { name: 'Bulk actions for 1 selected record' }));
    const size = frame.getByRole('combobox', { name: 'Rows per page' });
    const next = frame.getByRole('button', { name: 'Next page' });
    for (const box of [await boxOf(size), await boxOf(next)]) expect(bulk.y + bulk.height).toBeLessThanOrEqual(box.y);
    const search = frame.getByRole('textbox', { name: 'Search Tickets…' });
    const cutOff = (control: Locator) => control.evaluate((element) => element.scrollWidth > element.clientWidth);
    expect(await cutOff(size.locator('[data-slot=select-value]'))).toBe(false);
    expect(await cutOff(search)).toBe(false);
    expect((await boxOf(search)).width).toBeGreaterThan(159);
    expect(await violationsIn(page, 'main', await previewFrame(page))).toEqual([]);
    await frame.getByRole('button', { name: 'Clear selection' }).click();
  });

  await test.step('closing the tab asks, and so does a reload; then the import says how far it came, and goes on where it stopped', async () => {
    const before = inDigits(((await frame.getByTestId('row-total').textContent()) ?? '').replace('Total: ', ''));
    const asked: string[] = [];
    await begin(playground, manyRows('second.csv'));
    const [closing] = await Promise.all([page.waitForEvent('dialog'), page.close({ runBeforeUnload: true })]);
    expect(closing.type()).toBe('beforeunload');
    await closing.dismiss();
    // A reload that begins while the browser still asks about the closing is taken for the same question, and answered with its no.
    await page.evaluate(() => document.readyState);
    page.on('dialog', (question) => {
      asked.push(question.type());
      void question.accept();
    });
    await page.reload();
    expect(asked).toEqual(['beforeunload']);
    await playground.ready();
    const created = await createdBy(
      playground,
      bar.getByRole('status'),
      /^second\.csv: interrupted after ([\d,]+) of 20,000 rows, because the kernel ended\. \1 created, 0 refused\. Import the same file again to go on where it stopped: no row comes twice\.$/,
      before,
    );
    expect(created).toBeLessThan(ROWS);
    await frame.getByRole('button', { name: 'Import', exact: true }).click();
    await dialog.getByLabel('File').setInputFiles(manyRows('second.csv'));
    await dialog.getByRole('button', { name: 'Validate' }).click();
    await dialog.getByRole('button', { name: 'Import (20,000)' }).click();
    expect(await createdBy(playground, dialog.getByRole('status'), /^second\.csv: 20,000 created, 0 refused\.$/, before)).toBe(ROWS);
    await dialog.getByRole('button', { name: 'Close', exact: true }).first().click();
    await expect(dialog).toBeHidden();
    await expect(bar).toHaveCount(0);
    await page.reload();
    expect(asked).toEqual(['beforeunload']);
    await playground.ready();
    await expect(frame.getByTestId('row-total')).toHaveText(`Total: ${(before + ROWS).toLocaleString('en')}`);
    await expect(bar).toHaveCount(0);
  });
  // axe reads the frame's style sheet once more, which its policy does not let it.
  expect(faults.filter((fault) => !fault.includes("frame.css' violates"))).toEqual([]);
});
