/** What the journeys of the editor do again and again. */
import type { Page } from '@playwright/test';
import type { Locale } from '../kernel/locale';
import { expect } from './playground';

export const ACCEPTED: Record<Locale, string> = {
  en: 'v3 · strict · 0 errors, 0 warnings',
  es: 'v3 · estricto · 0 errores, 0 advertencias',
};

/** Puts the cursor right behind a text that occurs once, by the editor's own search. */
export async function cursorBehind(page: Page, text: string): Promise<void> {
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
  // The editor learns by a timer that the search has lost the focus; until then Enter would look for the next place.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 0)));
  await page.keyboard.press('ArrowRight');
}

/** A file of the first project as it is saved. */
export const saved = (page: Page, path = 'manifest.json'): Promise<string> =>
  page.evaluate(
    (wanted) =>
      new Promise<string>((resolve, reject) => {
        const request = indexedDB.open('metacore-playground');
        request.onerror = () => reject(new Error('no store'));
        request.onsuccess = () => {
          const files = request.result.transaction('files').objectStore('files');
          const keys = files.getAllKeys();
          const all = files.getAll() as IDBRequest<string[]>;
          all.onsuccess = () => {
            request.result.close();
            const places = keys.result as [string, string][];
            const [first] = places[0] ?? [];
            resolve(all.result[places.findIndex(([id, path]) => id === first && path === wanted)] ?? '');
          };
        };
      }),
    path,
  );
