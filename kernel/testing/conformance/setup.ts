/** What the suite runs on: the shop in both organizations, a server that fails, and in the first one what the shop leaves out. */
import { ORGANIZATIONS } from '../../database/core-rows';
import { type GuestPort, NO_GUEST } from '../../operation/guest';
import { ANNEX_LOCALES, annexManifest, extraManifest } from '../annex';
import { COURIER_EXTRAS, COURIER_ROUTES, courierManifest } from '../courier';
import { createTestClock } from '../guest';
import { openTestKernel, type TestKernel } from '../kernel';
import { shopManifest } from '../shop';
import { FAILING_HOOK } from '../shop-actions';
import { SHOP_TEMPLATES } from '../shop-paper';

/** The annex and the courier have code that succeeds at everything; the shop has none. */
const GUEST: GuestPort = {
  ...NO_GUEST,
  state: (_, addon) => (addon === 'shop' ? 'absent' : 'ready'),
  call: () => Promise.resolve('{"success":true}'),
};

/** No time passes: a delivery that failed is not tried again while somebody looks. */
export async function openSuiteKernel(): Promise<TestKernel> {
  const t = await openTestKernel({ guest: GUEST, clock: createTestClock() });
  for (const { id } of ORGANIZATIONS) await t.install(shopManifest(), { organizationId: id, templateFiles: SHOP_TEMPLATES });
  await t.install(annexManifest(), { locales: ANNEX_LOCALES, backend: { runInTx: ['Gauge.draw'] } });
  await t.install(extraManifest());
  await t.install(courierManifest(), { backend: { tools: COURIER_EXTRAS } });
  const body = { success: false, error: { code: 'stock', message: 'out of stock' }, errors: { lines: [{ code: 'custom' }] } };
  t.kernel.webhooks.set(FAILING_HOOK, { status: 409, body: JSON.stringify(body) });
  for (const [url, text] of Object.entries(COURIER_ROUTES))
    t.kernel.webhooks.set(url, { status: url.endsWith('/gone') ? 404 : 200, body: text });
  t.kernel.webhooks.set('https://*.courier.example/down', { status: 200, body: '', fail: 'refused' });
  return t;
}
