import type { Condition } from '../../../schemas';
import { contributionMessages } from '../messages/contributions';
import type { Step } from '../pointer';
import { eachNavItem } from '../read/nav-items';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';

export const rule: Rule<'COND-CONN'> = {
  id: 'COND-CONN',
  level: 'error',
  check: (context, report) => {
    const connectors = new Set((context.manifest.connectors ?? []).map(({ key }) => key));
    const check = (condition: Condition | undefined, path: readonly Step[]): void => {
      if (condition === undefined) return;
      const where = [...path, 'condition'];
      const { connector_connected: connector } = condition;
      if (connector !== undefined && !connectors.has(connector))
        report([...where, 'connector_connected'], near(contributionMessages.connectorUnknown(connector), connector, connectors));
    };
    const contributions = context.manifest.contributions ?? {};
    (contributions.navigation ?? []).forEach(({ condition }, index) => check(condition, ['contributions', 'navigation', index]));
    eachNavItem(context, ({ condition }, path) => check(condition, path));
    for (const block of ['actions', 'slots', 'dashboard', 'routes'] as const) {
      (contributions[block] ?? []).forEach(({ condition }, index) => check(condition, ['contributions', block, index]));
    }
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a condition on a connector that is not declared',
  why: 'A connector that is not declared is never connected.',
  example: { at: '/contributions/actions/0/condition', before: { connector_connected: 'mial' } },
};
