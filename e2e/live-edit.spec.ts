/** The screens follow the manifest while somebody works on them. */
import { expect, test, ticketsManifest } from './playground';

test('the screens follow the manifest, and keep what somebody does on them', async ({ playground }) => {
  const { page, frame } = playground;
  await playground.open();
  await test.step('a table keeps its order and its search while the manifest is edited, and not on another screen', async () => {
    for (const Title of ['Apple', 'Apricot', 'Banana']) await playground.create({ Title, Requester: 'eva@example.com' });
    const titles = frame.locator('tbody tr td:nth-child(2)');
    await expect(titles).toHaveText(['Banana', 'Apricot', 'Apple']);
    await frame.getByRole('button', { name: 'Sort by Title' }).click();
    await frame.getByRole('menuitem', { name: 'Ascending' }).click();
    await expect(titles).toHaveText(['Apple', 'Apricot', 'Banana']);
    const search = frame.getByPlaceholder(/^Search/);
    await search.fill('Ap');
    await expect(titles).toHaveText(['Apple', 'Apricot']);

    await playground.write(ticketsManifest().replace('"label": "Title"', '"label": "Headline"'));
    await expect(frame.getByRole('columnheader', { name: 'Headline' })).toBeVisible();
    await expect(search).toHaveValue('Ap');
    await expect(titles).toHaveText(['Apple', 'Apricot']);

    await frame.getByRole('button', { name: 'Menu', exact: true }).click();
    await frame.getByRole('button', { name: 'Comments' }).click();
    await expect(frame.getByRole('heading', { name: 'Comments' })).toBeVisible();
    await expect(search).toHaveValue('');
  });
  await test.step('a dialog stays open while the manifest is edited', async () => {
    await playground.write(ticketsManifest());
    await expect(frame.getByRole('columnheader', { name: 'Title' })).toHaveCount(0);
    await frame.getByRole('button', { name: 'Menu', exact: true }).click();
    await frame.getByRole('button', { name: 'Tickets' }).click();
    await expect(frame.getByRole('columnheader', { name: 'Title' })).toBeVisible();
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
      await expect(dialog.getByLabel('Headline')).toHaveValue('Half a sentence');
    });

    await test.step('what was thrown away is not there the next time', async () => {
      await page.keyboard.press('Escape');
      await playground.frame.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
      await expect(dialog).toBeHidden();
      await playground.frame.getByRole('button', { name: 'New', exact: true }).click();
      await expect(dialog.getByLabel('Headline')).toHaveValue('');
    });
  });
  await test.step('another key is another addon: the screens are its own, and the rows of the first one come back with it', async () => {
    const shown = page.getByText('No problems. The preview shows this manifest.');
    await page.keyboard.press('Escape');
    await expect(frame.getByRole('dialog')).toBeHidden();
    await playground.write(ticketsManifest());
    await expect(frame.getByRole('columnheader', { name: 'Title' })).toBeVisible();
    await playground.create({ Title: 'Of the first', Requester: 'eva@example.com' });
    await playground.write(ticketsManifest().replace('"key": "tickets"', '"key": "helpdesk"'));
    await expect(playground.row('Of the first')).toHaveCount(0);
    await expect(shown).toBeVisible();
    await frame.getByRole('button', { name: 'Menu', exact: true }).click();
    await expect(frame.getByRole('dialog').getByText('Comments', { exact: true })).toHaveCount(1);
    await page.keyboard.press('Escape');
    await playground.create({ Title: 'Of the second', Requester: 'ivo@example.com' });
    await playground.write(ticketsManifest());
    await expect(playground.row('Of the first')).toBeVisible();
    await expect(playground.row('Of the second')).toHaveCount(0);
  });
});
