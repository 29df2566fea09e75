import type { Page } from '@playwright/test';
import { expect, test } from './playground';

/** Puts the cursor right behind a text that occurs once, by the editor's own search. */
async function cursorBehind(page: Page, text: string): Promise<void> {
  await page.locator('.monaco-editor .view-lines').first().click();
  // A pointer that rests on the text would open a hover of its own.
  await page.mouse.move(1, 1);
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('ControlOrMeta+F');
  await expect(page.locator('.find-widget.visible')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(text);
  await expect(page.locator('.find-widget .matchesCount')).not.toHaveText(/No results|Sin resultados/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowRight');
}

/** The manifest as it is saved. */
const manifest = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const request = indexedDB.open('metacore-playground');
        request.onerror = () => reject(new Error('no store'));
        request.onsuccess = () => {
          const all = request.result.transaction('projects').objectStore('projects').getAll() as IDBRequest<
            { files: Record<string, string> }[]
          >;
          all.onsuccess = () => {
            request.result.close();
            resolve(all.result[0]?.files['manifest.json'] ?? '');
          };
        };
      }),
  );

test.beforeEach(async ({ page, playground }) => {
  await page.goto(process.env.PLAYGROUND_URL ?? '');
  await expect(playground.verdict).toHaveText('v3 · strict · 0 errors, 0 warnings');
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
  await expect.poll(() => manifest(page)).toContain(`status <> 'closed' AND due_on IS NOT NULL`);
  expect(await manifest(page)).not.toContain('due_date');
  await expect(playground.verdict).toHaveText('v3 · strict · 0 errors, 0 warnings');
});

test('a name leads to its definition', async ({ page }) => {
  // The definition is a hundred lines away: it is in view only after the jump.
  await cursorBehind(page, '"target_model": "Tick');
  const definition = page.locator('.monaco-editor .view-line').filter({ hasText: '"key": "Ticket"' });
  await expect(definition).toBeHidden();
  await page.keyboard.press('F12');
  await expect(definition).toBeVisible();
  await page.keyboard.type('X');
  await expect.poll(() => manifest(page)).toContain('"key": "XTicket"');
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
