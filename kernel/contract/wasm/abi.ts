/**
 * The one table of what a host gives a module: fifteen imports of its own and seventeen functions of WASI. The gates on imports, the
 * sandbox and the documentation read it. It is plain data and stands here because the sandbox (`kernel/guest/`) may import the
 * contract, and the contract, which judges modules too, nothing above it.
 */

const KIB = 1024;
const MIB = 1024 * KIB;

/** Parameters and result in letters: `i` is an i32, `l` an i64, nothing behind the colon is no result. `ii:l` takes two i32. */
export type Signature = `${string}:${'' | 'i' | 'l'}`;

export interface ImportLimits {
  /** Bytes of each argument, or of all where one is named. */
  readonly requestBytes?: number;
  /** Bytes of the answer. */
  readonly responseBytes?: number;
  /** Milliseconds it may take; time in it counts as the guest's own unless `isHttp`. */
  readonly deadlineMs?: number;
}

export interface HostImport {
  /** Names of its arguments; each is a pointer and a length. */
  readonly parameters: readonly string[];
  /** `log` answers nothing, the others a packed pair. */
  readonly answers: boolean;
  /** `envelope`: `{success, data | error, meta}`; `flat`: the answer itself or `{error, message, message_key}`; `raw`: bytes. */
  readonly family: 'envelope' | 'flat' | 'raw';
  /** The ABI that brought it. */
  readonly since: string;
  /** Kinds of capability it asks for. */
  readonly capabilities: readonly string[];
  /** What the addon owns needs none of them. */
  readonly ownIsImplicit: boolean;
  /** Asked for in shadow mode too. */
  readonly alwaysEnforced: boolean;
  /** The time spent in it does not count as the guest's. */
  readonly isHttp: boolean;
  readonly limits: ImportLimits;
  /** Codes it may answer, in the order in which they are checked. */
  readonly errors: readonly string[];
}

const ASKS_NOTHING = { capabilities: [], ownIsImplicit: false, alwaysEnforced: false, isHttp: false } as const;
const HTTP = { capabilities: ['http:fetch'], ownIsImplicit: false, alwaysEnforced: true, isHttp: true } as const;
const SQL_ERRORS = [
  ...(['db_unavailable', 'invalid_sql', 'arg_decode', 'forbidden', 'arg_count_mismatch'] as const),
  ...(['constraint_violation', 'query_timeout', 'row_limit_exceeded', 'db_error'] as const),
] as const;
const OWN_IS_FREE = { ownIsImplicit: true, alwaysEnforced: false, isHttp: false } as const;

/** Functions of the module `metacore_host`. */
export const HOST_IMPORTS = {
  log: { ...ASKS_NOTHING, parameters: ['msg'], answers: false, family: 'raw', since: '1.0', limits: {}, errors: [] },
  env_get: { ...ASKS_NOTHING, parameters: ['key'], answers: true, family: 'raw', since: '1.0', limits: {}, errors: [] },
  http_fetch: {
    ...HTTP,
    parameters: ['url', 'method', 'body'],
    answers: true,
    family: 'flat',
    since: '1.0',
    limits: { responseBytes: 8 * MIB, deadlineMs: 30_000 },
    errors: ['forbidden', 'bad_request', 'transport'],
  },
  http_request: {
    ...HTTP,
    parameters: ['url', 'method', 'headers', 'body'],
    answers: true,
    family: 'flat',
    since: '1.6',
    limits: { responseBytes: 8 * MIB, deadlineMs: 30_000 },
    errors: ['forbidden', 'bad_request', 'transport'],
  },
  connector_get: {
    ...ASKS_NOTHING,
    parameters: ['key'],
    capabilities: ['connector:read'],
    alwaysEnforced: true,
    answers: true,
    family: 'flat',
    since: '1.6',
    limits: {},
    errors: ['bad_request', 'forbidden', 'connector_unavailable', 'no_active_org', 'not_found'],
  },
  event_emit: {
    ...ASKS_NOTHING,
    parameters: ['event', 'payload'],
    capabilities: ['event:emit'],
    answers: true,
    family: 'envelope',
    since: '1.3',
    limits: { requestBytes: 256 * KIB },
    errors: ['bus_unavailable', 'invalid_event', 'payload_too_large', 'invalid_payload', 'no_active_org', 'forbidden'],
  },
  db_query: {
    ...OWN_IS_FREE,
    parameters: ['sql', 'args'],
    capabilities: ['db:read'],
    answers: true,
    family: 'envelope',
    since: '1.1',
    limits: { requestBytes: 16 * KIB, responseBytes: 8 * MIB, deadlineMs: 5000 },
    errors: SQL_ERRORS,
  },
  db_exec: {
    ...OWN_IS_FREE,
    parameters: ['sql', 'args'],
    capabilities: ['db:write', 'db:read'],
    answers: true,
    family: 'envelope',
    since: '1.2',
    limits: { requestBytes: 16 * KIB, responseBytes: 8 * MIB, deadlineMs: 5000 },
    errors: SQL_ERRORS,
  },
  data_mutate: {
    ...OWN_IS_FREE,
    parameters: ['request'],
    capabilities: ['db:write'],
    answers: true,
    family: 'envelope',
    since: '1.4',
    limits: { requestBytes: 64 * KIB, responseBytes: 8 * MIB, deadlineMs: 5000 },
    errors: ['invalid_request', 'bus_unavailable', 'forbidden', 'not_found', 'invalid_transition', 'constraint_violation', 'db_error'],
  },
  data_batch: {
    ...OWN_IS_FREE,
    parameters: ['request'],
    capabilities: ['db:write'],
    answers: true,
    family: 'envelope',
    since: '1.7',
    limits: { requestBytes: 64 * KIB, responseBytes: 8 * MIB, deadlineMs: 10_000 },
    errors: ['invalid_request', 'bus_unavailable', 'forbidden', 'not_found', 'invalid_transition', 'constraint_violation', 'db_error'],
  },
  data_query: {
    ...OWN_IS_FREE,
    parameters: ['request'],
    capabilities: ['db:read'],
    answers: true,
    family: 'envelope',
    since: '1.5',
    limits: { requestBytes: 64 * KIB, responseBytes: 8 * MIB, deadlineMs: 5000 },
    errors: ['invalid_request', 'forbidden', 'db_error'],
  },
  approval_request: {
    ...ASKS_NOTHING,
    parameters: ['request'],
    answers: true,
    family: 'envelope',
    since: '1.10',
    limits: { requestBytes: 32 * KIB, responseBytes: 32 * KIB, deadlineMs: 5000 },
    errors: ['invalid_request', 'approvals_unavailable', 'db_error'],
  },
  sequence_next: {
    ...ASKS_NOTHING,
    parameters: ['request'],
    answers: true,
    family: 'envelope',
    since: '1.7',
    limits: {},
    errors: ['invalid_request', 'sequence_unavailable', 'sequence_error'],
  },
  ctx_get: {
    ...ASKS_NOTHING,
    parameters: ['request'],
    capabilities: ['ctx:user', 'ctx:roles', 'ctx:org_config'],
    alwaysEnforced: true,
    answers: true,
    family: 'envelope',
    since: '1.11',
    limits: {},
    errors: ['invalid_request', 'no_active_org', 'forbidden', 'context_unavailable', 'context_error'],
  },
  routing_resolve: {
    ...ASKS_NOTHING,
    parameters: ['request'],
    answers: true,
    family: 'envelope',
    since: '1.9',
    limits: {},
    errors: ['invalid_request', 'routing_unavailable', 'routing_error'],
  },
} as const satisfies Readonly<Record<string, HostImport>>;

