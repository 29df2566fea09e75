/**
 * Imports of this frame. They belong to the kernel, not to a dialog: one goes on where its dialog was closed or the screen drawn
 * anew, and the screens tell how far it is and how it ended.
 */
import type { ApiClient } from '@asteby/metacore-runtime-react';
import { messageOf } from '../../../kernel/errors';
import type { Job } from '../../../kernel/dynamic/transfer/jobs/job';
import { FILE_LIMITS } from '../../../kernel/dynamic/transfer/limits';
import { ResponseError, type RequestConfig } from '../client';

/** What the kernel reads of a file; the port carries it. */
export const MAX_FILE_BYTES = FILE_LIMITS.maxBytes;
const ASK_EVERY_MS = 500;

/** What was wrong with a row, as the kernel tells it. */
export interface RowFault {
  row: number;
  column?: string;
  message: string;
}

export type Ended = 'done' | 'cancelled' | 'failed' | 'interrupted' | 'unknown';

export interface ImportRun {
  /** By which the kernel knows it: sent again, no row comes twice. */
  id: string;
  /** What lists may call its model. */
  models: readonly string[];
  /** What people call it. */
  title: string;
  fileName: string;
  fileBytes: number;
  state: 'running' | Ended;
  /** Rows of the file; null until it is read. */
  total: number | null;
  processed: number;
  created: number;
  failed: number;
  skipped: number;
  /** Known for imports that this frame sent. */
  faults: readonly RowFault[];
  /** Why it ended, where it did not end well. */
  message: string | null;
}

/** Rows that were read in a check. */
export interface CheckReport {
  valid: number;
  skipped: number;
  faults: readonly RowFault[];
  faultCount: number;
  /** The kernel's sentences about the file as a whole. */
  notes: readonly string[];
}

let runs: readonly ImportRun[] = [];
const listeners = new Set<() => void>();
let tellBusy: (isBusy: boolean) => void = () => undefined;

function setRuns(next: readonly ImportRun[]): void {
  const isBusy = (list: readonly ImportRun[]): boolean => list.some(({ state }) => state === 'running');
  if (isBusy(next) !== isBusy(runs)) tellBusy(isBusy(next));
  runs = next;
  for (const listener of listeners) listener();
}

/** @param teller is told whenever the first import begins, and when the last one ended */
export function tellImportsTo(teller: (isBusy: boolean) => void): void {
  tellBusy = teller;
}

export const allImports = (): readonly ImportRun[] => runs;

export function onImports(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Takes an import that ended off the screen. */
export const forgetImport = (id: string): void => setRuns(runs.filter((run) => run.id !== id || run.state === 'running'));

const change = (id: string, values: Partial<ImportRun>): void => setRuns(runs.map((run) => (run.id === id ? { ...run, ...values } : run)));

/** A name for a run that nobody else chose. `randomUUID` needs HTTPS, which a page on a local network may not have. */
export const newJobId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const countOf = (value: unknown): number => (typeof value === 'number' ? value : 0);
const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function faultsOf(list: unknown): RowFault[] {
  return (Array.isArray(list) ? (list as unknown[]) : []).filter(isRecord).map((fault) => {
    const column = textOf(fault.column) ?? textOf(fault.field);
    return {
      row: countOf(fault.row),
      ...(column === undefined ? {} : { column }),
      message: textOf(fault.message) ?? textOf(fault.error) ?? '',
    };
  });
}

/** How far a job is, while `work` is under way. */
async function follow<T>(api: ApiClient, id: string, work: Promise<T>, onJob: (job: Job) => void): Promise<T> {
  const over: Promise<true> = work.then(
    () => true,
    () => true,
  );
  const isOver = (): Promise<boolean> => Promise.race([over, after(ASK_EVERY_MS)]);
  while (!(await isOver())) {
    // What cannot be told now is told the next time, or by the end of the work.
    const job = await Promise.race([over, jobNamed(api, id).catch(() => null)]);
    if (job !== null && job !== true) onJob(job);
  }
  return work;
}

const after = (ms: number): Promise<false> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(false), ms);
  });

async function jobNamed(api: ApiClient, id: string): Promise<Job | null> {
  const { data } = (await api.get(`/playground/jobs/${id}`)) as { data: unknown };
  return isRecord(data) && isRecord(data.data) ? (data.data as unknown as Job) : null;
}

function sent(api: ApiClient, path: string, file: File, id: string): Promise<{ data: unknown }> {
  const form = new FormData();
  form.append('file', file);
  return api.post(path, form, { job: id } satisfies RequestConfig);
}

/**
 * Says what an import of the file would refuse.
 *
 * @param onJob hears how far it is.
 * @throws Error with the kernel's sentence where the file cannot be read
 */
