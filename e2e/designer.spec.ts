/** The designer: a library is made from the blank addon without writing a line, each thing is taken back in one step, and text and design follow each other. */
import type { Locator, Page } from '@playwright/test';
import { isAccessible } from './accessible';
import { ACCEPTED, cursorBehind, saved } from './editor-page';
import { expect, test } from './playground';

const design = (page: Page): Locator => page.getByTestId('designer');

/** Opens a part of the designer. */
async function section(page: Page, name: string): Promise<void> {
  await design(page).getByRole('tab', { name, exact: true }).click();
}

/** Writes a new text where one stands. */
async function rewrite(cell: Locator, text: string): Promise<void> {
  await cell.click();
  const field = cell.page().locator('input:focus');
  await field.fill(text);
  await field.press('Enter');
  await expect(field).toHaveCount(0);
}

async function choose(page: Page, trigger: Locator, option: string): Promise<void> {
  await trigger.click();
  // By its keys: a menu that moves while the page is busy is missed by a pointer.
  const item = page.getByRole('menuitemradio', { name: option, exact: true });
  await item.focus();
  await expect(item).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toHaveCount(0);
}

async function addColumn(page: Page, label: string, kind: string | null): Promise<void> {
  const line = page.getByTestId('add-column');
  await line.getByRole('textbox', { name: 'Add a column' }).fill(label);
  if (kind !== null) await choose(page, line.getByRole('button', { name: /^Kind/ }), kind);
  await line.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(line.getByRole('textbox', { name: 'Add a column' })).toHaveValue('');
}

async function addModel(page: Page, label: string): Promise<void> {
  await design(page).getByRole('button', { name: 'Add a model' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What it is called').fill(label);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog).toBeHidden();
}

const row = (page: Page, column: string): Locator => page.getByTestId(`column-${column}`);

test('a library is made by the designer alone', async ({ page, playground, faults }) => {
  await page.goto(`${process.env.PLAYGROUND_URL ?? ''}?template=blank`);
  await page.getByTestId('link-sheet').getByRole('button', { name: 'Run', exact: true }).click();
  await playground.ready();
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await playground.ready();
  await page.getByRole('radio', { name: 'Design' }).click();
  const first = await saved(page);

  // The one model there is becomes books.
  await rewrite(design(page).getByRole('button', { name: 'Label of Item' }), 'Books');
  await design(page).getByRole('button', { name: 'What can be done with Item' }).click();
  await page.getByRole('menuitem', { name: 'Rename the key' }).click();
  await page.getByRole('textbox', { name: 'Rename the key' }).fill('Book');
  await page.getByRole('button', { name: 'Save' }).click();
  await rewrite(row(page, 'name').getByRole('button', { name: 'Column: name' }), 'title');
  await rewrite(row(page, 'title').getByRole('button', { name: 'Label of title' }), 'Title');
  await addColumn(page, 'Price', 'Money');
  await expect.poll(() => saved(page)).toContain('"name": "price", "type": "numeric(12,2)", "label": "Price", "display": "currency"');

  await section(page, 'Access');
  await design(page)
    .getByRole('button', { name: /^Permissions for/ })
    .click();
  await section(page, 'Models');

  await addModel(page, 'Members');
  await addColumn(page, 'E-mail', 'E-mail');
  await addModel(page, 'Loans');
  await addColumn(page, 'Book', 'Book');
  await addColumn(page, 'Member', 'Member');
  await addColumn(page, 'Due date', 'Date');
  await addColumn(page, 'Status', 'Status');
  await addColumn(page, 'Fee', 'Money');
  await row(page, 'status').getByRole('button', { name: 'Details of status' }).click();
  await rewrite(design(page).getByRole('button', { name: 'Label of done' }), 'Returned');
  await row(page, 'book_id').getByRole('checkbox').click();

  await section(page, 'Relations');
  await design(page).getByRole('button', { name: 'Show Loans on each Members' }).click();
  await expect(design(page).getByRole('button', { name: 'Label of loans' })).toBeVisible();

  await section(page, 'Access');
  for (const role of ['Librarian', 'Reader']) {
    await design(page).getByRole('textbox', { name: 'Add a role' }).fill(role);
    await design(page).getByRole('textbox', { name: 'Add a role' }).press('Enter');
    await expect(design(page).getByRole('columnheader').filter({ hasText: role.toLowerCase() })).toBeVisible();
  }
  await design(page).getByRole('checkbox', { name: 'Librarian holds loans.create' }).click();
  await expect(design(page).getByRole('checkbox', { name: 'Librarian holds loans.create' })).toBeChecked();

  await section(page, 'Menu');
  await rewrite(design(page).getByRole('button', { name: 'Title of My addon' }), 'Library');
  await rewrite(design(page).getByRole('button', { name: 'Title of Items' }), 'Books');

  await expect(playground.verdict).toContainText(ACCEPTED.en);
  await expect(playground.frame.getByText('Loans').first()).toBeVisible();
  expect(await saved(page)).not.toBe(first);
  const manifest = JSON.parse(await saved(page)) as {
    models: { key: string; columns: { name: string; ref?: string; not_null?: boolean }[] }[];
  };
  expect(manifest.models.map(({ key }) => key)).toEqual(['Book', 'Member', 'Loan']);
  expect(manifest.models[2]?.columns.find(({ name }) => name === 'book_id')).toMatchObject({ ref: 'Book', not_null: true });

  await section(page, 'Models');
  await isAccessible(page, '[data-testid=designer]');
  expect(faults).toEqual([]);
});

test('each change is one step of undo, in the design and in the text, and both follow each other', async ({ page, playground }) => {
  await playground.open();
  const before = await saved(page);
  await page.getByRole('radio', { name: 'Design' }).click();

  // A rename touches many places and is one step.
  await rewrite(row(page, 'title').getByRole('button', { name: 'Column: title' }), 'headline');
  await expect.poll(() => saved(page)).toContain('"headline"');
  await page.keyboard.press('ControlOrMeta+Z');
  await expect.poll(() => saved(page)).toBe(before);

  // What goes takes along what points at it, and comes back as it was.
  await row(page, 'priority').getByRole('button', { name: 'Column: priority' }).focus();
  await page.keyboard.press('Delete');
  await expect(row(page, 'priority')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect.poll(() => saved(page)).toBe(before);

  // Arrows walk, Alt and an arrow move the row.
  await row(page, 'title').getByRole('button', { name: 'Column: title' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await expect(row(page, 'title').getByRole('button', { name: 'Column: title' })).toBeFocused();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => saved(page)).not.toBe(before);

  // The same step from the text.
  await page.getByRole('radio', { name: 'Text' }).click();
  await cursorBehind(page, '"category"');
  await page.keyboard.press('ControlOrMeta+Z');
  await expect.poll(() => saved(page)).toBe(before);

  // The cursor's place is chosen in the design.
  await cursorBehind(page, '"name": "ticket_id"');
  await page.getByRole('radio', { name: 'Design' }).click();
  await expect(row(page, 'ticket_id')).toHaveAttribute('aria-selected', 'true');

  // A text that does not hold is shown as far as it goes, and not changed.
  await page.getByRole('radio', { name: 'Text' }).click();
  await cursorBehind(page, '"name": "ticket_id"');
  await page.keyboard.type(' ,,');
  await page.getByRole('radio', { name: 'Design' }).click();
  await expect(design(page).getByText('is not JSON yet')).toBeVisible();
  await expect(page.getByTestId('add-column')).toHaveCount(0);
});
