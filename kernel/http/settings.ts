/** Settings of addons (docs/architecture/11): for administrators, secrets never read. */
import { bodyObject } from '../dynamic/values';
import { notFound } from '../failure';
import { installationRow } from '../installed/installation';
import { addonNamed, branchNamed, setSettings, shownSettings } from '../settings/settings';
import { asAdministrator, jsonBody, type KernelApp, type KernelContext, parameters } from './context';

const branchIn = (context: KernelContext): string | null => parameters(context).get('branchId') ?? parameters(context).get('branch_id');

/** The addon a route names and the branch a query names, asked by somebody who may set it up. */
async function askedFor(context: KernelContext) {
  const operation = asAdministrator(context);
  const addon = addonNamed(operation, context.req.param('key') ?? '');
  return { operation, addon, branchId: await branchNamed(operation, branchIn(context)) };
}

export function mountSettings(app: KernelApp): void {
  app.get('/addons/:key/settings', async (context) => {
    const { operation, addon, branchId } = await askedFor(context);
    return context.json({ success: true, data: await shownSettings(operation, addon, branchId) });
  });
  app.put('/addons/:key/settings', async (context) => {
    const { operation, addon, branchId } = await askedFor(context);
    await setSettings(operation, addon, bodyObject(await jsonBody(context)), branchId);
    return context.json({ success: true, data: await shownSettings(operation, addon, branchId) });
  });
  app.post('/metacore/installations/:key/settings', async (context) => {
    const { operation, addon, branchId } = await askedFor(context);
    await setSettings(operation, addon, bodyObject(await jsonBody(context)), branchId);
    const settings = await shownSettings(operation, addon, branchId);
    const row = await operation.database.asOwner((session) => installationRow(session, addon.organizationId, addon.key, settings));
    if (!row) throw notFound(`the addon "${addon.key}" is not installed`);
    return context.json(row);
  });
}
