import type { ManifestV3 } from '../../schemas';
import type { Statement } from '../database/port';
import { compile, join, sql, tableId, type Fragment } from '../database/sql';
import type { SchemaState } from '../schema/state';

/** JSON columns take their value as text; everything else goes as it is. */
function parameter(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A text column gets its text uncast, so that one that is too long is refused and not cut. */
function cast(value: unknown, type: string): Fragment {
  const text = sql`${parameter(value)}::text`;
  return type.startsWith('varchar') ? text : sql`${text}::${sql.raw(type)}`;
}

export interface SeedStatement {
  table: string;
  statement: Statement;
}

interface SeedRow {
  table: string;
  /** Inserts the row where it is missing. */
  insert: Fragment;
  /** Whether no row has its key value. */
  missing: Fragment;
}

export const seedStatements = (manifest: ManifestV3, state: SchemaState, organizationId: string): SeedStatement[] =>
  seedRows(manifest, state, organizationId).map(({ table, insert }) => ({ table, statement: compile(insert) }));

/** For each row that an install would insert where it is missing: whether it is. The tables must be there. */
export const seedsMissing = (manifest: ManifestV3, state: SchemaState, organizationId: string): Fragment[] =>
  seedRows(manifest, state, organizationId).map(({ missing }) => missing);

/**
 * Inserts the rows a model declares as `seed`, for one organization, where none with the same key value exists yet. A
 * row without an id gets one that follows from organization, table and key value: a database that is built again has the
 * same ids, so the rows that point at them still do.
 */
function seedRows(manifest: ManifestV3, state: SchemaState, organizationId: string): SeedRow[] {
  const statements: SeedRow[] = [];
  for (const model of manifest.models ?? []) {
    const table = state.tables.find((t) => t.name === model.table);
    if (!model.seed || !table) continue;
    const key = model.seed.key;
    const columns = new Map(table.columns.filter((column) => !column.generated).map((column) => [column.name, column]));
    const keyType = columns.get(key)?.type ?? 'text';
    for (const row of model.seed.rows) {
      const values = new Map(
        Object.entries(row).flatMap(([name, value]): [string, Fragment][] => {
          const column = columns.get(name);
          return column ? [[name, cast(value, column.type)]] : [];
        }),
      );
      if (table.tenantColumn !== null) values.set(table.tenantColumn, sql`${organizationId}::uuid`);
      if (!values.has('id') && columns.get('id')?.type === 'uuid') {
        const origin = `${state.schema}/${table.name}/${parameter(row[key]) ?? ''}`;
        values.set('id', sql`public.uuid_generate_v5(${organizationId}::uuid, ${origin})`);
      }
      const own = table.tenantColumn === null ? sql`` : sql` and ${sql.id(table.tenantColumn)} = ${organizationId}`;
      const id = tableId(state.schema, table.name);
      const missing = sql`not exists (select 1 from ${id} where ${sql.id(key)} is not distinct from ${cast(row[key], keyType)}${own})`;
      statements.push({
        table: table.name,
        missing,
        insert: sql`insert into ${id} (${join([...values.keys()].map((name) => sql.id(name)))})
          select ${join([...values.values()])}
          where ${missing}
          on conflict do nothing`,
      });
    }
  }
  return statements;
}
