/** Runs of sample data in the database: so that they can be undone after a reload, and on a database that was built anew. */
import type { Renamed } from '../database/bookkeeping';
import type { Session } from '../database/port';
import { compile, sql } from '../database/sql';
import { type Counter, countersOf } from '../dynamic/sequences';
import type { DynamicModel } from '../installed/model';
import type { Operation } from '../operation/operation';
import { conflict } from '../failure';
import { damageIn, damageSentence, type StoredShape } from '../values/stored-shape';
import type { SeedRun } from './run';

/** Runs that are listed, the newest first. */
const MAX_RUNS = 100;

interface RunRow {
  id: string;
  run: SeedRun;
}

const TABLE: StoredShape = {
  members: {
    ...{ schema: 'string', table: 'string', model: 'string', addon: 'string', rows: 'integer', listed: 'boolean' },
    shortfall: { orNull: { members: { code: 'string', detail: 'string' } } },
  },
};
const COUNTER: StoredShape = {
  members: { model: 'string', key: 'string', branch: 'string', addon: 'string', from: 'integer', to: 'integer' },
};
const RUN: StoredShape = {
  members: {
    ...{ rows: 'integer', seed: 'integer', language: 'string', state: 'string', wanted: 'integer', made: 'integer' },
    tables: { listOf: TABLE },
    counters: { listOf: COUNTER },
    message: { orNull: 'string' },
  },
};

/** A run as it is listed; of one that is damaged nothing is known but its id. */
function listed({ id, run }: RunRow): SeedRun {
  const damage = damageIn(run, RUN);
  if (damage !== null) {
    const [tables, counters, message] = [[], [], damageSentence(damage, 'en')];
    return { id, rows: 0, seed: 0, language: 'en', state: 'failed', wanted: 0, made: 0, tables, counters, message };
  }
  return { ...run, id, ...(run.state === 'running' && { state: 'interrupted' }) };
}

export async function saveRun({ database, principal }: Operation, run: SeedRun): Promise<void> {
  await database.asOwner((session) =>
    session.run(
      compile(sql`insert into metacore.seed_runs (id, organization_id, run) values (${run.id}, ${principal.organizationId}, ${JSON.stringify(run)})
        on conflict (id) do update set run = excluded.run`),
    ),
  );
}

/** Whether the caller's organization has a run of that id, in whatever state it is stored. */
export async function hasRun({ database, principal }: Operation, id: string): Promise<boolean> {
  const { rows } = await database.asOwner((session) =>
    session.run(compile(sql`select 1 from metacore.seed_runs where id = ${id} and organization_id = ${principal.organizationId}`)),
  );
  return rows.length > 0;
}

/** A stored run of the caller's organization, or null. @throws RequestFailure 409 `stored_damaged` */
export async function readRun({ database, principal }: Operation, id: string): Promise<SeedRun | null> {
  const { rows } = await database.asOwner((session) =>
    session.run<RunRow>(
      compile(sql`select id, run from metacore.seed_runs where id = ${id} and organization_id = ${principal.organizationId}`),
    ),
  );
  const [row] = rows;
  const damage = row ? damageIn(row.run, RUN) : null;
  if (damage !== null) throw conflict(damageSentence(damage, 'en'), { code: 'stored_damaged' });
  return row ? { ...row.run, id: row.id } : null;
}

/** The runs whose rows were not taken away, the newest first. One that was never finished was interrupted. */
export async function storedRuns({ database, principal }: Operation): Promise<SeedRun[]> {
  const { rows } = await database.asOwner((session) =>
    session.run<RunRow>(
      compile(
        sql`select id, run from metacore.seed_runs where organization_id = ${principal.organizationId} order by started_at desc limit ${MAX_RUNS}`,
      ),
    ),
  );
  return rows.map(listed);
}

export async function deleteRun({ database }: Operation, id: string): Promise<void> {
  await database.asOwner(async (session) => {
    await session.run(compile(sql`delete from metacore.seed_rows where run_id = ${id}`));
    await session.run(compile(sql`delete from metacore.seed_runs where id = ${id}`));
  });
}

/** Notes rows whose ids do not tell the run they came with. */
export async function listRows({ database }: Operation, runId: string, model: DynamicModel, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await database.asOwner((session) =>
    session.run(
      compile(sql`insert into metacore.seed_rows (run_id, schema_name, table_name, row_id)
        select ${runId}, ${model.schema}, ${model.table}, value from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)`),
    ),
  );
}

/** Folio counters of the organization as they stand. */
export const counters = ({ database, principal }: Operation): Promise<Counter[]> =>
  database.asOwner((session) => countersOf(session, principal.organizationId));

/** Names of tables and models in a run follow an addon's. */
function renamedRun(run: SeedRun, renamed: Renamed): SeedRun {
  if (renamed.kind === 'table')
    return {
      ...run,
      tables: run.tables.map((each) =>
        each.schema === renamed.schema && each.table === renamed.from ? { ...each, table: renamed.to } : each,
      ),
    };
  const isIt = (each: { addon: string; model: string }): boolean => each.addon === renamed.addonKey && each.model === renamed.from;
  const follow = <T extends { addon: string; model: string }>(each: T): T => (isIt(each) ? { ...each, model: renamed.to } : each);
  return { ...run, tables: run.tables.map(follow), counters: run.counters.map(follow) };
}

/** A run can still be undone after a table or a model that it filled got another name. */
export async function renameInRuns(session: Session, renamed: Renamed): Promise<void> {
  const { rows } = await session.run<RunRow>(compile(sql`select id, run from metacore.seed_runs order by started_at, id`));
  for (const { id, run } of rows) {
    // One that is damaged is told where runs are listed, and stops no install.
    if (damageIn(run, RUN) !== null) continue;
    const text = JSON.stringify(renamedRun(run, renamed));
    if (text !== JSON.stringify(run)) await session.run(compile(sql`update metacore.seed_runs set run = ${text} where id = ${id}`));
  }
  if (renamed.kind === 'table')
    await session.run(
      compile(
        sql`update metacore.seed_rows set table_name = ${renamed.to} where schema_name = ${renamed.schema} and table_name = ${renamed.from}`,
      ),
    );
}

/** Forgets the runs that filled nothing but an addon's tables, which are gone. */
export async function forgetSeedRuns(session: Session, addonKey: string): Promise<void> {
  const gone = sql`select id from metacore.seed_runs where not jsonb_path_exists(run, '$.tables[*] ? (@.addon != $key)', jsonb_build_object('key', ${addonKey}::text))`;
  await session.run(compile(sql`delete from metacore.seed_rows where run_id in (${gone})`));
  await session.run(compile(sql`delete from metacore.seed_runs where id in (${gone})`));
}
