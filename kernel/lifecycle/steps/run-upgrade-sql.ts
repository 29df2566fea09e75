import { noteReshaped, runSqlFile } from '../run-sql-file';
import { effect } from './effect';
import { NEEDS_ROWS } from './kind';

export const runUpgradeSql = effect<'run-upgrade-sql'>(
  ({ file, from, statements }) => `run ${file} for what comes from ${from}, ${statements} statements`,
  async ({ session, files }, { schema, file }) => {
    const found = files.get(file);
    if (!found) throw new TypeError(`${file} was planned and is not at hand`);
    await runSqlFile(session, schema, found);
    await noteReshaped(session, schema, found);
    return '';
  },
  () => NEEDS_ROWS,
);
