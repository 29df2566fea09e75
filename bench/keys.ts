/** Keys pressed in the editor of a page that is measured. */
import type { Page } from '@playwright/test';

export const KEYSTROKES = 40;

/** No wait of a measurement is longer than this, in milliseconds. */
const PATIENCE = 20_000;

/** Rejects where something that is measured does not come: a bench that hangs tells nothing. */
export async function bounded<T>(what: string, wait: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`${what} did not come within ${PATIENCE / 1000} s`));
    }, PATIENCE);
  });
  try {
    return await Promise.race([wait, late]);
  } finally {
    clearTimeout(timer);
  }
}

export async function paste(page: Page, text: string): Promise<void> {
  await page.locator('.monaco-editor .view-lines').first().click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
  await page.keyboard.press('ControlOrMeta+V');
}

export const revision = (page: Page): Promise<number> =>
  page.getByTestId('verdict').evaluate((element) => Number(element.dataset.revision));

/** Puts the cursor behind the first occurrence of a text, by the editor's own search. */
export async function cursorBehind(page: Page, text: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('ControlOrMeta+F');
  await page.keyboard.insertText(text);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowRight');
}

/** Keeps the time of the last key, on the clock that all documents share. Awaited before the first key, so that none is missed. */
export const keepKeyTimes = (page: Page): Promise<void> =>
  page.evaluate(() => {
    addEventListener('keydown', () => (document.documentElement.dataset.pressed = String(performance.timeOrigin + performance.now())), {
      capture: true,
    });
  });
export const pressedAt = (page: Page): Promise<number> => page.evaluate(() => Number(document.documentElement.dataset.pressed));
