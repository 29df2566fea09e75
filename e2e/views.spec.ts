/** Who looks at the preview: people, roles, organizations, and two views of the same rows. */
import { expect, test } from './playground';

test('two people look at the same rows, a stranger at none', async ({ playground }) => {
  const { page } = playground;
  await playground.open();
  const second = page.frameLocator('[data-testid=second-frame]');
  const person = page.getByLabel('Person who looks');
  const role = page.getByLabel('Role of that person');
  const add = second.getByRole('button', { name: 'New', exact: true });

  await test.step('a second view is told of what the first one writes', async () => {
    await page.getByRole('button', { name: 'Second view' }).click();
    await expect(add).toBeVisible();
    await playground.create({ Title: 'Printer on fire', Requester: 'rosa@example.com' });
    await expect(second.getByRole('row').filter({ hasText: 'Printer on fire' })).toBeVisible();
  });

  await test.step('who only looks can add nothing', async () => {
    await person.nth(1).selectOption({ label: 'Carla Núñez' });
    await expect(role.nth(1)).toHaveValue('viewer');
    await expect(second.getByRole('row').filter({ hasText: 'Printer on fire' })).toBeVisible();
    await expect(add).toHaveCount(0);
  });

  await test.step('a role of the addon lets her add', async () => {
    await role.nth(1).selectOption({ label: 'Support agent · tickets' });
    await expect(add).toBeVisible();
    await expect(second.getByRole('row').filter({ hasText: 'Printer on fire' })).toBeVisible();
  });

  await test.step('another organization has the addon and none of the rows', async () => {
    await person.nth(0).selectOption({ label: 'Dana Köhler' });
    await expect(playground.frame.getByRole('heading', { name: 'No results' }).first()).toBeVisible();
    await playground.create({ Title: 'Till is stuck', Requester: 'emil@globex.test' });
    await expect(playground.row('Till is stuck')).toBeVisible();
    await expect(second.getByRole('row').filter({ hasText: 'Printer on fire' })).toBeVisible();
    await expect(second.getByRole('row').filter({ hasText: 'Till is stuck' })).toHaveCount(0);
  });

  await test.step('the second view closes', async () => {
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await expect(page.getByTestId('second-frame')).toHaveCount(0);
    await expect(playground.row('Till is stuck')).toBeVisible();
  });
});
