/** The rows of a generated table leave as a file, by the published runtime's own dialog. */
import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import { expect, type Playground, test } from './playground';

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

test('rows leave as a file in each format', async ({ playground, faults }) => {
  await playground.open();
  await playground.create({ Title: 'Printer on fire', Requester: 'rosa@example.com' });
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
  expect(faults).toEqual([]);
});
