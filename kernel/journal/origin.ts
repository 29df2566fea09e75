/** What an operation was, who asked for it and what led to it: told to the database with the transaction, and noted with its first row. */
import type { Principal } from '../principal';
import { cleanText } from '../values/text';

/**
 * What an operation was. `undo` is one that takes another back, `kernel` is the kernel's own bookkeeping, `restore` rows that were brought back from the project's storage,
 * `earlier` what a version noted that did not note who asked, `snapshot` what was compacted.
 */
export type OperationKind =
  | 'request'
  | 'action'
  | 'import'
  | 'approval'
  | 'event'
  | 'trigger'
  | 'sample-data'
  | 'undo'
  | 'install'
  | 'uninstall'
  | 'restore'
  | 'kernel'
  | 'earlier'
  | 'snapshot';

/** What led to an operation. */
export interface Cause {
  /** Shared by every transaction of one request: an import has many. */
  readonly request: string | null;
  /** The caller's own id of the request. */
  readonly correlationId: string | null;
  /** Number of its trace, where traces were kept. */
  readonly trace: number | null;
  /** The event whose delivery led to it, for what no request led to. */
  readonly event: string | null;
}

export interface Origin extends Cause {
  /** A room that knows what a request is says so (`sayKind`). */
  kind: OperationKind;
  /** `POST /api/data/notes`, `Note.close`, `notes@1.0.0`: what of its kind it was. */
  name: string;
  readonly organizationId: string | null;
  readonly userId: string | null;
}

/** Characters of a name or an id that are kept. */
const MAX_CHARS = 300;

const NO_CAUSE: Cause = { request: null, correlationId: null, trace: null, event: null };

/** The origin of what somebody asks. */
export const originOf = (kind: OperationKind, name: string, { organizationId, userId }: Principal, cause: Partial<Cause>): Origin => ({
  ...NO_CAUSE,
  ...cause,
  kind,
  name,
  organizationId,
  userId,
});

/** The origin of what the playground does for every organization. */
export const ownOrigin = (kind: OperationKind, name: string): Origin => ({ ...NO_CAUSE, kind, name, organizationId: null, userId: null });

/** Says what a request is; what already has a kind of its own keeps it: an approved action is an approval. */
export function sayKind(origin: Origin, kind: OperationKind, name: string): void {
  if (origin.kind !== 'request') return;
  origin.kind = kind;
  origin.name = name;
}

/** The origin as the database is told of it. */
export const originText = (origin: Origin): string =>
  JSON.stringify(origin, (_, value: unknown) => (typeof value === 'string' ? cleanText(value, MAX_CHARS) : value));
