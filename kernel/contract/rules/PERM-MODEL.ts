import { choosingModel } from '../fixes/choosing';
import { dropping, anyOf } from '../fixes/dropping';
import { trimmed } from '../../expressions/trim';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';
import { message, type Message, quote } from '../text';

const texts = {
  permissionModel: (name: string): Message =>
    message(
      `${quote(name)} is neither a model nor a table of this addon.`,
      `${quote(name)} no es un modelo ni una tabla de este addon.`,
      'Name an own model or table, or qualify it as addon.Model.',
      'Nombre un modelo o tabla propios, o califíquelo como addon.Model.',
    ),
  permissionEmpty: (): Message =>
    message('The model name is empty, or one side of its dot is.', 'El nombre del modelo, o un lado de su punto, está vacío.'),
};

export const rule: Rule<'PERM-MODEL'> = {
  id: 'PERM-MODEL',
  level: 'error',
  fix: anyOf(choosingModel(), dropping(1)),
  check: ({ manifest, models, byKey }, report) => {
    const tables = new Set(models.map(({ model }) => model.table));
    (manifest.rbac?.permissions ?? []).forEach((permission, index) => {
      (permission.models ?? []).forEach(({ model }, at) => {
        const path = ['rbac', 'permissions', index, 'models', at, 'model'];
        const reference = trimmed(model);
        const dot = reference.indexOf('.');
        const [addon, name] = dot < 0 ? [null, reference] : [reference.slice(0, dot), reference.slice(dot + 1)];
        if (name === '' || addon === '') report(path, texts.permissionEmpty());
        else if ((addon === null || addon === manifest.metadata.key) && !byKey.has(name) && !tables.has(name))
          report(path, near(texts.permissionModel(model), name, [...byKey.keys(), ...tables]));
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
