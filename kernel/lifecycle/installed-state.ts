/**
 * What is in an addon's schema: the start of the next plan. The kernel remembers what the last install asked for; what of it
 * is there, the catalogue says, because other addons, a reset or rows that stood in the way may have changed it since.
 */
import type { Session } from '../database/port';
import { compile, sql } from '../database/sql';
import { type CatalogueTable, type ForeignKeyAt, readCatalogue } from './catalogue';
import type { SchemaState, TableState } from '../schema/state';
import { damageIn, type StoredShape } from '../values/stored-shape';
import { installError } from './messages';

export interface InstalledSchema {
  /** Whose tables are in it. */
  addonKey: string;
  state: SchemaState;
  /** Foreign keys of other addons' tables that point into the schema. */
  pointing: ForeignKeyAt[];
}

const TEXTS: StoredShape = { listOf: 'string' };
const TABLE: StoredShape = {
  members: {
    name: 'string',
    columns: { listOf: { members: { name: 'string', type: 'string', notNull: 'boolean', default: { orNull: 'string' } } } },
    primaryKey: TEXTS,
    indexes: { listOf: { members: { name: 'string', columns: TEXTS, unique: 'boolean', method: 'string', where: { orNull: 'string' } } } },
    foreignKeys: {
      listOf: { members: { name: 'string', columns: TEXTS, schema: 'string', table: 'string', references: TEXTS, onDelete: 'string' } },
    },
    tenantColumn: { orNull: 'string' },
  },
};
/** What is remembered of a schema, as it is stored. */
export const STATE_SHAPE: StoredShape = { members: { schema: 'string', tables: { listOf: TABLE } } };

/** A remembered table as it really is. */
function present(table: TableState, found: CatalogueTable): TableState {
  return {
    ...table,
    columns: table.columns.flatMap((column) => {
      const real = found.columns.find(({ name }) => name === column.name);
      // A primary key asks for a value whatever its columns say of themselves.
      const notNull = table.primaryKey.includes(column.name) ? column.notNull : real?.notNull === true;
      return real ? [{ ...column, type: real.type, notNull, comment: real.comment ?? undefined }] : [];
    }),
    indexes: table.indexes.filter(({ name }) => found.indexes.includes(name)),
    foreignKeys: found.foreignKeys,
  };
}

/** What is installed in a schema and what points into it, or null when nothing is. @throws KernelError `state_damaged` */
export async function installedSchema(session: Session, schema: string): Promise<InstalledSchema | null> {
  const { rows } = await session.run<{ state: SchemaState; addon_key: string }>(
    compile(sql`select state, addon_key from metacore.addon_schemas where schema = ${schema}`),
  );
  const [remembered] = rows;
  const catalogue = remembered ? await readCatalogue(session, schema) : null;
  if (!remembered || !catalogue) return null;
  const damage = damageIn(remembered.state, STATE_SHAPE);
  if (damage !== null) throw installError('state_damaged', { addon: remembered.addon_key, schema, ...damage });
  const tables = remembered.state.tables.flatMap((table) => {
    const found = catalogue.find(({ name }) => name === table.name);
    return found ? [present(table, found)] : [];
  });
  return { addonKey: remembered.addon_key, state: { schema, tables }, pointing: catalogue.flatMap(({ pointing }) => pointing) };
}

/** The state of a schema, or null when nothing is installed in it. @throws KernelError `state_damaged` */
export async function installedState(session: Session, schema: string): Promise<SchemaState | null> {
  return (await installedSchema(session, schema))?.state ?? null;
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

/** Columns that hosts fill in every row there ever was. */
const ALWAYS_FILLED: readonly string[] = ['created_at', 'updated_at'];

/** Whether a column that asks for a value may do without: the tenant's, those of the primary key and what hosts fill stay as they are. */
export async function mayRelax(session: Session, schema: string, table: string, column: string): Promise<boolean> {
  const place = (await installedState(session, schema))?.tables.find((other) => other.name === table);
  const found = place?.columns.find((other) => other.name === column);
  if (found?.notNull !== true || ALWAYS_FILLED.includes(column)) return false;
  return place?.tenantColumn !== column && place?.primaryKey.includes(column) !== true;
}
