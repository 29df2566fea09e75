/** The project's files: added by kind or from the computer, renamed, deleted and put back, kept over a reload. */
import { expect, test } from './playground';

/** The files of the starter and those of the project. */
const among = (...own: string[]): string[] =>
  ['manifest.json', 'README.md', 'locales/es.json', 'sample/ticket_comments.json', 'sample/tickets.json', ...own].sort();

test('files are added, renamed, deleted and put back', async ({ playground, faults }) => {
  const { page } = playground;
  await playground.open();
  const tabs = page.getByRole('navigation', { name: 'Open files' });
  const files = page.getByRole('navigation', { name: 'Files', exact: true });
  const dialog = page.getByRole('dialog');
  const paths = () => files.getByRole('button').evaluateAll((buttons) => buttons.map((button) => button.getAttribute('title')).sort());
  await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Files' }).click();

  await test.step('a migration gets the next number and is judged as it is typed', async () => {
    await page.getByRole('button', { name: 'Add a file' }).click();
    await expect(dialog.getByLabel('Path in the addon')).toHaveValue('migrations/0001_change.sql');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(tabs.getByRole('button', { name: 'migrations/0001_change.sql', exact: true })).toHaveAttribute('aria-current', 'page');
    await expect(page.getByRole('textbox', { name: 'migrations/0001_change.sql' })).toBeVisible();
    await page.keyboard.type('drop database postgres;');
    await expect(playground.problems.first()).toContainText('migrations/0001_change.sql');
  });

  await test.step('a path that is taken is refused by name', async () => {
    await page.getByRole('button', { name: 'Add a file' }).click();
    await dialog.getByLabel('What it is').selectOption('Something else');
    await dialog.getByLabel('Path in the addon').fill('readme.md');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(dialog.getByRole('alert')).toHaveText('There is already a file README.md.');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  await test.step('a file is renamed', async () => {
    await page.getByRole('button', { name: 'What can be done with migrations/0001_change.sql' }).click();
    await page.getByRole('menuitem', { name: 'Rename…' }).click();
    await dialog.getByLabel('Path in the addon').fill('migrations/0001_first.sql');
    await dialog.getByRole('button', { name: 'Rename', exact: true }).click();
    await expect.poll(paths).toEqual(among('migrations/0001_first.sql'));
  });

  await test.step('what is deleted comes back with its text', async () => {
    await page.getByRole('button', { name: 'What can be done with migrations/0001_first.sql' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect.poll(paths).toEqual(among());
    await expect(playground.verdict).toHaveText('v3 · strict · 0 errors, 0 warnings');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(paths).toEqual(among('migrations/0001_first.sql'));
    await expect(page.locator('.monaco-editor .view-lines').first()).toContainText('drop database postgres;');
  });

  await test.step('bytes from the computer are taken as they are, a key is not', async () => {
    await page.getByRole('button', { name: 'Add a file' }).click();
    await page.getByTestId('files-input').setInputFiles({ name: 'dev.pem', mimeType: 'text/plain', buffer: Buffer.from('x') });
    await expect(dialog.getByRole('alert')).toHaveText('Keys do not belong into a project: they would travel with every bundle and link.');
    await page
      .getByTestId('files-input')
      .setInputFiles({ name: 'logo.bin', mimeType: 'application/octet-stream', buffer: Buffer.from([0, 1, 2, 0xff]) });
    await expect(dialog).toBeHidden();
    await expect(page.getByText('4 B of bytes that are no text. They are packed as they are.')).toBeVisible();
  });

  await test.step('all of it is there after a reload', async () => {
    await page.reload();
    await playground.ready();
    await expect.poll(paths).toEqual(among('logo.bin', 'migrations/0001_first.sql'));
  });
  expect(faults).toEqual([]);
});
