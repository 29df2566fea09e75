import { at } from '../fix';
import { pascalCase } from '../v2/names';
import { setting } from '../fixes/usual';
import type { DashboardWidget } from '../../../schemas';
import { needs } from '../messages/contributions';
import type { Step } from '../pointer';
import { isEmpty } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';
import type { Message } from '../text';

const texts = {
  dashboardExpose: (): Message =>
    needs('expose', 'a custom widget is drawn by a module of the frontend', 'un widget propio lo dibuja un módulo del frontend'),
};

function checkWidget({ kind, expose }: DashboardWidget, path: readonly Step[], report: Report): void {
  if (kind === 'custom' && isEmpty(expose)) report([...path, 'expose'], texts.dashboardExpose());
}

export const rule: Rule<'DASH-EXPOSE'> = {
  id: 'DASH-EXPOSE',
  level: 'error',
  fix: (target) => setting(`./${pascalCase(String(at(target, ...target.path.slice(0, -1), 'key')))}`)(target),
  check: (context, report) => {
    const widgets = context.manifest.contributions?.dashboard ?? [];
    widgets.forEach((widget, index) => checkWidget(widget, ['contributions', 'dashboard', index], report));
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a custom widget without `expose`',
  why: 'A custom widget is a module of the frontend.',
  example: {
    at: '/contributions/dashboard',
    before: [{ key: 'map', title: 'Map', kind: 'custom' }],
    after: [{ key: 'map', title: 'Map', kind: 'custom', expose: './Map' }],
    given: { '/frontend': { entry: 'frontend/remoteEntry.js', format: 'federation' } },
  },
};
