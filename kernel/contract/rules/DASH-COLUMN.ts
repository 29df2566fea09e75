import { choosingColumn } from '../fixes/choosing';
import { anyOf, dropping } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import type { Rule, RulePage } from '../rule';

/** Not checked upstream: the figure's request is refused, and the widget shows an error. */
export const rule: Rule<'DASH-COLUMN'> = {
  id: 'DASH-COLUMN',
  level: 'warning',
  fix: anyOf(choosingColumn(), dropping()),
  check: ({ manifest, ownModel, tableColumns }, report) => {
    (manifest.contributions?.dashboard ?? []).forEach(({ query }, index) => {
      const facts = query === undefined ? undefined : ownModel(query.model);
      if (query === undefined || facts === undefined) return;
      const columns = tableColumns(facts.model);
      const path = ['contributions', 'dashboard', index, 'query'];
      const look = (name: string | undefined, place: readonly string[]): void => {
        if (name !== undefined && name !== '' && !columns.has(name))
          report([...path, ...place], commonMessages.noColumn(name, facts.model.key, columns.keys()));
      };
      for (const member of ['field', 'group_by', 'date_field'] as const) look(query[member], [member]);
      for (const name of Object.keys(query.where ?? {})) look(name, ['where', name]);
    });
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a widget counts by, over or where a column that its model does not have',
  isOwn: true,
  why: 'The request behind the figure is refused: the widget shows an error instead of a number.',
  example: {
    at: '/contributions/dashboard',
    before: [{ key: 'orders', title: 'Orders', kind: 'bar', query: { model: 'Order', group_by: 'statuz' } }],
  },
};
