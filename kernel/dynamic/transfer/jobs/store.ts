/** Imports in the database: what was written and refused is noted in the transaction of the rows themselves, so it is never guessed. */
import type { Renamed } from '../../../database/bookkeeping';
import type { Session } from '../../../database/port';
import { compile, sql, type Fragment } from '../../../database/sql';
import { asCaller, type Operation } from '../../../operation/operation';
import { damageIn, damageSentence, type StoredShape } from '../../../values/stored-shape';
import type { Job } from './job';

/** Jobs that are listed and kept for an organization, the newest first. */
const MAX_JOBS = 100;

/** Something that is wrong with a row, as it is answered. */
export interface Failure {
  row: number;
  /** What the column is called. */
  column?: string;
  /** The column's name. */
  field?: string;
  error: string;
}

interface JobRow extends Omit<Job, 'kind' | 'file' | 'startedAt' | 'endedAt'> {
  file: Job['file'];
  started_at: string;
  ended_at: string | null;
}

const COLUMNS = sql`job as id, addon_key as addon, model, table_name as "table", file, state, total, processed, created, failed, skipped, message, started_at, ended_at`;

/** What is stored as running is not under way: whoever asks here looked at the live ones first. */
function jobOf({ started_at, ended_at, state, file, message, ...row }: JobRow): Job {
  const damage = damageIn(file, FILE);
  return {
    ...row,
    file: damage === null ? file : { name: '', bytes: 0, sha256: '' },
    message: damage === null ? message : damageSentence(damage, 'en'),
    kind: 'import',
    state: state === 'running' ? 'interrupted' : state,
    startedAt: started_at,
    endedAt: ended_at,
  };
}

const FILE: StoredShape = { members: { name: 'string', bytes: 'integer', sha256: 'string' } };
const FAILURES: StoredShape = {
  listOf: { members: { row: 'integer', error: 'string', column: { ifThere: 'string' }, field: { ifThere: 'string' } } },
};

interface FailuresRow {
  from_row: number;
  failures: Failure[];
}

function failuresOf({ from_row: row, failures }: FailuresRow): Failure[] {
  const damage = damageIn(failures, FAILURES);
  return damage === null ? failures : [{ row, error: damageSentence(damage, 'en') }];
}

/** Jobs that the caller may see: their own, and those of the whole organization for an administrator. */
const visibleTo = ({ principal }: Operation): Fragment =>
  principal.isAdmin
    ? sql`organization_id = ${principal.organizationId}`
    : sql`organization_id = ${principal.organizationId} and user_id = ${principal.userId}`;

const ownJob = ({ principal }: Operation, id: string): Fragment =>
  sql`organization_id = ${principal.organizationId} and user_id = ${principal.userId} and job = ${id}`;

/** A job the caller may see, their own before another person's of the same name; null when there is none. */
export async function storedJob(operation: Operation, id: string): Promise<Job | null> {
  const mine = sql`user_id = ${operation.principal.userId}`;
  const { rows } = await asCaller(operation, (session) =>
    session.run<JobRow>(
      compile(sql`select ${COLUMNS} from metacore.jobs where ${visibleTo(operation)} and job = ${id} order by ${mine} desc limit 1`),
    ),
  );
  return rows[0] ? jobOf(rows[0]) : null;
}

/** The newest jobs the caller may see. */
export async function storedJobs(operation: Operation): Promise<Job[]> {
  const { rows } = await asCaller(operation, (session) =>
    session.run<JobRow>(
      compile(sql`select ${COLUMNS} from metacore.jobs where ${visibleTo(operation)} order by started_at desc, id limit ${MAX_JOBS}`),
    ),
  );
  return rows.map(jobOf);
}

/** The caller's own job of that name, and what it refused; null when there is none. */
export async function ownStoredJob(operation: Operation, id: string): Promise<{ job: Job; failures: Failure[] } | null> {
  return asCaller(operation, async (session) => {
    const { rows } = await session.run<JobRow>(compile(sql`select ${COLUMNS} from metacore.jobs where ${ownJob(operation, id)}`));
    const [row] = rows;
    if (!row) return null;
    const parts = await session.run<FailuresRow>(
      compile(
        sql`select from_row, failures from metacore.job_failures where job_id = (select id from metacore.jobs where ${ownJob(operation, id)}) order by from_row`,
      ),
    );
    return { job: jobOf(row), failures: parts.rows.flatMap(failuresOf) };
  });
}

/** Keeps a job that begins; the oldest ones of the organization are forgotten. */
export async function openJob(operation: Operation, job: Job): Promise<void> {
  const { organizationId, userId } = operation.principal;
  await asCaller(operation, async (session) => {
    await session.run(
      compile(sql`insert into metacore.jobs (organization_id, user_id, job, addon_key, model, table_name, file, state, total, skipped, started_at)
        values (${organizationId}, ${userId}, ${job.id}, ${job.addon}, ${job.model}, ${job.table}, ${JSON.stringify(job.file)}::text::jsonb, 'running', ${job.total}, ${job.skipped}, ${job.startedAt})`),
    );
    const old = sql`select id from metacore.jobs where organization_id = ${organizationId} order by started_at desc, id offset ${MAX_JOBS}`;
    await session.run(compile(sql`delete from metacore.job_failures where job_id in (${old})`));
    await session.run(compile(sql`delete from metacore.jobs where id in (${old})`));
  });
}

async function addFailures(operation: Operation, session: Session, id: string, failures: readonly Failure[]): Promise<void> {
  if (failures.length === 0) return;
  await session.run(
    compile(sql`insert into metacore.job_failures (organization_id, job_id, from_row, failures)
      select organization_id, id, ${failures[0]?.row ?? 0}, ${JSON.stringify(failures)}::text::jsonb from metacore.jobs where ${ownJob(operation, id)}`),
  );
}

/** How far a job is, in the transaction that brought it there; `failures` are new ones. */
export async function noteProgress(
  operation: Operation,
  session: Session,
  { id, processed, created, failed }: Job,
  failures: readonly Failure[],
): Promise<void> {
  await session.run(
    compile(
      sql`update metacore.jobs set processed = ${processed}, created = ${created}, failed = ${failed} where ${ownJob(operation, id)}`,
    ),
  );
  await addFailures(operation, session, id, failures);
}

/** How a job ended, or that it goes on after an interruption. `failures` are new ones. */
export async function noteState(operation: Operation, job: Job, failures: readonly Failure[] = []): Promise<void> {
  const { id, state, message, endedAt } = job;
  await asCaller(operation, async (session) => {
    await session.run(
      compile(sql`update metacore.jobs set state = ${state}, message = ${message}, ended_at = ${endedAt} where ${ownJob(operation, id)}`),
    );
    await addFailures(operation, session, id, failures);
  });
}

/** Jobs stay with their model and table under new names. */
export async function renameJobs(session: Session, { kind, addonKey, from, to }: Renamed): Promise<void> {
  const column = kind === 'model' ? sql`model` : sql`table_name`;
  await session.run(compile(sql`update metacore.jobs set ${column} = ${to} where addon_key = ${addonKey} and ${column} = ${from}`));
}

/** Forgets the jobs of an addon whose tables are gone. */
export async function forgetJobs(session: Session, addonKey: string): Promise<void> {
  await session.run(
    compile(sql`delete from metacore.job_failures where job_id in (select id from metacore.jobs where addon_key = ${addonKey})`),
  );
  await session.run(compile(sql`delete from metacore.jobs where addon_key = ${addonKey}`));
}
