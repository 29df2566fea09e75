import { dropping } from '../fixes/dropping';
import type { Condition } from '../../../schemas';
import type { Step } from '../pointer';
import { isBlank } from '../read/context';
import { eachNavItem } from '../read/nav-items';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  conditionEmpty: (): Message =>
    message(
      'The condition tests nothing: name `addon_installed`, `connector_connected` or `field`.',
      'La condición no comprueba nada: nombre `addon_installed`, `connector_connected` o `field`.',
    ),
};

export const rule: Rule<'COND-EMPTY'> = {
  id: 'COND-EMPTY',
  level: 'error',
  fix: dropping(),
  check: (context, report) => {
    const check = (condition: Condition | undefined, path: readonly Step[]): void => {
      if (condition === undefined) return;
      const where = [...path, 'condition'];
      const { addon_installed: addon, connector_connected: connector, field } = condition;
      if (addon === undefined && connector === undefined && isBlank(field)) report(where, texts.conditionEmpty());
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
  meaning: 'a condition that tests nothing',
  why: 'A condition that tests nothing is a slip.',
  example: {
    at: '/contributions/actions/0/condition',
    before: { operator: 'eq' },
    after: { field: 'status', operator: 'eq', value: 'open' },
  },
};