export async function checkFile(api: ApiClient, model: string, file: File, id: string, onJob: (job: Job) => void): Promise<CheckReport> {
  const { data } = await follow(api, id, sent(api, `/dynamic/${model}/import/validate`, file, id), onJob);
  const report = isRecord(data) && isRecord(data.data) ? data.data : {};
  return {
    valid: countOf(report.valid),
    skipped: countOf(report.skipped),
    faults: faultsOf(report.errors),
    faultCount: countOf(report.errorCount),
    notes: Array.isArray(report.notes) ? report.notes.filter((note) => typeof note === 'string') : [],
  };
}

/** Asks the kernel to stop a check or an import; what is written stays. */
export async function stopJob(api: ApiClient, id: string): Promise<void> {
  await api.delete(`/playground/jobs/${id}`);
}

type Counts = Pick<ImportRun, 'processed' | 'created' | 'failed' | 'skipped' | 'faults'>;

function countsIn(body: unknown): Counts | undefined {
  const report = isRecord(body) && isRecord(body.data) ? body.data : undefined;
  if (report === undefined || typeof report.created !== 'number') return undefined;
  const failed = countOf(report.failed);
  return {
    // What was asked last is older than the answer: a row that was read was written or refused.
    processed: report.created + failed,
    created: report.created,
    failed,
    skipped: countOf(report.skipped),
    faults: faultsOf(report.failures),
  };
}

/** What a refusal says of the run: that it was stopped, that no row could be written, that it broke off, or that it never began. */
function endOf(error: unknown): Partial<ImportRun> {
  if (!(error instanceof ResponseError)) return { state: 'unknown', message: messageOf(error) };
  const { status, data } = error.response;
  const counts = countsIn(data);
  if (status === 0) return { state: 'unknown', message: error.message };
  if (counts === undefined) return { state: 'failed', message: error.message };
  if (status === 422) return { state: 'done', message: error.message, ...counts };
  const isCancelled = isRecord(data) && data.code === 'import_cancelled';
  return { state: isCancelled ? 'cancelled' : 'failed', message: isCancelled ? null : error.message, ...counts };
}

export interface ImportOrder {
  id: string;
  model: string;
  title: string;
  file: File;
}

const UNREAD = { total: null, processed: 0, created: 0, failed: 0, skipped: 0, faults: [], message: null };

const progressOf = ({ total, processed, created, failed, skipped }: Job): Partial<ImportRun> => ({
  total,
  processed,
  created,
  failed,
  skipped,
});

/**
 * Imports a file. Resolves when it ended, however it did. Sent again under the same id it goes on where it stopped, or tells how it ended.
 */
export async function runImport(api: ApiClient, { id, model, title, file }: ImportOrder): Promise<void> {
  const run: ImportRun = { ...UNREAD, id, models: [model], title, fileName: file.name, fileBytes: file.size, state: 'running' };
  setRuns([run, ...runs.filter((other) => other.id !== id)]);
  try {
    const { data } = await follow(api, id, sent(api, `/dynamic/${model}/import`, file, id), (job) => change(id, progressOf(job)));
    change(id, { state: 'done', ...countsIn(data) });
  } catch (error) {
    change(id, endOf(error));
  }
}

/** Until a job of an earlier visit of this frame ends. */
async function followToEnd(api: ApiClient, id: string): Promise<void> {
  let state: ImportRun['state'] = 'running';
  while (state === 'running') {
    await after(ASK_EVERY_MS);
    try {
      const job = await jobNamed(api, id);
      state = job?.state ?? 'unknown';
      change(id, { ...(job && { ...progressOf(job), message: job.message }), state });
    } catch (error) {
      state = 'unknown';
      change(id, { state, message: messageOf(error) });
    }
  }
}

/**
 * Takes up the imports that the kernel knows of and this frame does not: those under way, and of each model the last one where it
 * broke off in the middle. Nothing is told where the kernel cannot be asked.
 */
export async function takeUpImports(api: ApiClient): Promise<void> {
  const body: unknown = await api.get('/playground/jobs').then(
    ({ data }: { data: unknown }) => data,
    () => null,
  );
  const list = isRecord(body) && Array.isArray(body.data) ? (body.data as Job[]) : [];
  const seen = new Set<string>();
  for (const job of list.filter(({ kind }) => kind === 'import')) {
    const isLast = !seen.has(job.table);
    seen.add(job.table);
    if (runs.some(({ id }) => id === job.id) || !(job.state === 'running' || (isLast && job.state === 'interrupted'))) continue;
    setRuns([
      ...runs,
      {
        ...UNREAD,
        ...progressOf(job),
        id: job.id,
        models: [job.table, job.model, `${job.addon}.${job.model}`],
        title: job.table,
        fileName: job.file.name,
        fileBytes: job.file.bytes,
        state: job.state,
        message: job.message,
      },
    ]);
    if (job.state === 'running') void followToEnd(api, job.id);
  }
}
