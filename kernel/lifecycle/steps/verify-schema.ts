import { readCatalogue } from '../catalogue';
import { installError } from '../messages';
import { effect } from './effect';

/** What the migrations said they would do is there now: a column of its type, or none where it was to go. */
export const verifySchema = effect<'verify-schema'>(
  ({ places }) => `look at ${places.map(({ table, column }) => `${table}.${column}`).join(', ')}`,
  async ({ session }, { schema, places }) => {
    const tables = (await readCatalogue(session, schema)) ?? [];
    for (const { table, column, type } of places) {
      const found = tables.find(({ name }) => name === table)?.columns.find(({ name }) => name === column)?.type ?? null;
      if (found !== type)
        throw installError('change_not_made', { place: `${table}.${column}`, wanted: type ?? 'no column', found: found ?? 'not there' });
    }
    return '';
  },
);
