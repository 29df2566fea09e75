/** The screens follow the manifest while somebody works on them. */
import { expect, test, ticketsManifest } from './playground';

test('a dialog stays open while the manifest is edited', async ({ playground }) => {
  const { page } = playground;
  await playground.open();
  await playground.frame.getByRole('button', { name: 'New', exact: true }).click();
  const dialog = playground.frame.getByRole('dialog');
  await dialog.getByLabel('Title').fill('Half a sentence');

  await test.step('a mistake that is taken back leaves it as it is', async () => {
    await page
      .locator('.monaco-editor .view-lines')
      .first()
      .click({ position: { x: 200, y: 10 } });
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('x');
    await expect(playground.verdict).toHaveText('v3 · strict · 1 error, 0 warnings');
    await page.keyboard.press('Backspace');
    await expect(playground.verdict).toHaveText('v3 · strict · 0 errors, 0 warnings');
    await expect(dialog.getByLabel('Title')).toHaveValue('Half a sentence');
  });

  await test.step('another form is shown in it', async () => {
    await playground.write(ticketsManifest().replace('"label": "Title"', '"label": "Headline"'));
    await expect(dialog.getByLabel('Headline')).toBeVisible();
  });
});
