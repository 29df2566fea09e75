/** What a module may import, and which capability each import needs. */

/** Functions of the module `metacore_host`, with the kind of capability a host asks for before it runs them. */
export const HOST_FUNCTIONS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['log', []],
  ['env_get', []],
  ['http_fetch', ['http:fetch']],
  ['http_request', ['http:fetch']],
  ['connector_get', ['connector:read']],
  ['event_emit', ['event:emit']],
  ['db_query', []],
  ['db_exec', []],
  ['data_mutate', []],
  ['data_batch', []],
  ['data_query', []],
  ['approval_request', []],
  ['sequence_next', []],
  ['ctx_get', ['ctx:user', 'ctx:roles', 'ctx:org_config']],
  ['routing_resolve', []],
]);

/** Pairs that the publish scan refuses; for the others the call is refused at run time. */
export const SCANNED_FUNCTIONS: ReadonlySet<string> = new Set(['http_request', 'connector_get']);

const WASI = new Set([
  ...['args_get', 'args_sizes_get', 'clock_time_get', 'environ_get', 'environ_sizes_get', 'fd_close', 'fd_fdstat_get'],
  ...['fd_fdstat_set_flags', 'fd_prestat_get', 'fd_prestat_dir_name', 'fd_read', 'fd_seek', 'fd_write', 'poll_oneoff'],
  ...['proc_exit', 'random_get', 'sched_yield'],
]);

/** Whether hosts offer a function import. */
export function isOffered(module: string, name: string): boolean {
  if (module === 'metacore_host') return HOST_FUNCTIONS.has(name);
  return module === 'wasi_snapshot_preview1' && WASI.has(name);
}
