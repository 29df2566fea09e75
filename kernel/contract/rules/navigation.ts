/** Navigation, and the conditions under which something is served. */
import type { Condition } from '../../../schemas';
import { commonMessages } from '../messages/common';
import { contributionMessages } from '../messages/contributions';
import type { Step } from '../pointer';
import { isBlank, type Rule } from './context';
import { eachNavItem } from './nav-items';
import { near } from '../suggest';

export const boards: Rule = (context) => {
  eachNavItem(context, ({ view_type, group_by }, path) => {
    if (view_type === 'kanban' && (group_by ?? '') === '')
      context.error('NAV-KANBAN', [...path, 'group_by'], contributionMessages.kanban());
  });
};

/** Not checked upstream: a screen without a model stays empty. */
export const navigationModels: Rule = (context) => {
  const tables = new Set(context.models.map(({ model }) => model.table));
  eachNavItem(context, ({ model }, path) => {
    if (model === undefined || model.includes('.') || context.byKey.has(model) || tables.has(model)) return;
    context.warning('NAV-MODEL', [...path, 'model'], commonMessages.noModel(model, context.byKey.keys()));
  });
};

export const conditions: Rule = (context) => {
  const connectors = new Set((context.manifest.connectors ?? []).map(({ key }) => key));
  const check = (condition: Condition | undefined, path: readonly Step[]): void => {
    if (condition === undefined) return;
    const where = [...path, 'condition'];
    const { addon_installed: addon, connector_connected: connector, field, unmet } = condition;
    if (addon === undefined && connector === undefined && isBlank(field))
      context.error('COND-EMPTY', where, contributionMessages.conditionEmpty());
    if (connector !== undefined && !connectors.has(connector))
      context.error(
        'COND-CONN',
        [...where, 'connector_connected'],
        near(contributionMessages.connectorUnknown(connector), connector, connectors),
      );
    if (unmet === 'disable' && addon === undefined && connector === undefined)
      context.error('COND-UNMET', [...where, 'unmet'], contributionMessages.unmetDisable());
  };
  const contributions = context.manifest.contributions ?? {};
  (contributions.navigation ?? []).forEach(({ condition }, index) => check(condition, ['contributions', 'navigation', index]));
  eachNavItem(context, ({ condition }, path) => check(condition, path));
  for (const block of ['actions', 'slots', 'dashboard', 'routes'] as const) {
    (contributions[block] ?? []).forEach(({ condition }, index) => check(condition, ['contributions', block, index]));
  }
};
