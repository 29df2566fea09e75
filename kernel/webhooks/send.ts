/** A webhook as a host would send it: signed, sent through the one way out, kept as an exchange. */
import type { Session } from '../database/port';
import { type HandlerResult, parseHandlerResult } from '../operation/handler-result';
import type { InstalledAddon } from '../installed/registry';
import type { Services } from '../operation/services';
import { exchange } from '../outbound/exchange';
import type { Recorder } from '../trace/trace';
import { signedHeaders } from './sign';
import { secretsOf } from '../settings/settings';
import { writeJson } from '../values/json';

/** What `X-Metacore-Host` says. */
const HOST = 'playground';
const METHOD = 'POST';
/** How much of a mock answer stands in a failure's sentence. */
const MAX_QUOTED_CHARS = 200;

export interface Webhook {
  url: string;
  /** What it is about: an event, or `<model>::<action>`. */
  event: string;
  payload: unknown;
}

/**
 * Sends within a transaction: what is rolled back was never kept. A status that is no success, and no answer at all, is a failure.
 * @throws RequestFailure 403 `capability_missing` for a host that no capability covers
 */
export async function sendWebhook(
  services: Services,
  trace: Recorder | null,
  session: Session,
  addon: InstalledAddon,
  webhook: Webhook,
): Promise<HandlerResult> {
  const body = writeJson(webhook.payload);
  const signed = await signedHeaders(services.clock, addon, { method: METHOD, url: webhook.url, body }, webhook.event);
  const { response, failure } = await exchange(services, trace, (statement) => session.run(statement), {
    addon,
    cause: { kind: 'webhook', name: webhook.event },
    request: {
      method: METHOD,
      url: webhook.url,
      headers: { ...signed, 'X-Metacore-Host': HOST, 'X-Metacore-Tenant': addon.organizationId },
      body,
    },
    secrets: await secretsOf(services, session, addon),
  });
  if (response === null)
    return { failure: { code: 'webhook_failed', message: `the webhook got no answer: ${failure?.message ?? ''}` }, data: null, meta: {} };
  if (response.status >= 200 && response.status < 300) return parseHandlerResult(response.body);
  const read = parseHandlerResult(response.body);
  const message = `the webhook answered ${response.status}: ${read.failure?.message ?? response.body.slice(0, MAX_QUOTED_CHARS)}`;
  return { failure: { ...read.failure, code: read.failure?.code ?? 'webhook_failed', message }, data: null, meta: read.meta };
}
