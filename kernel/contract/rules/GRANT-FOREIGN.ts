import { dropping } from '../fixes/dropping';
import { ownModel } from '../read/grants';
import { isReservedKey } from '../reserved-keys';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  grantForeign: (model: string, isHosts: boolean): Message =>
    isHosts
      ? message(
          `${quote(model)} is the host's: an addon cannot grant it, and this grants nothing.`,
          `${quote(model)} es del host: un addon no puede concederlo y esto no concede nada.`,
        )
      : message(
          `${quote(model)} belongs to an addon that is not required, so this grants nothing.`,
          `${quote(model)} es de un addon que no se requiere; esto no concede nada.`,
          'List its addon in compatibility.requires.',
          'Incluya su addon en compatibility.requires.',
        ),
};

export const rule: Rule<'GRANT-FOREIGN'> = {
  id: 'GRANT-FOREIGN',
  level: 'warning',
  fix: dropping(1),
  check: (context, report) => {
    const { manifest } = context;
    const required = new Set(manifest.compatibility.requires.map(({ key }) => key));
    (manifest.rbac?.permissions ?? []).forEach(({ models = [] }, index) => {
      models.forEach(({ model }, at) => {
        const path = ['rbac', 'permissions', index, 'models', at];
        const facts = ownModel(context, model);
        const addon = model.slice(0, Math.max(model.indexOf('.'), 0));
        if (facts === undefined && addon !== '' && addon !== manifest.metadata.key && !required.has(addon))
          report([...path, 'model'], texts.grantForeign(model, isReservedKey(addon)));
      });
    });
  },
};

export const page: RulePage = {
  section: 'tenancy, access',
  meaning: 'a permission on the host’s models or on those of an addon that is not required; it grants nothing',
  isOwn: true,
  why: 'A grant carries the addon that brought it and opens its own models and those of addons that it requires.',
  example: {
    at: '/rbac',
    before: { permissions: [{ key: 'shop.users', models: [{ model: 'core.User', actions: ['read'] }] }] },
    after: { permissions: [{ key: 'shop.orders', models: [{ model: 'Order', actions: ['read'] }] }] },
  },
};
