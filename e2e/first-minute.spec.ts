/** What somebody sees who was never here: an addon that lives, and a way on from every screen. */
import { readFileSync } from 'node:fs';
import { TEMPLATE_CARDS } from '../templates/cards';
import { isAccessible } from './accessible';
import { anotherProfile, expect, test } from './playground';

/** The starter that comes last. */
const LAST = TEMPLATE_CARDS.at(-1)?.title.en ?? '';
/** As many tickets as the starter has among its sample rows. */
const TICKETS = `Total: ${String((JSON.parse(readFileSync('templates/tickets/sample/tickets.json', 'utf8')) as unknown[]).length)}`;
const WRITTEN = /sample rows are in the tables/;

test('a first visit opens on an addon with rows, its models before the reader, and writes those rows once', async ({
  page,
  playground,
  faults,
}) => {
  await playground.open();
  await expect(page.getByText(WRITTEN)).toBeVisible();
  await expect(playground.row('Oven does not reach 200 °C')).toBeVisible();
  await expect(page.locator('.monaco-editor').first()).toContainText('"table": "tickets"');
  await expect(playground.frame.getByTestId('row-total')).toHaveText(TICKETS);

  await test.step('a reload writes no second set', async () => {
    await page.reload();
    await playground.ready();
    await expect(playground.row('Oven does not reach 200 °C')).toHaveCount(1);
    await expect(playground.frame.getByTestId('row-total')).toHaveText(TICKETS);
    await expect(page.getByText(WRITTEN)).toBeHidden();
  });

  await test.step('another organization has none of them', async () => {
    await playground.lookAs('Dana Köhler');
    await expect(playground.frame.getByRole('heading', { name: 'No results' }).first()).toBeVisible();
    await playground.lookAs('Ada Romero');
    await expect(playground.row('Oven does not reach 200 °C')).toBeVisible();
  });

  await test.step('after a reset the tables are empty, and the rows are offered', async () => {
    await page.getByRole('button', { name: /^Project:/ }).click();
    await page.getByRole('menuitem', { name: 'Reset data' }).click();
    await page.getByRole('button', { name: 'Drop the rows' }).click();
    await expect(playground.frame.getByRole('heading', { name: 'No results' }).first()).toBeVisible();
    await page.getByRole('button', { name: 'Write the sample rows' }).click();
    await expect(playground.row('Oven does not reach 200 °C')).toBeVisible();
  });
  expect(faults).toEqual([]);
});

test('a template’s address and a shared link bring their sample rows, in the reader’s language', async ({ page, playground, context }) => {
  await page.goto(`${process.env.PLAYGROUND_URL ?? ''}?template=bookings`);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await playground.ready();
  await expect(page.getByText(WRITTEN)).toBeVisible();
  await page.getByRole('button', { name: 'Share' }).click();
  const url = await page.getByRole('dialog').getByRole('textbox', { name: 'Link' }).inputValue();

  const other = await anotherProfile(context);
  await other.playground.page.goto(url);
  await other.playground.page.getByRole('button', { name: 'Run', exact: true }).click();
  await other.playground.ready();
  await expect(other.playground.page.getByText(WRITTEN)).toBeVisible();
  await other.close();
});

test('the gallery is found by keyboard, shows what each starter brings, and opens one with its rows', async ({
  page,
  playground,
  faults,
}) => {
  await page.goto(`${process.env.PLAYGROUND_URL ?? ''}?gallery`);
  const gallery = page.getByTestId('gallery');
  await expect(gallery.getByRole('searchbox', { name: 'Search starters' })).toBeFocused();
  await expect(gallery.getByRole('radio')).toHaveCount(TEMPLATE_CARDS.length + 1);
  await isAccessible(page);

  await test.step('arrows look at one after another', async () => {
    await page.keyboard.press('ArrowDown');
    await expect(gallery.getByRole('radio', { name: /^What Blank addon looks like/ })).toBeFocused();
    await page.keyboard.press('End');
    await expect(gallery.getByRole('region', { name: LAST })).toBeVisible();
    await page.keyboard.press('Home');
  });

  await test.step('words narrow it, also none', async () => {
    await gallery.getByRole('searchbox').fill('zebra');
    await expect(gallery.getByRole('status')).toContainText('No starter has to do with “zebra”.');
    await gallery.getByRole('button', { name: 'Show all' }).click();
    await gallery.getByRole('searchbox').fill('pipeline');
    await expect(gallery.getByRole('region', { name: 'CRM pipeline' })).toContainText('Companies');
    await page.keyboard.press('Enter');
  });
  await expect(gallery).toBeHidden();
  await playground.ready();
  await expect(page.getByRole('button', { name: 'Project: crm' })).toBeVisible();
  await expect(page.getByText(WRITTEN)).toBeVisible();
  expect(new URL(page.url()).search).toBe('');
  expect(faults).toEqual([]);
});

const LIBRARY = `books: title required, price money, status (available, lent), author -> authors
members: name required, email
what is this line
`;

