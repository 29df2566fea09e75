/** Language, theme, narrow screens, keyboard and assistive technology. */
import type { Frame, Locator, Page } from '@playwright/test';
import { violationsIn } from './accessible';
import { expect, type Playground, test, ticketsManifest } from './playground';
import { previewFrame } from './port';

const heading = (playground: Playground, name: string): Locator => playground.frame.getByRole('heading', { name });

async function opened(playground: Playground): Promise<Frame> {
  await playground.open();
  await expect(heading(playground, 'Tickets')).toBeVisible();
  await expect(playground.page.locator('.monaco-editor').first()).toBeVisible();
  return previewFrame(playground.page);
}

/** How far the document reaches beyond its window, in CSS pixels. */
const overflow = (where: Page | Frame): Promise<number> =>
  where.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth));

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('one pane at a time, and nothing sticks out', async ({ playground }) => {
    const { page, frame } = playground;
    await playground.open();
    const panes = page.getByRole('navigation', { name: 'Metacore Playground' });
    await expect(page.locator('.monaco-editor').first()).toBeVisible();
    await expect(page.getByTestId('preview-frame')).toBeHidden();
    expect(await overflow(page)).toBe(0);

    await panes.getByRole('button', { name: 'Preview' }).click();
    await expect(heading(playground, 'Tickets')).toBeVisible();
    await expect(page.locator('.monaco-editor').first()).toBeHidden();
    expect(await overflow(page)).toBe(0);
    expect(await overflow(await previewFrame(page))).toBe(0);
    await frame.getByRole('button', { name: 'Menu', exact: true }).click();
    await frame
      .getByRole('button', { name: 'Comments' })
      .or(frame.getByRole('link', { name: 'Comments' }))
      .first()
      .click();
    await expect(heading(playground, 'Comments')).toBeVisible();

    await panes.getByRole('button', { name: 'Problems' }).click();
    await expect(page.getByText('No problems. The preview shows this manifest.')).toBeVisible();
    expect(await overflow(page)).toBe(0);

    for (const name of ['Export', 'Share', 'Open']) {
      await page.getByRole('button', { name }).click();
      const box = await page.getByRole('dialog').boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 391)).toBeLessThanOrEqual(390);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
    }
    expect(await smallTargets(page)).toEqual([]);
  });
});

/** Buttons, links and fields of the page, outside of the code editor, that are smaller than 24 by 24 CSS pixels. */
const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('button, a[href], input, select, [role=menuitem], [role=tab]')]
      .filter((element) => !element.closest('.monaco-editor'))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      // A link that is only there for the keyboard is cut away until it has the focus.
      .filter(({ element }) => getComputedStyle(element).clipPath === 'none' && getComputedStyle(element).visibility === 'visible')
      .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 24))
      .map(({ element, box }) => `${element.ariaLabel ?? element.textContent.trim()} ${String(box.width)}×${String(box.height)}`),
  );

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.ariaLabel ?? document.activeElement?.textContent.trim() ?? '');

