import { trimmed } from '../../expressions/trim';
import { addonMessages } from '../messages/addon';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';

export const rule: Rule<'PERM-MODEL'> = {
  id: 'PERM-MODEL',
  level: 'error',
  check: ({ manifest, models, byKey }, report) => {
    const tables = new Set(models.map(({ model }) => model.table));
    (manifest.rbac?.permissions ?? []).forEach((permission, index) => {
      (permission.models ?? []).forEach(({ model }, at) => {
        const path = ['rbac', 'permissions', index, 'models', at, 'model'];
        const reference = trimmed(model);
        const dot = reference.indexOf('.');
        const [addon, name] = dot < 0 ? [null, reference] : [reference.slice(0, dot), reference.slice(dot + 1)];
        if (name === '' || addon === '') report(path, addonMessages.permissionEmpty());
        else if ((addon === null || addon === manifest.metadata.key) && !byKey.has(name) && !tables.has(name))
          report(path, near(addonMessages.permissionModel(model), name, [...byKey.keys(), ...tables]));
      });
    });
  },
};

export const page: RulePage = {
  section: 'tenancy, access',
  meaning: 'a permission names a model that is blank or neither an own model nor an own table',
  why: 'The permission would guard nothing, while the screens that need it stay open or closed for the wrong people.',
  example: { at: '/rbac', before: { permissions: [{ key: 'shop.read', models: [{ model: 'Ordr', actions: ['view'] }] }], roles: [] } },
};