test('a description of tables becomes an addon: plain lines, CREATE TABLE, and a CSV with its rows', async ({
  page,
  playground,
  faults,
}) => {
  await playground.open();
  const gallery = page.getByTestId('gallery');
  const begin = async (): Promise<void> => {
    await page.getByRole('button', { name: /^Project:/ }).click();
    await page.getByRole('menuitem', { name: 'New project…' }).click();
    await gallery.getByRole('radio', { name: /From a description of tables/ }).dblclick();
  };
  const create = async (name: string): Promise<void> => {
    await gallery.getByRole('button', { name: 'Create the project' }).click();
    await expect(gallery).toBeHidden();
    await expect(page.getByRole('button', { name: `Project: ${name}` })).toBeVisible();
    await playground.ready();
    await expect(playground.verdict).toHaveText('v3 · strict · 0 errors, 0 warnings');
  };

  await test.step('plain lines are read while they are typed, and what is not understood is named by its line', async () => {
    await begin();
    await gallery.getByLabel('Name of the addon').fill('City library');
    await gallery.getByLabel('Tables').fill(LIBRARY);
    await expect(gallery.getByRole('region', { name: 'Books' })).toContainText('available · lent');
    await expect(gallery.getByRole('region', { name: 'Books' })).toContainText('→ Authors');
    await expect(gallery.getByText('Line 3:')).toBeVisible();
    await isAccessible(page);
    await create('city_library');
    await expect(playground.frame.getByRole('heading', { name: 'Books', level: 1 })).toBeVisible();
    await expect(playground.frame.getByRole('button', { name: 'New', exact: true })).toBeVisible();
  });

  await test.step('CREATE TABLE', async () => {
    await begin();
    await gallery.getByRole('button', { name: 'CREATE TABLE' }).click();
    await expect(gallery.getByRole('region', { name: 'Tasks' })).toContainText('→ Projects');
    await create('projects');
    await expect(playground.frame.getByRole('heading', { name: 'Projects', level: 1 })).toBeVisible();
  });

  await test.step('a CSV, whose rows are there', async () => {
    await begin();
    const csv = 'Plant,Height,Planted\nRose,1.2,2026-01-31\nOak,20,2020-05-01\n';
    await gallery.getByTestId('description-file').setInputFiles({ name: 'garden.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await expect(gallery.getByRole('region', { name: 'Garden' })).toContainText('2 sample rows');
    await create('garden');
    await expect(playground.row('Rose')).toContainText('1.2');
  });

  await test.step('a file of five megabytes is refused, and what was typed stays', async () => {
    await begin();
    await gallery.getByLabel('Tables').fill('books: title');
    await expect(gallery.getByRole('region', { name: 'Books' })).toBeVisible();
    await gallery
      .getByTestId('description-file')
      .setInputFiles({ name: 'big.csv', mimeType: 'text/csv', buffer: Buffer.alloc(5_000_000, 'a,b\n') });
    await expect(gallery.getByText(/characters at most\. What was there before is kept\./)).toBeVisible();
    await expect(gallery.getByLabel('Tables')).toHaveValue('books: title');
  });
  expect(faults).toEqual([]);
});

test('the first things to try do themselves, say what changed, are taken back, and stay away once put away', async ({
  page,
  playground,
  faults,
}) => {
  await playground.open();
  await expect(page.getByText(WRITTEN)).toBeVisible();
  const strip = page.getByRole('region', { name: 'First things to try' });
  const { frame } = playground;

  await test.step('a column', async () => {
    await strip.getByRole('button', { name: 'Add a column' }).click();
    await expect(strip.getByRole('status')).toContainText('“Tried out” is a column of Tickets now');
    await expect(playground.verdict).toHaveText('v3 · strict · 0 errors, 0 warnings');
    await frame.getByRole('button', { name: 'New', exact: true }).click();
    await expect(frame.getByRole('dialog').getByText('Tried out')).toBeVisible();
    await frame.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await strip.getByRole('button', { name: 'Take it back' }).click();
    await expect(strip.getByRole('status')).toHaveText('Taken back.');
    await expect(playground.verdict).toHaveText('v3 · strict · 0 errors, 0 warnings');
  });

  await test.step('somebody else', async () => {
    await strip.getByRole('button', { name: 'Look as somebody else' }).click();
    await expect(strip.getByRole('status')).toContainText('looks at the screens now');
    await expect(playground.viewer()).not.toContainText('Ada Romero');
    await strip.getByRole('button', { name: 'Take it back' }).click();
    await expect(playground.viewer()).toContainText('Ada Romero');
  });

  await test.step('an action', async () => {
    await strip.getByRole('button', { name: 'Run an action' }).click();
    await expect(strip.getByRole('status')).toContainText('ran on “');
  });

  await test.step('a link', async () => {
    await strip.getByRole('button', { name: 'Send a link' }).click();
    await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Link' })).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await isAccessible(page, '[aria-label="First things to try"]');
  await page.reload();
  await playground.ready();
  await expect(strip.getByRole('button', { name: 'Add a column (done)' })).toBeVisible();
  await strip.getByRole('button', { name: 'Put the first things to try away' }).click();
  await expect(strip).toBeHidden();
  await page.reload();
  await playground.ready();
  await expect(playground.frame.getByRole('heading', { name: 'Tickets' })).toBeVisible();
  await expect(strip).toBeHidden();
  expect(faults).toEqual([]);
});