test('everything by keyboard, in the chosen language', async ({ playground, faults }) => {
  const { page } = playground;
  await opened(playground);
  await test.step('everything by keyboard', async () => {
    expect(await overflow(page)).toBe(0);
    expect(await smallTargets(page)).toEqual([]);

    await test.step('the header, in reading order', async () => {
      const order: string[] = [];
      for (let index = 0; index < 7; index += 1) {
        await page.keyboard.press('Tab');
        order.push(await focused(page));
      }
      expect(order).toEqual(['Skip to the preview', 'Project: tickets', 'Search or run…Ctrl+K', 'Settings', 'Open', 'Share', 'Export']);
    });

    await test.step('dialogs give the focus back', async () => {
      await page.keyboard.press('Enter');
      await expect(page.getByRole('dialog')).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('button', { name: 'Export' })).toBeFocused();
      for (const name of ['Share', 'Open']) {
        await page.keyboard.press('Shift+Tab');
        await page.keyboard.press('Enter');
        await expect(page.getByRole('dialog')).toBeVisible();
        await page.keyboard.press('Escape');
        await expect(page.getByRole('button', { name, exact: true })).toBeFocused();
      }
      for (const name of ['Dark theme', 'Light theme']) {
        await page.keyboard.press('Shift+Tab');
        expect(await focused(page)).toBe('Settings');
        await page.keyboard.press('Enter');
        await expect(page.getByRole('menuitemradio').first()).toBeFocused();
        await page.keyboard.type(name);
        await expect(page.getByRole('menuitemradio', { name })).toBeFocused();
        await page.keyboard.press('Enter');
        await expect(page.locator('html')).toHaveClass(name === 'Dark theme' ? /\bdark\b/ : /^(?!.*\bdark\b)/);
        await expect(page.getByRole('button', { name: 'Settings' })).toBeFocused();
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('dialog', { name: 'Search or run' })).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('button', { name: 'Search or run…' })).toBeFocused();
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('menu')).toBeVisible();
      await expect(page.getByRole('menuitem', { disabled: false }).first()).toBeFocused();
      await page.keyboard.press('End');
      await expect(page.getByRole('menuitemcheckbox', { name: /^Only report missing capabilities/ })).toBeFocused();
      await page.keyboard.press('ArrowUp');
      await expect(page.getByRole('menuitem', { name: 'Delete this project…' })).toBeFocused();
      await page.keyboard.press('ArrowUp');
      await expect(page.getByRole('menuitem', { name: 'Reset data' })).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('alertdialog', { name: 'Drop every row and start over?' })).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('alertdialog')).toBeHidden();
      await page.getByRole('button', { name: 'Project: tickets' }).focus();
    });

    await test.step('the skip link leads to the preview', async () => {
      await page.keyboard.press('Shift+Tab');
      expect(await focused(page)).toBe('Skip to the preview');
      await page.keyboard.press('Enter');
      await expect(page.locator('#preview')).toBeFocused();
    });

    await test.step('Ctrl+M lets Tab leave the editor', async () => {
      const editor = page.locator('.monaco-editor').first();
      const isInEditor = () => editor.evaluate((element) => element.contains(document.activeElement));
      await page.locator('.monaco-editor .view-lines').first().click();
      await expect.poll(isInEditor).toBe(true);
      await page.keyboard.press('Control+M');
      // On its way out it passes the lines that stick to the editor's top.
      for (let press = 0; press < 6 && (await isInEditor()); press += 1) await page.keyboard.press('Tab');
      expect(await isInEditor()).toBe(false);
      await expect(playground.verdict).toHaveText('v3 · strict · 0 errors, 0 warnings');
    });
  });
  await test.step('everything speaks the chosen language: page, verdicts, screens', async () => {
    const { frame } = playground;
    await playground.choose('Español');
    await expect(page.locator('html')).toHaveAttribute('lang', 'es');
    await expect(page.getByRole('button', { name: 'Exportar' })).toBeVisible();
    await expect(playground.verdict).toHaveText('v3 · estricto · 0 errores, 0 advertencias');
    await expect(page.getByTestId('kernel')).toHaveText('Kernel listo · Las filas se guardan en este navegador');
    await expect(frame.locator('html')).toHaveAttribute('lang', 'es');
    await expect(frame.getByRole('button', { name: 'Nuevo', exact: true })).toBeVisible();
    await expect(frame.getByPlaceholder(/^Buscar/)).toBeVisible();

    await playground.write('');
    await expect(playground.problems).toHaveCount(1);
    await expect(playground.problems.first()).toContainText('El archivo está vacío.');
    await expect(playground.problems.first()).toContainText('Línea 1, columna 1');
    await expect(page.getByText('El manifiesto tiene errores. La vista previa muestra la última versión válida.')).toBeVisible();
    await playground.choose('English');
    await expect(playground.problems.first()).toContainText('The file is empty.');
    await playground.choose('Español');
    await playground.write(ticketsManifest());

    await page.reload();
    await playground.ready();
    await page.getByRole('button', { name: 'Exportar' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Cerrar', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(frame.getByRole('button', { name: 'Nuevo', exact: true })).toBeVisible();
    expect(faults).toEqual([]);
  });
});

