/** Tombstones: the tables of an addon that was taken out, kept with their rows under other names, to be restored or purged. */
import type { Database, Session } from '../database/port';
import { compile, join, sql, tableId } from '../database/sql';
import { fitIdentifier } from '../schema/identifiers';
import type { SchemaState } from '../schema/state';
import { damageIn, type Damage, type StoredShape } from '../values/stored-shape';
import { STATE_SHAPE } from './installed-state';

/** A table that was put away, or an index with it. */
export interface Moved {
  from: string;
  to: string;
}

export interface Tombstone {
  id: string;
  addonKey: string;
  /** The version whose tables they are. */
  version: string;
  /** Whose tables they were, where each organization has its own; null where all share them. */
  organizationId: string | null;
  schema: string;
  /** The name the schema was put away under, where it was as a whole. */
  schemaTo: string | null;
  tables: (Moved & { rows: number; indexes: Moved[] })[];
  /** What was there, keys to other addons' tables left out. */
  state: SchemaState;
}

export interface ListedTombstone extends Tombstone {
  /** RFC 3339, in UTC. */
  at: string;
  /** What is wrong with it as it is stored: nobody can bring it back, and its tables stay where they are. */
  damaged?: Damage;
}

const MOVED: Readonly<Record<string, StoredShape>> = { from: 'string', to: 'string' };
const SHAPE: StoredShape = {
  members: {
    schemaTo: { orNull: 'string' },
    tables: { listOf: { members: { ...MOVED, rows: 'integer', indexes: { listOf: { members: MOVED } } } } },
    state: STATE_SHAPE,
  },
};

/** A table and the column that tells whose its rows are. */
export interface TenantTable {
  schema: string;
  table: string;
  column: string;
}

/** The tables of a tombstone that several organizations may have rows in. */
export const sharedTables = ({ schema, schemaTo, tables, state }: Tombstone): TenantTable[] =>
  tables.flatMap(({ from, to }) => {
    const column = state.tables.find(({ name }) => name === from)?.tenantColumn ?? null;
    return column === null || schemaTo !== null ? [] : [{ schema, table: to, column }];
  });

/** Whether somebody else has rows in one of these tables. */
export async function holdsOthersRows(session: Session, tables: readonly TenantTable[], organizationId: string): Promise<boolean> {
  if (tables.length === 0) return false;
  const found = tables.map(
    ({ schema, table, column }) =>
      sql`exists (select 1 from ${tableId(schema, table)} where ${sql.id(column)} is distinct from ${organizationId}::uuid)`,
  );
  const { rows } = await session.run<{ found: boolean }>(compile(sql`select ${join(found, sql` or `)} as found`));
  return rows[0]?.found === true;
}

/** Digits of an instant, down to milliseconds. */
export const stampOf = (milliseconds: number): string => new Date(milliseconds).toISOString().replaceAll(/\D/g, '');

/** @example tombstoneName('things', '20260101000000000') // 'things_tombstone_20260101000000000' */
export const tombstoneName = (name: string, stamp: string): string => fitIdentifier(`${name}_tombstone_${stamp}`);

type StoredTombstone = Pick<ListedTombstone, 'id' | 'addonKey' | 'version' | 'organizationId' | 'schema' | 'at'> & { entry: Tombstone };

function listed({ entry, ...columns }: StoredTombstone): ListedTombstone {
  const damage = damageIn(entry, SHAPE);
  if (damage === null) return { ...columns, schemaTo: entry.schemaTo, tables: entry.tables, state: entry.state };
  const { schema } = columns;
  return { ...columns, schemaTo: null, tables: [], state: { schema, tables: [] }, damaged: damage };
}

/** The tombstones of an addon, or all, the newest first. */
export async function readTombstones(session: Session, asked: { addonKey?: string; id?: string } = {}): Promise<ListedTombstone[]> {
  const { addonKey = null, id = null } = asked;
  const { rows } = await session.run<StoredTombstone>(
    compile(sql`select id, addon_key as "addonKey", version, organization_id as "organizationId", schema_name as schema, at, entry from metacore.tombstones where (${addonKey}::text is null or addon_key = ${addonKey})
      and (${id}::text is null or id = ${id}) order by at desc, id`),
  );
  return rows.map(listed);
}

export const listTombstones = (database: Database, addonKey?: string): Promise<ListedTombstone[]> =>
  database.asOwner((session) => readTombstones(session, addonKey === undefined ? {} : { addonKey }));
