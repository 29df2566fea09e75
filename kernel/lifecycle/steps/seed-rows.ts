import { schemaOf } from '../../schema/schema-of';
import { seedStatements } from '../seed';
import { effect } from './effect';
import { NEEDS_ROWS, requestOf } from './kind';

/** The rows of a model's `seed` whose key value no row has yet (INST-SEED). */
export const seedRows = effect<'seed-rows'>(
  ({ table, rows }) => `insert the seed rows of ${table} that are missing, of ${rows}`,
  async (context, { table, organizationId }) => {
    const { session } = context;
    const { manifest } = requestOf(context);
    let inserted = 0;
    for (const seed of seedStatements(manifest, schemaOf(manifest, organizationId), organizationId).filter((one) => one.table === table))
      inserted += (await session.run(seed.statement)).affected;
    return `${inserted} inserted`;
  },
  () => NEEDS_ROWS,
);
