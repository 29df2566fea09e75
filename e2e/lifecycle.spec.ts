/** What an author watches before customers do: consent, dependencies, a rehearsal that loses values, and tables that come back. */
import type { Page } from '@playwright/test';
import { writeBundle } from '../kernel/bundle/write';
import { isAccessible } from './accessible';
import { expect, test, ticketsManifest } from './playground';

const bundle = async (manifest: object, files: Readonly<Record<string, string>> = {}): Promise<Buffer> => {
  const texts = Object.entries({ 'manifest.json': JSON.stringify(manifest), ...files });
  return Buffer.from(await writeBundle(new Map(texts.map(([path, text]) => [path, new TextEncoder().encode(text)]))));
};
const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/gzip', buffer });

const contacts = (version: string, ...more: object[]) => ({
  apiVersion: 'asteby.com/v3',
  kind: 'Addon',
  metadata: { key: 'contacts', name: 'Contacts', version },
  compatibility: {
    requires: [
      { key: 'kernel', version: '>=3.0.0 <4.0.0' },
      { key: 'tickets', version: '>=1.0.0' },
    ],
  },
  capabilities: [{ kind: 'http:fetch', target: 'api.example.com', reason: 'looks companies up' }],
  models: [
    {
      key: 'Contact',
      table: 'contacts_people',
      columns: [{ name: 'organization_id', type: 'uuid', not_null: true }, { name: 'name', type: 'text' }, ...more],
    },
  ],
});

/** The starter as it was once: texts of a length that the edited version cuts. */
function earlierTickets(): object {
  const manifest = JSON.parse(ticketsManifest()) as {
    metadata: { version: string };
    models: { columns: { name: string; type: string }[] }[];
  };
  manifest.metadata.version = '0.9.0';
  for (const column of manifest.models[0]?.columns ?? []) if (column.name === 'title') column.type = 'text';
  return manifest;
}

async function choose(page: Page, button: string): Promise<void> {
  const answer = page.getByRole('dialog').getByRole('button', { name: button, exact: true });
  await expect(answer).toBeEnabled();
  await answer.click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

test('an addon comes after consent, what depends on another goes along, and what was put away comes back', async ({ playground }) => {
  const { page, frame } = playground;
  await playground.open();
  await expect(frame.getByRole('heading', { name: 'Tickets' })).toBeVisible();
  await page.locator('#drawer-tab-installations').click();
  const panel = page.getByTestId('installations');
  await expect(panel.getByText('Helpdesk tickets')).toBeVisible();

  await test.step('what it may do, what runs and what it makes is told before', async () => {
    await page.getByTestId('addon-input').setInputFiles(file('contacts.mcbundle', await bundle(contacts('1.0.0'))));
    const dialog = page.getByRole('dialog', { name: 'Add Contacts 1.0.0?' });
    await expect(dialog.getByText('http:fetch api.example.com: looks companies up')).toBeVisible();
    await expect(dialog.getByText('one table: contacts_people')).toBeVisible();
    await expect(dialog.getByRole('list', { name: 'What is done, in this order' })).toContainText('create table contacts_people');
    await isAccessible(page);
    await choose(page, 'Add');
    await expect(panel.getByRole('button', { name: 'Uninstall Contacts…' })).toBeVisible();
    await expect(panel.getByText('needs tickets >=1.0.0: 1.0.0 is installed')).toBeVisible();
    await isAccessible(page, '[data-testid=installations]');
  });

  await test.step('a newer version of it is taken in, and taken back', async () => {
    const newer = await bundle(contacts('1.1.0', { name: 'phone', type: 'text' }));
    await page.getByTestId('addon-input').setInputFiles(file('contacts.mcbundle', newer));
    await expect(page.getByRole('dialog', { name: 'Update Contacts 1.1.0?' })).toContainText('add column contacts_people.phone');
    await choose(page, 'Update');
    await panel.getByRole('button', { name: 'Take Contacts back to 1.0.0…' }).click();
    await expect(page.getByRole('dialog')).toContainText('drop column contacts_people.phone');
    await choose(page, 'Take back');
    await expect(panel.getByRole('button', { name: 'Take Contacts back to 1.0.0…' })).toHaveCount(0);
    await expect(panel.getByText('contacts 1.0.0 · one table')).toBeVisible();
  });

  await test.step('a rehearsal tells what an upgrade would lose, and the migration that would allow it', async () => {
    await panel.getByRole('button', { name: 'Rehearse an upgrade…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Rehearse an upgrade' });
    await page.getByTestId('rehearsal-input').setInputFiles(file('tickets-0.9.0.mcbundle', await bundle(earlierTickets())));
    await expect(page.getByTestId('rehearsal-base')).toHaveText('the bundle tickets-0.9.0.mcbundle');
    await dialog.getByRole('button', { name: 'Rehearse', exact: true }).click();
    await expect(dialog.getByText('tickets.title')).toBeVisible();
    await expect(dialog.getByRole('alert')).toContainText('alter table "tickets" alter column "title" type varchar(200)');
    await isAccessible(page);
    await dialog.getByRole('button', { name: /^Add migrations\/0001_tickets_title\.sql/ }).click();
    await dialog.getByRole('button', { name: 'Rehearse', exact: true }).click();
    await expect(dialog.getByTestId('schema-diff')).toContainText('title text not null → varchar(200) not null');
    await dialog.getByRole('button', { name: 'Close', exact: true }).first().click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  await test.step('the project is taken out with what depends on it, and its rows come back', async () => {
    await panel.getByRole('button', { name: 'Uninstall Helpdesk tickets…' }).click();
    await expect(page.getByRole('dialog')).toContainText('These need it and go first: contacts.');
    await choose(page, 'Uninstall');
    await expect(panel.getByRole('button', { name: 'Install the project again' })).toBeVisible();
    await expect(frame.getByRole('heading', { name: 'Tickets' })).toHaveCount(0);
    const away = panel.getByRole('region', { name: 'Put away' });
    await away.getByRole('listitem').filter({ hasText: 'tickets 1.0.0' }).getByRole('button', { name: 'Bring back…' }).click();
    await choose(page, 'Bring back');
    await panel.getByRole('button', { name: 'Install the project again' }).click();
    await expect(frame.getByRole('heading', { name: 'Tickets' })).toBeVisible();
    await expect(frame.getByRole('table').getByText('Training for two new colleagues')).toBeVisible();
  });
});
