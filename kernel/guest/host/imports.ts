/** Every import of the host and who answers it. */
import type { HostImportName } from '../../contract/wasm/abi';
import { approvalRequest } from './approval-request';
import { connectorGet } from './connector-get';
import type { HostFunction } from './context';
import { ctxGet } from './ctx-get';
import { dataBatch } from './data-batch';
import { dataMutate } from './data-mutate';
import { dataQuery } from './data-query';
import { dbExec } from './db-exec';
import { dbQuery } from './db-query';
import { envGet } from './env-get';
import { eventEmit } from './event-emit';
import { httpFetch, httpRequest } from './http';
import { routingResolve } from './routing-resolve';
import { sequenceNext } from './sequence-next';

export const HOST_FUNCTIONS: Readonly<Record<Exclude<HostImportName, 'log'>, HostFunction>> = {
  env_get: envGet,
  http_fetch: httpFetch,
  http_request: httpRequest,
  connector_get: connectorGet,
  event_emit: eventEmit,
  db_query: dbQuery,
  db_exec: dbExec,
  data_mutate: dataMutate,
  data_batch: dataBatch,
  data_query: dataQuery,
  approval_request: approvalRequest,
  sequence_next: sequenceNext,
  ctx_get: ctxGet,
  routing_resolve: routingResolve,
};
