import type { Condition } from '../../../schemas';
import { type FixRule, insert } from '../fix';
import { titles } from '../fixes/titles';
import type { Step } from '../pointer';
import { eachNavItem } from '../read/nav-items';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';
import { message, type Message, quote } from '../text';

const texts = {
  connectorUnknown: (key: string): Message =>
    message(`${quote(key)} is not a connector of this manifest.`, `${quote(key)} no es un conector de este manifiesto.`),
};

const addConnector: FixRule = ({ value }) =>
  typeof value === 'string' && /^[a-z][a-z0-9_]*$/.test(value)
    ? [{ id: 'add-connector', title: titles.addConnector(value), safe: false, changes: insert(['connectors'], { key: value }) }]
    : [];

export const rule: Rule<'COND-CONN'> = {
  id: 'COND-CONN',
  level: 'error',
  fix: addConnector,
  check: (context, report) => {
    const connectors = new Set((context.manifest.connectors ?? []).map(({ key }) => key));
    const check = (condition: Condition | undefined, path: readonly Step[]): void => {
      if (condition === undefined) return;
      const where = [...path, 'condition'];
      const { connector_connected: connector } = condition;
      if (connector !== undefined && !connectors.has(connector))
        report([...where, 'connector_connected'], near(texts.connectorUnknown(connector), connector, connectors));
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
