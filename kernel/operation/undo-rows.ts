/**
 * What somebody did is taken back from the journal: rows that came go, rows that went come back, and rows that were changed are what they
 * were. Taking it back is an operation like any other, and can be taken back itself.
 */
import { type Session, SqlError } from '../database/port';
import { compile, join, sql, tableId } from '../database/sql';
import { conflict, notFound } from '../failure';
import { ADDON_SCHEMAS } from '../installed/tables';
import type { OperationKind } from '../journal/origin';

/** What people and the code of addons do to rows; what is installed has ways back of its own (lifecycle/). */
const UNDONE: readonly OperationKind[] = ['request', 'action', 'import', 'approval', 'event', 'trigger', 'undo'];

/** Rows that are taken back at once. */
export const MAX_UNDONE_ROWS = 20_000;

/** Rows that one statement changes. */
const BATCH = 500;

interface Note {
  seq: number;
  op: 'insert' | 'update' | 'delete';
  schema: string;
  table: string;
  id: string;
  /** JSON as PostgreSQL wrote it. */
  before: string | null;
  after: string | null;
}

export interface Undone {
  rows: number;
  tables: { schema: string; table: string }[];
}

interface Asked {
  kind: OperationKind;
  request: string | null;
}

async function askedFor(session: Session, seq: number, organizationId: string): Promise<Asked> {
  const { rows } = await session.run<Asked>(
    compile(
      sql`select kind, cause ->> 'request' as request from metacore.operations where seq = ${seq} and organization_id = ${organizationId}`,
    ),
  );
  const [found] = rows;
  if (!found) throw notFound('no such operation is kept');
  if (!UNDONE.includes(found.kind))
    throw conflict('an operation of this kind is not undone by its rows', { code: 'undo_other_kind', kind: found.kind });
  return found;
}

/** The newest change first. An import is many transactions of one request, which are taken back together. */
async function notesOf(session: Session, seq: number, organizationId: string, { kind, request }: Asked): Promise<Note[]> {
  const same = request === null ? sql`o.seq = ${seq}` : sql`(o.cause ->> 'request' = ${request} and o.kind = ${kind})`;
  const { rows } = await session.run<Note>(
    compile(sql`select j.seq, j.op, j.schema_name as schema, j.table_name as table, j.row_id as id, j.before::text as before, j.after::text as after
      from metacore.operations o join metacore.journal j on j.seq > o.seq
        and j.seq < coalesce((select min(n.seq) from metacore.operations n where n.seq > o.seq), 9223372036854775807)
      where o.organization_id = ${organizationId} and ${same} and j.schema_name in (${ADDON_SCHEMAS}) and j.op in ('insert', 'update', 'delete')
      order by j.seq desc limit ${MAX_UNDONE_ROWS + 1}`),
  );
  if (rows.length > MAX_UNDONE_ROWS)
    throw conflict(`more than ${MAX_UNDONE_ROWS} rows are not undone at once`, { code: 'undo_too_many', limit: MAX_UNDONE_ROWS });
  return rows;
}

/** Neighbours that one statement can take back: the same change to different rows of one table. */
function batchesOf(notes: readonly Note[]): Note[][] {
  const batches: Note[][] = [];
  let ids = new Set<string>();
  for (const note of notes) {
    const open = batches.at(-1);
    const [first] = open ?? [];
    const fits = first?.op === note.op && first.schema === note.schema && first.table === note.table && !ids.has(note.id);
    if (open && fits && open.length < BATCH) open.push(note);
    else {
      batches.push([note]);
      ids = new Set();
    }
    ids.add(note.id);
  }
  return batches;
}

const changedSince = ({ schema, table, id }: Pick<Note, 'schema' | 'table' | 'id'>) =>
  conflict(`the row ${id} of ${table} was changed since`, { code: 'undo_changed_since', schema, table, id });

