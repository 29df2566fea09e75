/** The consoles below the preview: what was asked before one was opened is there, and SQL, grants, events and the log are worked by hand. */
import { readFileSync } from 'node:fs';
import { isAccessible } from './accessible';
import { expect, test } from './playground';

test('the consoles show what was asked, run SQL, say who may do what, and log', async ({ playground, faults }) => {
  const { page, frame } = playground;
  await playground.open();
  await expect(frame.getByRole('heading', { name: 'Tickets' })).toBeVisible();
  await playground.create({ Title: 'Before anybody looked', Requester: 'rosa@example.com' });

  await test.step('what was asked while the panel was closed is there, and is asked again, changed', async () => {
    await page.getByRole('tab', { name: 'Activity', exact: true }).click();
    const activity = page.getByTestId('activity');
    await activity.getByRole('searchbox', { name: 'Filter' }).fill('POST /data/tickets');
    const requests = activity.getByRole('region', { name: 'Requests' }).locator('details');
    const request = requests.filter({ hasText: '"title":"Before anybody looked"' }).first();
    await request.locator('summary').click();
    await expect(request).toContainText('Asked by Ada Romero');
    await expect(request).toContainText('"title":"Before anybody looked"');
    await request.getByRole('button', { name: 'Copy as curl' }).click();
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toContain(`curl -X POST 'https://host.example.com/api/data/tickets`);
    await request.getByRole('button', { name: 'Send again…' }).click();
    await request.getByRole('textbox', { name: 'Body' }).fill('{"title":"Sent again","requester_email":"rosa@example.com"}');
    await request.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(request.getByRole('status')).toContainText('Answered here with status 201.');
    await expect(playground.row('Sent again')).toBeVisible();
  });

  await test.step('a table shows its rows, SQL runs as an organization, and leaves as a file', async () => {
    await page.getByRole('tab', { name: 'Data', exact: true }).click();
    const data = page.getByTestId('data');
    await data.getByRole('searchbox', { name: 'Filter tables' }).fill('addon_tickets.tickets');
    await data.getByRole('button', { name: 'tickets addon_tickets' }).click();
    await expect(data.getByRole('table', { name: 'Rows' }).getByRole('row').filter({ hasText: 'Sent again' })).toBeVisible();
    await isAccessible(page, '[data-testid=data]');
    await data.getByRole('button', { name: 'Explain', exact: true }).click();
    await expect(data.getByRole('region', { name: 'Plan' })).toContainText('Seq Scan tickets');
    await data.getByRole('combobox', { name: 'Run as' }).selectOption({ index: 2 });
    await data.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(data.getByRole('status')).toHaveText(/^0 rows in/);
    await data.getByRole('combobox', { name: 'Run as' }).selectOption({ index: 1 });
    await data.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(data.getByRole('status')).toHaveText(/^[1-9]\d* rows in/);
    const saved = page.waitForEvent('download');
    await data.getByRole('button', { name: 'Save as JSON' }).click();
    const rows = JSON.parse(readFileSync(await (await saved).path(), 'utf8')) as { title: string }[];
    expect(rows.map(({ title }) => title)).toContain('Sent again');
  });

  await test.step('who holds a permission, and why', async () => {
    await page.getByRole('tab', { name: 'Permissions', exact: true }).click();
    const permissions = page.getByTestId('permissions');
    await permissions.getByRole('searchbox').fill('tickets.create');
    await permissions.getByRole('button', { name: 'Administrator holds tickets.create: why' }).click();
    await expect(permissions.getByRole('status')).toHaveText('Administrator: an administrator may do everything.');
    await isAccessible(page, '[data-testid=permissions]');
  });

  await test.step('what left is there', async () => {
    await page.getByRole('tab', { name: 'Events', exact: true }).click();
    const events = page.getByTestId('events');
    await events.getByRole('searchbox').fill('created');
    await expect(events.getByRole('region', { name: 'Events' }).getByRole('listitem').first()).toContainText('created');
    await isAccessible(page, '[data-testid=events]');
  });

  await test.step('each request is a line of the log', async () => {
    await page.getByRole('tab', { name: 'Log', exact: true }).click();
    const log = page.getByTestId('log');
    await log.getByRole('searchbox').fill('POST /data/tickets 201');
    await expect(log.getByRole('list').getByRole('listitem').last()).toContainText(/POST \/data\/tickets 201 [\d.]+ ms Ada Romero/);
    await log.getByRole('searchbox').fill('kernel ready');
    await expect(log.getByRole('list').getByRole('listitem').first()).toBeVisible();
    await isAccessible(page, '[data-testid=log]');
  });

  await test.step('each text stands beside its translation', async () => {
    await page.getByRole('tab', { name: 'Texts', exact: true }).click();
    const texts = page.getByTestId('texts');
    await texts.getByRole('searchbox').fill('Due date');
    await texts.getByRole('checkbox', { name: 'Pseudo-locale' }).check();
    await expect(texts.getByRole('table').getByRole('row', { name: /^Due date Fecha límite \[Düé/ })).toBeVisible();
    await isAccessible(page, '[data-testid=texts]');
  });

  await test.step('a word is replaced in a file, and the version that was kept before the edit brings it back', async () => {
    const versions = page.getByRole('dialog', { name: 'Versions' });
    await page.keyboard.press('ControlOrMeta+Shift+F');
    const search = page.getByTestId('search');
    await search.getByRole('searchbox', { name: 'Search' }).fill('requester');
    await search.getByRole('textbox', { name: 'Replace with' }).fill('petitioner');
    await search.getByRole('button', { name: 'Replace in README.md' }).click();
    await expect(page.getByText('Replaced in 1 file.')).toBeVisible();
    await expect(search.getByRole('button', { name: 'Replace in README.md' })).toHaveCount(0);
    await isAccessible(page, '[data-testid=search]');

    await page.keyboard.press('ControlOrMeta+K');
    await playground.take('versions');
    // The oldest: a newer one may have been kept by itself meanwhile.
    await versions.getByRole('list', { name: 'Versions' }).getByRole('button').last().click();
    await expect(versions.getByRole('region', { name: 'What restoring it would change' })).toContainText('petitioner');
    await isAccessible(page);
    await versions.getByRole('button', { name: 'Restore the project' }).click();
    await expect(versions.getByRole('status')).toHaveText('Restored. What was there before is a version as well.');
    await versions.getByRole('button', { name: 'Keep a version now' }).click();
    await expect(versions.getByRole('status')).toHaveText('Nothing changed since the newest version.');
    await page.keyboard.press('Escape');
    await expect(search.getByRole('button', { name: 'Replace in README.md' })).toBeVisible();
  });
  expect(faults).toEqual([]);
});
