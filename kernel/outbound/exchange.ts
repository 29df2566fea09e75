/**
 * The only way out: a request is let through by a capability, answered by the mock server or, where a person allowed the host, by the
 * network, and kept without its secrets (docs/architecture/11, OUT-ORDER).
 */
import type { Statement } from '../database/port';
import { compile, sql } from '../database/sql';
import type { InstalledAddon } from '../installed/registry';
import type { Services } from '../operation/services';
import { askWayOut } from '../security/ways-out';
import type { Recorder } from '../trace/trace';
import { cleanText, cutText } from '../values/text';
import type { AnsweredBy } from './kept';
import { OutboundError, outboundError, type OutboundFailure, type OutboundRequest, type OutboundResponse } from './message';
import { DESK, type MockAnswer } from './mock-server';
import { type Network, OUTBOUND } from './network';
import { isPrivateHost } from './private-address';
import { redactHeaders, redactor } from './redact';
import { joinBytes } from '../values/bytes';

/** Longest request, in characters of its body. */
export const MAX_REQUEST_CHARS = 1024 * 1024;
/** Largest answer that is read. */
export const MAX_RESPONSE_BYTES = 8 * 1024 * 1024;
/** Redirects that are followed, each to the host that was asked. */
export const MAX_REDIRECTS = 5;
/** How long an answer is waited for. */
export const TIMEOUT_MS = 15_000;
/** What is kept of a body. */
const MAX_KEPT_CHARS = 256 * 1024;

export type CauseKind = 'webhook' | 'tool' | 'connector' | 'guest';

export interface OutboundTask {
  addon: InstalledAddon;
  cause: { kind: CauseKind; name: string };
  request: OutboundRequest;
  /** What nobody is to see of it. */
  secrets: readonly string[];
  /** Milliseconds; fifteen seconds where nothing is said. */
  timeoutMs?: number;
  /** An answer that is too long is cut, and refused where nothing is said. */
  cutsAnswer?: boolean;
}

/** What came of a request: an answer, or why there is none. No secret is in it. */
export interface Exchange {
  answeredBy: AnsweredBy;
  rule: string;
  request: OutboundRequest;
  response: OutboundResponse | null;
  failure: OutboundFailure | null;
  milliseconds: number;
  /** The answer as it came, for the code that asked and for nobody else: it may repeat a secret. */
  raw: { status: number; body: Uint8Array } | null;
}

/** Keeps what went out; called once, in whichever transaction it belongs to. */
export type Keep = (statement: Statement) => Promise<unknown>;

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** The text of an answer, in whichever characters it says it is; what is none of them becomes a replacement. */
function textOf(bytes: Uint8Array, contentType: string): string {
  const label = /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    // Nobody knows that name.
    return new TextDecoder().decode(bytes);
  }
}

async function readBody(body: AsyncIterable<Uint8Array>, cuts: boolean): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const given of body) {
    const part = cuts ? given.subarray(0, MAX_RESPONSE_BYTES - size) : given;
    size += part.length;
    if (cuts && part.length < given.length) {
      parts.push(part);
      break;
    }
    if (size > MAX_RESPONSE_BYTES)
      throw outboundError('response_too_large', `the answer is longer than ${String(MAX_RESPONSE_BYTES / 1024 / 1024)} MiB`);
    parts.push(part);
  }
  return joinBytes(parts);
}

/** An answer with its bytes. */
type Received = OutboundResponse & { bytes: Uint8Array };

async function fromNetwork(network: Network, request: OutboundRequest, signal: AbortSignal, cuts: boolean): Promise<Received> {
  const { status, headers, body } = await network.send(request, signal);
  const bytes = await readBody(body, cuts);
  return { status, headers, body: textOf(bytes, headers['content-type'] ?? ''), bytes };
}

const MOCK_FAILURES: Readonly<Record<NonNullable<MockAnswer['fail']>, string>> = {
  refused: 'the connection was refused',
  reset: 'the connection was reset before an answer came',
  dns: 'the name of the host could not be resolved',
  timeout: '',
};

/** Resolves when the time has passed, and never after the request was given up. */
const passed = (services: Services, milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const callOff = services.clock.after(milliseconds, resolve);
    signal.addEventListener('abort', callOff, { once: true });
  });

async function fromMock(services: Services, answer: MockAnswer, signal: AbortSignal): Promise<Received> {
  const { fail, delayMs = 0 } = answer;
  if (fail === 'timeout') return new Promise<never>(() => undefined);
  if (delayMs > 0) await passed(services, delayMs, signal);
  if (fail !== undefined) throw outboundError('transport', MOCK_FAILURES[fail]);
  return { status: answer.status, headers: answer.headers ?? {}, body: answer.body, bytes: new TextEncoder().encode(answer.body) };
}

/** Rejects with `timeout` when the work takes longer than that; what is under way is told to stop. */
function inTime<T>(services: Services, milliseconds: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  return new Promise<T>((resolve, reject) => {
    const callOff = services.clock.after(milliseconds, () => {
      reject(outboundError('timeout', `no answer within ${String(milliseconds / 1000)} s`));
      controller.abort();
    });
    work(controller.signal).then(resolve, reject).finally(callOff);
  });
}

