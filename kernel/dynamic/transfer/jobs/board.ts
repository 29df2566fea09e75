/**
 * Runs over files that are under way, and the last ones that ended. A run has a name: whoever sends the same file under the
 * same name again waits for the same run and gets the same answer, so no row comes twice (CRUD-JOBS).
 */
import type { Database } from '../../../database/port';
import { messageOf } from '../../../errors';
import { conflict, RequestFailure } from '../../../failure';
import type { DynamicModel } from '../../../installed/model';
import type { Operation } from '../../../operation/operation';
import type { Job, JobKind } from './job';

/** Runs at once: each holds a file in memory. */
export const MAX_RUNNING_JOBS = 4;
/** Runs that ended and are remembered here; imports are stored besides. */
const MAX_ENDED_JOBS = 50;

/** What the work of a run sees of it. */
export interface Run {
  readonly job: Job;
  /** Whether somebody asked it to stop. */
  isCancelled: () => boolean;
}

interface Live extends Run {
  readonly organizationId: string;
  readonly userId: string;
  outcome: Promise<unknown>;
  cancelled: boolean;
}

const BOARDS = new WeakMap<Database, Map<string, Live>>();

function boardOf({ services: { database } }: Operation): Map<string, Live> {
  let board = BOARDS.get(database);
  if (!board) BOARDS.set(database, (board = new Map<string, Live>()));
  return board;
}

const keyOf = ({ principal }: Operation, id: string): string => JSON.stringify([principal.organizationId, principal.userId, id]);

const isVisible = ({ principal }: Operation, { organizationId, userId }: Live): boolean =>
  organizationId === principal.organizationId && (principal.isAdmin || userId === principal.userId);

/** The runs the caller may see, the newest first. */
export const liveJobs = (operation: Operation): Job[] =>
  [...boardOf(operation).values()]
    .filter((live) => isVisible(operation, live))
    .map(({ job }) => job)
    .reverse();

function found(operation: Operation, id: string): Live | undefined {
  const board = boardOf(operation);
  return board.get(keyOf(operation, id)) ?? [...board.values()].find((live) => live.job.id === id && isVisible(operation, live));
}

export const liveJob = (operation: Operation, id: string): Job | null => found(operation, id)?.job ?? null;

/** Asks a run to stop where it is; false when none of that name is under way. */
export function cancelJob(operation: Operation, id: string): boolean {
  const live = found(operation, id);
  if (live?.job.state !== 'running') return false;
  live.cancelled = true;
  return true;
}

/** @throws RequestFailure 409 where the name stands for another file, model or kind of run */
export function refuseOther(known: Job, asked: Pick<Job, 'kind' | 'addon' | 'model' | 'file'>): void {
  const same =
    known.kind === asked.kind && known.addon === asked.addon && known.model === asked.model && known.file.sha256 === asked.file.sha256;
  if (!same) throw conflict(`the job ${known.id} belongs to another file or model: choose another id`, { code: 'job_taken' });
}

function makeRoom(board: Map<string, Live>): void {
  const running = [...board.values()].filter(({ job }) => job.state === 'running').length;
  if (running >= MAX_RUNNING_JOBS)
    throw new RequestFailure(429, `${running} files are being read already: wait until one of them is done`, { code: 'too_many_jobs' });
  for (const [key, { job }] of board) {
    if (board.size < MAX_ENDED_JOBS) return;
    if (job.state !== 'running') board.delete(key);
  }
}

export interface JobOrder {
  id: string;
  kind: JobKind;
  file: Job['file'];
}

/**
 * Runs `work`, or joins the run of that name: one that is under way, or one that ended well. One that failed is tried again.
 * @throws RequestFailure 409 `job_taken`, 429 `too_many_jobs`; whatever the work throws
 */
export function runJob<T>(operation: Operation, model: DynamicModel, order: JobOrder, work: (run: Run) => Promise<T>): Promise<T> {
  const board = boardOf(operation);
  const key = keyOf(operation, order.id);
  const known = board.get(key);
  const asked = { ...order, addon: model.addonKey, model: model.key, table: model.table };
  if (known) {
    refuseOther(known.job, asked);
    if (known.job.state !== 'failed') return known.outcome as Promise<T>;
    board.delete(key);
  }
  makeRoom(board);
  const now = (): string => new Date(operation.services.clock.now()).toISOString();
  const job: Job = {
    ...asked,
    state: 'running',
    total: null,
    processed: 0,
    created: 0,
    failed: 0,
    skipped: 0,
    message: null,
    startedAt: now(),
    endedAt: null,
  };
  const { organizationId, userId } = operation.principal;
  const live: Live = { job, organizationId, userId, cancelled: false, isCancelled: () => live.cancelled, outcome: Promise.resolve() };
  board.set(key, live);
  const ended = (state: Job['state'], message: string | null): void => {
    if (job.state !== 'running') return;
    Object.assign(job, { state, message, endedAt: now() });
  };
  const outcome = work(live).then(
    (value) => {
      ended('done', null);
      return value;
    },
    (error: unknown) => {
      ended(live.cancelled ? 'cancelled' : 'failed', messageOf(error));
      throw error;
    },
  );
  live.outcome = outcome;
  return outcome;
}
