import { dropping } from '../fixes/dropping';
import { EVERYTHING } from '../host-roles';
import { opens, ownModel } from '../read/grants';
import type { Check, Rule, RulePage } from '../rule';
import { nearest } from '../suggest';
import { message, type Message, quote, suggesting } from '../text';

const texts = {
  grantNothing: (permission: string, word: string): Message =>
    message(
      `${quote(permission)} grants nothing: ${quote(word)} is neither index, create, update, delete, export, import nor an action of the model.`,
      `${quote(permission)} no concede nada: ${quote(word)} no es index, create, update, delete, export, import ni una acción del modelo.`,
    ),
};

/** Words that the public pages use, and the verb that is meant. */
const MEANT: Readonly<Record<string, string>> = {
  write: 'update',
  manage: 'update',
  add: 'create',
  remove: 'delete',
  destroy: 'delete',
  show: 'index',
  get: 'index',
};

const nothing = (said: Message, word: string): Message => suggesting(said, word, () => MEANT[word] ?? nearest(word, Object.values(MEANT)));

const roleGrants: Check = (context, report) => {
  const { manifest } = context;
  const { roles = [], permissions = [] } = manifest.rbac ?? {};
  const byKey = new Map(permissions.map((permission) => [permission.key, permission]));
  roles.forEach((role, index) => {
    (role.permissions ?? []).forEach((key, at) => {
      const path = ['rbac', 'roles', index, 'permissions', at];
      if (key.trim() === EVERYTHING) return;
      // What it stands for is looked at where it is declared.
      if ((byKey.get(key)?.models ?? []).length > 0) return;
      const dot = key.lastIndexOf('.');
      const facts = dot < 0 ? undefined : ownModel(context, key.slice(0, dot));
      const word = key.slice(dot + 1);
      if (facts !== undefined && !opens(context, facts, word)) report(path, nothing(texts.grantNothing(key, word), word));
    });
  });
};

const permissionGrants: Check = (context, report) => {
  const { manifest } = context;
  (manifest.rbac?.permissions ?? []).forEach(({ models = [] }, index) => {
    models.forEach(({ model, actions }, at) => {
      const path = ['rbac', 'permissions', index, 'models', at];
      const facts = ownModel(context, model);
      if (facts === undefined) return;
      actions.forEach((word, position) => {
        if (!opens(context, facts, word))
          report([...path, 'actions', position], nothing(texts.grantNothing(`${model}.${word}`, word), word));
      });
    });
  });
};

export const rule: Rule<'GRANT-NOTHING'> = {
  id: 'GRANT-NOTHING',
  level: 'warning',
  fix: dropping(),
  check: (context, report) => {
    roleGrants(context, report);
    permissionGrants(context, report);
  },
};

export const page: RulePage = {
  section: 'tenancy, access',
  meaning: 'a permission on an own model that is neither a verb nor an action; it grants nothing',
  isOwn: true,
  why: 'A grant is compared with what a request asks for: a verb, or an action of the model. A word that nobody asks for opens nothing, and nobody says so when the addon runs.',
  example: {
    at: '/rbac',
    before: { roles: [{ key: 'clerk', label: 'Clerk', permissions: ['orders.write'] }] },
    after: { roles: [{ key: 'clerk', label: 'Clerk', permissions: ['orders.update'] }] },
  },
};
