/** A webhook as a host would send it: signed, sent through the one way out, kept as an exchange (docs/architecture/08, HOOK-SEND). */
import type { Session } from '../database/port';
import { type HandlerResult, parseHandlerResult } from '../operation/handler-result';
import type { InstalledAddon } from '../installed/registry';
import type { Services } from '../operation/services';
import { filledAddress, verbatimAddress } from '../outbound/address';
import { exchange, TIMEOUT_MS } from '../outbound/exchange';
import type { Recorder } from '../trace/trace';
import { signedHeaders } from './sign';
import { clearSettingsIn } from '../settings/settings';
import { isNumber, writeJson } from '../values/json';

/** What `X-Metacore-Host` says, as the platform's own hosts do. */
const HOST = 'metacore';
const METHOD = 'POST';
/** How much of a mock answer stands in a failure's sentence. */
const MAX_QUOTED_CHARS = 200;
/** How long an answer is waited for where everybody else waits too, because the webhook belongs to a transaction. */
export const HELD_TIMEOUT_MS = 5_000;

export interface Webhook {
  url: string;
  /** What it is about: an event, or `<model>::<action>`. */
  event: string;
  payload: unknown;
  /** What a templating host fills places of the address in from, beside the settings. */
  inputs: Readonly<Record<string, unknown>>;
  /** Whose values of the settings count. */
  branchId: string | null;
  /** Who did the action that it is the handler of; null for every other webhook. */
  actionOf: string | null;
}

/** Runs something in a transaction of its own, or in the one that the webhook belongs to. */
export type InTransaction = <T>(work: (session: Session) => Promise<T>) => Promise<T>;

/** Values of a record or a payload that can stand in an address. */
export const addressInputs = (...sources: readonly unknown[]): Record<string, unknown> =>
  Object.fromEntries(
    sources.flatMap((source) =>
      typeof source === 'object' && source !== null && !Array.isArray(source)
        ? Object.entries(source).filter(([, value]) => typeof value === 'string' || typeof value === 'boolean' || isNumber(value))
        : [],
    ),
  );

const failed = (code: string, message: string): HandlerResult => ({ failure: { code, message }, data: null, meta: {} });

/**
 * Sends a webhook. `held` is the transaction that it belongs to: what is rolled back was never kept, and its answer is waited for five
 * seconds at most. Else `transaction` opens a short one before and one after, and none is open while the answer is on its way. A status
 * that is no success, and no answer at all, is a failure.
 * @throws RequestFailure 403 `capability_missing` for a host that no capability covers
 */
export async function sendWebhook(
  services: Services,
  trace: Recorder | null,
  { held, transaction }: { held: Session; transaction?: undefined } | { held?: undefined; transaction: InTransaction },
  addon: InstalledAddon,
  { url: written, event, payload, inputs, branchId, actionOf }: Webhook,
): Promise<HandlerResult> {
  const inTransaction: InTransaction = held ? (work) => work(held) : transaction;
  const { values: settings, secrets } = await inTransaction((session) => clearSettingsIn(services, session, addon, branchId));
  const address = addon.hostProfile === 'kernel' ? verbatimAddress(written) : filledAddress(addon, written, { settings, inputs });
  if (address.refusal !== undefined) return failed('address_unfilled', `the webhook was not sent: ${address.refusal}`);
  const { url } = address;
  const body = writeJson(payload);
  const signed = await signedHeaders(services.clock, addon, { method: METHOD, url, body }, event);
  const { response, failure } = await exchange(services, trace, (statement) => inTransaction((session) => session.run(statement)), {
    addon,
    cause: { kind: 'webhook', name: event },
    request: {
      method: METHOD,
      url,
      headers: {
        ...signed,
        'X-Metacore-Host': HOST,
        'X-Metacore-Tenant': addon.organizationId,
        ...(actionOf !== null && { 'X-Metacore-Invocation': 'action', 'X-Metacore-User-ID': actionOf }),
      },
      body,
    },
    secrets,
    timeoutMs: held ? HELD_TIMEOUT_MS : TIMEOUT_MS,
  });
  if (response === null) return failed('webhook_failed', `the webhook got no answer: ${failure?.message ?? ''}`);
  if (response.status >= 200 && response.status < 300) return parseHandlerResult(response.body);
  const read = parseHandlerResult(response.body);
  const message = `the webhook answered ${response.status}: ${read.failure?.message ?? response.body.slice(0, MAX_QUOTED_CHARS)}`;
  return { failure: { ...read.failure, code: read.failure?.code ?? 'webhook_failed', message }, data: null, meta: read.meta };
}
