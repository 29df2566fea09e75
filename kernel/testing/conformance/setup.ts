/** What the suite runs on: the shop in both organizations, and a server that fails. */
import { ORGANIZATIONS } from '../../database/core-data';
import { openTestKernel, type TestKernel } from '../kernel';
import { shopManifest } from '../shop';
import { FAILING_HOOK } from '../shop-actions';
import { SHOP_TEMPLATES } from '../shop-paper';

export async function openSuiteKernel(): Promise<TestKernel> {
  const t = await openTestKernel();
  for (const { id } of ORGANIZATIONS) await t.install(shopManifest(), { organizationId: id, templateFiles: SHOP_TEMPLATES });
  const body = { success: false, error: { code: 'stock', message: 'out of stock' }, errors: { lines: [{ code: 'custom' }] } };
  t.kernel.webhooks.set(FAILING_HOOK, { status: 409, body: JSON.stringify(body) });
  return t;
}
