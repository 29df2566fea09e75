/** What is really in an addon's schema, as it was after the last install: the start of the next plan. */
import type { Session } from '../database/port';
import { compile, sql } from '../database/sql';
import type { SchemaState } from './schema-state';

/** The state of a schema, or null when nothing is installed in it. */
export async function installedState(session: Session, schema: string): Promise<SchemaState | null> {
  const { rows } = await session.run<{ state: SchemaState }>(
    compile(sql`select state from metacore.addon_schemas where schema = ${schema}`),
  );
  return rows[0]?.state ?? null;
}

export async function saveState(session: Session, addonKey: string, state: SchemaState): Promise<void> {
  await session.run(
    compile(sql`insert into metacore.addon_schemas (schema, addon_key, state) values (${state.schema}, ${addonKey}, ${JSON.stringify(state)})
      on conflict (schema) do update set state = excluded.state`),
  );
}

/** Every schema that was ever made for an addon. */
export async function schemasOf(session: Session, addonKey: string): Promise<string[]> {
  const { rows } = await session.run<{ schema: string }>(
    compile(sql`select schema from metacore.addon_schemas where addon_key = ${addonKey} order by schema`),
  );
  return rows.map((row) => row.schema);
}

/**
 * Notes that a column is optional in the database although the manifest asks for a value, so that the next install tries
 * again. Answers whether it is a declared, required column that is not the tenant's: those stay as they are.
 */
export async function noteRelaxed(session: Session, schema: string, table: string, column: string): Promise<boolean> {
  const state = await installedState(session, schema);
  const place = state?.tables.find((other) => other.name === table);
  const found = place?.columns.find((other) => other.name === column);
  if (!state || !found?.notNull || place?.tenantColumn === column || place?.primaryKey.includes(column)) return false;
  found.notNull = false;
  await session.run(compile(sql`update metacore.addon_schemas set state = ${JSON.stringify(state)} where schema = ${schema}`));
  return true;
}
