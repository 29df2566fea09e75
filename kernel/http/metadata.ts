import { addonOf, modelNamed, type Operation } from '../dynamic/operation';
import type { InstalledAddon } from '../installer/registry';
import { modalMetadata } from '../metadata/modal';
import { navigation } from '../metadata/navigation';
import { tableMetadata } from '../metadata/table';
import type { KernelApp } from './context';

const addonsOf = (operation: Operation): readonly InstalledAddon[] => operation.registry.addons(operation.principal.organizationId);

/** Changes whenever any installed manifest does: the runtime drops its cache when it differs. */
const versionOf = (operation: Operation): string =>
  addonsOf(operation)
    .map((addon) => `${addon.key}@${addon.manifestHash}`)
    .join(',');

/** Metadata of the generated screens, navigation, and the manifests behind them. */
export function mountMetadata(app: KernelApp): void {
  app.get('/metadata/table/:model', (context) => {
    const { operation } = context.env;
    const model = modelNamed(operation, context.req.param('model'));
    return context.json({ success: true, data: tableMetadata(model, addonOf(operation, model), operation.language) });
  });
  app.get('/metadata/modal/:model', (context) => {
    const { operation } = context.env;
    const model = modelNamed(operation, context.req.param('model'));
    return context.json({ success: true, data: modalMetadata(model, addonOf(operation, model), operation.language) });
  });
  app.get('/metadata/all', (context) => {
    const { operation } = context.env;
    const models = addonsOf(operation).flatMap((addon) => addon.models.map((model) => ({ addon, model })));
    const keyed = (derive: typeof tableMetadata) =>
      Object.fromEntries(models.map(({ addon, model }) => [model.table, derive(model, addon, operation.language)]));
    return context.json({
      success: true,
      data: { version: versionOf(operation), tables: keyed(tableMetadata), modals: keyed(modalMetadata) },
    });
  });
  app.get('/metacore/navigation', (context) => {
    const { operation } = context.env;
    return context.json(navigation(operation.registry, operation.principal.organizationId, operation.language));
  });
  app.get('/metacore/manifests', (context) => context.json(addonsOf(context.env.operation).map((addon) => addon.manifest)));
}
