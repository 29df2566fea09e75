import type { Condition } from '../../../schemas';
import { setting } from '../fixes/usual';
import type { Step } from '../pointer';
import { eachNavItem } from '../read/nav-items';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  unmetDisable: (): Message =>
    message(
      '`unmet: disable` works only with `addon_installed` or `connector_connected`.',
      '`unmet: disable` solo funciona con `addon_installed` o `connector_connected`.',
    ),
};

export const rule: Rule<'COND-UNMET'> = {
  id: 'COND-UNMET',
  level: 'error',
  fix: setting('hide'),
  check: (context, report) => {
    const check = (condition: Condition | undefined, path: readonly Step[]): void => {
      if (condition === undefined) return;
      const where = [...path, 'condition'];
      const { addon_installed: addon, connector_connected: connector, unmet } = condition;
      if (unmet === 'disable' && addon === undefined && connector === undefined) report([...where, 'unmet'], texts.unmetDisable());
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
  meaning: '`unmet: disable` without an addon or a connector',
  why: 'Only what can be installed or connected is shown as disabled.',
  example: { at: '/contributions/actions/0/condition', before: { field: 'status', unmet: 'disable' } },
};
