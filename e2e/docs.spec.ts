/** Help in the window: the tour, and the documentation beside the editor. */
import { isAccessible } from './accessible';
import { expect, test } from './playground';

test('shows somebody new around, and has the documentation where it is needed', async ({ playground, faults }) => {
  const { page, frame } = playground;
  await playground.open();
  await expect(frame.getByRole('heading', { name: 'Tickets' })).toBeVisible();

  await test.step('the tour does what it speaks of, by keys alone, and ends with the export', async () => {
    await page.keyboard.press('ControlOrMeta+K');
    await playground.take('take the tour');
    const card = page.getByRole('dialog', { name: 'The text is the addon' });
    await expect(card.getByRole('button', { name: 'Next' })).toBeFocused();
    await isAccessible(page);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'These are its screens' })).toContainText('2 of 6');
    await page.keyboard.press('Enter');
    const change = page.getByRole('dialog', { name: 'Change one, and the other follows' });
    await change.getByRole('button', { name: 'Add a column' }).press('Enter');
    await expect(change.getByRole('status')).toHaveText(
      '“Tried out” is a column of Tickets now: in the text, in the table and in its form.',
    );
    await change.getByRole('button', { name: 'Next' }).press('Enter');
    const person = page.getByRole('dialog', { name: 'Look as somebody else' });
    await person.getByRole('button', { name: 'Look as somebody else' }).press('Enter');
    await expect(playground.viewer()).not.toContainText('Ada Romero');
    await person.getByRole('button', { name: 'Next' }).press('Enter');
    await page.getByRole('dialog', { name: 'What is wrong is told here' }).getByRole('button', { name: 'Back' }).press('Enter');
    await expect(person).toBeVisible();
    await person.getByRole('button', { name: 'Next' }).press('Enter');
    await page.getByRole('dialog', { name: 'What is wrong is told here' }).getByRole('button', { name: 'Next' }).press('Enter');
    await page.getByRole('dialog', { name: 'Take it home' }).getByRole('button', { name: 'Export' }).press('Enter');
    await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible();
    await page.keyboard.press('Escape');
    await playground.lookAs('Ada Romero');
  });

  const docs = page.locator('[data-area=side]');
  await test.step('a page is found by its words and leads on to others', async () => {
    await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Documentation' }).click();
    await docs.getByRole('button', { name: 'A first addon' }).click();
    await expect(docs.getByRole('heading', { name: 'The smallest library' })).toBeVisible();
    await isAccessible(page, '[data-area=side]');
    await docs.getByRole('searchbox').fill('rollup counts');
    await docs.getByRole('button', { name: 'Models', exact: true }).click();
    await docs.getByRole('button', { name: 'rollup', exact: true }).click();
    await expect(docs.getByRole('heading', { name: 'Rollup', exact: true })).toBeVisible();
    await docs.getByRole('button', { name: 'Back' }).click();
    await expect(docs.getByRole('heading', { name: 'Models', exact: true })).toBeVisible();
  });

  await test.step('the place of the cursor has its page, and an example opens as a project', async () => {
    await page.keyboard.press('ControlOrMeta+Shift+O');
    await playground.take('due_date');
    await expect(page.getByRole('navigation', { name: 'Where the cursor is' })).toHaveText('manifest.jsonmodelsTicketcolumnsdue_datename');
    await page.keyboard.press('Shift+F1');
    await expect(docs.getByRole('heading', { name: 'ColumnName', exact: true })).toBeVisible();
    await docs.getByRole('button', { name: 'Column', exact: true }).click();
    await docs.getByRole('button', { name: 'Open in the editor' }).click();
    await expect(page.getByRole('button', { name: 'Project: Example: Column' })).toBeVisible();
    await playground.ready();
    await expect(playground.row('Oven does not reach 200 °C')).toBeVisible();
  });

  await test.step('a screen says why it is so, hidden things included, and leads to their lines', async () => {
    await playground.lookAs('Carla Núñez');
    await expect(frame.getByRole('button', { name: 'New', exact: true })).toHaveCount(0);
    await page.getByRole('button', { name: 'Why?' }).click();
    const why = page.getByRole('dialog', { name: 'Why this screen is so' });
    await expect(why.getByRole('region', { name: 'What can be done' }).locator('[data-shown=false]').first()).toHaveText(
      'Newtickets.create is needed, which no role of this person holds',
    );
    await expect(why.getByRole('region', { name: 'Columns' })).toContainText('Descriptionin the form and not in the list');
    await isAccessible(page, '[role=dialog]');
    await why.getByRole('button', { name: /^Escalate/ }).click();
    await expect(page.getByRole('navigation', { name: 'Where the cursor is' })).toHaveText('manifest.jsoncontributionsactionsescalate');
    await page.getByRole('button', { name: 'Why?' }).click();
    await expect(why).toBeHidden();
    await playground.lookAs('Ada Romero');
  });

  await test.step('a thing on the screen leads to its line, by pointer and by keys, and a line to the screen', async () => {
    const place = page.getByRole('navigation', { name: 'Where the cursor is' });
    const pick = page.getByRole('button', { name: 'Pick a part of the screen to go to its line' });
    // A view that is shown smaller is not where its frame says.
    await docs.getByRole('button', { name: 'Close the panel' }).click();
    await page.locator('[data-area=drawer]').getByRole('button', { name: 'Close' }).click();
    // The view begins anew for whoever looks now.
    await expect(frame.getByRole('button', { name: 'New', exact: true })).toBeVisible();
    await expect(playground.row('Oven does not reach 200 °C')).toBeVisible();
    await pick.click();
    await expect(frame.locator('.is-picking')).toBeAttached();
    await playground.row('Oven does not reach 200 °C').locator('[data-slot=badge]').first().click();
    await expect(place).toContainText('columnsstatusoptions');
    await expect(pick).toHaveAttribute('aria-pressed', 'false');

    await page.keyboard.press('Alt+p');
    await expect(frame.getByRole('status').filter({ hasText: 'Pick a part of the screen' })).toBeAttached();
    await page.keyboard.press('ArrowDown');
    await expect(frame.locator('.picker-chip')).toHaveText('Helpdesk');
    await page.keyboard.press('ArrowDown');
    await expect(frame.locator('.picker-chip')).toHaveText('Tickets');
    await page.keyboard.press('Enter');
    await expect(place).toHaveText('manifest.jsoncontributionsnavigationHelpdeskitemsTickets');

    await page.keyboard.press('Alt+o');
    await expect(frame.locator('.picker-chip')).toHaveText('Tickets');
    await page.keyboard.press('ControlOrMeta+Shift+O');
    await expect(page.locator('[cmdk-input]')).toBeFocused();
    await page.keyboard.type('escalate');
    await page.getByRole('option', { name: /^escalate/ }).click();
    await expect(place).toHaveText('manifest.jsoncontributionsactionsescalatekey');
    await page.locator('.codelens-decoration a:visible').first().click();
    await expect(frame.locator('.picker-chip')).toHaveText('Escalate');
  });

  await test.step('a rule is found in the palette', async () => {
    await page.keyboard.press('ControlOrMeta+K');
    await expect(page.locator('[cmdk-input]')).toBeFocused();
    await page.keyboard.type('DUP-COLUMN');
    await page.getByRole('option', { name: /^DUP-COLUMN/ }).click();
    await expect(docs.getByRole('heading', { name: 'DUP-COLUMN' })).toBeVisible();
  });

  await test.step('in Spanish and in the dark, without a network', async () => {
    await page.context().setOffline(true);
    await playground.choose('Dark theme');
    await playground.choose('Español');
    await docs.getByRole('button', { name: 'Contenido' }).click();
    await docs.getByRole('button', { name: 'Un primer addon' }).click();
    await expect(docs.getByRole('heading', { name: 'La biblioteca más pequeña' })).toBeVisible();
    await isAccessible(page, '[data-area=side]');
  });

  await test.step('on a phone it takes the window, and leaves it', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    await page.keyboard.press('ControlOrMeta+K');
    await expect(page.locator('[cmdk-input]')).toBeFocused();
    await page.keyboard.type('documentación');
    await page.getByRole('option', { name: 'Documentación', exact: true }).click();
    await expect(docs.getByRole('heading', { name: 'La biblioteca más pequeña' })).toBeVisible();
    await docs.getByRole('button', { name: 'Cerrar el panel' }).click();
    await expect(docs).toBeHidden();
    await expect(page.locator('[data-area=editor]')).toBeVisible();
  });
  expect(faults).toEqual([]);
});
