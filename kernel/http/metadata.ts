import type { ModelRelation } from '../../schemas';
import { isOffered } from '../actions/conditions';
import { actionAsked, type Asked } from '../contract/permission-verbs';
import { routeName } from '../installed/core-models';
import { extensionsOf } from '../dynamic/extensions';
import { addonOf, modelNamed, type Operation, routeNameOf } from '../operation/operation';
import type { InstalledAddon } from '../installed/registry';
import { flatManifest } from '../metadata/flat-manifest';
import { modalMetadata } from '../metadata/modal';
import { navigation } from '../metadata/navigation';
import { pagesOf } from '../metadata/pages';
import { screenParts } from '../metadata/parts';
import { reasonsFor } from '../metadata/why';
import { settingsForms } from '../metadata/settings-form';
import { tableMetadata } from '../metadata/table';
import type { DynamicModel } from '../installed/model';
import { relationNamed } from '../dynamic/relations';
import { grantsOf, holds, permits } from '../security/permissions';
import { mayRead, unasked } from '../security/readable';
import { HOST_VERSIONS } from '../contract/host-versions';
import { asAdministrator, type KernelApp } from './context';

const addonsOf = (operation: Operation): readonly InstalledAddon[] => operation.registry.addons(operation.principal.organizationId);

/** Changes whenever any installed manifest does: the runtime drops its cache when it differs. */
const versionOf = (operation: Operation): string =>
  addonsOf(operation)
    .map((addon) => `${addon.key}@${addon.manifestHash}`)
    .join(',');

/** What other addons add to a model. */
const extensionParts = (operation: Operation, model: DynamicModel) =>
  extensionsOf(operation, model).map((extension) => ({
    model: extension,
    addon: addonOf(operation, extension),
    mayRead: mayRead(operation, extension),
    mayCreate: permits(operation, extension, 'create'),
    mayUpdate: permits(operation, extension, 'update'),
  }));

/** Whether a relation leads to rows that the caller may not read; one that leads nowhere is nobody's secret. */
const isClosed = (operation: Operation, model: DynamicModel, name: string): boolean =>
  typeof relationNamed(operation, model, name) === 'string' && typeof relationNamed(unasked(operation), model, name) !== 'string';

/** The runtime asks for choices by the name it is given, without saying whose manifest wrote it. */
const refOf = (operation: Operation) => (model: DynamicModel, name: string) => routeNameOf(operation, model, name);

/** A model's table as the caller may use it, without the actions its organization is not offered. */
function tableFor(operation: Operation, model: DynamicModel) {
  const addon = addonOf(operation, model);
  const declared = addon?.manifest.contributions?.actions ?? [];
  const withheld = new Set(declared.filter(({ condition }) => !isOffered(operation, condition)).map(({ key }) => actionAsked(key)));
  const allows = (asked: Asked) => !withheld.has(asked) && permits(operation, model, asked);
  const isShown = ({ name }: ModelRelation) => !isClosed(operation, model, name);
  return tableMetadata(model, addon, operation.language, {
    allows,
    isShown,
    extensions: extensionParts(operation, model),
    refOf: refOf(operation),
  });
}

const modalFor = (operation: Operation, model: DynamicModel, addon: InstalledAddon | undefined) =>
  modalMetadata(model, addon, operation.language, extensionParts(operation, model), refOf(operation));

/** Metadata of the generated screens, navigation, and the manifests behind them. */
export function mountMetadata(app: KernelApp): void {
  app.get('/metadata/table/:model', (context) => {
    const { operation } = context.env;
    const model = modelNamed(operation, context.req.param('model'));
    return context.json({ success: true, data: tableFor(operation, model) });
  });
  app.get('/metadata/modal/:model', (context) => {
    const { operation } = context.env;
    const model = modelNamed(operation, context.req.param('model'));
    return context.json({
      success: true,
      data: modalFor(operation, model, addonOf(operation, model)),
    });
  });
  app.get('/metadata/all', (context) => {
    const { operation } = context.env;
    const models = addonsOf(operation).flatMap((addon) => addon.models.map((model) => ({ addon, model })));
    const tables = models.map(({ model }) => [routeName(model), tableFor(operation, model)] as const);
    const modals = models.map(({ addon, model }) => [routeName(model), modalFor(operation, model, addon)] as const);
    return context.json({
      success: true,
      data: { version: versionOf(operation), tables: Object.fromEntries(tables), modals: Object.fromEntries(modals) },
    });
  });
  app.get('/metacore/navigation', (context) => {
    const { operation } = context.env;
    return context.json(
      navigation(operation.registry, operation.principal.organizationId, operation.language, {
        holds: (addonKey, permission) => holds(operation, addonKey, permission),
        reads: (model) => permits(operation, model, 'index'),
      }),
    );
  });
  app.get('/permissions/me', (context) => {
    const { operation } = context.env;
    return context.json({ success: true, data: { permissions: grantsOf(operation), isAdmin: operation.principal.isAdmin } });
  });
  app.get('/metacore/manifests', (context) => {
    context.header('X-Metacore-Kernel-Version', HOST_VERSIONS.v3);
    return context.json(addonsOf(context.env.operation).map(({ manifest }) => flatManifest(manifest)));
  });
  app.get('/playground/why/:model', (context) => {
    const { operation } = context.env;
    const model = modelNamed(operation, context.req.param('model'));
    const addon = addonOf(operation, model);
    const reasons = addon ? reasonsFor(operation, addon, model, (condition) => isOffered(operation, condition)) : [];
    return context.json({ success: true, data: reasons });
  });
  app.get('/playground/parts', (context) => {
    const operation = asAdministrator(context);
    const { registry, principal, language } = operation;
    const parts = addonsOf(operation).flatMap((addon) =>
      screenParts(addon, language, (name) => {
        const model = registry.model(principal.organizationId, name, addon.key);
        return model ? routeName(model) : '';
      }),
    );
    return context.json({ success: true, data: parts });
  });
  app.get('/playground/pages', (context) => {
    const { operation } = context.env;
    const manifests = addonsOf(operation).map(({ manifest }) => manifest);
    return context.json({ success: true, data: pagesOf(manifests, operation.principal.isAdmin) });
  });
  app.get('/playground/settings', (context) => {
    const operation = asAdministrator(context);
    return context.json({ success: true, data: settingsForms(addonsOf(operation), operation.language) });
  });
}
