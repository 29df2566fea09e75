import { SqlError } from '../../database/port';
import { KernelError } from '../../errors';
import { rememberMigration } from '../remember-migration';
import { noteReshaped, runSqlFile } from '../run-sql-file';
import { effect } from './effect';
import { NEEDS_ROWS } from './kind';

/** Tables, columns, schemas and other objects that are there already: hosts take the file for one that ran. */
const ALREADY_THERE: ReadonlySet<string> = new Set(['42P07', '42701', '42P06', '42710', '42723']);

/**
 * A migration, remembered by its checksum. As on hosts, one that makes what is there already is taken back and remembered as if it had
 * run; the ledger says so.
 */
export const runMigration = effect<'run-migration'>(
  ({ file, statements }) => `run ${file}, ${statements} statements`,
  async ({ session, files, notes }, { schema, addonKey, file, checksum, isOptional }) => {
    const found = files.get(file);
    if (!found) throw new TypeError(`${file} was planned and is not at hand`);
    // What comes behind one that failed may build on it.
    if (isOptional === true && notes.some(({ code }) => code === 'migration_failed')) {
      notes.push({ code: 'migration_waiting', table: file });
      return 'waits for the one before it';
    }
    let output = '';
    try {
      await session.savepoint(async () => {
        await runSqlFile(session, schema, found);
        await noteReshaped(session, schema, found);
      });
    } catch (error) {
      const cause = error instanceof KernelError ? error.cause : null;
      if (!(cause instanceof SqlError) || !ALREADY_THERE.has(cause.fault.sqlState)) {
        if (isOptional !== true || !(error instanceof KernelError)) throw error;
        notes.push({ code: 'migration_failed', table: file, refusal: { code: error.code, details: error.details } });
        return `taken back: ${error.message}`;
      }
      output = `taken back and remembered as run, because it makes what is there: ${cause.message}`;
    }
    await rememberMigration(session, { schema, addonKey, file, checksum });
    return output;
  },
  () => NEEDS_ROWS,
);
