import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { packProject } from '../kernel/project/project';
import { TEMPLATES } from '../templates';
import { expect, test } from './playground';

test('a bundle built in the browser has the bytes of one built in Node', async ({ playground }) => {
  const { page } = playground;
  const template = TEMPLATES.find(({ id }) => id === 'tickets');
  const inNode = await packProject(new Map(Object.entries(template?.files ?? {})));
  expect(inNode.included.get('manifest.json')).toEqual(new Uint8Array(readFileSync('templates/tickets/manifest.json')));

  await playground.open();
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('button', { name: 'Build without a signature' }).click();
  await expect(page.getByTestId('export-result')).toContainText(inNode.digest);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download tickets-1.0.0.mcbundle' }).click(),
  ]);
  const bytes = await readFile(await download.path());
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(inNode.digest);
  expect(bytes.equals(inNode.bytes)).toBe(true);
});
