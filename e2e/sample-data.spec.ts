import axe from 'axe-core';
import { expect, test } from './playground';

test('sample data fills the screens, survives a visit, and is taken away again', async ({ page, playground, faults }) => {
  await playground.open();
  const { frame } = playground;
  await playground.create({ Title: 'My own ticket', Requester: 'rosa@example.com' });
  const open = async () => {
    await page.getByRole('button', { name: /^Project:/ }).click();
    await page.getByRole('menuitem', { name: 'Sample data' }).click();
  };
  const dialog = page.getByRole('dialog', { name: 'Sample data' });

  await test.step('what is no number is refused', async () => {
    await open();
    await dialog.getByLabel('Rows in each table').fill('many');
    await dialog.getByRole('button', { name: 'Fill the tables' }).click();
    await expect(dialog.getByRole('alert')).toHaveText('A whole number from 1 to 1,000,000.');
    await dialog.getByLabel('Rows in each table').fill('900000');
    await dialog.getByRole('button', { name: 'Fill the tables' }).click();
    await expect(dialog.getByRole('alert')).toHaveText('At most 500,000 rows in each table: a run makes a million in all.');
    await expect(dialog.getByText('No sample data yet.')).toBeVisible();
  });

  await test.step('by keyboard, with nothing an axe rule finds', async () => {
    await dialog.getByLabel('Rows in each table').fill('12');
    await dialog.getByLabel('Number', { exact: true }).fill('7');
    await page.keyboard.press('Enter');
    await expect(dialog.getByText('24 rows, number 7 (en)')).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Fill the tables' })).toBeEnabled();
    // Half faded in, every text is too pale.
    await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
    await page.evaluate(axe.source);
    const found = await page.evaluate(async () => {
      const { axe: engine } = window as unknown as { axe: typeof axe };
      const { violations } = await engine.run('[role=dialog]', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
      );
    });
    expect(found).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: /^Project:/ })).toBeFocused();
  });

  await test.step('the list shows them without being asked', async () => {
    await expect(frame.getByRole('row')).toHaveCount(11);
    await expect(frame.getByText('13', { exact: false }).first()).toBeVisible();
  });

  await test.step('a run can be stopped', async () => {
    await open();
    await dialog.getByLabel('Rows in each table').fill('200000');
    await dialog.getByRole('button', { name: 'Fill the tables' }).click();
    await expect(dialog.getByRole('progressbar')).toBeVisible();
    await dialog.getByRole('button', { name: 'Stop' }).click();
    await expect(dialog.getByText(/rows, number 7 \(en\) stopped/)).toBeVisible();
    await dialog.getByRole('listitem').filter({ hasText: 'stopped' }).getByRole('button', { name: 'Remove these rows' }).click();
    await expect(dialog.getByText(/stopped/)).toHaveCount(0);
    await page.keyboard.press('Escape');
  });

  await test.step('the next visit still knows what it made', async () => {
    await page.reload();
    await playground.ready();
    await expect(frame.getByRole('row')).toHaveCount(11);
    await open();
    await dialog.getByRole('button', { name: 'Remove these rows' }).click();
    await expect(dialog.getByText('No sample data yet.')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(frame.getByRole('row')).toHaveCount(2);
    await expect(playground.row('My own ticket')).toBeVisible();
  });
  expect(faults).toEqual([]);
});
