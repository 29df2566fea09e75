/** Inbound webhooks: addresses of an addon that other servers call (docs/architecture/08, INBOUND). */
import type { InboundWebhook } from '../../schemas';
import { parseHandler, HANDLER_RESOLVER, runTraced } from '../operation/handler';
import type { Operation } from '../operation/operation';
import { notFound, RequestFailure } from '../failure';
import type { InstalledAddon } from '../installed/registry';
import { hmacSha256Hex } from '../webhooks/sign';
import { SIGNATURE_HEADERS, verifyBearer, verifyHmac } from './signature';
import { asSystem, type TriggerAnswer, triggerAnswer } from './target';
import { parseJson } from '../values/json';

export interface InboundCall {
  headers: Headers;
  body: string;
}

interface Mounted {
  addon: InstalledAddon;
  webhook: InboundWebhook;
  index: number;
}

const withSlash = (path: string): string => `/${path.replace(/^\/+|\/+$/g, '')}`;

const mountedOf = ({ registry, principal }: Operation): Mounted[] =>
  registry
    .addons(principal.organizationId)
    .flatMap((addon) => (addon.manifest.webhooks ?? []).map((webhook, index) => ({ addon, webhook, index })));

/**
 * The secret of a webhook. Nobody can connect a service here, so the credential `secret_ref` names is made from the
 * installation's own secret: the same over every install, another for every organization.
 */
export const secretOf = (addon: InstalledAddon, { secret_ref: reference = '' }: InboundWebhook): Promise<string> =>
  hmacSha256Hex(addon.secret, `inbound:${reference}`);

export interface ListedWebhook {
  addon: string;
  key: string;
  path: string;
  /** Where the kernel answers it. */
  url: string;
  verify: string;
  do: string;
  /** Signs, or is the bearer's token; empty where nothing is verified. */
  secret: string;
}

/** Every inbound webhook of the organization with its secret: for administrators, who would have to tell it to the caller. */
export function listInbound(operation: Operation): Promise<ListedWebhook[]> {
  return Promise.all(
    mountedOf(operation).map(async ({ addon, webhook }) => ({
      addon: addon.key,
      key: webhook.key,
      path: webhook.path,
      url: `/inbound/${addon.key}${withSlash(webhook.path)}`,
      verify: webhook.verify ?? '',
      do: webhook.do,
      secret: webhook.verify === undefined ? '' : await secretOf(addon, webhook),
    })),
  );
}

/** @throws RequestFailure 401 `signature_missing`, `signature_invalid` */
async function refuseUnverified(addon: InstalledAddon, webhook: InboundWebhook, { headers, body }: InboundCall): Promise<void> {
  if (webhook.verify === undefined) return;
  const secret = await secretOf(addon, webhook);
  const verdict = webhook.verify === 'bearer' ? verifyBearer(secret, headers) : await verifyHmac(secret, headers, body);
  if (verdict === 'verified') return;
  const what = webhook.verify === 'bearer' ? 'the header Authorization' : `one of ${SIGNATURE_HEADERS.join(', ')}`;
  throw new RequestFailure(
    401,
    verdict === 'missing' ? `the request carries no signature: ${what} is asked for` : 'the signature is not right',
    {
      code: `signature_${verdict}`,
    },
  );
}

/** A body as the handler reads it: JSON where it is some, else its text. */
function bodyValue(body: string): unknown {
  try {
    return parseJson(body);
  } catch {
    return body;
  }
}

async function receive(operation: Operation, { addon, webhook, index }: Mounted, call: InboundCall): Promise<TriggerAnswer> {
  await refuseUnverified(addon, webhook, call);
  const handler = parseHandler(webhook.do);
  const system = asSystem(operation, `${addon.key}: webhook ${webhook.key}`);
  const run = system.services.ports.of(HANDLER_RESOLVER)(system, addon, handler, `webhook "${webhook.key}"`);
  const { organizationId } = operation.principal;
  const body = bodyValue(call.body);
  // The shape of the sheet, and that of the hosts' own receiver.
  const payload = {
    event: 'webhook',
    key: webhook.key,
    org_id: organizationId,
    payload: body,
    org: organizationId,
    webhook: webhook.key,
    path: webhook.path,
    body,
    args: body,
  };
  const place = { addon: addon.key, pointer: `/webhooks/${index}` };
  const answer = await runTraced(operation, webhook.do, place, () =>
    run({ operation: system, addon, handler, name: webhook.key, payload, hook: `webhook::${webhook.key}` }, null),
  );
  return triggerAnswer(answer, { addon: addon.key, webhook: webhook.key, trigger_type: handler.type });
}

/**
 * Answers a call to an addon's address. Whoever calls is known by the signature alone.
 * @throws RequestFailure 404 no such address, 401 signature, 501 for a handler this host does not have
 */
export function callInbound(operation: Operation, addonKey: string, path: string, call: InboundCall): Promise<TriggerAnswer> {
  const found = mountedOf(operation).find(({ addon, webhook }) => addon.key === addonKey && withSlash(webhook.path) === withSlash(path));
  if (!found) throw notFound(`no webhook of "${addonKey.slice(0, 64)}" is mounted at "${path.slice(0, 128)}"`);
  return receive(operation, found, call);
}

export interface SentInbound extends TriggerAnswer {
  /** What went along, as another server would have to send it. */
  sent: { url: string; headers: Record<string, string>; body: string };
}

/**
 * Sends a payload to a webhook as the server would that it is meant for: signed, unless `signature` says what to send instead
 * (an empty one: none).
 * @throws RequestFailure as `callInbound`
 */
export async function sendInbound(
  operation: Operation,
  addonKey: string,
  key: string,
  body: string,
  signature?: string,
): Promise<SentInbound> {
  const found = mountedOf(operation).find(({ addon, webhook }) => addon.key === addonKey && webhook.key === key);
  if (!found) throw notFound(`unknown webhook "${addonKey.slice(0, 64)}/${key.slice(0, 64)}"`);
  const { addon, webhook } = found;
  const headers: Record<string, string> = { 'Content-Type': 'application/json' };
  if (webhook.verify !== undefined && signature !== '') {
    const secret = await secretOf(addon, webhook);
    const isBearer = webhook.verify === 'bearer';
    const right = isBearer ? `Bearer ${secret}` : `sha256=${await hmacSha256Hex(secret, body)}`;
    headers[isBearer ? 'Authorization' : SIGNATURE_HEADERS[0]] = signature ?? right;
  }
  const answer = await receive(operation, found, { headers: new Headers(headers), body });
  return { ...answer, sent: { url: `/inbound/${addon.key}${withSlash(webhook.path)}`, headers, body } };
}
