import { dropping } from '../fixes/dropping';
import type { DashboardWidget } from '../../../schemas';
import type { Step } from '../pointer';
import type { RuleContext } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  dashboardFrontend: (): Message =>
    message('A custom widget needs a top-level `frontend` block.', 'Un widget propio necesita un bloque `frontend` en la raíz.'),
};

function checkWidget({ kind }: DashboardWidget, path: readonly Step[], { manifest }: RuleContext, report: Report): void {
  if (kind === 'custom' && manifest.frontend === undefined) report(path, texts.dashboardFrontend());
}

export const rule: Rule<'DASH-FRONTEND'> = {
  id: 'DASH-FRONTEND',
  level: 'error',
  fix: dropping(),
  check: (context, report) => {
    const widgets = context.manifest.contributions?.dashboard ?? [];
    widgets.forEach((widget, index) => checkWidget(widget, ['contributions', 'dashboard', index], context, report));
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a custom widget without a `frontend` block',
  why: 'There is no frontend that could draw it.',
  example: {
    at: '/contributions/dashboard',
    before: [{ key: 'map', title: 'Map', kind: 'custom', expose: './Map' }],
    after: [{ key: 'orders', title: 'Orders', kind: 'stat', query: { model: 'Order' } }],
  },
};
