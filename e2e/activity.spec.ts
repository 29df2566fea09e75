/** What went on in the kernel, told beside the editor. */
import { expect, test } from './playground';

test('a request tells why it was answered so, and an action shows what would have left', async ({ playground }) => {
  const { page, frame } = playground;
  await playground.open();
  await page.getByRole('tab', { name: 'Activity' }).click();
  const activity = page.getByTestId('activity');
  await expect(activity.getByText('No webhook left yet. Run an action that calls one.')).toBeVisible();

  await playground.create({ Title: 'Printer on fire', Requester: 'rosa@example.com' });
  const request = activity.locator('details').filter({ has: page.locator('summary', { hasText: 'POST /data/tickets' }) });
  await request.first().locator('summary').click();
  await expect(request.first().getByRole('list', { name: 'Decisions' })).toContainText(
    '✓ tickets.create: an administrator may do everything',
  );
  await expect(request.first().getByRole('list', { name: 'Statements' })).toContainText('insert into "addon_tickets"."tickets"');

  await playground.row('Printer on fire').getByRole('button').last().click();
  await frame.getByRole('menuitem', { name: 'Escalate' }).click();
  const dialog = frame.getByRole('dialog');
  await dialog.getByRole('textbox').first().fill('It burns');
  await dialog.getByRole('button', { name: /Escalate|Run|Confirm|Execute/ }).click();
  const webhook = activity.getByRole('region', { name: 'Webhooks' }).locator('details');
  await expect(webhook).toHaveCount(1);
  await webhook.locator('summary').click();
  await expect(webhook).toContainText('POST https://helpdesk.example.com/hooks/tickets/escalate');
  await expect(webhook).toContainText('X-Metacore-Signature: sha256=');
  await expect(webhook).toContainText('It burns');
  await expect(webhook).toContainText('Signed and kept here; nothing was sent to that address.');
});
