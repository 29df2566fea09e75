/** What cures a finding is seen before it is done: one by one, or all that have exactly one answer. */
import { isAccessible } from './accessible';
import { expect, test, ticketsManifest } from './playground';

test('shows every fix line by line before it is made, and makes it in one step', async ({ playground, faults }) => {
  const { page } = playground;
  await playground.open();
  await expect(playground.verdict).toHaveText(/0 errors, 0 warnings$/);
  await playground.showProblems();
  const proposed = page.getByTestId('proposed-fix');
  const broken = ticketsManifest()
    .replace('"name": "description", "type": "text"', '"name": "description", "type": "string"')
    .replace('"model": "Comment"', '"model": "Coment"');
  await playground.write(broken);
  const wrongType = playground.problems.filter({ hasText: 'is not allowed here' });
  await expect(wrongType).toHaveCount(1);

  await test.step('a fix is looked at by its lines, and left alone by Escape', async () => {
    await wrongType.getByRole('button', { name: /^Fix:/ }).click();
    await expect(proposed).toContainText('goes: ');
    await expect(proposed).toContainText('"type": "string"');
    await expect(proposed).toContainText('"type": "text"');
    await expect(proposed.getByRole('button', { name: 'Apply' })).toBeFocused();
    await isAccessible(page, '[data-area=drawer]');
    await page.keyboard.press('Escape');
    await expect(proposed).toBeHidden();
    await expect(wrongType.getByRole('button', { name: /^Fix:/ })).toBeFocused();
    await expect(wrongType).toHaveCount(1);
  });

  await test.step('Enter makes it', async () => {
    await page.keyboard.press('Enter');
    await expect(proposed.getByRole('button', { name: 'Apply' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(wrongType).toHaveCount(0);
    await expect(proposed).toBeHidden();
  });

  await test.step('where there are several ways, the chosen one is shown and made', async () => {
    const noModel = playground.problems
      .filter({ hasText: '“Coment”' })
      .or(playground.problems.filter({ hasText: '"Coment"' }))
      .first();
    await noModel.getByRole('button', { name: /^Fix:/ }).click();
    await proposed.getByRole('radio', { name: /Replace "Coment" by "Comment"/ }).check();
    await expect(proposed).toContainText('"model": "Comment"');
    await proposed.getByRole('button', { name: 'Apply' }).click();
    await expect(playground.verdict).toHaveText(/0 errors, 0 warnings$/);
  });

  await test.step('what has exactly one answer is shown together, and taken back in one step', async () => {
    const manifest = JSON.parse(ticketsManifest()) as { models: { columns: object[] }[] };
    manifest.models[0]?.columns.splice(1, 1);
    const text = JSON.stringify(manifest, null, 2).replace('"type": "text"', '"type": "string"');
    await playground.write(text);
    await expect(playground.problems.filter({ hasText: 'organization_id' }).first()).toBeVisible();
    await page.getByRole('button', { name: 'Fix what is plain' }).click();
    await expect(proposed).toContainText('exactly one answer');
    await expect(proposed).toContainText('organization_id');
    await page.keyboard.press('Enter');
    await expect(playground.verdict).toHaveText(/0 errors, 0 warnings$/);
    await page.locator('.monaco-editor .view-lines').first().click();
    await page.keyboard.press('ControlOrMeta+Z');
    await expect(wrongType).toHaveCount(1);
  });

  await test.step('a rule leads to its page', async () => {
    await wrongType.getByRole('button', { name: /^SCHEMA-ENUM/ }).click();
    await expect(page.locator('[data-area=side]').getByRole('heading', { name: 'SCHEMA-ENUM' })).toBeVisible();
  });
  expect(faults).toEqual([]);
});
