/** A webhook as a host would send it: signed, written to the mock outbox, answered by the desk. Nothing leaves the machine. */
import type { Session } from '../database/port';
import { compile, sql } from '../database/sql';
import { type HandlerResult, parseHandlerResult } from '../operation/handler-result';
import type { InstalledAddon } from '../installed/registry';
import { refuseUncovered } from '../security/ways-out';
import type { Services } from '../operation/services';
import type { Recorder } from '../trace/trace';
import { DESK } from './desk';
import { signatureOf } from './sign';
import { writeJson } from '../values/json';
import { cleanText } from '../values/text';

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

/** Path of an address; addresses may be relative to a base the host knows. */
function pathOf(url: string): string {
  try {
    return new URL(url, 'https://webhook.invalid').pathname;
  } catch {
    return '/';
  }
}

async function headersOf({ clock }: Services, addon: InstalledAddon, webhook: Webhook, body: string): Promise<Record<string, string>> {
  const timestamp = Math.floor(clock.now() / 1000);
  const nonce = crypto.randomUUID();
  return {
    'Content-Type': 'application/json',
    'X-Metacore-Timestamp': String(timestamp),
    'X-Metacore-Nonce': nonce,
    'X-Metacore-Signature': await signatureOf(addon.secret, { timestamp, method: METHOD, path: pathOf(webhook.url), nonce, body }),
    'X-Metacore-Installation-ID': addon.installationId,
    'X-Metacore-Event': webhook.event,
    'X-Metacore-Host': HOST,
    'X-Metacore-Tenant': addon.organizationId,
  };
}

/**
 * Sends within a transaction: what is rolled back was never sent. A status that is no success is a failure.
 * @throws RequestFailure 403 `capability_missing` for a host that no capability covers
 */
export async function sendWebhook(
  services: Services,
  trace: Recorder | null,
  session: Session,
  addon: InstalledAddon,
  webhook: Webhook,
): Promise<HandlerResult> {
  refuseUncovered(services, trace, addon, webhook.url);
  const body = writeJson(webhook.payload);
  const headers = await headersOf(services, addon, webhook, body);
  const said = services.ports.of(DESK).of(addon.organizationId).answerOf(webhook.url);
  // Another's words: what PostgreSQL cannot store must not make the delivery fail.
  const answer = { ...said, body: cleanText(said.body) };
  await session.run(
    compile(sql`insert into metacore.webhook_outbox
        (organization_id, addon_key, event, method, url, headers, body, response_status, response_body, at)
      values (${addon.organizationId}, ${addon.key}, ${webhook.event}, ${METHOD}, ${webhook.url}, ${JSON.stringify(headers)}, ${body},
        ${answer.status}, ${answer.body}, ${new Date(services.clock.now()).toISOString()}::timestamptz)`),
  );
  if (answer.status >= 200 && answer.status < 300) return parseHandlerResult(answer.body);
  const read = parseHandlerResult(answer.body);
  const message = `the webhook answered ${answer.status}: ${read.failure?.message ?? answer.body.slice(0, MAX_QUOTED_CHARS)}`;
  return { failure: { ...read.failure, code: read.failure?.code ?? 'webhook_failed', message }, data: null, meta: read.meta };
}
