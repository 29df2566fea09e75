import type { NavItem } from '../../schemas';
import type { InstalledAddon, Registry } from '../installer/registry';
import { translator, type Translate } from './label';
import { compact, type Metadata } from './table';

/** How deep menus may nest; deeper entries are left out. */
const MAX_DEPTH = 5;

function navigationItem(
  addon: InstalledAddon,
  registry: Registry,
  item: NavItem,
  translate: Translate,
  depth: number,
  isOpen: (item: NavItem) => boolean,
): Metadata {
  const model = item.model === undefined ? null : registry.model(addon.organizationId, item.model, addon.key);
  return compact({
    title: translate(item.title),
    url: item.url,
    icon: item.icon,
    // The name every route answers to, whatever the manifest called it.
    model: model?.table ?? item.model,
    permission: item.permission,
    view_type: item.view_type,
    group_by: item.group_by,
    filter: item.filter,
    columns: item.columns,
    actions: item.actions,
    items:
      depth < MAX_DEPTH
        ? item.items?.filter(isOpen).map((child) => navigationItem(addon, registry, child, translate, depth + 1, isOpen))
        : undefined,
  });
}

/** Menu groups of every addon installed for an organization, labels in the language asked for, without what the caller may not open. */
export function navigation(
  registry: Registry,
  organizationId: string,
  language: string,
  holds: (permission: string) => boolean = () => true,
): Metadata[] {
  const isOpen = ({ permission }: NavItem): boolean => permission === undefined || holds(permission);
  return registry.addons(organizationId).flatMap((addon) => {
    const translate = translator(addon, language);
    return (addon.manifest.contributions?.navigation ?? []).map((group) =>
      compact({
        title: translate(group.title),
        icon: group.icon,
        addon: addon.key,
        items: group.items.filter(isOpen).map((item) => navigationItem(addon, registry, item, translate, 1, isOpen)),
      }),
    );
  });
}
