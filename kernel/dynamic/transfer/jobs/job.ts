/** A run over a file as plain data: what it is called, how far it is, how it ended (CRUD-JOBS). */
import { badRequest } from '../../../failure';

/** `import` writes rows, `validate` only reads them. */
export type JobKind = 'import' | 'validate';

/** `interrupted`: the kernel ended while it ran. Sent again with the same id and file, the rest is written. */
export type JobState = 'running' | 'done' | 'cancelled' | 'failed' | 'interrupted';

export interface Job {
  /** As whoever started it calls it. */
  id: string;
  kind: JobKind;
  addon: string;
  model: string;
  table: string;
  /** `sha256` is the digest of its bytes, in hexadecimal. */
  file: { name: string; bytes: number; sha256: string };
  state: JobState;
  /** Rows of the file that hold something; null while the file is being read. */
  total: number | null;
  /** Rows that were written or refused so far. */
  processed: number;
  created: number;
  failed: number;
  /** Rows of the file without any value. */
  skipped: number;
  /** Why it ended, where it did not end well. */
  message: string | null;
  startedAt: string;
  endedAt: string | null;
}

/** Where a request says what its run is called; the answer says it too. */
export const JOB_HEADER = 'x-playground-job';
/** What hosts read on an import, so that the first answer is given again. */
export const IDEMPOTENCY_HEADER = 'idempotency-key';

/** Whether a text can name a job: it stands in a path and in a header. */
export const isJobId = (text: string): boolean => /^[\w.:-]{1,128}$/.test(text);

/** What a request calls its run, or a new name. @throws RequestFailure 400 for a name that could not stand in a path */
export function jobIdOf(headers: Headers): string {
  const given = headers.get(JOB_HEADER) ?? headers.get(IDEMPOTENCY_HEADER);
  if (given === null) return crypto.randomUUID();
  if (!isJobId(given)) throw badRequest(`the header ${JOB_HEADER} takes up to 128 letters, digits, dots, colons, dashes and underscores`);
  return given;
}
