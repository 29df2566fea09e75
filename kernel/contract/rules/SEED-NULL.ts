import { fillRow } from '../fixes/particular';
import { type TableColumn, tenantColumnOf } from '../../schema/table-columns';
import { refused } from '../messages/install';
import type { Step } from '../pointer';
import type { Report, Rule, RulePage } from '../rule';
import { type Message, quote } from '../text';

const texts = {
  seedMissing: (column: string): Message =>
    refused(
      `The row has no value for ${quote(column)}, which needs one.`,
      `La fila no tiene valor para ${quote(column)}, que lo necesita.`,
      'Give the row a value, or the column a default.',
      'Dé un valor a la fila o un valor por defecto a la columna.',
    ),
};

function checkRow(
  row: Readonly<Record<string, unknown>>,
  columns: ReadonlyMap<string, TableColumn>,
  tenant: string | null,
  path: readonly Step[],
  report: Report,
): void {
  for (const [name, { notNull, filled, generated }] of columns) {
    if (generated || name === tenant) continue;
    const value = Object.hasOwn(row, name) ? row[name] : undefined;
    const isMissing = value === null ? notNull : value === undefined && notNull && !filled;
    if (isMissing) report(value === null ? [...path, name] : path, texts.seedMissing(name));
  }
}

export const rule: Rule<'SEED-NULL'> = {
  id: 'SEED-NULL',
  level: 'warning',
  fix: fillRow,
  check: ({ manifest, models, tableColumns }, report) => {
    for (const facts of models) {
      const { model, index } = facts;
      const columns = tableColumns(model);
      const tenant = tenantColumnOf(manifest, model);
      const path = ['models', index, 'seed'];
      (model.seed?.rows ?? []).forEach((row, at) => {
        const where = [...path, 'rows', at];
        checkRow(row, columns, tenant, where, report);
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a seeded row without a value that its table needs; the install would fail',
  isOwn: true,
  why: 'Seeded rows are part of the install: one that leaves out what its table needs undoes all of it.',
  example: {
    at: '/models/0/seed',
    before: { key: 'status', rows: [{ status: 'open' }] },
    after: { key: 'status', rows: [{ status: 'open', total: 0 }] },
    given: { '/models/0/columns/3': { name: 'total', type: 'numeric(12,2)', not_null: true } },
  },
};
