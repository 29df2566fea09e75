/** Dashboard, documents, routes, business rules, the settings entry. */
import { readRule } from '../../expressions/guard';
import { commonMessages } from '../messages/common';
import { contributionMessages } from '../messages/contributions';
import type { DashboardWidget } from '../../../schemas';
import type { Step } from '../pointer';
import { eachRepeated, isBlank, isEmpty, type Rule, type RuleContext } from './context';

const GROUPED = new Set(['bar', 'pie', 'donut', 'list']);
const OVER_TIME = new Set(['line', 'area']);

export const dashboard: Rule = (context) => {
  const widgets = context.manifest.contributions?.dashboard ?? [];
  eachRepeated(
    widgets.map(({ key }) => key),
    (index, key) => context.error('DASH-DUP', ['contributions', 'dashboard', index, 'key'], commonMessages.repeated(key)),
  );
  widgets.forEach((widget, index) => checkWidget(widget, ['contributions', 'dashboard', index], context));
};

function checkWidget(
  { key, title, kind, expose, query, compare }: DashboardWidget,
  path: readonly Step[],
  { manifest, error, byKey, warning }: RuleContext,
): void {
  if (key === '') error('DASH-KEY', [...path, 'key'], commonMessages.blank());
  if (title === '') error('DASH-TITLE', [...path, 'title'], commonMessages.blank());
  if (kind === 'custom') {
    if (isEmpty(expose)) error('DASH-EXPOSE', [...path, 'expose'], contributionMessages.dashboardExpose());
    if (manifest.frontend === undefined) error('DASH-FRONTEND', path, contributionMessages.dashboardFrontend());
    return;
  }
  if (query === undefined) {
    error('DASH-QUERY', [...path, 'query'], contributionMessages.dashboardQuery());
    return;
  }
  const where = [...path, 'query'];
  const { model, aggregate = 'count', field, group_by, date_field, interval, range } = query;
  if (isEmpty(model)) error('DASH-MODEL', [...where, 'model'], contributionMessages.dashboardModel());
  else if (!model.includes('.') && !byKey.has(model)) warning('DASH-OWN', [...where, 'model'], commonMessages.noModel(model, byKey.keys()));
  if (aggregate !== 'count' && isEmpty(field)) error('DASH-FIELD', [...where, 'field'], contributionMessages.dashboardField(aggregate));
  if (GROUPED.has(kind) && isEmpty(group_by)) error('DASH-GROUP', [...where, 'group_by'], contributionMessages.dashboardGroup(kind));
  if (OVER_TIME.has(kind) && isEmpty(date_field)) error('DASH-DATE', [...where, 'date_field'], contributionMessages.dashboardDate(kind));
  if (OVER_TIME.has(kind) && interval === undefined)
    error('DASH-INTERVAL', [...where, 'interval'], contributionMessages.dashboardInterval(kind));
  if (compare !== undefined && (isEmpty(date_field) || range === undefined))
    error('DASH-COMPARE', [...path, 'compare'], contributionMessages.dashboardCompare());
}

export const documents: Rule = ({ manifest, knownModels, error }) => {
  const given = manifest.contributions?.documents ?? [];
  eachRepeated(
    given.map(({ key }) => key),
    (index, key) => error('DOC-DUP', ['contributions', 'documents', index, 'key'], commonMessages.repeated(key)),
  );
  given.forEach(({ model, condition }, index) => {
    const path = ['contributions', 'documents', index];
    if (!knownModels.has(model)) error('DOC-MODEL', [...path, 'model'], commonMessages.noKnownModel(model, knownModels));
    if (condition !== undefined && isBlank(condition.field)) error('DOC-COND', [...path, 'condition', 'field'], commonMessages.blank());
  });
};

export const routes: Rule = ({ manifest, error }) => {
  const given = manifest.contributions?.routes ?? [];
  const identities = given.map(({ domain, priority = 0, match = {} }) =>
    JSON.stringify([domain, priority, Object.entries(match).sort(([a], [b]) => (a < b ? -1 : 1))]),
  );
  eachRepeated(identities, (index) =>
    error('ROUTE-DUP', ['contributions', 'routes', index], contributionMessages.routeRepeated(given[index]?.domain ?? '')),
  );
  given.forEach(({ match }, index) => {
    for (const name of Object.keys(match ?? {}))
      if (isBlank(name)) error('ROUTE-MATCH', ['contributions', 'routes', index, 'match', name], commonMessages.blank());
  });
};

export const businessRules: Rule = ({ manifest, knownModels, byKey, error }) => {
  const given = manifest.contributions?.rules ?? [];
  eachRepeated(
    given.map(({ key }) => key),
    (index, key) => error('RULE-DUP', ['contributions', 'rules', index, 'key'], commonMessages.repeated(key)),
  );
  given.forEach(({ model, when, then }, index) => {
    const path = ['contributions', 'rules', index];
    if (!knownModels.has(model)) error('RULE-MODEL', [...path, 'model'], commonMessages.noKnownModel(model, knownModels));
    const reading = readRule(when);
    const facts = byKey.get(model);
    if (!reading.ok) error('RULE-WHEN', [...path, 'when'], contributionMessages.comparison(when));
    else if (facts !== undefined) {
      const unknown = reading.names.find((name) => !facts.columns.has(name) && !facts.extensionColumns.has(name));
      if (unknown !== undefined) error('RULE-COL', [...path, 'when'], commonMessages.noColumn(unknown, model, facts.columns.keys()));
    }
    if (isBlank(then.message)) error('RULE-MSG', [...path, 'then', 'message'], commonMessages.blank());
    if (then.kind === 'notify' && (then.notify_roles ?? []).length === 0)
      error('RULE-ROLES', [...path, 'then', 'notify_roles'], contributionMessages.notifyRoles());
  });
};

export const configEntry: Rule = ({ manifest, byKey, error }) => {
  const config = manifest.contributions?.config;
  if (config === undefined) return;
  const path = ['contributions', 'config'];
  const hasModel = !isEmpty(config.model);
  if (hasModel && !isEmpty(config.url)) error('CFG-BOTH', path, contributionMessages.configBoth());
  if (!hasModel && isEmpty(config.url)) error('CFG-NONE', path, contributionMessages.configNone());
  if (hasModel && !byKey.has(config.model ?? ''))
    error('CFG-MODEL', [...path, 'model'], commonMessages.noModel(config.model ?? '', byKey.keys()));
};
