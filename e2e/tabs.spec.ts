/** Two tabs, one project: only one works on it, and nothing is lost when the other takes it over. */
import type { Page } from '@playwright/test';
import { expect, Playground, test, ticketsManifest } from './playground';

const dialog = (page: Page, title: string) => page.getByRole('alertdialog', { name: title });
const ELSEWHERE = 'This project is open in another tab';
const LOST = 'Another tab took over';

/** Takes the project to this tab and waits until it works. */
async function workHere(playground: Playground, title: string): Promise<void> {
  // A person works in the tab that is in front; one behind another draws nothing new, and has nothing to press.
  await playground.page.bringToFront();
  const { page } = playground;
  await dialog(page, title).getByRole('button', { name: 'Work here' }).click();
  await expect(dialog(page, title)).toBeHidden();
  await playground.ready();
  await expect(playground.frame.getByRole('heading', { name: 'Tickets' })).toBeVisible();
}

const renamed = (title: string): string => ticketsManifest().replace('"label": "Title"', `"label": "${title}"`);

test('a second tab says so, takes the project over with everything in it, and gives it back', async ({ playground, context, faults }) => {
  const first = playground;
  await first.openEmpty();
  await first.create({ Title: 'Written in the first tab', Requester: 'rosa@example.com' });
  await first.write(renamed('Subject'));
  await expect(first.frame.getByRole('columnheader', { name: 'Subject' })).toBeVisible();

  const second = new Playground(await context.newPage());
  await second.page.goto(process.env.PLAYGROUND_URL ?? '');
  await expect(dialog(second.page, ELSEWHERE)).toBeVisible();
  await expect(second.page.getByTestId('preview-frame')).toHaveCount(0);
  await expect(dialog(first.page, LOST)).toBeHidden();

  await test.step('the second tab takes over', async () => {
    await workHere(second, ELSEWHERE);
    await expect(dialog(first.page, LOST)).toBeVisible();
    await expect(second.row('Written in the first tab')).toBeVisible();
    await expect(second.frame.getByRole('columnheader', { name: 'Subject' })).toBeVisible();
    await expect(second.page.locator('.monaco-editor')).toContainText('"table": "tickets"');
    await second.create({ Subject: 'Written in the second tab', Requester: 'tom@example.com' });
    await second.write(renamed('Matter'));
    await expect(second.frame.getByRole('columnheader', { name: 'Matter' })).toBeVisible();
  });

  await test.step('the first tab takes it back', async () => {
    await workHere(first, LOST);
    await expect(dialog(second.page, LOST)).toBeVisible();
    await expect(first.row('Written in the first tab')).toBeVisible();
    await expect(first.row('Written in the second tab')).toBeVisible();
    await expect(first.frame.getByRole('columnheader', { name: 'Matter' })).toBeVisible();
    await first.create({ Matter: 'Back in the first tab', Requester: 'rosa@example.com' });
    await expect(first.frame.getByRole('row')).toHaveCount(4);
  });

  await test.step('a tab that was closed leaves the project free', async () => {
    await first.page.close();
    await second.page.reload();
    await second.ready();
    await expect(second.row('Back in the first tab')).toBeVisible();
    await expect(second.frame.getByRole('row')).toHaveCount(4);
  });
  expect(faults).toEqual([]);
});

test('a tab that hangs is not waited for', async ({ playground, context }) => {
  await playground.open();
  await playground.create({ Title: 'Saved before it hung', Requester: 'rosa@example.com' });
  void playground.page
    .evaluate(() => {
      for (;;);
    })
    .catch(() => undefined);
  const second = new Playground(await context.newPage());
  await second.page.goto(process.env.PLAYGROUND_URL ?? '');
  await dialog(second.page, ELSEWHERE).getByRole('button', { name: 'Work here' }).click();
  await expect(dialog(second.page, ELSEWHERE)).toBeHidden();
});
