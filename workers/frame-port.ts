/**
 * Serves the port of a preview frame. What comes over it is a stranger's: only the messages of the protocol are
 * answered, every size is capped, and who asks is the principal the page bound to the port, whatever a message says.
 */
import { messageOf } from '../kernel/errors';
import { isJobId, JOB_HEADER } from '../kernel/dynamic/transfer/jobs/job';
import type { Kernel } from '../kernel/kernel';
import type { Principal } from '../kernel/principal';
import { formBody, jsonBody } from './port-body';
import {
  MAX_PORT_FORM_BYTES,
  MAX_PORT_MESSAGE_CHARS,
  MAX_PORT_REQUESTS_IN_FLIGHT,
  MAX_PORT_URL_CHARS,
  type PortIconRequest,
  type PortMethod,
  type PortRequest,
  type ToFrame,
} from './protocol';
import type { ViewQuestions } from './view-questions';
import { bodyInDoubles } from '../kernel/values/double';

/** Answers an icon by its lucide name. */
export type IconLookup = (name: string) => Promise<[string, Record<string, string>][] | null>;

interface PortLike {
  postMessage(message: ToFrame): void;
  onmessage: ((event: MessageEvent) => void) | null;
  start(): void;
}

const METHODS: ReadonlySet<string> = new Set<PortMethod>(['GET', 'POST', 'PUT', 'DELETE']);
const MAX_ICON_NAME_CHARS = 64;
/** No such host: the kernel only looks at path and query. */
const BASE = 'http://kernel.invalid';

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A message of the protocol; its body is still whatever was sent. */
interface ReadRequest extends Omit<PortRequest, 'form'> {
  form?: unknown;
}

/** A message of the protocol, or null for anything else: unknown messages are ignored, not answered. */
function read(message: unknown): ReadRequest | PortIconRequest | null {
  if (!isObject(message) || typeof message.id !== 'number' || !Number.isSafeInteger(message.id)) return null;
  const { id } = message;
  if (message.kind === 'icon')
    return typeof message.name === 'string' && message.name.length <= MAX_ICON_NAME_CHARS ? { kind: 'icon', id, name: message.name } : null;
  if (message.kind !== 'request' || typeof message.method !== 'string' || !METHODS.has(message.method) || typeof message.url !== 'string')
    return null;
  return {
    kind: 'request',
    id,
    method: message.method as PortMethod,
    url: message.url,
    ...(message.json !== undefined && { json: message.json }),
    ...(message.form !== undefined && { form: message.form }),
    ...(typeof message.language === 'string' && { language: message.language }),
    ...(typeof message.job === 'string' && isJobId(message.job) && { job: message.job }),
  };
}

interface Refusal {
  status: number;
  message: string;
}

/** The body of a request, or why it is not passed on. */
function toBody(message: ReadRequest): { body?: FormData | string; headers?: Record<string, string> } | Refusal {
  if (message.form !== undefined) {
    const body = formBody(message.form, MAX_PORT_FORM_BYTES);
    if (body === 'malformed') return { status: 400, message: 'the form is no list of names with texts or files' };
    if (body === 'too long') return { status: 413, message: `the form is larger than ${MAX_PORT_FORM_BYTES / 1024 / 1024} MiB` };
    return { body };
  }
  if (message.json === undefined) return {};
  const body = jsonBody(message.json, MAX_PORT_MESSAGE_CHARS);
  if (body === null) return { status: 400, message: 'the body is no JSON' };
  if (body === 'too long') return { status: 413, message: `the body is longer than ${MAX_PORT_MESSAGE_CHARS} characters` };
  return { body: body.text, headers: { 'content-type': 'application/json' } };
}

/** The request as the kernel takes it, or why it is not passed on. */
function toRequest(message: ReadRequest): Request | Refusal {
  if (message.url.length > MAX_PORT_URL_CHARS) return { status: 414, message: `the URL is longer than ${MAX_PORT_URL_CHARS} characters` };
  // A path and nothing else: a second slash or a backslash would make it a host.
  if (!/^\/(?![/\\])/.test(message.url)) return { status: 400, message: 'the URL must be a path that starts with one /' };
  const headers: Record<string, string> = {
    ...(/^[A-Za-z0-9-]{2,35}$/.test(message.language ?? '') && { 'accept-language': message.language ?? 'en' }),
    ...(message.job !== undefined && { [JOB_HEADER]: message.job }),
  };
  const url = BASE + message.url;
  if (message.method === 'GET') return new Request(url, { headers });
  const body = toBody(message);
  if ('status' in body) return body;
  return new Request(url, { method: message.method, ...body, headers: { ...headers, ...body.headers } });
}

async function readBody(response: Response): Promise<unknown> {
  return response.headers.get('content-type')?.includes('application/json') ? bodyInDoubles(await response.text()) : response.blob();
}

/**
 * Serves `port` until the returned function is called. A view hears of the models it subscribes to, in its principal's organization.
 * `questions` takes the answers to what the view itself was asked.
 */
export function servePort(
  port: PortLike,
  kernel: Kernel,
  principal: Principal,
  icons: IconLookup,
  questions?: Pick<ViewQuestions, 'receive'>,
): () => void {
  let inFlight = 0;
  const refuse = (id: number, { status, message }: Refusal) => {
    port.postMessage({ kind: 'response', id, status, headers: { 'content-type': 'application/json' }, body: { success: false, message } });
  };

  async function answer(message: ReadRequest): Promise<void> {
    const request = toRequest(message);
    if (!(request instanceof Request)) {
      refuse(message.id, request);
      return;
    }
    const response = await kernel.fetch(request, principal);
    port.postMessage({
      kind: 'response',
      id: message.id,
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await readBody(response),
    });
  }

  async function receive(data: unknown): Promise<void> {
    if (isObject(data) && data.kind === 'realtime') {
      watcher.receive(data);
      return;
    }
    if (questions?.receive(data) === true) return;
    const message = read(data);
    if (!message) return;
    if (inFlight >= MAX_PORT_REQUESTS_IN_FLIGHT) {
      if (message.kind === 'request') refuse(message.id, { status: 429, message: 'too many requests at once' });
      else port.postMessage({ kind: 'icon', id: message.id, node: null });
      return;
    }
    inFlight += 1;
    try {
      if (message.kind === 'icon') port.postMessage({ kind: 'icon', id: message.id, node: await icons(message.name) });
      else await answer(message);
    } catch (error) {
      if (message.kind === 'request') refuse(message.id, { status: 500, message: messageOf(error) });
      else port.postMessage({ kind: 'icon', id: message.id, node: null });
    } finally {
      inFlight -= 1;
    }
  }

  const watcher = kernel.realtime.join(principal, (event) => port.postMessage({ kind: 'event', event }));
  port.onmessage = (event: MessageEvent<unknown>) => void receive(event.data);
  port.start();
  return () => {
    watcher.leave();
    port.onmessage = null;
  };
}
