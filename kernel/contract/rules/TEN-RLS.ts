import { at, type FixRule, insert, namesAt, textOf } from '../fix';
import { titles } from '../fixes/titles';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  tenancy: (model: string, column: string): Message =>
    message(
      `${model} has no column ${quote(column)}: with shared isolation every model needs it, or tenants would see each other's rows.`,
      `${model} no tiene la columna ${quote(column)}: con aislamiento compartido todo modelo la necesita, o los inquilinos verían las filas ajenas.`,
      `Add { "name": "${column}", "type": "uuid", "not_null": true }.`,
      `Agregue { "name": "${column}", "type": "uuid", "not_null": true }.`,
    ),
};

/** Every model needs the tenancy column; it goes after `id`. */
const addTenantColumn: FixRule = (target) => {
  const name = textOf(at(target, 'tenancy', 'rls_column')) || 'organization_id';
  const columns = namesAt(target, target.path, 'name');
  const changes = insert(target.path, { name, type: 'uuid', not_null: true }, columns[0] === 'id' ? 1 : 0);
  return [{ id: 'add-column', title: titles.addColumn(name), safe: true, changes }];
};

export const rule: Rule<'TEN-RLS'> = {
  id: 'TEN-RLS',
  level: 'error',
  fix: addTenantColumn,
  check: ({ manifest, models, tenancyColumn }, report) => {
    if (manifest.kind !== 'Addon' || (manifest.tenancy?.isolation ?? 'shared') !== 'shared') return;
    for (const { model, index, columns } of models) {
      if (model.extends === undefined && !columns.has(tenancyColumn))
        report(['models', index, 'columns'], texts.tenancy(model.key, tenancyColumn));
    }
  },
};

export const page: RulePage = {
  section: 'tenancy, access',
  meaning: 'shared isolation (also by default) and a model without the tenancy column; extension tables are exempt',
  why: 'With shared isolation the rows of all organizations lie in one table, told apart by this column. A model without it would show every organization the rows of all.',
  example: {
    at: '/models/1/columns',
    before: [
      { name: 'id', type: 'uuid', primary_key: true },
      { name: 'amount', type: 'numeric' },
    ],
  },
};
