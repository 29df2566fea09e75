/**
 * What the roles of an addon are granted, read as the data routes read it: `*`, the host's roles and core models are the
 * host's to give, and a grant that spells neither a verb nor an action opens nothing (docs/architecture/04, SEC-PERMISSIONS).
 */
import { EVERYTHING, HOST_ROLES } from '../host-roles';
import { addonMessages } from '../messages/addon';
import { isVerbLike, VERBS, verbOf } from '../permission-verbs';
import { isReservedKey } from '../reserved-keys';
import type { Step } from '../pointer';
import { near, nearest } from '../suggest';
import { suggesting, type Message } from '../text';
import type { ModelFacts, Rule, RuleContext } from './context';
import { eachNavItem } from './nav-items';

export const reservedKey: Rule = ({ manifest, error }) => {
  const { key } = manifest.metadata;
  if (isReservedKey(key)) error('KEY-RESERVED', ['metadata', 'key'], addonMessages.keyReserved(key));
};

export const verbActions: Rule = ({ manifest, warning }) => {
  (manifest.contributions?.actions ?? []).forEach(({ key }, index) => {
    if (isVerbLike(key)) warning('ACT-VERB', ['contributions', 'actions', index, 'key'], addonMessages.actionVerb(key));
  });
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

/** An own model as a grant names it: by table or key in any case, with or without the addon before it. */
function ownModel({ manifest, models }: RuleContext, name: string): ModelFacts | undefined {
  const prefix = `${manifest.metadata.key}.`;
  const bare = (name.startsWith(prefix) ? name.slice(prefix.length) : name).toLowerCase();
  return models.find(({ model }) => model.table.toLowerCase() === bare || model.key.toLowerCase() === bare);
}

function isAction({ manifest }: RuleContext, { model }: ModelFacts, key: string): boolean {
  const targets = new Set([model.key, model.table, `${manifest.metadata.key}.${model.key}`]);
  return (manifest.contributions?.actions ?? []).some((action) => action.key === key && targets.has(action.target_model ?? ''));
}

/** Whether a word opens something of a model: a verb in one of its spellings, or an action. */
const opens = (context: RuleContext, facts: ModelFacts, word: string): boolean =>
  word.startsWith('action:')
    ? isAction(context, facts, word.slice('action:'.length))
    : verbOf(word) !== null || isAction(context, facts, word);

export const roleGrants: Rule = (context) => {
  const { manifest, error, warning } = context;
  const { roles = [], permissions = [] } = manifest.rbac ?? {};
  const byKey = new Map(permissions.map((permission) => [permission.key, permission]));
  const foreign = new Set(
    permissions.filter(({ models = [] }) => models.some(({ model }) => isForeign(context, model))).map(({ key }) => key),
  );
  roles.forEach((role, index) => {
    (role.permissions ?? []).forEach((key, at) => {
      const path = ['rbac', 'roles', index, 'permissions', at];
      if (key.trim() === EVERYTHING) {
        error('ROLE-ALL', path, addonMessages.roleAll(role.key));
        return;
      }
      if (HOST_ROLES.has(role.key) && foreign.has(key)) warning('ROLE-HOST', path, addonMessages.roleHost(role.key, key));
      // What it stands for is looked at where it is declared.
      if ((byKey.get(key)?.models ?? []).length > 0) return;
      const dot = key.lastIndexOf('.');
      const facts = dot < 0 ? undefined : ownModel(context, key.slice(0, dot));
      const word = key.slice(dot + 1);
      if (facts !== undefined && !opens(context, facts, word))
        warning('GRANT-NOTHING', path, nothing(addonMessages.grantNothing(key, word), word));
    });
  });
};

/** A model that is not the addon's own, as a permission names it. */
const isForeign = (context: RuleContext, name: string): boolean => name.includes('.') && ownModel(context, name) === undefined;

export const permissionGrants: Rule = (context) => {
  const { manifest, warning } = context;
  const required = new Set(manifest.compatibility.requires.map(({ key }) => key));
  (manifest.rbac?.permissions ?? []).forEach(({ models = [] }, index) => {
    models.forEach(({ model, actions }, at) => {
      const path = ['rbac', 'permissions', index, 'models', at];
      const facts = ownModel(context, model);
      const addon = model.slice(0, Math.max(model.indexOf('.'), 0));
      if (facts === undefined) {
        if (addon !== '' && addon !== manifest.metadata.key && !required.has(addon))
          warning('GRANT-FOREIGN', [...path, 'model'], addonMessages.grantForeign(model, isReservedKey(addon)));
        return;
      }
      actions.forEach((word, position) => {
        if (!opens(context, facts, word))
          warning('GRANT-NOTHING', [...path, 'actions', position], nothing(addonMessages.grantNothing(`${model}.${word}`, word), word));
      });
    });
  });
};

/**
 * Not checked upstream: what asks for a permission that nobody can hold is open to administrators alone. A name that resembles
 * nothing of this addon may be another one's permission.
 */
export const gatePermissions: Rule = (context) => {
  const { manifest, models, warning } = context;
  const declared = new Set((manifest.rbac?.permissions ?? []).map(({ key }) => key));
  const spelled = models.flatMap(({ model }) => VERBS.map((verb) => `${model.table}.${verb}`));
  const candidates = [...declared, ...spelled];
  const own = new Set([...declared].map((key) => key.split('.', 1)[0]));
  const isMisspelt = (key: string): boolean => {
    const dot = key.lastIndexOf('.');
    const facts = dot < 0 ? undefined : ownModel(context, key.slice(0, dot));
    if (facts !== undefined) return !opens(context, facts, key.slice(dot + 1));
    return own.has(key.split('.', 1)[0]) || nearest(key, candidates) !== null;
  };
  const check = (key: string | undefined, path: readonly Step[]): void => {
    if (key !== undefined && key !== '' && !declared.has(key) && isMisspelt(key))
      warning('PERM-GATE', [...path, 'permission'], near(addonMessages.permissionUnknown(key), key, candidates));
  };
  eachNavItem(context, ({ permission }, path) => check(permission, path));
  for (const block of ['slots', 'dashboard', 'agent_capabilities'] as const)
    (manifest.contributions?.[block] ?? []).forEach(({ permission }, index) => check(permission, ['contributions', block, index]));
};
