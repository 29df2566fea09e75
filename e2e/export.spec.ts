/** The rows of a generated table leave as a file, by the published runtime's own dialog. */
import { readFile } from 'node:fs/promises';
import { expect, type Playground, test } from './playground';

async function exported({ page, frame }: Playground, format: 'CSV' | 'JSON'): Promise<{ name: string; text: string }> {
  await frame.getByRole('button', { name: 'Export', exact: true }).click();
  const dialog = frame.getByRole('dialog');
  await dialog.getByText(format).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Export', exact: true }).click(),
  ]);
  await expect(dialog).toBeHidden();
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

test('rows leave as a file in either format', async ({ playground, faults }) => {
  await playground.open();
  await playground.create({ Title: 'Printer on fire', Requester: 'rosa@example.com' });
  await playground.create({ Title: 'Screen stays black', Requester: 'tom@example.com' });

  const csv = await exported(playground, 'CSV');
  expect(csv.name).toBe('tickets-export.csv');
  expect(csv.text.trim().split('\r\n')).toHaveLength(3);

  const json = await exported(playground, 'JSON');
  expect(json.name).toBe('tickets-export.json');
  const rows = JSON.parse(json.text) as { title: string }[];
  expect(rows.map(({ title }) => title).sort()).toEqual(['Printer on fire', 'Screen stays black']);
  expect(faults).toEqual([]);
});
