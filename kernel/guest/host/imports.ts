/** Every import of the host and who answers it. Those that are not built answer the code of a host that has no such service. */
import type { HostImportName } from '../../contract/wasm/abi';
import { writeJson } from '../../values/json';
import { bytesOf, enveloped, type HostFunction, HostRefusal } from './context';
import { ctxGet } from './ctx-get';
import { dataBatch } from './data-batch';
import { dataMutate } from './data-mutate';
import { dataQuery } from './data-query';
import { dbExec } from './db-exec';
import { dbQuery } from './db-query';
import { envGet } from './env-get';
import { eventEmit } from './event-emit';
import { sequenceNext } from './sequence-next';

const NOT_BUILT = 'the playground does not answer this import yet';

const unavailable =
  (code: string): HostFunction =>
  (context) =>
    enveloped(context, { fault: code }, () => Promise.reject(new HostRefusal(code, NOT_BUILT)));

const unavailableFlat =
  (code: string): HostFunction =>
  () =>
    Promise.resolve(bytesOf(writeJson({ error: code, message: NOT_BUILT, message_key: `wasm.host.error.${code}` })));

export const HOST_FUNCTIONS: Readonly<Record<Exclude<HostImportName, 'log'>, HostFunction>> = {
  env_get: envGet,
  http_fetch: unavailableFlat('transport'),
  http_request: unavailableFlat('transport'),
  connector_get: unavailableFlat('connector_unavailable'),
  event_emit: eventEmit,
  db_query: dbQuery,
  db_exec: dbExec,
  data_mutate: dataMutate,
  data_batch: dataBatch,
  data_query: dataQuery,
  approval_request: unavailable('approvals_unavailable'),
  sequence_next: sequenceNext,
  ctx_get: ctxGet,
  routing_resolve: unavailable('routing_unavailable'),
};
