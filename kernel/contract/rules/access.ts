/** Tenancy, permissions and the targets of capabilities. */
import { targetFault } from '../capability-target';
import { trimmed } from '../../expressions/trim';
import { addonMessages } from '../messages/addon';
import { commonMessages } from '../messages/common';
import { valueMessages } from '../messages/values';
import { eachRepeated, type Rule } from './context';
import { near } from '../suggest';

export const tenantColumn: Rule = ({ manifest, models, tenancyColumn, error }) => {
  if (manifest.kind !== 'Addon' || (manifest.tenancy?.isolation ?? 'shared') !== 'shared') return;
  for (const { model, index, columns } of models) {
    if (model.extends === undefined && !columns.has(tenancyColumn))
      error('TEN-RLS', ['models', index, 'columns'], addonMessages.tenancy(model.key, tenancyColumn));
  }
};

export const permissionModels: Rule = ({ manifest, models, byKey, error }) => {
  const tables = new Set(models.map(({ model }) => model.table));
  (manifest.rbac?.permissions ?? []).forEach((permission, index) => {
    (permission.models ?? []).forEach(({ model }, at) => {
      const path = ['rbac', 'permissions', index, 'models', at, 'model'];
      const reference = trimmed(model);
      const dot = reference.indexOf('.');
      const [addon, name] = dot < 0 ? [null, reference] : [reference.slice(0, dot), reference.slice(dot + 1)];
      if (name === '' || addon === '') error('PERM-MODEL', path, addonMessages.permissionEmpty());
      else if ((addon === null || addon === manifest.metadata.key) && !byKey.has(name) && !tables.has(name))
        error('PERM-MODEL', path, near(addonMessages.permissionModel(model), name, [...byKey.keys(), ...tables]));
    });
  });
};

/** Not an error upstream: a role may grant a permission of another addon, but a misspelt own one is the usual cause. */
export const rolePermissions: Rule = ({ manifest, warning }) => {
  const known = new Set((manifest.rbac?.permissions ?? []).map(({ key }) => key));
  eachRepeated(
    [...(manifest.rbac?.permissions ?? [])].map(({ key }) => key),
    (index, name) => warning('PERM-DUP', ['rbac', 'permissions', index, 'key'], commonMessages.repeated(name)),
  );
  const ownPrefixes = new Set([...known].map((key) => key.split('.', 1)[0]));
  (manifest.rbac?.roles ?? []).forEach((role, index) => {
    (role.permissions ?? []).forEach((key, at) => {
      if (!known.has(key) && ownPrefixes.has(key.split('.', 1)[0]))
        warning('ROLE-PERM', ['rbac', 'roles', index, 'permissions', at], near(addonMessages.permissionUnknown(key), key, known));
    });
  });
};

export const capabilityTargets: Rule = ({ manifest, error, warning }) => {
  (manifest.capabilities ?? []).forEach(({ kind, target }, index) => {
    const fault = targetFault(kind, target);
    if (fault === null) return;
    if ('install' in fault) error('CAP-TARGET', ['capabilities', index, 'target'], valueMessages.target(kind, target, fault));
    else warning('CAP-NEVER', ['capabilities', index, 'target'], valueMessages.target(kind, target, fault));
  });
};
