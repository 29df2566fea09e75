import { compile, sql } from '../../database/sql';
import { noteReshaped, runSqlFile } from '../run-sql-file';
import type { Of, StepKind } from './kind';
import { NEEDS_ROWS } from './kind';

/** The author's way back of a migration. What the migration deleted it can only make anew, empty. */
export const revertMigration: StepKind<Of<'revert-migration'>> = {
  sql: () => [],
  print: ({ file, statements }) => `run ${file} backwards, ${statements} statements`,
  risk: () => 'lossy',
  undo: () => NEEDS_ROWS,
  async run({ session, files }, { schema, addonKey, file, version }) {
    const found = files.get(file);
    if (!found) throw new TypeError(`${file} was planned and is not at hand`);
    await runSqlFile(session, schema, found);
    await noteReshaped(session, schema, found);
    await session.run(
      compile(sql`delete from public.metacore_addon_migrations
        where addon_key = ${addonKey} and schema_name = ${schema} and version = ${version}`),
    );
    return '';
  },
};
