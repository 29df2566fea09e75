/** Takes the rows of a run away again. */
import { type Session, SqlError } from '../database/port';
import { compile, sql, tableId, type Fragment } from '../database/sql';
import { sayKind } from '../journal/origin';
import type { DynamicModel } from '../installed/model';
import { lowerCounter } from '../dynamic/sequences';
import type { Operation } from '../operation/operation';
import { conflict, notFound } from '../failure';
import { pause } from '../pause';
import { recompute } from './recompute';
import type { SeededTable, SeedRun } from './run';
import { deleteRun, readRun } from './run-store';
import { publishResync, refuseWhileRunning } from './seed';

const CHUNK = 5_000;
const FOREIGN_KEY_VIOLATION = '23503';

/** Every id a run gave its rows lies between these. */
const idRange = (runId: string): [string, string] => [
  `${runId.slice(0, 13)}-0000-0000-000000000000`,
  `${runId.slice(0, 13)}-ffff-ffff-ffffffffffff`,
];

function rowsOf(run: SeedRun, { schema, table, listed }: SeededTable): Fragment {
  if (listed)
    return sql`id::text in (select row_id from metacore.seed_rows where run_id = ${run.id} and schema_name = ${schema} and table_name = ${table})`;
  const [least, most] = idRange(run.id);
  return sql`id between ${least}::uuid and ${most}::uuid`;
}

/** Rows that PostgreSQL holds to each other go in one statement: in parts, one would still point at what is gone. */
async function pointsAtItself(session: Session, { schema, table }: SeededTable): Promise<boolean> {
  const { rows } = await session.run<{ there: boolean }>(
    compile(sql`select exists (select 1 from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      where k.contype = 'f' and k.confrelid = k.conrelid and n.nspname = ${schema} and c.relname = ${table}) as there`),
  );
  return rows[0]?.there === true;
}

async function exists(session: Session, { schema, table }: SeededTable): Promise<boolean> {
  const { rows } = await session.run<{ there: boolean }>(
    compile(
      sql`select exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = ${schema} and c.relname = ${table}) as there`,
    ),
  );
  return rows[0]?.there === true;
}

/** Removes a part of a table's rows; answers how many, 0 at the end. As the owner: ledgers give theirs back too. */
async function removePart(operation: Operation, run: SeedRun, entry: SeededTable): Promise<number> {
  return operation.database.asOwner(async (session) => {
    if (!(await exists(session, entry))) return 0;
    const id = tableId(entry.schema, entry.table);
    const part = (await pointsAtItself(session, entry)) ? sql`` : sql` limit ${CHUNK}`;
    const { affected } = await session.run(
      compile(sql`delete from ${id} where ctid = any(array(select ctid from ${id} where ${rowsOf(run, entry)}${part}))`),
    );
    return affected;
  });
}

/** Gives the numbers of folios back, where nobody counted on. */
async function restoreCounters({ database, principal }: Operation, run: SeedRun): Promise<void> {
  await database.asOwner(async (session) => {
    for (const counter of run.counters) await lowerCounter(session, principal.organizationId, counter);
  });
}

/**
 * Removes every row a run made, those that were changed or deleted since included, and brings what is kept of them up to
 * date. Rows that are left when something else still points at them can be removed by another call.
 * @throws RequestFailure 404 no such run, 409 while sample data is written, or while other rows point at the sample's
 */
export async function undoSeed(operation: Operation, id: string): Promise<{ removed: number }> {
  refuseWhileRunning(operation);
  sayKind(operation.origin, 'sample-data', 'undo');
  const run = await readRun(operation, id);
  if (!run) throw notFound('there is no such run of sample data');
  operation.attempt.pin();
  let removed = 0;
  const models = new Set<DynamicModel>();
  for (const entry of [...run.tables].reverse()) {
    const model = operation.registry.model(operation.principal.organizationId, `${entry.addon}.${entry.model}`);
    if (model) models.add(model);
    for (;;) {
      let count: number;
      try {
        count = await removePart(operation, run, entry);
      } catch (error) {
        if (!(error instanceof SqlError) || error.fault.sqlState !== FOREIGN_KEY_VIOLATION) throw error;
        publishResync(operation, models);
        throw conflict(`rows of ${entry.table} are still referenced from "${error.fault.table ?? 'another table'}"`, {
          code: 'seed_referenced',
          data: { table: entry.table, by: error.fault.table },
        });
      }
      removed += count;
      await pause();
      if (count === 0) break;
    }
  }
  await restoreCounters(operation, run);
  await deleteRun(operation, id);
  publishResync(operation, [...models, ...(await recompute(operation, models, pause))]);
  return { removed };
}