test('light and dark, with no rule of accessibility broken', async ({ playground }) => {
  const { page } = playground;
  const frame = await opened(playground);
  await test.step('no accessibility rule is broken: page and dialogs, light and dark', async () => {
    // The editor's own markup is Monaco's; it brings its own accessibility mode.
    const monaco = ['.monaco-editor'];
    for (const theme of ['light', 'dark']) {
      await test.step(theme, async () => {
        if (theme === 'dark') {
          await playground.choose('Dark theme');
          await expect(page.locator('html')).toHaveClass(/\bdark\b/);
        }
        expect(await violationsIn(page, 'body', page, monaco)).toEqual([]);
        for (const name of ['Export', 'Share', 'Open']) {
          await page.getByRole('button', { name, exact: true }).click();
          await expect(page.getByRole('dialog')).toBeVisible();
          expect(await violationsIn(page, '[role=dialog]', page, monaco)).toEqual([]);
          await page.keyboard.press('Escape');
          await expect(page.getByRole('dialog')).toBeHidden();
        }
      });
    }
  });
  await test.step('light and dark, in the page and in the frame, kept for the next visit', async () => {
    await playground.choose('Light theme');
    const background = (where: Page | Frame) => where.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = [await background(page), await background(frame)];
    await playground.choose('Dark theme');
    await expect(page.locator('html')).toHaveClass(/\bdark\b/);
    await expect(playground.frame.locator('html')).toHaveClass(/\bdark\b/);
    const dark = [await background(page), await background(frame)];
    expect(dark[0]).not.toBe(light[0]);
    expect(dark[1]).not.toBe(light[1]);
    // The frame changed in place: what it showed was not loaded anew, and nobody thinks that it left.
    expect(page.frames()).toContain(frame);
    await playground.create({ Title: 'In the dark', Requester: 'rosa@example.com' });
    await expect(page.getByRole('button', { name: 'Reload the preview' })).toHaveCount(0);
    await page.reload();
    await playground.ready();
    await expect(page.locator('html')).toHaveClass(/\bdark\b/);
    await playground.choose('Light theme');
    await expect(page.locator('html')).not.toHaveClass(/\bdark\b/);

    await test.step('without colours of its own, what can be pressed and what is chosen can be told', async () => {
      await page.emulateMedia({ forcedColors: 'active' });
      const canvas = await background(page);
      const look = (control: Locator) =>
        control.evaluate((element) => {
          const { backgroundColor, borderTopStyle, borderTopWidth } = getComputedStyle(element);
          return { background: backgroundColor, border: `${borderTopWidth} ${borderTopStyle}` };
        });
      expect((await look(page.getByRole('button', { name: 'Share', exact: true }))).border).toBe('1px solid');
      const chosen = await look(page.getByRole('tab', { selected: true }).first());
      const other = await look(page.getByRole('tab', { selected: false }).first());
      expect(chosen.background).not.toBe(other.background);
      const add = playground.frame.getByRole('button', { name: 'New', exact: true });
      expect((await look(add)).background).not.toBe(canvas);
      await add.click();
      const knob = playground.frame.getByRole('switch');
      const off = [await look(knob), await look(knob.locator('[data-slot=switch-thumb]'))];
      expect(off[0]?.border).toBe('1px solid');
      expect(off[1]?.background).not.toBe(off[0]?.background);
      await knob.click();
      const on = [await look(knob), await look(knob.locator('[data-slot=switch-thumb]'))];
      expect(on[0]?.background).not.toBe(off[0]?.background);
      expect(on[1]?.background).not.toBe(on[0]?.background);
      await page.emulateMedia({ forcedColors: 'none' });
    });
  });
});