export type HostImportName = keyof typeof HOST_IMPORTS;

export const HOST_IMPORT_NAMES = Object.keys(HOST_IMPORTS) as HostImportName[];

export const isHostImport = (name: string): name is HostImportName => Object.hasOwn(HOST_IMPORTS, name);

/** Functions of the module `wasi_snapshot_preview1` that hosts let a module import. */
export const WASI_IMPORTS = {
  args_get: 'ii:i',
  args_sizes_get: 'ii:i',
  clock_time_get: 'ili:i',
  environ_get: 'ii:i',
  environ_sizes_get: 'ii:i',
  fd_close: 'i:i',
  fd_fdstat_get: 'ii:i',
  fd_fdstat_set_flags: 'ii:i',
  fd_prestat_get: 'ii:i',
  fd_prestat_dir_name: 'iii:i',
  fd_read: 'iiii:i',
  fd_seek: 'ilii:i',
  fd_write: 'iiii:i',
  poll_oneoff: 'iiii:i',
  proc_exit: 'i:',
  random_get: 'ii:i',
  sched_yield: ':i',
} as const satisfies Readonly<Record<string, Signature>>;

export type WasiImportName = keyof typeof WASI_IMPORTS;

export const WASI_IMPORT_NAMES = Object.keys(WASI_IMPORTS) as WasiImportName[];

export const HOST_MODULE = 'metacore_host';
export const WASI_MODULE = 'wasi_snapshot_preview1';

/** Signature of a function that a module may import; null for any other. */
export function signatureOf(module: string, name: string): Signature | null {
  if (module === WASI_MODULE) return Object.hasOwn(WASI_IMPORTS, name) ? WASI_IMPORTS[name as WasiImportName] : null;
  if (module !== HOST_MODULE || !isHostImport(name)) return null;
  const { parameters, answers } = HOST_IMPORTS[name];
  return `${'ii'.repeat(parameters.length)}:${answers ? 'l' : ''}`;
}

/** `alloc(size) -> ptr`. */
export const ALLOC_SIGNATURE: Signature = 'i:i';
/** What every function takes and answers that a host calls by name: `(ptr, len) -> ptr << 32 | len`. */
export const CALLED_SIGNATURE: Signature = 'ii:l';
/** `_initialize` and `_start`. */
export const START_SIGNATURE: Signature = ':';

/** Pages of 64 KiB that a guest may have at most: 256 MiB. */
export const MAX_MEMORY_PAGES = 4096;
/** Mebibytes of memory of a guest whose project sets none. */
export const DEFAULT_MEMORY_MIB = 64;
/** Milliseconds that a call may take where a project sets none. */
export const DEFAULT_TIMEOUT_MS = 10_000;

/** Where hosts look for the module of an addon. */
export const BACKEND_FILE = 'backend/backend.wasm';
