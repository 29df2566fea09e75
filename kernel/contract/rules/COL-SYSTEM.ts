import { tableColumns as columnsOfTable } from '../../schema/table-columns';
import { installMessages } from '../messages/install';
import type { Rule, RulePage } from '../rule';

/** Columns that every table of PostgreSQL has. */
const SYSTEM_COLUMNS: ReadonlySet<string> = new Set(['tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid']);

export const rule: Rule<'COL-SYSTEM'> = {
  id: 'COL-SYSTEM',
  level: 'warning',
  check: ({ manifest, models, tableColumns }, report) => {
    for (const { model, index } of models) {
      const path = ['models', index];
      model.columns.forEach(({ name }, at) => {
        if (SYSTEM_COLUMNS.has(name)) report([...path, 'columns', at, 'name'], installMessages.systemColumn(name));
      });
      const declared = new Set(model.columns.map(({ name }) => name));
      const keys = model.search_keys ?? [];
      const hosts = keys.length === 0 ? tableColumns(model) : columnsOfTable(manifest, { ...model, search_keys: [] });
      keys.forEach(({ name }, at) => {
        const where = [...path, 'search_keys', at, 'name'];
        if (SYSTEM_COLUMNS.has(name)) report(where, installMessages.systemColumn(name));
        else if (hosts.has(name) && !declared.has(name)) report(where, installMessages.hostColumn(name));
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a column called like one of PostgreSQL or of the host; the install would fail',
  isOwn: true,
  why: 'PostgreSQL keeps `ctid`, `xmin`, `xmax`, `cmin`, `cmax` and `tableoid` in every table, and hosts add columns of their own.',
  example: { at: '/models/0/columns/2', before: { name: 'xmin', type: 'text' }, after: { name: 'lowest', type: 'text' } },
};
