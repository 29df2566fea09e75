/** The menus that addons contribute: what the data routes would refuse is not offered (docs/architecture/04, META-NAV). */
import type { NavItem } from '../../schemas';
import { routeName } from '../installed/core-models';
import type { DynamicModel } from '../installed/model';
import type { InstalledAddon, Registry } from '../installed/registry';
import { translator, type Translate } from '../installed/label';
import { compact, type Metadata } from './fields';

/** How deep menus may nest; deeper entries are left out. */
const MAX_DEPTH = 5;

/** What the person who looks at a menu may do. */
export interface MenuReader {
  /** Whether they have a permission that the manifest of an addon names. */
  holds: (addonKey: string, permission: string) => boolean;
  /** Whether they may list a model's rows. */
  reads: (model: DynamicModel) => boolean;
}

const EVERYBODY: MenuReader = { holds: () => true, reads: () => true };

/** The model behind an address of a host's own screens, `/m/<model>`; null for any other. */
const modelOfUrl = (url: string | undefined): string | null => /^\/m\/([\w.-]+)/.exec(url ?? '')?.[1] ?? null;

/** Menu groups of every addon installed for an organization, labels in the language asked for, without what the caller may not open. */
export function navigation(registry: Registry, organizationId: string, language: string, reader: MenuReader = EVERYBODY): Metadata[] {
  const addons = registry.addons(organizationId);
  const installed = new Set(addons.map(({ key }) => key));
  /** As on hosts: a connector that is wanted hides nothing. */
  const isOffered = ({ condition }: Pick<NavItem, 'condition'>): boolean =>
    condition?.addon_installed === undefined || installed.has(condition.addon_installed);

  function entry(addon: InstalledAddon, item: NavItem, translate: Translate, depth: number): Metadata[] {
    if (!isOffered(item)) return [];
    if (item.permission !== undefined && !reader.holds(addon.key, item.permission)) return [];
    const model = item.model === undefined ? null : registry.model(organizationId, item.model, addon.key);
    const addressed = modelOfUrl(item.url);
    const screens = [model, addressed === null ? null : registry.model(organizationId, addressed)].filter((one) => one !== null);
    const items = depth < MAX_DEPTH ? item.items?.flatMap((child) => entry(addon, child, translate, depth + 1)) : undefined;
    const isClosed = screens.some((one) => !reader.reads(one));
    // What is below it may still be opened; an entry that opens nothing itself is there for what is below it alone.
    const opensNothing = isClosed || (item.model === undefined && item.url === undefined && (item.items ?? []).length > 0);
    if (opensNothing && (items ?? []).length === 0) return [];
    const { icon, permission, view_type, group_by, filter, columns, actions } = item;
    const heading = { title: translate(item.title), icon, permission, items };
    if (isClosed) return [compact(heading)];
    // The name every route answers to, whatever the manifest called it.
    return [
      compact({ ...heading, url: item.url, model: model ? routeName(model) : item.model, view_type, group_by, filter, columns, actions }),
    ];
  }
  return addons.flatMap((addon) => {
    const translate = translator(addon, language);
    return (addon.manifest.contributions?.navigation ?? []).filter(isOffered).map((group) =>
      compact({
        title: translate(group.title),
        icon: group.icon,
        target: group.target,
        addon: addon.key,
        items: group.items.flatMap((item) => entry(addon, item, translate, 1)),
      }),
    );
  });
}
