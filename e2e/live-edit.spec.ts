/** The screens follow the manifest while somebody works on them. */
import { expect, type Playground, test, ticketsManifest } from './playground';

const DUE_DATE = '{ "name": "due_date", "type": "date"';

/** Columns around the title are added, renamed and removed. */
const edited = (change: 'added' | 'renamed' | 'removed'): string => {
  const withLocation = ticketsManifest().replace(
    DUE_DATE,
    `{ "name": "location", "type": "text", "label": "Location" },\n        ${DUE_DATE}`,
  );
  if (change === 'added') return withLocation;
  const renamed = withLocation.replace('"label": "Requester"', '"label": "Asked by"');
  if (change === 'renamed') return renamed;
  const manifest = JSON.parse(renamed) as { models: { key: string; columns: { name: string }[] }[] };
  for (const model of manifest.models) model.columns = model.columns.filter(({ name }) => name !== 'description');
  return JSON.stringify(manifest, null, 2);
};

/** A hundred tickets, filtered by two states of theirs, on the third page. */
async function onTheThirdPage({ page, frame }: Playground): Promise<void> {
  await page.getByRole('button', { name: 'Sample data' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Rows in each table').fill('100');
  await dialog.getByRole('button', { name: 'Fill the tables' }).click();
  await expect(dialog).toContainText('200 rows, number 1 (en)');
  await page.keyboard.press('Escape');
  await expect(frame.getByTestId('row-total')).toHaveText('Total: 100');
  await frame.getByRole('button', { name: 'Filter by Status' }).click();
  for (const state of ['Open', 'In progress']) await frame.getByRole('option', { name: state }).first().click();
  await frame.getByRole('button', { name: /^Apply/ }).click();
  await expect(frame.getByTestId('row-total')).toHaveText('Total: 44');
  for (const reached of ['Page 2 of 3', 'Page 3 of 3']) {
    await frame.getByRole('button', { name: 'Next page' }).click();
    await expect(frame.getByText(reached).filter({ visible: true })).toBeVisible();
  }
}

async function staysThere({ frame }: Playground): Promise<void> {
  await expect(frame.getByTestId('row-total')).toHaveText('Total: 44');
  await expect(frame.getByText('Page 3 of 3').filter({ visible: true })).toBeVisible();
  await expect(frame.locator('tbody tr')).toHaveCount(14);
}

test('the screens follow the manifest, and keep what somebody does on them', async ({ playground }) => {
  const { page, frame } = playground;
  await playground.openEmpty();
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

    await frame.getByRole('button', { name: 'Comments' }).click();
    await expect(frame.getByRole('heading', { name: 'Comments' })).toBeVisible();
    await expect(search).toHaveValue('');
  });
  await test.step('a dialog stays open while the manifest is edited', async () => {
    await playground.write(ticketsManifest());
    await expect(frame.getByRole('columnheader', { name: 'Title' })).toHaveCount(0);
    await frame.getByRole('button', { name: 'Tickets' }).click();
    await expect(frame.getByRole('columnheader', { name: 'Title' })).toBeVisible();
    await playground.frame.getByRole('button', { name: 'New', exact: true }).click();
    const dialog = playground.frame.getByRole('dialog');
    await dialog.getByLabel('Title').fill('Half a sentence');

    await test.step('a mistake that is taken back leaves it as it is', async () => {
      await page.locator('.monaco-editor .view-lines').first().click();
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
      // The author's hands are still in the editor.
      await dialog.getByLabel('Headline').click();
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
    await expect(frame.getByRole('navigation').getByText('Comments', { exact: true })).toHaveCount(1);
    await playground.create({ Title: 'Of the second', Requester: 'ivo@example.com' });
    await playground.write(ticketsManifest());
    await expect(playground.row('Of the first')).toBeVisible();
    await expect(playground.row('Of the second')).toHaveCount(0);
  });
});

test('a filtered table on its third page stays there, with a record that is edited and an action that is half filled', async ({
  playground,
}) => {
  const { frame } = playground;
  await playground.openEmpty();
  await onTheThirdPage(playground);
  await staysThere(playground);
  const dialog = frame.getByRole('dialog');
  const row = playground.row('Label two chairs on the second floor');
  await row.getByRole('button').last().click();
  await frame.getByRole('menuitem', { name: 'Edit' }).click();
  await dialog.getByLabel('Title').fill('Half edited');
  await expect(dialog.getByLabel('Description')).toBeVisible();
  await playground.write(edited('added'));
  await expect(dialog.getByLabel('Location')).toBeVisible();
  await playground.write(edited('renamed'));
  await expect(dialog.getByLabel('Asked by')).toBeVisible();
  await playground.write(edited('removed'));
  await expect(dialog.getByLabel('Description')).toHaveCount(0);
  await expect(dialog.getByLabel('Title')).toHaveValue('Half edited');
  await dialog.getByLabel('Location').fill('Second floor');
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await expect(dialog).toBeHidden();
  await expect(playground.row('Half edited')).toContainText('Second floor');
  await staysThere(playground);

  await playground.row('Half edited').getByRole('button').last().click();
  await frame.getByRole('menuitem', { name: 'Escalate' }).click();
  await dialog.getByRole('textbox').first().fill('It squeaks');
  await playground.write(edited('added'));
  await expect(frame.locator('thead')).toContainText('Requester');
  await expect(dialog.getByRole('textbox').first()).toHaveValue('It squeaks');
  await dialog.getByRole('button', { name: /Escalate|Run|Confirm|Execute/ }).click();
  await expect(dialog).toBeHidden();
  await staysThere(playground);

  // The rows of the third page vanish, and it with them.
  await frame.getByRole('checkbox', { name: 'Select all' }).first().click();
  await frame.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
  await frame.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(frame.getByText('Page 3 is no longer there. This is the last one.')).toBeVisible();
  await expect(frame.getByText('Page 2 of 2').filter({ visible: true })).toBeVisible();
  await expect(frame.getByTestId('row-total')).toHaveText('Total: 30');
  await expect(frame.locator('tbody tr')).toHaveCount(15);
});

/** Tickets on a board by their status, and an action in two steps. @param reason label of the field of the second step */
function withBoard(reason: string, resolved: string): string {
  const manifest = JSON.parse(ticketsManifest()) as {
    models: { columns: { name: string; options?: { value: string; label: string }[] }[] }[];
    contributions: { navigation: { items: object[] }[]; actions: object[] };
  };
  manifest.contributions.navigation[0]?.items.unshift({
    ...{ title: 'Board', model: 'Ticket', icon: 'Kanban', permission: 'tickets.index' },
    ...{ view_type: 'kanban', group_by: 'status' },
  });
  manifest.contributions.actions.push({
    ...{ key: 'review', label: 'Review', icon: 'ListChecks', target_model: 'Ticket', placement: 'table' },
    handler: { type: 'webhook', url: 'https://helpdesk.example.com/hooks/tickets/review' },
    steps: [
      { title: 'Who', fields: [{ key: 'who', label: 'Reviewer', type: 'text', required: true }] },
      { title: 'Why', fields: [{ key: 'reason', label: reason, type: 'text', required: true }] },
    ],
  });
  for (const { columns } of manifest.models) {
    const option = columns.find(({ name }) => name === 'status')?.options?.find(({ value }) => value === 'resolved');
    if (option !== undefined) option.label = resolved;
  }
  return JSON.stringify(manifest, null, 2);
}

test('a board follows the manifest under an action in steps, which keeps its step and what was typed', async ({ playground }) => {
  const { page, frame } = playground;
  await playground.open();
  await playground.create({ Title: 'Printer on fire', Requester: 'rosa@example.com' });
  await playground.write(withBoard('Reason', 'Resolved'));
  await frame.getByRole('button', { name: 'Board' }).click();
  const card = frame.getByText('Printer on fire').first();
  await expect(card).toBeVisible();
  await expect(frame.getByText('Resolved', { exact: true }).first()).toBeVisible();

  await frame.getByRole('button', { name: 'Review', exact: true }).click();
  const dialog = frame.getByRole('dialog');
  await dialog.getByLabel('Reviewer').fill('Eva');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByLabel('Reason').fill('It smokes');
  await playground.write(withBoard('Cause', 'Solved'));
  await expect(dialog.getByLabel('Cause')).toHaveValue('It smokes');
  await dialog.getByRole('button', { name: 'Back' }).click();
  await expect(dialog.getByLabel('Reviewer')).toHaveValue('Eva');
  await page.keyboard.press('Escape');
  await frame.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
  await expect(dialog).toBeHidden();
  await expect(frame.getByText('Solved', { exact: true }).first()).toBeVisible();
  await expect(frame.getByText('Resolved', { exact: true })).toHaveCount(0);
  await expect(card).toBeVisible();
});