/** @throws RequestFailure 409 where a row is not what the change left */
async function refuseChanged(session: Session, batch: readonly Note[]): Promise<void> {
  const [first] = batch;
  if (!first) return;
  const { rows: there } = await session.run<{ there: boolean }>(
    compile(sql`select to_regclass(format('%I.%I', ${first.schema}::text, ${first.table}::text)) is not null as there`),
  );
  if (there[0]?.there !== true) throw changedSince(first);
  const wanted = JSON.stringify(batch.map(({ id, after }) => ({ id, after })));
  // What a row had no column for then does not count.
  const { rows } = await session.run<{ id: string }>(
    compile(sql`select w.id from jsonb_to_recordset(${wanted}::jsonb) as w(id text, after text)
      left join ${tableId(first.schema, first.table)} t on t.id::text = w.id
      where case when w.after is null then t.id is not null
        else t.id is null or not (to_jsonb(t) @> w.after::jsonb and w.after::jsonb @>
          (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(to_jsonb(t)) where w.after::jsonb ? key)) end
      limit 1`),
  );
  if (rows[0]) throw changedSince({ ...first, id: rows[0].id });
}

/** Columns that can be written and that the rows had. */
async function columnsOf(session: Session, { schema, table, before }: Note): Promise<string[]> {
  const { rows } = await session.run<{ name: string }>(
    compile(sql`select a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = ${schema} and c.relname = ${table} and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        and ${before}::jsonb ? a.attname order by a.attnum`),
  );
  return rows.map(({ name }) => name);
}

async function takeBack(session: Session, batch: readonly Note[]): Promise<void> {
  const [first] = batch;
  if (!first) return;
  await refuseChanged(session, batch);
  const table = tableId(first.schema, first.table);
  if (first.op === 'insert') {
    const ids = JSON.stringify(batch.map(({ id }) => id));
    await session.run(compile(sql`delete from ${table} where id::text in (select jsonb_array_elements_text(${ids}::jsonb))`));
    return;
  }
  const columns = (await columnsOf(session, first)).map((name) => sql.id(name));
  const rows = sql`jsonb_populate_recordset(null::${table}, ${`[${batch.map(({ before }) => before).join(',')}]`}::jsonb)`;
  await session.run(
    compile(
      first.op === 'delete'
        ? sql`insert into ${table} (${join(columns)}) select ${join(columns)} from ${rows}`
        : sql`update ${table} t set ${join(columns.map((name) => sql`${name} = r.${name}`))} from ${rows} r where t.id = r.id`,
    ),
  );
}

/**
 * Takes back what one operation of an organization did to the rows of its addons, in the transaction that is under way; all of it or nothing.
 * @throws RequestFailure 404 where no such operation is kept; 409 `undo_other_kind`, `undo_nothing`, `undo_too_many`, `undo_changed_since`
 * where a row was changed after it or would take others along, `undo_refused` where PostgreSQL refuses
 */
export async function undoOperation(session: Session, seq: number, organizationId: string): Promise<Undone> {
  const notes = await notesOf(session, seq, organizationId, await askedFor(session, seq, organizationId));
  const [first] = notes;
  if (!first) throw conflict('it touched no row of an addon', { code: 'undo_nothing' });
  try {
    for (const batch of batchesOf(notes)) await takeBack(session, batch);
  } catch (error) {
    if (error instanceof SqlError) throw conflict(error.message, { code: 'undo_refused', reason: error.message });
    throw error;
  }
  // A row that goes may take others along that point at it: they came later, and nobody asked for their end.
  const { rows } = await session.run<{ touched: number }>(
    compile(sql`select count(*)::int as touched from metacore.journal where seq > metacore.operation() and op <> 'note'`),
  );
  const unchanged = notes.filter(({ before, after }) => before === after).length;
  if ((rows[0]?.touched ?? 0) > notes.length - unchanged) throw changedSince(first);
  const tables = [...new Map(notes.map(({ schema, table }) => [`${schema}.${table}`, { schema, table }])).values()];
  return { rows: notes.length, tables };
}
