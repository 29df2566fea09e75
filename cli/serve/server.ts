/**
 * The kernel over HTTP, on this machine only: 127.0.0.1, and only for pages that were served from this machine. Whoever
 * brings no token is the administrator of the first organization, so a page from elsewhere must not get to ask.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { messageOf } from '../../kernel/errors';
import { RequestFailure } from '../../kernel/failure';
import { bodyOf, MAX_FORM_BYTES } from '../../kernel/http/body';
import { CLIENT_HEADER } from '../../kernel/http/public';
import { channelOf, MAX_EVENTS_PER_SECOND, MAX_MODELS } from '../../kernel/events/hub';
import type { Kernel } from '../../kernel/kernel';
import { DEFAULT_PRINCIPAL } from '../../kernel/security/default-principal';
import type { Person } from '../../kernel/security/people';
import type { Principal } from '../../kernel/principal';
import { SIGNATURE_HEADER } from '../../kernel/lifecycle/signature-policy';
import { SIGNATURE_HEADERS } from '../../kernel/triggers/signature';
import { createMetrics } from './metrics';
import { createSockets } from './sockets';
import { createTokenIssuer } from './token';

/** What is read of a body that nobody wants, so that its sender sees why. */
const MAX_DRAINED_BYTES = 8 * MAX_FORM_BYTES;
const DRAIN_MS = 10_000;
const LOCAL = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/;
const LOCAL_ORIGIN = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/;

export interface RunningServer {
  port: number;
  /** Stops listening, lets the requests that are under way end, cuts what takes too long; the kernel stays as it is. */
  close(): Promise<void>;
}

const json = (status: number, body: unknown): Response => Response.json(body, { status });
const refusal = (status: number, message: string): Response => json(status, { success: false, message });

/** Why a request is not even looked at: it came under another host's name, or from another site's page. */
function foreign(request: IncomingMessage): Response | null {
  if (!LOCAL.test(request.headers.host ?? '')) return refusal(421, 'this server answers to localhost only');
  const { origin } = request.headers;
  if (origin !== undefined && !LOCAL_ORIGIN.test(origin)) return refusal(403, 'pages of other sites may not ask this server');
  return null;
}

/**
 * The body as it comes, and nothing of it before somebody reads: who asks, and whether they may, is known by then. What is not
 * read is let go by `drained`.
 */
function streamOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  let isLetGo = false;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        incoming.pause();
        incoming.on('data', (part: Buffer) => {
          if (isLetGo) return;
          controller.enqueue(part);
          incoming.pause();
        });
        incoming.on('end', () => {
          if (!isLetGo) controller.close();
          isLetGo = true;
        });
        incoming.on('close', () => {
          if (!isLetGo) controller.error(new Error('the client went away'));
          isLetGo = true;
        });
      },
      pull() {
        incoming.resume();
      },
      cancel() {
        isLetGo = true;
      },
    },
    { highWaterMark: 0 },
  );
}

/** Lets go of what nobody read of a body: a client that is cut off in the middle of it never sees the answer. */
function drained(incoming: IncomingMessage): Promise<void> {
  if (incoming.complete || incoming.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let size = 0;
    // Whoever read it before keeps nothing of what is let go.
    incoming.removeAllListeners('data');
    incoming.on('data', (part: Buffer) => {
      size += part.length;
      if (size > MAX_DRAINED_BYTES) incoming.destroy();
    });
    incoming.once('end', resolve);
    incoming.once('close', resolve);
    incoming.resume();
  });
}

/** Addresses of addons that other servers call. */
const INBOUND = /^(?:\/api)?\/inbound\//;
/** What the kernel looks at; everything else a client sends stays outside. */
const PASSED_HEADERS = ['accept-language', 'content-type', 'x-request-id', 'x-correlation-id', 'x-playground-job', SIGNATURE_HEADER];
/** What a server proves itself by that calls a webhook; elsewhere a bearer's token says who asks, and goes no further. */
const INBOUND_HEADERS = [...PASSED_HEADERS, 'authorization', ...SIGNATURE_HEADERS.map((name) => name.toLowerCase())];

function toRequest(incoming: IncomingMessage): Request | Response {
  const method = incoming.method ?? 'GET';
  const headers = new Headers();
  for (const name of INBOUND.test(incoming.url ?? '') ? INBOUND_HEADERS : PASSED_HEADERS) {
    const value = incoming.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  const hasBody = method !== 'GET' && method !== 'HEAD' && incoming.headers['content-length'] !== '0';
  headers.set(CLIENT_HEADER, incoming.socket.remoteAddress ?? '');
  try {
    const url = new URL(`http://127.0.0.1${incoming.url ?? '/'}`);
    const init: RequestInit & { duplex?: 'half' } = { method, headers, ...(hasBody && { body: streamOf(incoming), duplex: 'half' }) };
    return new Request(url, init);
  } catch {
    return refusal(400, 'the request cannot be read');
  }
}

async function send(response: Response, outgoing: ServerResponse, origin: string | undefined): Promise<void> {
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) outgoing.setHeader(name, value);
  outgoing.setHeader('x-content-type-options', 'nosniff');
  if (origin !== undefined) {
    outgoing.setHeader('access-control-allow-origin', origin);
    outgoing.setHeader('access-control-expose-headers', 'content-disposition, x-playground-job');
    outgoing.setHeader('vary', 'origin');
  }
  if (response.body === null) outgoing.end();
  // A client that went away ends the pipeline; there is nobody left to tell.
  else await pipeline(Readable.fromWeb(response.body as never), outgoing).catch(() => outgoing.destroy());
}

function preflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers':
        'authorization, content-type, accept-language, x-request-id, x-correlation-id, x-branch-id, x-playground-job',
      'access-control-max-age': '600',
    },
  });
}

interface Asked {
  organization?: unknown;
  user?: unknown;
}

/** A person by organization (id or name) and user (id, email or name). */
function personOf(people: readonly Person[], asked: Asked): Person | undefined {
  return people.find(
    (person) =>
      [person.organizationId, person.organizationName].includes(String(asked.organization)) &&
      [person.userId, person.email, person.name].includes(String(asked.user)),
  );
}

/**
 * Serves `kernel` on 127.0.0.1. Port 0 takes a free one. `drainMs`: how long requests that are under way may take to end when the
 * server is told to.
 * @throws the error of `listen` when the port is taken
 */
export async function startServer(kernel: Kernel, port: number, { drainMs = DRAIN_MS } = {}): Promise<RunningServer> {
  const issuer = await createTokenIssuer();
  const metrics = createMetrics();
  const sockets = createSockets(kernel.realtime);
  const unsubscribe = kernel.subscribe((event) => metrics.event(event.type));

  /** Who asks: by the token, the first administrator without one, nobody with a bad one. */
  async function principalOf(token: string | null): Promise<Principal | null> {
    if (token === null) return DEFAULT_PRINCIPAL;
    const userId = await issuer.userOf(token);
    if (userId === null) return null;
    return (await kernel.principals()).find((person) => person.userId === userId) ?? null;
  }

  const bearerOf = (header: string | undefined): string | null => (header === undefined ? null : header.replace(/^Bearer\s+/i, ''));

  async function issueToken(request: Request): Promise<Response> {
    let asked: Asked;
    try {
      asked = (JSON.parse(await bodyOf(request).text()) ?? {}) as Asked;
    } catch (error) {
      return error instanceof RequestFailure ? json(error.status, error.body) : refusal(400, 'the body is no JSON');
    }
    const person = personOf(await kernel.principals(), asked);
    if (!person) return refusal(404, 'there is no such person: GET /api/playground/people lists them');
    return json(200, { success: true, data: { token: await issuer.issue(person), principal: person } });
  }

  async function ownRoute(request: Request, host: string, bearer: string | null): Promise<Response | null> {
    const path = new URL(request.url).pathname.replace(/^\/api(?=\/)/, '');
    const route = `${request.method} ${path}`;
    if (route === 'POST /playground/token') return issueToken(request);
    if (route === 'GET /playground/people') return json(200, { success: true, data: await kernel.principals() });
    if (route === 'GET /metrics')
      return new Response(metrics.text(sockets.count()), { headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' } });
    if (route === 'GET /ws') return refusal(426, 'this is a WebSocket');
    if (route === 'GET /realtime/info') {
      const asker = await principalOf(bearer);
      if (!asker) return refusal(401, 'not authenticated');
      const ws = { enabled: true, ws_url: `ws://${host}/ws`, protocol: 1, coalesce_ms: 0, max_events_per_sec: MAX_EVENTS_PER_SECOND };
      return json(200, { ...ws, channels: [channelOf(asker.organizationId)], max_models_per_connection: MAX_MODELS });
    }
    return null;
  }

  async function answer(incoming: IncomingMessage): Promise<Response> {
    const refused = foreign(incoming);
    if (refused) return refused;
    if (incoming.method === 'OPTIONS') return preflight();
    const request = toRequest(incoming);
    if (request instanceof Response) return request;
    const bearer = bearerOf(incoming.headers.authorization);
    const own = await ownRoute(request, incoming.headers.host ?? '', bearer);
    if (own) return own;
    const principal = await principalOf(bearer);
    // A server that calls a webhook proves who it is by its signature, and its bearer token is none of ours.
    return kernel.fetch(request, INBOUND.test(incoming.url ?? '') ? (principal ?? DEFAULT_PRINCIPAL) : principal);
  }

  let isClosing = false;
  const server: Server = createServer((incoming, outgoing) => {
    const started = performance.now();
    const { origin } = incoming.headers;
    void answer(incoming)
      .catch((error: unknown) => json(500, { success: false, message: messageOf(error), code: 'internal_error' }))
      .then(async (response) => {
        metrics.request(incoming.method ?? '', response.status, (performance.now() - started) / 1000);
        await drained(incoming);
        if (isClosing) outgoing.setHeader('connection', 'close');
        await send(response, outgoing, origin !== undefined && LOCAL_ORIGIN.test(origin) ? origin : undefined);
      });
  });

  async function upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const url = new URL(`http://127.0.0.1${incoming.url ?? '/'}`);
    const principal = await principalOf(url.searchParams.get('token') ?? bearerOf(incoming.headers.authorization));
    const status = foreign(incoming) ? '403 Forbidden' : url.pathname !== '/ws' ? '404 Not Found' : principal ? null : '401 Unauthorized';
    if (status !== null || !principal) socket.end(`HTTP/1.1 ${status ?? '401 Unauthorized'}\r\nConnection: close\r\n\r\n`);
    else sockets.accept(incoming, socket, head, principal);
  }

  server.on('upgrade', (incoming, socket, head) => {
    socket.on('error', () => socket.destroy());
    void upgrade(incoming, socket, head).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      isClosing = true;
      unsubscribe();
      sockets.close();
      const ended = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), drainMs);
      await ended;
      clearTimeout(cut);
    },
  };
}
