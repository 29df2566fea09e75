import { compile, sql, tableId } from '../database/sql';
import type { Statement } from '../database/port';
import type { DynamicModel } from '../dynamic/model';

/**
 * A row's state after a committed change. The journal is written in the change's own transaction, so it never tells of
 * something that did not happen; the page moves it to the project's own storage, from which a lost database is rebuilt.
 */
export type JournalEntry =
  | { op: 'upsert'; schema: string; table: string; row: Record<string, unknown> }
  | { op: 'delete'; schema: string; table: string; id: string };

export interface NumberedEntry {
  seq: number;
  entry: JournalEntry;
}

/** Notes the state of a row that was just written, parked columns included. `id` is the row's. */
export function journalRow(model: DynamicModel, id: string): Statement {
  return compile(
    sql`insert into metacore.journal (entry) select jsonb_build_object('op', 'upsert', 'schema', ${model.schema}::text, 'table', ${model.table}::text, 'row', to_jsonb(t)) from ${tableId(model.schema, model.table)} as t where t.id = ${id}`,
  );
}

/** Notes that a row was removed from a table without tombstones. */
export function journalRemoval(model: DynamicModel, id: string): Statement {
  const entry: JournalEntry = { op: 'delete', schema: model.schema, table: model.table, id };
  return compile(sql`insert into metacore.journal (entry) values (${JSON.stringify(entry)}::jsonb)`);
}
