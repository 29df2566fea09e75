/** The log as it is read: what was done, the newest first, and what each operation did to which rows. */
import type { Database } from '../database/port';
import { compile, sql, type Fragment } from '../database/sql';
import { damageIn, damageSentence, type StoredShape } from '../values/stored-shape';
import type { RowOperation, TouchedRow } from './entry';
import type { Cause, OperationKind } from './origin';

/** A committed operation. */
export interface JournaledOperation extends Cause {
  /** Grows with every operation; never used again. */
  seq: number;
  /** When its transaction began, ISO 8601. */
  at: string;
  kind: OperationKind;
  name: string;
  /** Null for what the playground does for every organization. */
  organizationId: string | null;
  userId: string | null;
  /** As whom it was done, where that is somebody else. */
  onBehalfOf: string | null;
  /** The tables whose rows it touched, and how many of each were what. */
  tables: TouchedTable[];
  /** Schemas that went with it. */
  dropped: string[];
  /** What is wrong with it as it is stored: what led to it is not known then. */
  damaged?: string;
}

export interface TouchedTable extends Record<RowOperation, number> {
  schema: string;
  table: string;
}

export interface OperationsAsked {
  /** Only what this organization did, and what was done for everybody. */
  organizationId?: string;
  /** Operations before the one of this number. */
  before?: number;
  /** 1 to 200; 50 where nothing is said. */
  limit?: number;
}

export interface OperationsPage {
  /** The newest first. */
  operations: JournaledOperation[];
  /** What `before` is for the next page; null on the last one. */
  next: number | null;
  /** What is not there any more: so many operations, the last of them at that time. Null where all are. */
  compacted: { operations: number; upTo: string } | null;
}

export interface RowsAsked {
  /** Rows behind the one of this number. */
  after?: number;
  /** 1 to 1,000, which is what is usual. */
  limit?: number;
}

export interface RowsPage {
  /** In the order they were touched. */
  rows: TouchedRow[];
  /** What `after` is for the next page; null on the last one. */
  next: number | null;
}

const MOST_OPERATIONS = 200;
const USUAL_OPERATIONS = 50;
const MOST_ROWS = 1_000;

const within = (asked: number | undefined, usual: number, most: number): number =>
  Math.min(Math.max(Math.trunc(Number.isFinite(asked) ? (asked ?? usual) : usual), 1), most);

/** What an operation touched has the numbers between its own and the next one's. */
const touchedBy = (seq: Fragment): Fragment =>
  sql`j.seq > ${seq} and j.seq < coalesce((select min(n.seq) from metacore.operations n where n.seq > ${seq}), 9223372036854775807)`;

interface StoredOperation extends Omit<JournaledOperation, keyof Cause | 'tables' | 'dropped'> {
  cause: Cause;
  tables: TouchedTable[] | null;
  dropped: string[] | null;
}

const SAID: StoredShape = { ifThere: { orNull: 'string' } };
const CAUSE: StoredShape = { members: { request: SAID, correlationId: SAID, trace: { ifThere: { orNull: 'integer' } }, event: SAID } };

/** What is kept of the operations, a page at a time. */
export async function readOperations(database: Database, asked: OperationsAsked = {}): Promise<OperationsPage> {
  const limit = within(asked.limit, USUAL_OPERATIONS, MOST_OPERATIONS);
  const { organizationId, before } = asked;
  const own = organizationId === undefined ? sql`true` : sql`(o.organization_id is null or o.organization_id = ${organizationId})`;
  const earlier = before === undefined ? sql`true` : sql`o.seq < ${before}`;
  return database.asOwner(async (session) => {
    const { rows } = await session.run<StoredOperation>(
      compile(sql`select o.seq, to_json(o.at at time zone 'UTC')#>>'{}' || 'Z' as at, o.kind, o.name, o.organization_id as "organizationId",
          o.user_id as "userId", o.on_behalf_of as "onBehalfOf", o.cause, t.tables, t.dropped
        from (select * from metacore.operations o where o.kind <> 'snapshot' and ${own} and ${earlier} order by o.seq desc limit ${limit + 1}) o
        cross join lateral (
          select json_agg(json_build_object('schema', schema_name, 'table', table_name, 'insert', "insert", 'update', "update", 'delete', "delete", 'note', "note")
              order by first) filter (where table_name <> '') as tables,
            json_agg(schema_name order by first) filter (where "drop" > 0) as dropped
          from (select schema_name, table_name, min(j.seq) as first, count(*) filter (where op = 'insert') as "insert", count(*) filter (where op = 'update') as "update",
              count(*) filter (where op = 'delete') as "delete", count(*) filter (where op = 'note') as "note", count(*) filter (where op = 'drop') as "drop"
            from metacore.journal j where ${touchedBy(sql`o.seq`)} group by 1, 2) each_table) t
        order by o.seq desc`),
    );
    const { rows: snapshots } = await session.run<{ operations: number; upTo: string }>(
      compile(sql`select case when json_typeof(cause->'operations') = 'number' then (cause->>'operations')::numeric::bigint else 0 end as operations, to_json(at at time zone 'UTC')#>>'{}' || 'Z' as "upTo"
        from metacore.operations where kind = 'snapshot'`),
    );
    const operations = rows.slice(0, limit).map(({ cause: stored, tables, dropped, ...operation }) => {
      const damage = damageIn(stored, CAUSE);
      const cause: Partial<Cause> = damage === null ? stored : {};
      return {
        ...operation,
        request: cause.request ?? null,
        correlationId: cause.correlationId ?? null,
        trace: cause.trace ?? null,
        event: cause.event ?? null,
        tables: tables ?? [],
        dropped: dropped ?? [],
        ...(damage !== null && { damaged: damageSentence(damage, 'en') }),
      };
    });
    return { operations, next: rows.length > limit ? (operations.at(-1)?.seq ?? null) : null, compacted: snapshots[0] ?? null };
  });
}

/** The rows that an operation touched, a page at a time; none for an operation that is not kept. */
export async function readTouchedRows(database: Database, seq: number, { after = seq, limit }: RowsAsked = {}): Promise<RowsPage> {
  const most = within(limit, MOST_ROWS, MOST_ROWS);
  return database.asOwner(async (session) => {
    const { rows } = await session.run<TouchedRow>(
      compile(sql`select j.seq, j.op, j.schema_name as schema, j.table_name as table, j.row_id as id, j.before::text as before, j.after::text as after
        from metacore.journal j join metacore.operations o on o.seq = ${seq} and o.kind <> 'snapshot'
        where j.seq > ${after} and ${touchedBy(sql`o.seq`)} and j.table_name <> '' order by j.seq limit ${most + 1}`),
    );
    const page = rows.slice(0, most);
    return { rows: page, next: rows.length > most ? (page.at(-1)?.seq ?? null) : null };
  });
}
