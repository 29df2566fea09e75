import { rewriting } from '../fixes/rewriting';
import { tableColumns as columnsOfTable } from '../../schema/table-columns';
import { refused } from '../messages/install';
import type { Rule, RulePage } from '../rule';
import { type Message, quote } from '../text';

const texts = {
  systemColumn: (name: string): Message =>
    refused(
      `Every table of PostgreSQL has a column ${quote(name)} already.`,
      `Toda tabla de PostgreSQL ya tiene una columna ${quote(name)}.`,
      'Give the column another name.',
      'Dé otro nombre a la columna.',
    ),
  hostColumn: (name: string): Message =>
    refused(
      `Hosts add a column ${quote(name)} to the table themselves.`,
      `Los hosts agregan por sí mismos una columna ${quote(name)} a la tabla.`,
      'Give the search key another name.',
      'Dé otro nombre a la clave de búsqueda.',
    ),
};

/** Columns that every table of PostgreSQL has. */
const SYSTEM_COLUMNS: ReadonlySet<string> = new Set(['tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid']);

export const rule: Rule<'COL-SYSTEM'> = {
  id: 'COL-SYSTEM',
  level: 'warning',
  fix: rewriting((name) => `${name}_value`),
  check: ({ manifest, models, tableColumns }, report) => {
    for (const { model, index } of models) {
      const path = ['models', index];
      model.columns.forEach(({ name }, at) => {
        if (SYSTEM_COLUMNS.has(name)) report([...path, 'columns', at, 'name'], texts.systemColumn(name));
      });
      const declared = new Set(model.columns.map(({ name }) => name));
      const keys = model.search_keys ?? [];
      const hosts = keys.length === 0 ? tableColumns(model) : columnsOfTable(manifest, { ...model, search_keys: [] });
      keys.forEach(({ name }, at) => {
        const where = [...path, 'search_keys', at, 'name'];
        if (SYSTEM_COLUMNS.has(name)) report(where, texts.systemColumn(name));
        else if (hosts.has(name) && !declared.has(name)) report(where, texts.hostColumn(name));
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
