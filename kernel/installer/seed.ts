import type { ManifestV3 } from '../../schemas';
import type { Statement } from '../database/port';
import { compile, join, sql, tableId } from '../database/sql';
import type { SchemaState } from './schema-state';

/** JSON columns take their value as text; everything else goes as it is. */
function parameter(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Inserts the rows a model declares as `seed`, for one organization, where none with the same key value exists yet. */
export function seedStatements(manifest: ManifestV3, state: SchemaState, organizationId: string): Statement[] {
  const statements: Statement[] = [];
  for (const model of manifest.models ?? []) {
    const table = state.tables.find((t) => t.name === model.table);
    if (!model.seed || !table) continue;
    const key = model.seed.key;
    const known = new Set(table.columns.map((column) => column.name));
    for (const row of model.seed.rows) {
      const values = new Map(Object.entries(row).filter(([name]) => known.has(name)));
      if (table.tenantColumn !== null) values.set(table.tenantColumn, organizationId);
      const keyValue = parameter(values.get(key));
      const own = table.tenantColumn === null ? sql`` : sql` and ${sql.id(table.tenantColumn)} = ${organizationId}`;
      const id = tableId(state.schema, table.name);
      const types = new Map(table.columns.map((column) => [column.name, column.type]));
      const cast = (name: string, value: unknown) => sql`${parameter(value)}::text::${sql.raw(types.get(name) ?? 'text')}`;
      statements.push(
        compile(sql`insert into ${id} (${join([...values.keys()].map((name) => sql.id(name)))})
          select ${join([...values].map(([name, value]) => cast(name, value)))}
          where not exists (select 1 from ${id} where ${sql.id(key)}::text = ${keyValue}${own})`),
      );
    }
  }
  return statements;
}
