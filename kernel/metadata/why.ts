/**
 * Why a screen shows what it shows to somebody, and what it keeps from them: each menu entry, each thing that can be done, each action and
 * column, with the line of the manifest that says so (docs/architecture/09, WHY).
 */
import type { Condition, NavItem } from '../../schemas';
import { actionAsked, VERBS } from '../contract/permission-verbs';
import { columnLabel, labelOrName, translator, type Translate } from '../installed/label';
import type { DynamicModel } from '../installed/model';
import type { InstalledAddon } from '../installed/registry';
import type { Operation } from '../operation/operation';
import { decisionOn, holds, permits, type PermissionDecision } from '../security/permissions';
import type { ManifestPlace } from '../trace/trace';

export interface Reason {
  kind: 'menu' | 'verb' | 'action' | 'column';
  /** Verb, key of an action, name of a column, or title of an entry. */
  key: string;
  /** What people read; a verb has its own words on each screen. */
  label: string;
  isShown: boolean;
  /**
   * `declared`: the manifest says it, whoever looks. `condition`: another addon or connection is missing. `form only`, `list only`,
   * `hidden`: where a column shows. The others as decisions say them.
   */
  because: PermissionDecision['because'] | 'declared' | 'condition' | 'no permission' | 'form only' | 'list only' | 'hidden';
  /** The permission that is asked for; empty where none is. */
  permission: string;
  /** The role that holds it, and the line that gives it to the role. */
  role?: string;
  grantedAt?: ManifestPlace;
  /** The line that declares the thing itself; absent for what every model can. */
  place?: ManifestPlace;
}

/** How deep menus may nest. */
const MAX_DEPTH = 5;

type IsOffered = (condition: Condition | undefined) => boolean;

/** What a decision says, as a reason's. */
const decided = ({ permission, allowed, because, role, place }: PermissionDecision) => ({
  isShown: allowed,
  because,
  permission,
  ...(role !== undefined && { role }),
  ...(place && { grantedAt: place }),
});

function menuReasons(operation: Operation, addon: InstalledAddon, isOffered: IsOffered, translate: Translate): Reason[] {
  const { registry, principal } = operation;
  const entries = (items: readonly NavItem[], path: string, depth: number): Reason[] =>
    items.flatMap((item, index) => {
      const pointer = `${path}/${String(index)}`;
      const entry = { kind: 'menu' as const, key: item.title, label: translate(item.title), place: { addon: addon.key, pointer } };
      const model = item.model === undefined ? null : registry.model(principal.organizationId, item.model, addon.key);
      const reason = (): Reason => {
        if (!isOffered(item.condition)) return { ...entry, isShown: false, because: 'condition', permission: '' };
        if (item.permission !== undefined && !holds(operation, addon.key, item.permission))
          return { ...entry, isShown: false, because: 'no permission', permission: item.permission };
        if (model) return { ...entry, ...decided(decisionOn(operation, model, 'index')) };
        return { ...entry, isShown: true, because: 'declared', permission: item.permission ?? '' };
      };
      const below = depth < MAX_DEPTH ? entries(item.items ?? [], `${pointer}/items`, depth + 1) : [];
      return [reason(), ...below];
    });
  return (addon.manifest.contributions?.navigation ?? []).flatMap((group, index) =>
    entries(group.items, `/contributions/navigation/${String(index)}/items`, 1),
  );
}

function actionReasons(
  operation: Operation,
  addon: InstalledAddon,
  model: DynamicModel,
  isOffered: IsOffered,
  translate: Translate,
): Reason[] {
  return (addon.manifest.contributions?.actions ?? []).flatMap(({ key, label, target_model: target = '', condition }, index): Reason[] => {
    if (target !== model.key && target !== model.table && target !== `${addon.key}.${model.key}`) return [];
    const action = {
      kind: 'action' as const,
      key,
      label: labelOrName(label, key, translate),
      place: { addon: addon.key, pointer: `/contributions/actions/${String(index)}` },
    };
    if (!isOffered(condition)) return [{ ...action, isShown: false, because: 'condition', permission: '' }];
    return [{ ...action, ...decided(decisionOn(operation, model, actionAsked(key))) }];
  });
}

const COLUMN_REASONS = { all: 'declared', table: 'list only', list: 'list only', modal: 'form only' } as const;

function columnReasons(addon: InstalledAddon, model: DynamicModel, translate: Translate): Reason[] {
  const at = (addon.manifest.models ?? []).findIndex(({ key }) => key === model.key);
  const declared = addon.manifest.models?.[at]?.columns ?? [];
  return [...model.columns.values()].flatMap((own): Reason[] => {
    const index = declared.findIndex(({ name }) => name === own.name);
    if (index === -1) return [];
    const isSystem = own.name === 'id' || own.name === 'organization_id';
    return [
      {
        kind: 'column',
        key: own.name,
        label: columnLabel(own, translate),
        isShown: !isSystem,
        because: isSystem ? 'hidden' : COLUMN_REASONS[own.declared?.visibility ?? 'all'],
        permission: '',
        place: { addon: addon.key, pointer: `/models/${String(at)}/columns/${String(index)}` },
      },
    ];
  });
}

/**
 * The reasons of a model's screen and of its addon's menu, for whoever asks. Of columns somebody hears who may read the rows; others
 * would learn of them from here.
 */
export function reasonsFor(operation: Operation, addon: InstalledAddon, model: DynamicModel, isOffered: IsOffered): Reason[] {
  const translate = translator(addon, operation.language);
  const verbs = VERBS.map((verb): Reason => ({ kind: 'verb', key: verb, label: verb, ...decided(decisionOn(operation, model, verb)) }));
  return [
    ...menuReasons(operation, addon, isOffered, translate),
    ...verbs,
    ...actionReasons(operation, addon, model, isOffered, translate),
    ...(permits(operation, model, 'index') ? columnReasons(addon, model, translate) : []),
  ];
}
