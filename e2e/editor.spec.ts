import { ACCEPTED, cursorBehind, saved } from './editor-page';
import { expect, test } from './playground';

test.beforeEach(async ({ page, playground }) => {
  await page.goto(process.env.PLAYGROUND_URL ?? '');
  await expect(playground.verdict).toHaveText(ACCEPTED.en);
  await page.locator('.monaco-editor .view-lines').waitFor();
});

test('completion knows the project: models, and icons with their picture', async ({ page }) => {
  await cursorBehind(page, '"through": "');
  await page.keyboard.press('ControlOrMeta+Space');
  await expect(page.getByRole('option', { name: 'Ticket, tickets, Class' })).toBeVisible();
  await expect(page.getByRole('option', { name: 'core.User, core, Class' })).toBeVisible();
  await page.keyboard.press('Escape');
  await cursorBehind(page, '"icon": "Siren');
  await page.keyboard.press('ControlOrMeta+Space');
  await expect(page.getByRole('option', { name: 'SirenOff, lucide, Color' })).toBeVisible();
});

test('a column is renamed everywhere with one key', async ({ page, playground }) => {
  await cursorBehind(page, '"name": "due_date');
  await page.keyboard.press('F2');
  // The box is there a moment before it takes the keys.
  await expect(page.locator('.monaco-editor.rename-box input')).toBeFocused();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText('due_on');
  await page.keyboard.press('Enter');
  await expect.poll(() => saved(page)).toContain(`status <> 'closed' AND due_on IS NOT NULL`);
  expect(await saved(page)).not.toContain('due_date');
  await expect(playground.verdict).toHaveText(ACCEPTED.en);
});

test('a name leads to its definition', async ({ page }) => {
  // The definition is a hundred lines away: it is in view only after the jump.
  await cursorBehind(page, '"target_model": "Tick');
  const definition = page.locator('.monaco-editor .view-line').filter({ hasText: '"key": "Ticket"' });
  await expect(definition).toBeHidden();
  await page.keyboard.press('F12');
  await expect(definition).toBeVisible();
  await page.keyboard.type('X');
  await expect.poll(() => saved(page)).toContain('"key": "XTicket"');
});

test('a name tells what it stands for, in both languages', async ({ page }) => {
  await cursorBehind(page, '"name": "amou');
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.press('ControlOrMeta+I');
  await expect(page.locator('.monaco-hover:visible')).toContainText('numeric(12,2) → numeric(12,2) in PostgreSQL');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Cambiar a español' }).click();
  await cursorBehind(page, '"name": "amou');
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.press('ControlOrMeta+I');
  await expect(page.locator('.monaco-hover:visible')).toContainText('numeric(12,2) → numeric(12,2) en PostgreSQL');
});

test('outline and diagram lead into the text', async ({ page }) => {
  await page.getByRole('tab', { name: 'Outline' }).click();
  await page.getByTestId('outline').getByRole('button', { name: 'escalate', exact: true }).click();
  await expect(page.locator('.monaco-editor .view-line').filter({ hasText: '"key": "escalate"' })).toBeVisible();
  await page.getByRole('tab', { name: 'Diagram' }).click();
  await page
    .getByTestId('diagram')
    .getByRole('button', { name: /^Comment/ })
    .click();
  await expect(page.locator('.monaco-editor .view-line').filter({ hasText: '"key": "Comment"' })).toBeVisible();
});
