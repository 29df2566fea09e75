/** The entries of the menu, whatever depth they are at. */
import type { NavItem } from '../../../schemas';
import type { Step } from '../pointer';
import type { RuleContext } from './context';

/** Calls `visit` for every entry of the menu, nested ones included. The parser bounds the depth. */
export function eachNavItem({ manifest }: RuleContext, visit: (item: NavItem, path: readonly Step[]) => void): void {
  const walk = (items: readonly NavItem[], path: readonly Step[]): void => {
    items.forEach((item, index) => {
      visit(item, [...path, index]);
      walk(item.items ?? [], [...path, index, 'items']);
    });
  };
  (manifest.contributions?.navigation ?? []).forEach(({ items }, index) => walk(items, ['contributions', 'navigation', index, 'items']));
}
