/** What somebody sees who was never here: an addon that lives, and a way on from every screen. */
import { anotherProfile, expect, test } from './playground';

const WRITTEN = /sample rows are in the tables/;

test('a first visit opens on an addon with rows, its models before the reader, and writes those rows once', async ({
  page,
  playground,
  faults,
}) => {
  await playground.open();
  await expect(page.getByText(WRITTEN)).toBeVisible();
  await expect(playground.row('Oven does not reach 200 °C')).toBeVisible();
  await expect(page.locator('.monaco-editor').first()).toContainText('"table": "tickets"');
  const rows = await playground.frame.getByTestId('row-total').textContent();

  await test.step('a reload writes no second set', async () => {
    await page.reload();
    await playground.ready();
    await expect(playground.row('Oven does not reach 200 °C')).toHaveCount(1);
    await expect(playground.frame.getByTestId('row-total')).toHaveText(rows ?? '');
    await expect(page.getByText(WRITTEN)).toBeHidden();
  });

  await test.step('another organization has none of them', async () => {
    await page.getByLabel('Person who looks').selectOption({ label: 'Dana Köhler' });
    await expect(playground.frame.getByRole('heading', { name: 'No results' }).first()).toBeVisible();
    await page.getByLabel('Person who looks').selectOption({ index: 0 });
    await expect(playground.row('Oven does not reach 200 °C')).toBeVisible();
  });

  await test.step('after a reset the tables are empty, and the rows are offered', async () => {
    await page.getByRole('button', { name: /^Project:/ }).click();
    await page.getByRole('menuitem', { name: 'Reset data' }).click();
    await page.getByRole('button', { name: 'Drop the rows' }).click();
    await expect(playground.frame.getByRole('heading', { name: 'No results' }).first()).toBeVisible();
    await page.getByRole('button', { name: 'Write the sample rows' }).click();
    await expect(playground.row('Oven does not reach 200 °C')).toBeVisible();
  });
  expect(faults).toEqual([]);
});

test('a template’s address and a shared link bring their sample rows, in the reader’s language', async ({ page, playground, context }) => {
  await page.goto(`${process.env.PLAYGROUND_URL ?? ''}?template=bookings`);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await playground.ready();
  await expect(page.getByText(WRITTEN)).toBeVisible();
  await page.getByRole('button', { name: 'Share' }).click();
  const url = await page.getByRole('dialog').getByRole('textbox', { name: 'Link' }).inputValue();

  const other = await anotherProfile(context);
  await other.playground.page.goto(url);
  await other.playground.page.getByRole('button', { name: 'Run', exact: true }).click();
  await other.playground.ready();
  await expect(other.playground.page.getByText(WRITTEN)).toBeVisible();
  await other.close();
});
