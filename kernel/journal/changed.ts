/** What became of rows since some number of the journal, as the transaction under way sees it. */
import type { Session } from '../database/port';
import { compile, sql } from '../database/sql';

/** Rows of one table that are shown. */
const EXAMPLES = 5;

export interface ChangedTable {
  schema: string;
  table: string;
  insert: number;
  update: number;
  delete: number;
  /** The first rows that were changed, before and after, as the text of a JSON object; null where there was none. */
  examples: { id: string; before: string | null; after: string | null }[];
}

/** The number of the last note. */
export async function lastNoted(session: Session): Promise<number> {
  const { rows } = await session.run<{ seq: number }>(compile(sql`select coalesce(max(seq), 0) as seq from metacore.journal`));
  return rows[0]?.seq ?? 0;
}

/** Tables of addons whose rows were changed since. */
export async function changedSince(session: Session, seq: number): Promise<ChangedTable[]> {
  const { rows } = await session.run<ChangedTable>(
    compile(sql`select schema_name as schema, table_name as table,
        count(*) filter (where op = 'insert')::int as insert, count(*) filter (where op in ('update', 'note'))::int as update,
        count(*) filter (where op = 'delete')::int as delete,
        coalesce(json_agg(json_build_object('id', row_id, 'before', before::text, 'after', after::text) order by seq)
          filter (where place <= ${EXAMPLES}), '[]') as examples
      from (select j.*, row_number() over (partition by schema_name, table_name order by seq) as place
        from metacore.journal j where seq > ${seq} and table_name <> '' and schema_name <> 'metacore') noted
      group by 1, 2 order by 1, 2`),
  );
  return rows;
}
