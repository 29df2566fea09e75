/**
 * The client the published runtime asks for its data: the shape of an HTTP library, carried over the port. Answers have
 * `data` and `headers` (lower-case names); a failure is an error with `response: {status, data}`, which is where the
 * runtime looks for messages and field errors.
 */
import type { ApiClient } from '@asteby/metacore-runtime-react';
import { KernelError, messageOf } from '../../kernel/errors';
import {
  MAX_PORT_FORM_BYTES,
  MAX_PORT_MESSAGE_CHARS,
  MAX_PORT_URL_CHARS,
  type PortForm,
  type PortMethod,
  type PortResponse,
} from '../../workers/protocol';
import type { PortLink } from './port';

/** What the runtime passes along with a request. Functions stay on this side; other fields are not used. */
export interface RequestConfig {
  params?: Readonly<Record<string, unknown>>;
  signal?: AbortSignal;
  responseType?: string;
  /** The name of the job that the request is (docs/contract/wire.md); it may take as long as it takes. */
  job?: string;
  validateStatus?: (status: number) => boolean;
}

export interface ClientResponse {
  status: number;
  data: unknown;
  headers: Record<string, string>;
}

/** A request that was answered with a failure, or (status 0) not answered at all. */
export class ResponseError extends Error {
  readonly response: { status: number; data: unknown; headers: Record<string, string> };

  constructor(message: string, response: ClientResponse, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ResponseError';
    this.response = response;
  }
}

/** A parameter as it is written in a query, or undefined for one that is left out. */
function written(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
    case 'bigint':
      return String(value);
    case 'object':
      return value === null ? undefined : value instanceof Date ? value.toISOString() : JSON.stringify(value);
    default:
      return undefined;
  }
}

/**
 * Merges `params` into the query of `url`. Lists repeat their name; null and undefined are left out; a parameter replaces
 * one of the same name in the url.
 *
 * @throws KernelError `bad_url` for anything but a path of this kernel.
 */
export function withParams(url: string, params: Readonly<Record<string, unknown>> = {}): string {
  if (!url.startsWith('/') || url.startsWith('//')) {
    throw new KernelError('bad_url', `${JSON.stringify(url)} is not an address of the kernel: it must start with one slash.`);
  }
  const [path = '/', ...rest] = (url.split('#')[0] ?? '').split('?');
  const query = new URLSearchParams(rest.join('?'));
  for (const [name, value] of Object.entries(params)) {
    query.delete(name);
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) {
      const text = written(item);
      if (text !== undefined) query.append(name, text);
    }
  }
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

const tooLarge = (limit: number): KernelError => new KernelError('too_large', `The request is larger than ${limit / (1024 * 1024)} MiB.`);

/** A file of the person's disk is read here: it is a reference that nobody outside of this frame, whose origin is opaque, may follow. */
async function carried([name, value]: [string, FormDataEntryValue]): Promise<PortForm['form'][number]> {
  if (typeof value === 'string') return [name, value];
  if (value.size > MAX_PORT_FORM_BYTES) throw tooLarge(MAX_PORT_FORM_BYTES);
  return [name, new File([await value.arrayBuffer()], value.name, { type: value.type })];
}

/** The body as the port carries it: entries of a form, or plain JSON (functions and undefined dropped, dates as text). */
async function bodyOf(body: unknown): Promise<{ json?: unknown; form?: PortForm['form'] }> {
  if (body instanceof FormData) return { form: await Promise.all([...body.entries()].map(carried)) };
  if (body === undefined) return {};
  const text = JSON.stringify(body) as string | undefined;
  if (text === undefined) return {};
  if (text.length > MAX_PORT_MESSAGE_CHARS) throw tooLarge(MAX_PORT_MESSAGE_CHARS);
  return { json: JSON.parse(text) as unknown };
}

/** The body in the type that was asked for: a caller that wants a Blob reads it as text, whatever the kernel answered. */
function answerOf(response: PortResponse, asBlob: boolean): ClientResponse {
  const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const { status, body } = response;
  if (!asBlob || body instanceof Blob) return { status, data: body, headers };
  const type = headers['content-type'] ?? 'application/json';
  return { status, data: new Blob([typeof body === 'string' ? body : JSON.stringify(body)], { type }), headers };
}

function messageIn(data: unknown, status: number): string {
  if (typeof data === 'object' && data !== null && 'message' in data && typeof data.message === 'string') return data.message;
  return `The kernel answered with status ${status}.`;
}

/**
 * Makes the client.
 *
 * @param language tag of the language in which labels are wanted, asked at every request.
 */
export function createClient(link: PortLink, language: () => string): ApiClient {
  async function send(method: PortMethod, url: string, body: unknown, config: RequestConfig = {}): Promise<ClientResponse> {
    let response: PortResponse;
    try {
      const address = withParams(url, config.params);
      if (address.length > MAX_PORT_URL_CHARS) throw new KernelError('url_too_long', `${method} ${url} has too many parameters.`);
      response = await link.request(
        { method, url: address, ...(await bodyOf(body)), ...(config.job !== undefined && { job: config.job }), language: language() },
        config.signal,
      );
    } catch (error) {
      if (config.signal?.aborted === true) throw error;
      // The runtime shows `response.data.message`; without it, a person would read a generic failure.
      const data = { success: false, message: messageOf(error) };
      throw new ResponseError(messageOf(error), { status: 0, data, headers: {} }, error);
    }
    const accepts = config.validateStatus ?? ((status: number) => status >= 200 && status < 300);
    const isAccepted = accepts(response.status);
    const answer = answerOf(response, isAccepted && config.responseType === 'blob');
    if (!isAccepted) throw new ResponseError(messageIn(answer.data, answer.status), answer);
    return answer;
  }
  return {
    get: (url, config?: RequestConfig) => send('GET', url, undefined, config),
    post: (url, body?: unknown, config?: RequestConfig) => send('POST', url, body, config),
    put: (url, body?: unknown, config?: RequestConfig) => send('PUT', url, body, config),
    delete: (url, config?: RequestConfig) => send('DELETE', url, undefined, config),
  };
}