/** Where an answer sends the request on to; null where it does not. @throws OutboundError for another host */
function redirectOf(request: OutboundRequest, { status, headers }: OutboundResponse): OutboundRequest | null {
  const location = headers.location;
  if (!REDIRECTS.has(status) || location === undefined) return null;
  const from = new URL(request.url);
  let to: URL;
  try {
    to = new URL(location, from);
  } catch {
    throw outboundError('redirect_refused', 'the answer sends on to an address that cannot be read');
  }
  if (to.host !== from.host || to.protocol !== from.protocol || to.username !== '' || to.password !== '')
    throw outboundError(
      'redirect_refused',
      `the answer sends on to "${cutText(to.host, 255)}", and only the host that was asked is followed`,
    );
  const keepsBody = status === 307 || status === 308 || !['POST', 'PUT', 'PATCH', 'DELETE'].includes(request.method);
  return { ...request, url: to.href, ...(!keepsBody && { method: 'GET', body: null }) };
}

/** A URL with a host that a request could leave for; null for an address that stays with whoever sends it. @throws OutboundError */
function outwardUrl(url: string): URL | null {
  if (!/^[a-z][a-z\d+.-]*:|^[\\/]{2}/i.test(url.trim())) return null;
  let read: URL;
  try {
    read = new URL(url);
  } catch {
    return null;
  }
  if (read.username !== '' || read.password !== '')
    throw outboundError('address_invalid', 'the address carries a user before its host, which no address may');
  return read;
}

type Route = (request: OutboundRequest, signal: AbortSignal) => Promise<Received>;

/** Who answers: the mock's own route, else the network where the host is allowed, else the mock's usual answer. */
function routeOf(services: Services, { addon, request, cutsAnswer = false }: OutboundTask): { by: AnsweredBy; route: Route } {
  const mocks = services.ports.of(DESK).of(addon.organizationId);
  const viaMock: Route = (one, signal) => fromMock(services, mocks.answer(one), signal);
  if (mocks.isSet(request)) return { by: 'mock', route: viaMock };
  const url = outwardUrl(request.url);
  const outbound = services.ports.of(OUTBOUND);
  const { network } = outbound;
  if (url === null || network === null || !outbound.allowed().includes(url.host)) return { by: 'usual', route: viaMock };
  if (isPrivateHost(url.hostname)) throw outboundError('host_private', `"${url.host}" is no public host, so nothing is sent there`);
  return {
    by: 'network',
    route: (one, signal) => {
      if (!outbound.take(`${addon.organizationId}/${addon.key}`))
        throw outboundError('too_many_requests', `"${addon.key}" sent too many requests in a minute`);
      return fromNetwork(network, one, signal, cutsAnswer);
    },
  };
}

async function answerOf(services: Services, task: OutboundTask, route: Route): Promise<Received> {
  return inTime(services, task.timeoutMs ?? TIMEOUT_MS, async (signal) => {
    let request = task.request;
    for (let hops = 0; ; hops += 1) {
      const response = await route(request, signal);
      const next = redirectOf(request, response);
      if (next === null) return response;
      if (hops === MAX_REDIRECTS) throw outboundError('redirect_refused', `the answer sends on more than ${String(MAX_REDIRECTS)} times`);
      request = next;
    }
  });
}

function failureOf(error: unknown): OutboundFailure {
  if (error instanceof OutboundError) return error.failure;
  return { code: 'transport', message: error instanceof Error ? error.message : 'nothing came back' };
}

/**
 * Sends a request and keeps what came of it.
 * @throws RequestFailure 403 `capability_missing` for a host that no capability covers; nothing was sent then
 */
export async function exchange(services: Services, trace: Recorder | null, keep: Keep, task: OutboundTask): Promise<Exchange> {
  const { addon, cause, request, secrets } = task;
  const redact = redactor([...secrets, addon.secret]);
  const rule = askWayOut(services, trace, addon, request.url, cause, redact);
  const started = performance.now();
  let answeredBy: AnsweredBy = 'nobody';
  let response: OutboundResponse | null = null;
  let failure: OutboundFailure | null = null;
  let raw: Exchange['raw'] = null;
  try {
    if ((request.body?.length ?? 0) > MAX_REQUEST_CHARS)
      throw outboundError('request_too_large', `the request is longer than ${String(MAX_REQUEST_CHARS / 1024 / 1024)} Mi characters`);
    const { by, route } = routeOf(services, task);
    const answer = await answerOf(services, task, route);
    answeredBy = by;
    raw = { status: answer.status, body: answer.bytes };
    response = { status: answer.status, headers: redactHeaders(answer.headers, redact), body: redact(cleanText(answer.body)) };
  } catch (error) {
    const told = failureOf(error);
    failure = { ...told, message: redact(cleanText(told.message, 2000)) };
  }
  const shown: OutboundRequest = {
    method: request.method,
    url: redact(request.url),
    headers: redactHeaders(request.headers, redact),
    body: request.body === null ? null : redact(request.body),
  };
  const made: Exchange = { answeredBy, rule, request: shown, response, failure, milliseconds: performance.now() - started, raw };
  await keep(
    compile(sql`insert into metacore.exchanges
        (organization_id, addon_key, cause, name, method, url, headers, body, answered_by, rule, response_status, response_headers, response_body,
          failure, milliseconds, at)
      values (${addon.organizationId}, ${addon.key}, ${cause.kind}, ${cause.name}, ${shown.method}, ${cleanText(shown.url)},
        ${JSON.stringify(shown.headers)}, ${cutText(cleanText(shown.body ?? ''), MAX_KEPT_CHARS)}, ${answeredBy}, ${rule},
        ${response?.status ?? null}, ${response === null ? null : JSON.stringify(response.headers)},
        ${response === null ? null : cutText(response.body, MAX_KEPT_CHARS)}, ${failure === null ? null : `${failure.code}: ${failure.message}`},
        ${made.milliseconds}, ${new Date(services.clock.now()).toISOString()}::timestamptz)`),
  );
  return made;
}
