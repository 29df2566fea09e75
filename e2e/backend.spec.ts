/** A backend in AssemblyScript, as its author has it: it runs, a mistake is told where it is, and what is mended runs. */
import { expect, test } from './playground';

test('a backend is compiled in the page, whatever is edited and however often', async ({ page, playground, faults }) => {
  const { frame } = playground;
  await page.goto(`${process.env.PLAYGROUND_URL ?? ''}?template=loyalty`);
  await page.getByTestId('link-sheet').getByRole('button', { name: 'Run', exact: true }).click();
  await playground.ready();
  const accepted = 'v3 · strict · 0 errors, 0 warnings';

  await test.step('the sources became a module, and the action runs it', async () => {
    await expect(playground.verdict).toHaveText(accepted);
    const row = playground.row('Mei Tanaka');
    await expect(row).toContainText('Bronze');
    await row.getByRole('button', { name: /actions|menu/i }).click();
    await frame.getByRole('menuitem', { name: 'Give points' }).click();
    const dialog = frame.getByRole('dialog');
    await dialog.getByLabel('How many', { exact: false }).fill('70');
    await dialog.getByRole('button', { name: 'Give points' }).click();
    await expect(dialog).toBeHidden();
    await expect(row).toContainText('Silver');
  });

  await test.step('a mistake is a problem of its file, with its line, and goes with the next edit', async () => {
    await playground.showProblems();
    await playground.openFile('backend/index.ts');
    await expect(page.locator('.monaco-editor .view-lines').first()).toContainText('give_points');
    await page.locator('.monaco-editor .view-lines').first().click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.insertText('\nnothing();');
    await expect(playground.problems).toHaveCount(1);
    await expect(playground.problems.first()).toContainText("Cannot find name 'nothing'.");
    await expect(playground.verdict).toHaveText('v3 · strict · 1 error, 0 warnings');
    await page.keyboard.press('ControlOrMeta+Z');
    await expect(playground.problems).toHaveCount(0);
    await expect(playground.verdict).toHaveText(accepted);
  });
  expect(faults).toEqual([]);
});
