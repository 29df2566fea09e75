/** Which rules of an organization's addons an event meets: `contributions.notifications`, and of `contributions.rules` those that notify (NOTIFY). */
import type { NotificationRule, RuleDef } from '../../schemas';
import { coversEvent } from '../contract/capability-target';
import { matchesEvent, routedPattern } from '../events/names';
import { guardHolds, readRule } from '../expressions/guard';
import { perOrganization } from '../installed/per-organization';
import type { InstalledAddon, Registry } from '../installed/registry';
import { isRecord } from '../values/encoding';
import { textOf, valueAt } from './words';

export interface Audience {
  type: 'org' | 'roles' | 'user';
  roles: readonly string[];
  /** Id of the user, for `user`. */
  user: string;
  /** Who is left out; empty for nobody. */
  except: string;
}

/** Words to be told, and to whom. */
export interface Draft {
  addon: InstalledAddon;
  rule: string;
  title: string;
  body: string;
  type: 'info' | 'success' | 'warning' | 'error';
  icon: string;
  link: string;
  audience: Audience;
}

interface Told {
  organizationId: string;
  name: string;
  payload: unknown;
  actorId: string;
}

interface Compiled {
  addon: InstalledAddon;
  /** Names of events it may be about. */
  pattern: string;
  drafted: (event: Told) => Draft | null;
}

const isOneOf = (value: unknown, wanted: string | readonly string[]): boolean =>
  (typeof wanted === 'string' ? [wanted] : wanted).includes(textOf(value));

/** The field has one of the values now and had another one before. */
function hasEntered(payload: unknown, { field, values }: NonNullable<NotificationRule['entered']>): boolean {
  const [before, after] = [valueAt(payload, `before.${field}`), valueAt(payload, `after.${field}`)];
  return after !== undefined && isOneOf(after, values) && textOf(before) !== textOf(after);
}

function audienceOf({ to, exclude_actor: isWithoutActor = false }: NotificationRule, event: Told): Audience {
  const except = isWithoutActor ? event.actorId : '';
  const nobody = { roles: [], user: '', except };
  switch (to?.type ?? 'org') {
    case 'org':
      return { ...nobody, type: 'org' };
    case 'roles':
      return { ...nobody, type: 'roles', roles: to?.roles ?? [] };
    case 'actor':
      return { ...nobody, type: 'user', user: event.actorId };
    case 'field':
      return { ...nobody, type: 'user', user: textOf(valueAt(event.payload, to?.path ?? '')) };
  }
}

function ofNotification(registry: Registry, addon: InstalledAddon, rule: NotificationRule): Compiled {
  return {
    addon,
    pattern: routedPattern(registry, addon.organizationId, rule.on),
    drafted(event) {
      const { when = {}, entered } = rule;
      if (!Object.entries(when).every(([path, wanted]) => isOneOf(valueAt(event.payload, path), wanted))) return null;
      if (entered !== undefined && !hasEntered(event.payload, entered)) return null;
      const { key, title, body = '', severity = 'info', icon = '', link = '' } = rule;
      return { addon, rule: key, title, body, type: severity, icon, link, audience: audienceOf(rule, event) };
    },
  };
}

/** A rule that flags has nowhere to be seen here; one that notifies tells its roles. */
function ofRule(registry: Registry, addon: InstalledAddon, rule: RuleDef): Compiled[] {
  const { key, then, event_types: types = ['created', 'updated'] } = rule;
  const model = registry.model(addon.organizationId, rule.model, addon.key);
  const reading = readRule(rule.when);
  if (then.kind !== 'notify' || !model || !reading.ok) return [];
  const stage = model.declared?.stage_field ?? '';
  const isMoved = (payload: unknown): boolean =>
    stage !== '' && textOf(valueAt(payload, `before.${stage}`)) !== textOf(valueAt(payload, `after.${stage}`));
  return [
    {
      addon,
      pattern: `${model.addonKey}.${model.key}.*`,
      drafted({ payload, name }) {
        const after = valueAt(payload, 'after');
        const action = name.split('.').at(-1) ?? '';
        const isAsked = types.some((type) => (type === 'transitioned' ? action === 'updated' && isMoved(payload) : type === action));
        if (!isAsked || !isRecord(after) || !guardHolds(reading.guard, (column) => after[column])) return null;
        const audience = { type: 'roles' as const, roles: then.notify_roles ?? [], user: '', except: '' };
        return { addon, rule: key, title: then.message, body: '', type: then.severity ?? 'info', icon: '', link: '', audience };
      },
    },
  ];
}

const compiled = perOrganization((registry, organizationId): readonly Compiled[] =>
  registry.addons(organizationId).flatMap((addon) => {
    const { notifications = [], rules = [] } = addon.manifest.contributions ?? {};
    return [
      ...notifications.map((rule) => ofNotification(registry, addon, rule)),
      ...rules.flatMap((rule) => ofRule(registry, addon, rule)),
    ];
  }),
);

/** Events of its own, and those it may subscribe to: the words of a rule may hold any value of the row. */
const mayTell = ({ key, manifest }: InstalledAddon, name: string): boolean =>
  name.startsWith(`${key}.`) ||
  manifest.capabilities?.some(({ kind, target }) => kind === 'event:subscribe' && coversEvent(target, name)) === true;

/** What is told of an event, in the order of addons and manifests. */
export function draftsOf(registry: Registry, event: Told): Draft[] {
  return compiled(registry, event.organizationId).flatMap(({ addon, pattern, drafted }) => {
    if (!matchesEvent(pattern, event.name) || !mayTell(addon, event.name)) return [];
    const draft = drafted(event);
    return draft === null ? [] : [draft];
  });
}
