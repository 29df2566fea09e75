/** The window: panels that open, resize and are remembered, the palette, keys, tabs, and the preview at real widths. */
import { expect, type Playground, test } from './playground';

const side = (playground: Playground, name: string) =>
  playground.page.locator('[data-area=side]').filter({ has: playground.page.getByRole('heading', { name, level: 2 }) });
const widthOf = (playground: Playground): Promise<number> =>
  playground.page.getByTestId('preview-frame').evaluate((frame) => frame.clientWidth);

test('is worked by keys, from the page and from the preview, and is the same after a reload', async ({ playground, faults }) => {
  const { page, frame } = playground;
  await playground.open();
  await expect(frame.getByRole('heading', { name: 'Tickets' })).toBeVisible();
  const palette = page.getByRole('dialog', { name: 'Search or run' });

  await test.step('Ctrl+K finds a command and runs it', async () => {
    await page.keyboard.press('ControlOrMeta+K');
    await expect(page.locator('[cmdk-input]')).toBeFocused();
    await expect(palette).toBeVisible();
    await page.keyboard.type('models');
    await page.getByRole('group', { name: 'View' }).getByRole('option', { name: 'Models', exact: true }).click();
    await expect(palette).toBeHidden();
    await expect(side(playground, 'Models')).toBeVisible();
  });

  await test.step('Ctrl+P opens a file, which gets a tab, and nothing is printed', async () => {
    await page.keyboard.press('ControlOrMeta+P');
    await playground.take('readme');
    const tab = page.getByRole('navigation', { name: 'Open files' }).getByRole('button', { name: 'README.md', exact: true });
    await expect(tab).toHaveAttribute('aria-current', 'page');
    await tab.press('ControlOrMeta+Shift+ArrowLeft');
    const tabs = page.getByRole('navigation', { name: 'Open files' }).locator('[aria-label][title]:not([aria-label^=Close])');
    await expect(tabs).toHaveText(['README.md', 'manifest.json']);
    await page.getByRole('button', { name: 'Close README.md' }).click();
    await expect(tabs).toHaveText(['manifest.json']);
  });

  await test.step('an @ finds what the manifest defines, and the way to it stands above the text', async () => {
    await page.keyboard.press('ControlOrMeta+Shift+O');
    await playground.take('due_date');
    await expect(page.getByRole('navigation', { name: 'Where the cursor is' })).toHaveText('manifest.jsonmodelsTicketcolumnsdue_datename');
  });

  await test.step('keys that are pressed in the preview reach the page', async () => {
    await frame.getByRole('button', { name: 'Tickets', exact: true }).focus();
    await page.keyboard.press('F1');
    await expect(palette).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(palette).toBeHidden();
    await page.keyboard.press('ControlOrMeta+J');
    await expect(page.locator('#drawer')).toBeHidden();
  });

  await test.step('F6 goes from area to area', async () => {
    const area = () => page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-area]')?.dataset.area);
    await page.getByRole('navigation', { name: 'Panels' }).getByRole('button').first().focus();
    for (const next of ['side', 'editor', 'preview', 'bar']) {
      await page.keyboard.press('F6');
      // What is pressed in the preview reaches the page a moment later.
      await expect.poll(area).toBe(next);
    }
  });

  await test.step('a command gets other keys, and gives them back', async () => {
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('menuitem', { name: 'Keys…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Keys' });
    await dialog.getByRole('searchbox').fill('drawer');
    await dialog.getByRole('button', { name: 'Change the keys of Open or close the drawer' }).click();
    await page.keyboard.press('x');
    await expect(dialog.getByRole('status')).toContainText('One letter alone is what one types.');
    await page.keyboard.press('ControlOrMeta+B');
    await expect(dialog.getByRole('status')).toHaveText('Ctrl+B belonged to Open or close the side panel, which has no keys now.');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await page.keyboard.press('ControlOrMeta+B');
    await expect(page.locator('#drawer')).toBeVisible();
    await expect(side(playground, 'Models')).toBeVisible();
  });

  await test.step('a panel is made wider by keys, and all is as it was after a reload', async () => {
    const bar = page.getByRole('separator', { name: 'Width of the preview' });
    await bar.focus();
    const before = await bar.getAttribute('aria-valuenow');
    await page.keyboard.press('ArrowRight');
    await expect(bar).not.toHaveAttribute('aria-valuenow', before ?? '');
    const after = Number(await bar.getAttribute('aria-valuenow'));
    await playground.openFile('README.md');
    await page.reload();
    await playground.ready();
    await expect(
      page.getByRole('navigation', { name: 'Open files' }).getByRole('button', { name: 'README.md', exact: true }),
    ).toBeVisible();
    await expect(side(playground, 'Models')).toBeVisible();
    await expect(page.locator('#drawer')).toBeVisible();
    await expect.poll(async () => Math.abs(Number(await bar.getAttribute('aria-valuenow')) - after)).toBeLessThan(2);
  });
  expect(faults).toEqual([]);
});

test('the preview has real widths, and is no phone because its pane is narrow', async ({ playground, faults }) => {
  const { page, frame } = playground;
  await playground.open();
  await expect(frame.getByRole('navigation')).toBeVisible();
  expect(await widthOf(playground)).toBeGreaterThanOrEqual(800);
  for (const width of [1280, 768, 390]) {
    await page.getByRole('radio', { name: `${String(width)} pixels wide` }).click();
    await expect.poll(() => widthOf(playground)).toBe(width);
  }
  await expect(frame.getByRole('button', { name: 'Menu', exact: true })).toBeVisible();
  await test.step('what is shown smaller is pressed where it is shown', async () => {
    await page.getByRole('radio', { name: '1280 pixels wide' }).click();
    const add = frame.getByRole('button', { name: 'New', exact: true });
    // Measured once it is laid out in its new width.
    await expect.poll(() => widthOf(playground)).toBe(1280);
    await expect(frame.getByRole('button', { name: 'Menu', exact: true })).toBeHidden();
    await expect(add).toBeVisible();
    const [inside, pane] = await Promise.all([
      add.evaluate((button) => button.getBoundingClientRect().toJSON() as DOMRect),
      page.getByTestId('preview-frame').evaluate((element) => element.getBoundingClientRect().toJSON() as DOMRect),
    ]);
    const scale = pane.width / 1280;
    await page.mouse.click(pane.x + (inside.x + inside.width / 2) * scale, pane.y + (inside.y + inside.height / 2) * scale);
    await expect(frame.getByRole('dialog').getByLabel('Title')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(frame.getByRole('dialog')).toBeHidden();
    await page.getByRole('radio', { name: 'The whole pane' }).click();
    await playground.create({ Title: 'At a desktop', Requester: 'eva@example.com' });
    await expect(playground.row('At a desktop')).toBeVisible();
  });
  await test.step('an area takes the whole window and gives it back', async () => {
    await page.keyboard.press('ControlOrMeta+K');
    await playground.take('give the preview');
    await expect(page.locator('.monaco-editor').first()).toBeHidden();
    await expect(playground.row('At a desktop')).toBeVisible();
    await page.keyboard.press('F6');
    await page.keyboard.press('F6');
    await page.keyboard.press('ControlOrMeta+K');
    await playground.take('as at first');
    await expect(page.locator('.monaco-editor').first()).toBeVisible();
  });
  expect(faults).toEqual([]);
});
