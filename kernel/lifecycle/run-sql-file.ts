/** Runs the statements of an SQL file one by one, where names are looked for in the addon's schema first, and tells which line failed. */
import { type Session, SqlError } from '../database/port';
import { compile, ddl, sql } from '../database/sql';
import { noteTold } from '../journal/tables';
import { installError } from './messages';
import type { SqlFile } from './migrations';

/** @throws KernelError `migration_failed` with file and line; the transaction around it is lost then */
export async function runSqlFile(session: Session, schema: string, { path, statements }: SqlFile): Promise<void> {
  await session.script(ddl(sql`set local search_path to ${sql.id(schema)}, public`));
  for (const { text, line } of statements) {
    try {
      await session.script(text);
    } catch (error) {
      if (!(error instanceof SqlError)) throw error;
      throw installError('migration_failed', { file: path, line, reason: error.message, sqlState: error.fault.sqlState }, error);
    }
  }
  await session.script('set local search_path to default');
}

/** Rows whose tables the file gave other columns are noted anew: the journal knows values by the names of columns. */
export async function noteReshaped(session: Session, schema: string, { changes }: SqlFile): Promise<void> {
  const tables = new Set(changes.map((change) => (change.kind === 'rename-table' ? change.to : change.table)));
  const { rows } = await session.run<{ name: string }>(
    compile(sql`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = ${schema} and c.relkind = 'r' and exists (select 1 from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'metacore_journal')`),
  );
  for (const { name } of rows) if (tables.has(name)) await session.run(compile(noteTold(schema, name)));
}
